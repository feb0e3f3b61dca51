import { Link, useParams } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { paths } from '#api/paths.ts';
import { labApi } from '#model/contract/lab.ts';
import type { GroupList } from '#model/fortios/objects/object-lists.ts';
import type { AddressGroup } from '#model/fortios/tables.ts';
import { rowFromAnswer } from '#model/fortios/wire.parse.ts';
import { Note } from '#ui/page.tsx';
import { EmptyState } from '#ui/states.tsx';
import { CellList } from '#ui/table/cell-list.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { ListPage } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { useUrlState } from '#ui/url-state.ts';
import { NameButton } from '../objects/name-button.tsx';
import { useObjectActions } from '../objects/object-actions.ts';
import { lastColumns } from '../objects/object-columns.tsx';
import styles from '../objects/objects.module.css';
import { askForEdited, editedOf } from '../objects/edited-object.ts';
import { OpenedObject, newObject } from '../objects/opened-object.tsx';
import { isUsedAsked, usedFilter, usedValues } from '../objects/used-filter.ts';
import { AddressTabs, CreateObject } from './address-tabs.tsx';
import { groupTable } from './group-form.ts';
import { GroupPanel } from './group-panel.tsx';

type Listed = GroupList['groups'][number];

const filterValues = { used: usedValues } as const;

function rowIn({ row }: Listed): AddressGroup {
  return rowFromAnswer(groupTable, row);
}

function Members({ device, group }: { readonly device: string; readonly group: Listed }) {
  const at = paths.fgt(device);
  return (
    <CellList
      label={`members of ${group.name}`}
      shown={2}
      none="no members"
      total={group.memberCount}
      // The form has them all.
      moreTo={at.addressGroups({ edit: group.name })}
      entries={group.members.map(({ name, isGroup }) => ({
        key: name,
        view: (
          <Link
            className={styles['link']}
            to={isGroup ? at.addressGroups({ edit: name }) : at.addresses({ edit: name })}
          >
            <CutText text={name} />
          </Link>
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
      width: '20%',
      header: 'Name',
      phone: 'first',
      sortable: true,
      cell: (group) => <NameButton name={group.name} onOpen={() => open(group)} />,
    },
    {
      id: 'members',
      width: '26%',
      header: 'Members',
      cell: (group) => <Members device={device} group={group} />,
    },
    {
      id: 'excluded',
      width: '96px',
      header: 'Excluded',
      phone: 'hidden',
      numeric: true,
      cell: (group) => {
        const row = rowIn(group);
        return row.exclude === 'enable' ? row['exclude-member'].length : null;
      },
    },
    {
      id: 'comments',
      header: 'Comments',
      phone: 'hidden',
      cell: (group) => <CutText text={rowIn(group).comment} cut="end" />,
    },
    ...lastColumns(device, '24%', { open, clone, remove }),
  ];
}

/** Policy & Objects > Addresses > Address Group. */
export function Component() {
  const { device = '' } = useParams();
  const url = useUrlState();
  const list = useListState({ sorts: ['name'], first: { sort: 'name' }, filters: filterValues });
  const { search, offset: start, count, sort, order } = list.query;
  const { used } = list.filters;
  const { data, error, refetch, isPlaceholderData } = useAnswer(
    labApi.addressGroups,
    {
      device,
      query: { search, used: isUsedAsked(used), sort, order, start, count },
    },
    { keepsLast: true },
  );
  const edited = url.get('edit');
  const alone = useAnswer(labApi.addressGroups, askForEdited(device, edited, data?.groups));
  const opened = editedOf(edited, data?.groups, alone, alone.data?.groups);
  const close = (): void => url.set({ edit: null });
  const open = (group: Listed): void => url.set({ edit: group.name });
  const actions = useObjectActions(device, groupTable, {
    onCloned: (name) => url.set({ edit: name }),
    onRemoved: (name) => {
      if (name === edited) close();
    },
  });
  return (
    <ListPage
      crumb="Policy & Objects"
      title="Addresses"
      actions={<CreateObject device={device} />}
      tabs={<AddressTabs device={device} />}
      label="Address groups"
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
          void actions.remove(
            name,
            `The address group is removed from ${device}. Its members stay.`,
          ),
      })}
      rowId={({ name }) => name}
      onOpen={open}
      selected={opened.found?.name ?? null}
      noMatch={{ title: 'No group matches', text: 'Change the search text or the filter.' }}
      empty={
        <EmptyState title="No address groups" action={<CreateObject device={device} />}>
          A group stands for all of its members, so that policies name one object.
        </EmptyState>
      }
    >
      <Note>
        Groups of posture tags are under{' '}
        <Link to={paths.fgt(device).ztnaTags()}>ZTNA &gt; Security Posture Tags</Link>.
      </Note>
      {edited === newObject ? (
        <GroupPanel
          key={newObject}
          device={device}
          group={null}
          revision={null}
          onReload={close}
          onClose={close}
        />
      ) : edited === '' ? null : (
        <OpenedObject
          key={edited}
          {...opened}
          crumb="Addresses"
          name={edited}
          missing={`${device} has no address group ${edited}`}
          onClose={close}
        >
          {(group, key, onReload) => (
            <GroupPanel
              key={key}
              device={device}
              group={rowIn(group)}
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
