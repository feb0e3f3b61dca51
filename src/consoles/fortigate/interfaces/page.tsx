import { Link, useParams } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { paths } from '#api/paths.ts';
import { labApi } from '#model/contract/lab.ts';
import { shortSubnet } from '#model/fortios/objects/addresses.ts';
import { interfaceRoles, roleWords } from '#model/fortios/objects/interfaces.ts';
import { type InterfaceList, interfaceKinds } from '#model/fortios/objects/object-lists.ts';
import { rowFromAnswer } from '#model/fortios/wire.parse.ts';
import { Button } from '#ui/button.tsx';
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
import { OpenedObject, newObject } from '../objects/opened-object.tsx';
import { interfaceTable, zoneTable } from './interface-form.ts';
import { InterfacePanel } from './interface-panel.tsx';
import { ZonePanel } from './zone-panel.tsx';

type Listed = InterfaceList['interfaces'][number];

const filterValues = { kind: interfaceKinds, role: interfaceRoles } as const;
const kindChoices = [
  { value: 'interface', label: 'Interface' },
  { value: 'zone', label: 'Zone' },
];
const roleChoices = interfaceRoles.map((value) => ({ value, label: roleWords[value] }));

/** An interface's own settings; null for a zone. */
function interfaceIn({ kind, row }: Listed) {
  return kind === 'interface' ? rowFromAnswer(interfaceTable, row) : null;
}

/** A zone's members; of an interface, the zone that it is in. */
function MembersOrZone({ device, listed }: { readonly device: string; readonly listed: Listed }) {
  const { kind, name, zones, row } = listed;
  const at = paths.fgt(device);
  const isZone = kind === 'zone';
  const names = isZone ? rowFromAnswer(zoneTable, row).interface : zones;
  return (
    <CellList
      label={isZone ? `members of ${name}` : `zones of ${name}`}
      shown={2}
      none={isZone ? 'no members' : undefined}
      entries={names.map((one) => ({
        key: one,
        view: (
          <Link
            className={styles['link']}
            to={isZone ? at.interfaces({ interface: one }) : at.interfaces({ zone: one })}
          >
            <CutText text={isZone ? one : `in zone ${one}`} />
          </Link>
        ),
      }))}
    />
  );
}

function columns(
  device: string,
  open: (listed: Listed) => void,
  remove: (listed: Listed) => void,
): readonly Column<Listed>[] {
  return [
    {
      id: 'name',
      width: '14%',
      header: 'Name',
      phone: 'first',
      sortable: true,
      cell: (listed) => <NameButton name={listed.name} onOpen={() => open(listed)} />,
    },
    {
      id: 'alias',
      width: '11%',
      header: 'Alias',
      phone: 'hidden',
      cell: (listed) => <CutText text={interfaceIn(listed)?.alias ?? ''} />,
    },
    {
      id: 'type',
      // Narrower, the groups' headings say it.
      wide: true,
      width: '146px',
      header: 'Type',
      phone: 'hidden',
      sortable: true,
      cell: ({ type }) => <CutText text={type} cut="end" />,
    },
    {
      id: 'ip',
      width: '150px',
      header: 'IP/Netmask',
      cell: (listed) => (
        <CutText className="mono" text={shortSubnet(interfaceIn(listed)?.ip ?? '')} />
      ),
    },
    {
      id: 'members',
      header: 'Members or zone',
      cell: (listed) => <MembersOrZone device={device} listed={listed} />,
    },
    {
      id: 'role',
      width: '92px',
      header: 'Role',
      phone: 'hidden',
      cell: (listed) => {
        const row = interfaceIn(listed);
        return row ? roleWords[row.role] : null;
      },
    },
    ...lastColumns(device, '22%', { open, remove }, ({ kind }) =>
      kind === 'zone' ? 'everything' : 'edit',
    ),
  ];
}

