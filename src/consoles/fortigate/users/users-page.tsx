import { useState } from 'react';
import { useParams } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { updateStep } from '#api/rows.ts';
import { labApi } from '#model/contract/lab.ts';
import { userStatusWords, userTypeWords } from '#model/fortios/objects/users.ts';
import { userTypes } from '#model/fortios/tables/users.ts';
import { count, plural } from '#model/plural.ts';
import { Button } from '#ui/button.tsx';
import { Menu } from '#ui/menu.tsx';
import { EmptyState } from '#ui/states.tsx';
import { ListPage } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { useUrlState } from '#ui/url-state.ts';
import { ChosenMenu, useChosenActions } from '../objects/chosen-actions.tsx';
import { useObjectActions } from '../objects/object-actions.ts';
import { askForEdited, editedOf } from '../objects/edited-object.ts';
import { OpenedObject, newObject } from '../objects/opened-object.tsx';
import { isUsedAsked, usedFilter, usedValues } from '../objects/used-filter.ts';
import { MembershipPanel } from './membership-panel.tsx';
import { type ListedUser, userColumns, userIn } from './user-columns.tsx';
import { userTable } from './user-form.ts';
import { UserPanel } from './user-panel.tsx';
import { UserTablePanel } from './user-table-panel.tsx';

const statuses = ['enable', 'disable'] as const;
const filterValues = {
  status: statuses,
  type: userTypes,
  used: usedValues,
  group: 'text',
} as const;
const statusChoices = statuses.map((value) => ({ value, label: userStatusWords[value] }));
const typeChoices = userTypes.map((value) => ({ value, label: userTypeWords[value] }));

/** *Create New*: one by form, or many from a table. */
function CreateUser() {
  const url = useUrlState();
  return (
    <Menu
      trigger={
        <Button look="primary" icon="plus">
          Create New
        </Button>
      }
      items={[
        {
          label: 'User',
          icon: 'plus',
          onSelect: () => url.set({ edit: newObject, new: null }),
        },
        {
          label: 'From a table…',
          icon: 'copy',
          own: true,
          onSelect: () => url.set({ edit: null, new: 'table' }),
        },
      ]}
    />
  );
}

/** *Action*: what is done to the users whose boxes are checked. */
function UsersMenu({
  device,
  users,
  chosen,
  onChoose,
  onGroups,
}: {
  readonly device: string;
  readonly users: readonly ListedUser[];
  readonly chosen: readonly ListedUser[];
  readonly onChoose: (names: readonly string[]) => void;
  readonly onGroups: () => void;
}) {
  const { carryOut, remove } = useChosenActions(device, userTable, 'user');
  const switchTo = (status: (typeof statuses)[number], verb: 'enable' | 'disable'): void => {
    const others = chosen.filter((user) => userIn(user).status !== status);
    const many = count(others.length, 'user');
    carryOut(
      others.map(({ name }) => updateStep(userTable, name, { status })),
      `${verb} ${many}`,
      `${many} ${plural(others.length, 'was', 'were')} ${verb}d.`,
    );
  };
  const isAny = (status: (typeof statuses)[number]): boolean =>
    chosen.some((user) => userIn(user).status === status);
  return (
    <ChosenMenu
      names={users.map(({ name }) => name)}
      chosen={chosen.map(({ name }) => name)}
      what="user"
      onChoose={onChoose}
      items={[
        { label: 'Groups…', icon: 'edit', own: true, onSelect: onGroups },
        ...(isAny('disable')
          ? [{ label: 'Enable', onSelect: () => switchTo('enable', 'enable') }]
          : []),
        ...(isAny('enable')
          ? [{ label: 'Disable', onSelect: () => switchTo('disable', 'disable') }]
          : []),
        {
          label: 'Delete…',
          icon: 'trash',
          danger: true,
          onSelect: () =>
            void remove(
              chosen.map(({ name }) => name),
              `${plural(chosen.length, 'The user is', 'The users are')} removed from ${device}. Where one of them is in use, all stay.`,
            ),
        },
      ]}
    />
  );
}

