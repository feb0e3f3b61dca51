import { Link } from 'react-router';
import { useAnswer, useChange } from '#api/hooks.ts';
import { paths } from '#api/paths.ts';
import { useUndoable } from '#api/undo.ts';
import { TableImportPanel } from '#consoles/table-import/table-import-panel.tsx';
import { labApi } from '#model/contract/lab.ts';
import { type ListedFortiGate, fortigateDraftSchema } from '#model/lab/worlds/estate.ts';
import { compareNames } from '#model/name-order.ts';
import { count, numberWords, plural } from '#model/plural.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { Menu } from '#ui/menu.tsx';
import { Note, PageHeader } from '#ui/page.tsx';
import { useConfirm } from '#ui/panel/confirm.tsx';
import { EmptyState } from '#ui/states.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { useToast } from '#ui/toast.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { FortiGatePanel } from './fortigate-panel.tsx';

const tableFields = [
  { key: 'name', label: 'Name', names: ['host', 'hostname', 'device'] },
  { key: 'serial', label: 'Serial number', names: ['serial', 'sn'] },
  { key: 'ip', label: 'IP', names: ['ip address', 'address'] },
  { key: 'version', label: 'FortiOS version', names: ['version', 'firmware'] },
] as const;

function fortigateInRow(cells: Readonly<Record<string, string>>) {
  const { version = '', ...rest } = cells;
  const read = fortigateDraftSchema.safeParse({
    ...rest,
    version: version === '' ? '7.6.4' : version.replace(/^v/i, ''),
  });
  if (read.success) return { ok: true as const, draft: read.data };
  const [issue] = read.error.issues;
  const missing = tableFields.find(({ key }) => key === issue?.path[0] && !(key in cells));
  return {
    ok: false as const,
    problem: missing
      ? `The table has no column for the ${missing.label}.`
      : (issue?.message ?? 'The row cannot be read.'),
  };
}

function columns(
  edit: (fortigate: ListedFortiGate) => void,
  remove: (fortigate: ListedFortiGate) => void,
): readonly Column<ListedFortiGate>[] {
  return [
    {
      id: 'name',
      width: '22%',
      header: 'Name',
      phone: 'first',
      cell: ({ name }) => (
        <Link to={paths.fgt(name).ztnaServers()}>
          <CutText text={name} />
        </Link>
      ),
    },
    {
      id: 'serial',
      width: '180px',
      header: 'Serial number',
      cell: ({ serial }) => <span className="mono">{serial}</span>,
    },
    {
      id: 'ip',
      width: '140px',
      header: 'IP',
      phone: 'hidden',
      cell: ({ ip }) => <span className="mono">{ip}</span>,
    },
    {
      id: 'version',
      width: '92px',
      header: 'FortiOS',
      phone: 'hidden',
      cell: ({ version }) => version,
    },
    {
      id: 'policies',
      width: '92px',
      header: 'Policies',
      phone: 'hidden',
      cell: ({ policies }) => numberWords(policies),
    },
    {
      id: 'servers',
      width: '120px',
      header: 'ZTNA servers',
      phone: 'hidden',
      cell: ({ servers }) => numberWords(servers),
    },
    {
      id: 'endpoints',
      header: 'Endpoints behind it',
      phone: 'hidden',
      cell: ({ endpoints }) => numberWords(endpoints),
    },
    {
      id: 'actions',
      width: '72px',
      header: 'Actions',
      phone: 'first',
      cell: (fortigate) => (
        <Menu
          trigger={<IconButton icon="more" label={`Actions of ${fortigate.name}`} />}
          items={[
            { label: 'Edit…', icon: 'edit', onSelect: () => edit(fortigate) },
            { label: 'Remove…', icon: 'trash', danger: true, onSelect: () => remove(fortigate) },
          ]}
        />
      ),
    },
  ];
}

/** Lab > FortiGates: those of the world, added by form or from a table, edited and removed. */
export function Component() {
  const url = useUrlState();
  const toast = useToast();
  const ask = useConfirm();
  const undoable = useUndoable(toast);
  const { data, error, refetch } = useAnswer(labApi.fortigates, {});
  const add = useChange(labApi.addFortiGates);
  const removal = useChange(labApi.removeFortiGate);
  const remove = async ({ name, policies, endpoints }: ListedFortiGate): Promise<void> => {
    const sure = await ask({
      title: `Remove ${name}?`,
      text: `The FortiGate is removed with ${count(policies, 'policy', 'policies')} and its logs. Its sessions end, and ${count(endpoints, 'endpoint')} behind it ${plural(endpoints, 'has', 'have')} no gateway then.`,
      confirm: 'Remove',
      danger: true,
    });
    if (!sure) return;
    removal.mutate(
      { name },
      {
        onSuccess: ({ revision }) => toast({ text: `${name} was removed.`, ...undoable(revision) }),
        onError: ({ message }) => toast({ text: message, tone: 'bad' }),
      },
    );
  };
  const rows = data?.fortigates.toSorted((a, b) => compareNames(a.name, b.name));
  const edited = rows?.find(({ name }) => name === url.get('edit'));
  return (
    <>
      <PageHeader
        crumb="Lab"
        title="FortiGates"
        actions={
          <Menu
            trigger={
              <Button icon="plus" look="primary">
                Add
              </Button>
            }
            items={[
              { label: 'FortiGate…', icon: 'plus', onSelect: () => url.set({ new: 'one' }) },
              { label: 'From a table…', icon: 'copy', onSelect: () => url.set({ new: 'table' }) },
            ]}
          />
        }
      />
      <DataTable
        label="FortiGates"
        columns={columns(
          ({ name }) => url.set({ edit: name }),
          (one) => void remove(one),
        )}
        rows={rows}
        rowId={({ name }) => name}
        error={error}
        onRetry={() => void refetch()}
        empty={<EmptyState title="No FortiGates">Add one: it decides who reaches what.</EmptyState>}
      />
      <Note>
        A new FortiGate is connected to the EMS whose console is open. Users and groups of a
        FortiGate are under its User &amp; Authentication; who is logged on at an endpoint is said
        under Endpoints.
      </Note>
      {rows && url.get('new') === 'one' ? (
        <FortiGatePanel fortigates={rows} edited={null} onClose={() => url.set({ new: null })} />
      ) : null}
      {rows && edited ? (
        <FortiGatePanel fortigates={rows} edited={edited} onClose={() => url.set({ edit: null })} />
      ) : null}
      {url.get('new') === 'table' ? (
        <TableImportPanel
          crumb="FortiGates"
          title="Add FortiGates from a table"
          what="FortiGate"
          fields={tableFields}
          readRow={fortigateInRow}
          onSave={async (fortigates) => {
            const { revision } = await add.mutateAsync({ body: { fortigates: [...fortigates] } });
            toast({
              text: `${count(fortigates.length, 'FortiGate')} ${plural(fortigates.length, 'was', 'were')} added.`,
              ...undoable(revision),
            });
          }}
          onClose={() => url.set({ new: null })}
        />
      ) : null}
    </>
  );
}
