import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { paths } from '#api/paths.ts';
import { labApi } from '#model/contract/lab.ts';
import type { UserGroupList } from '#model/fortios/objects/object-lists.ts';
import { userGroupTypeWords } from '#model/fortios/objects/users.ts';
import { rowFromAnswer } from '#model/fortios/wire.parse.ts';
import { plural } from '#model/plural.ts';
import { Button } from '#ui/button.tsx';
import { Note } from '#ui/page.tsx';
import { EmptyState } from '#ui/states.tsx';
import { CellList } from '#ui/table/cell-list.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { ListPage } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { useUrlState } from '#ui/url-state.ts';
import { ChosenMenu, useChosenActions } from '../objects/chosen-actions.tsx';
import { NameButton } from '../objects/name-button.tsx';
import { useObjectActions } from '../objects/object-actions.ts';
import { lastColumns } from '../objects/object-columns.tsx';
import styles from '../objects/objects.module.css';
import { askForEdited, editedOf } from '../objects/edited-object.ts';
import { OpenedObject, newObject } from '../objects/opened-object.tsx';
import { isUsedAsked, usedFilter, usedValues } from '../objects/used-filter.ts';
import { userGroupTable } from './user-group-form.ts';
import { UserGroupPanel } from './user-group-panel.tsx';

type Listed = UserGroupList['groups'][number];

const filterValues = { used: usedValues } as const;

function Members({ device, group }: { readonly device: string; readonly group: Listed }) {
  const at = paths.fgt(device);
  return (
    <CellList
      label={`members of ${group.name}`}
      shown={2}
      none="no members"
      total={group.memberCount}
      moreTo={at.users({ group: group.name })}
      entries={group.members.map(({ name, isUser }) => ({
        key: name,
        view: isUser ? (
          <Link className={styles['link']} to={at.users({ edit: name })}>
            <CutText text={name} />
          </Link>
        ) : (
          <CutText text={name} />
        ),
      }))}
    />
  );
}

interface Actions {
  readonly open: (group: Listed) => void;
  readonly clone: (group: Listed) => void;
  readonly remove: (group: Listed) => void;
}

function columns(device: string, { open, clone, remove }: Actions): readonly Column<Listed>[] {
  return [
    {
      id: 'name',
      width: '24%',
      header: 'Group Name',
      phone: 'first',
      sortable: true,
      cell: (group) => <NameButton name={group.name} onOpen={() => open(group)} />,
    },
    {
      id: 'type',
      width: '164px',
      wide: true,
      header: 'Group Type',
      phone: 'hidden',
      sortable: true,
      cell: ({ type }) => <CutText text={userGroupTypeWords(type)} cut="end" />,
    },
    {
      id: 'members',
      header: 'Members',
      cell: (group) => <Members device={device} group={group} />,
    },
    ...lastColumns(device, '32%', { open, clone, remove }),
  ];
}

/** User & Authentication > User Groups. */
export function Component() {
  const { device = '' } = useParams();
  const url = useUrlState();
  const list = useListState({
    sorts: ['name', 'type'],
    first: { sort: 'name' },
    filters: filterValues,
  });
  const { search, offset: start, count, sort, order } = list.query;
  const { used } = list.filters;
  const { data, error, refetch, isPlaceholderData } = useAnswer(
    labApi.userGroups,
    {
      device,
      query: { search, used: isUsedAsked(used), sort, order, start, count },
    },
    { keepsLast: true },
  );
  const [names, setNames] = useState<ReadonlySet<string>>(new Set());
  const groups = data?.groups ?? [];
  const chosen = groups.map(({ name }) => name).filter((name) => names.has(name));
  const edited = url.get('edit');
  const alone = useAnswer(labApi.userGroups, askForEdited(device, edited, data?.groups));
  const opened = editedOf(edited, data?.groups, alone, alone.data?.groups);
  const close = (): void => url.set({ edit: null });
  const open = ({ name }: Listed): void => url.set({ edit: name });
  const actions = useObjectActions(device, userGroupTable, {
    onCloned: (name) => url.set({ edit: name }),
    onRemoved: (name) => {
      if (name === edited) close();
    },
  });
  const { remove } = useChosenActions(device, userGroupTable, 'user group');
  const create = (
    <Button look="primary" icon="plus" onClick={() => url.set({ edit: newObject })}>
      Create New
    </Button>
  );
  return (
    <ListPage
      crumb="User & Authentication"
      title="User Groups"
      actions={
        <>
          <ChosenMenu
            names={groups.map(({ name }) => name)}
            chosen={chosen}
            what="user group"
            onChoose={(next) => setNames(new Set(next))}
            items={[
              {
                label: 'Delete…',
                icon: 'trash',
                danger: true,
                onSelect: () =>
                  void remove(
                    chosen,
                    `${plural(chosen.length, 'The user group is', 'The user groups are')} removed from ${device}. Members stay. Where one of the groups is in use, all stay.`,
                  ),
              },
            ]}
          />
          {create}
        </>
      }
      label="User groups"
      selection={{ ids: names, onChange: setNames, nameOf: ({ name }) => name }}
      list={list}
      answer={{
        rows: data?.groups,
        total: data?.matched,
        error,
        refetch,
        isStale: isPlaceholderData,
      }}
      searchLabel="Search groups and members"
      filters={[usedFilter]}
      columns={columns(device, {
        open,
        clone: ({ name }) => actions.clone(name),
        remove: ({ name }) =>
          void actions.remove(name, `The user group is removed from ${device}. Its members stay.`),
      })}
      rowId={({ name }) => name}
      wideFrom={1000}
      onOpen={open}
      selected={opened.found?.name ?? null}
      noMatch={{ title: 'No group matches', text: 'Change the search text or the filter.' }}
      empty={
        <EmptyState title="No user groups" action={create}>
          A user group stands for its members, and for the users of whom EMS reports a group of that
          name.
        </EmptyState>
      }
    >
      <Note>
        A policy that names a group matches its members, and the users of whom EMS reports a group
        of that name.
      </Note>
      {edited === newObject ? (
        <UserGroupPanel
          key={newObject}
          device={device}
          group={null}
          onReload={close}
          onClose={close}
        />
      ) : edited === '' ? null : (
        <OpenedObject
          key={edited}
          {...opened}
          crumb="User Groups"
          name={edited}
          missing={`${device} has no user group ${edited}`}
          onClose={close}
        >
          {(group, key, onReload) => (
            <UserGroupPanel
              key={key}
              device={device}
              group={rowFromAnswer(userGroupTable, group.row)}
              type={group.type}
              revision={group.revision}
              onReload={onReload}
              onClose={close}
            />
          )}
        </OpenedObject>
      )}
    </ListPage>
  );
}