/** User & Authentication > User Definition. */
export function Component() {
  const { device = '' } = useParams();
  const url = useUrlState();
  const list = useListState({
    sorts: ['name', 'type', 'status'],
    first: { sort: 'name' },
    filters: filterValues,
  });
  const { search, offset: start, count: pageSize, sort, order } = list.query;
  const { type, status, used, group } = list.filters;
  const { data, error, refetch, isPlaceholderData } = useAnswer(
    labApi.users,
    {
      device,
      query: {
        search,
        type,
        status,
        group,
        used: isUsedAsked(used),
        sort,
        order,
        start,
        count: pageSize,
      },
    },
    { keepsLast: true },
  );
  const [names, setNames] = useState<ReadonlySet<string>>(new Set());
  const [isGrouping, setGrouping] = useState(false);
  // What is not on the page is not acted on: nobody sees that it is chosen.
  const users = data?.users ?? [];
  const chosen = users.filter(({ name }) => names.has(name));
  const edited = url.get('edit');
  const alone = useAnswer(labApi.users, askForEdited(device, edited, data?.users));
  const opened = editedOf(edited, data?.users, alone, alone.data?.users);
  const close = (): void => url.set({ edit: null, new: null });
  const open = ({ name }: ListedUser): void => {
    setGrouping(false);
    url.set({ edit: name, new: null });
  };
  const actions = useObjectActions(device, userTable, {
    onCloned: (name) => url.set({ edit: name, new: null }),
    onRemoved: (name) => {
      if (name === edited) close();
    },
  });
  return (
    <ListPage
      crumb="User & Authentication"
      title="User Definition"
      actions={
        <>
          <UsersMenu
            device={device}
            users={users}
            chosen={chosen}
            onChoose={(next) => setNames(new Set(next))}
            onGroups={() => {
              close();
              setGrouping(true);
            }}
          />
          <CreateUser />
        </>
      }
      label="Users"
      selection={{ ids: names, onChange: setNames, nameOf: ({ name }) => name }}
      list={list}
      answer={{
        rows: data?.users,
        total: data?.matched,
        error,
        refetch,
        isStale: isPlaceholderData,
      }}
      searchLabel="Search users and groups"
      filters={[
        { name: 'status', label: 'Status', choices: statusChoices },
        { name: 'type', label: 'Type', choices: typeChoices },
        usedFilter,
        // A link from User Groups sets it; there may be too many to choose from.
        ...(group === null
          ? []
          : [{ name: 'group', label: 'Group', choices: [{ value: group, label: group }] }]),
      ]}
      columns={userColumns(device, {
        open,
        clone: ({ name }) => actions.clone(name),
        remove: ({ name }) => void actions.remove(name, `The user is removed from ${device}.`),
      })}
      rowId={({ name }) => name}
      wideFrom={1000}
      onOpen={open}
      selected={opened.found?.name ?? null}
      noMatch={{ title: 'No user matches', text: 'Change the search text or the filters.' }}
      empty={
        <EmptyState title="No users" action={<CreateUser />}>
          A local user is one that policies and user groups name. Users and groups that EMS reports
          of endpoints count without being listed here.
        </EmptyState>
      }
    >
      {url.get('new') === 'table' ? <UserTablePanel device={device} onClose={close} /> : null}
      {isGrouping && chosen.length > 0 ? (
        <MembershipPanel
          key={chosen.map(({ name }) => name).join('\n')}
          device={device}
          users={chosen}
          onClose={() => setGrouping(false)}
        />
      ) : null}
      {edited === newObject ? (
        <UserPanel
          key={newObject}
          device={device}
          user={null}
          revision={null}
          onReload={close}
          onClose={close}
        />
      ) : edited === '' ? null : (
        <OpenedObject
          key={edited}
          {...opened}
          crumb="User Definition"
          name={edited}
          missing={`${device} has no user ${edited}`}
          onClose={close}
        >
          {(user, key, onReload) => (
            <UserPanel
              key={key}
              device={device}
              user={{ row: userIn(user), groups: user.groups }}
              revision={user.revision}
              onReload={onReload}
              onClose={close}
            />
          )}
        </OpenedObject>
      )}
    </ListPage>
  );
}