/** What the page's own address opens, wherever it stands in the list. */
function useEdited(device: string, kind: Listed['kind'], listed: readonly Listed[] | undefined) {
  const url = useUrlState();
  const edited = url.get(kind);
  const inList = listed?.find((one) => one.kind === kind && one.name === edited);
  const isElsewhere = edited !== '' && edited !== newObject && listed !== undefined && !inList;
  const one = useAnswer(
    labApi.interfaces,
    isElsewhere ? { device, query: { name: edited, kind, count: 1 } } : null,
  );
  return {
    name: edited,
    opened: {
      name: edited,
      crumb: 'Interfaces',
      found: inList ?? one.data?.interfaces[0],
      isMissing: one.data?.matched === 0,
      missing: `${device} has no ${kind} ${edited}`,
      error: one.error,
      refetch: one.refetch,
      onClose: () => url.set({ interface: null, zone: null }),
    },
  };
}

/** Network > Interfaces: interfaces and the zones that they are in. */
export function Component() {
  const { device = '' } = useParams();
  const url = useUrlState();
  const list = useListState({
    sorts: ['type', 'name'],
    first: { sort: 'type' },
    filters: filterValues,
  });
  const { search, offset: start, count, sort, order } = list.query;
  const { data, error, refetch, isPlaceholderData } = useAnswer(
    labApi.interfaces,
    { device, query: { search, ...list.filters, sort, order, start, count } },
    { keepsLast: true },
  );
  const zone = useEdited(device, 'zone', data?.interfaces);
  const port = useEdited(device, 'interface', data?.interfaces);
  const close = (): void => url.set({ interface: null, zone: null });
  const open = ({ kind, name }: Listed): void =>
    url.set({ interface: null, zone: null, [kind]: name });
  const actions = useObjectActions(device, zoneTable, {
    onCloned: (name) => url.set({ interface: null, zone: name }),
    onRemoved: (name) => {
      if (name === zone.name) close();
    },
  });
  const create = (
    <Button
      icon="plus"
      look="primary"
      onClick={() => url.set({ interface: null, zone: newObject })}
    >
      Create zone
    </Button>
  );
  const selected = zone.opened.found ?? port.opened.found;
  return (
    <ListPage
      crumb="Network"
      title="Interfaces"
      actions={create}
      label="Interfaces"
      list={list}
      answer={{
        rows: data?.interfaces,
        total: data?.matched,
        error,
        refetch,
        isStale: isPlaceholderData,
      }}
      searchLabel="Search interfaces"
      filters={[
        { name: 'kind', label: 'Kind', choices: kindChoices },
        { name: 'role', label: 'Role', choices: roleChoices },
      ]}
      columns={columns(
        device,
        open,
        ({ name }) =>
          void actions.remove(name, `The zone is removed from ${device}. Its interfaces stay.`),
      )}
      rowId={({ kind, name }) => `${kind} ${name}`}
      groupOf={list.query.sort === 'type' ? ({ type }) => type : null}
      onOpen={open}
      selected={selected ? `${selected.kind} ${selected.name}` : null}
      noMatch={{ title: 'No interface matches', text: 'Change the search text or the filters.' }}
      empty={
        <EmptyState title="No interfaces" action={create}>
          This FortiGate’s configuration has no interface.
        </EmptyState>
      }
    >
      <Note>
        A policy names a zone, and none of its members. Interfaces are the hardware’s: they are
        changed here, and none is made. A configuration may bring others, as VLANs.
      </Note>
      {zone.name === newObject ? (
        <ZonePanel
          key={newObject}
          device={device}
          zone={null}
          revision={null}
          onReload={close}
          onClose={close}
        />
      ) : zone.name === '' ? null : (
        <OpenedObject key={`zone ${zone.name}`} {...zone.opened}>
          {({ row, revision }, key, onReload) => (
            <ZonePanel
              key={key}
              device={device}
              zone={rowFromAnswer(zoneTable, row)}
              revision={revision}
              onReload={onReload}
              onClose={close}
            />
          )}
        </OpenedObject>
      )}
      {zone.name !== '' || port.name === '' ? null : (
        <OpenedObject key={`interface ${port.name}`} {...port.opened}>
          {(listed, key, onReload) => (
            <InterfacePanel
              key={key}
              device={device}
              listed={listed}
              onReload={onReload}
              onClose={close}
            />
          )}
        </OpenedObject>
      )}
    </ListPage>
  );
}
