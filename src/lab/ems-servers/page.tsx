import { Link, useNavigate } from 'react-router';
import { useAnswer, useChange } from '#api/hooks.ts';
import { paths } from '#api/paths.ts';
import { useUndoable } from '#api/undo.ts';
import { labApi } from '#model/contract/lab.ts';
import type { EmsServers } from '#model/ems/ems-servers.ts';
import { compareNames } from '#model/name-order.ts';
import { count } from '#model/plural.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { Menu } from '#ui/menu.tsx';
import { Note, PageHeader } from '#ui/page.tsx';
import { useConfirm } from '#ui/panel/confirm.tsx';
import { EmptyState, Status } from '#ui/states.tsx';
import { CellList } from '#ui/table/cell-list.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { useToast } from '#ui/toast.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { ServerPanel } from './server-panel.tsx';

type Listed = EmsServers['servers'][number];

function columns(
  open: (server: Listed) => void,
  remove: (server: Listed) => void,
): readonly Column<Listed>[] {
  return [
    {
      id: 'name',
      width: '22%',
      header: 'Name',
      phone: 'first',
      cell: ({ name }) => <CutText text={name} />,
    },
    {
      id: 'console',
      width: '120px',
      header: 'Console',
      cell: ({ isOpen }) =>
        isOpen ? <Status tone="ok">Open</Status> : <Status tone="off">Closed</Status>,
    },
    {
      id: 'serial',
      width: '170px',
      header: 'Serial number',
      cell: ({ serial }) => <span className="mono">{serial}</span>,
    },
    {
      id: 'endpoints',
      width: '96px',
      header: 'Endpoints',
      phone: 'hidden',
      cell: ({ endpoints }) => endpoints,
    },
    {
      id: 'connectors',
      header: 'Connectors',
      phone: 'hidden',
      cell: ({ name, connectors }) => (
        <CellList
          label={`connectors to ${name}`}
          shown={3}
          none="no FortiGate has one"
          entries={connectors.map(({ fortigate, connector }) => ({
            key: `${fortigate} ${connector}`,
            view: (
              <Link to={paths.fgt(fortigate).fabricConnector(connector)}>
                <CutText text={`EMS${connector} of ${fortigate}`} />
              </Link>
            ),
          }))}
        />
      ),
    },
    {
      id: 'actions',
      width: '72px',
      header: 'Actions',
      phone: 'first',
      cell: (server) => (
        <Menu
          trigger={<IconButton icon="more" label={`Actions of ${server.name}`} />}
          items={
            server.isOpen
              ? [{ label: 'Go to the console', icon: 'play', onSelect: () => open(server) }]
              : [
                  { label: 'Open the console', icon: 'play', onSelect: () => open(server) },
                  { label: 'Remove…', icon: 'trash', danger: true, onSelect: () => remove(server) },
                ]
          }
        />
      ),
    },
  ];
}

/** Lab > EMS Servers: several of them, sites and tenants included, each by a connector of its own [185333]. */
export function Component() {
  const url = useUrlState();
  const navigate = useNavigate();
  const toast = useToast();
  const ask = useConfirm();
  const undoable = useUndoable(toast);
  const { data, error, refetch } = useAnswer(labApi.emsServers, {});
  const opening = useChange(labApi.openEmsConsole);
  const removal = useChange(labApi.removeEmsServer);
  const failed = ({ message }: Error): void => toast({ text: message, tone: 'bad' });
  const open = ({ name, serial, isOpen }: Listed): void => {
    if (isOpen) {
      void navigate(paths.ems.endpoints());
      return;
    }
    opening.mutate(
      { serial },
      {
        onSuccess: ({ revision }) =>
          toast({ text: `The pages under EMS are those of ${name}.`, ...undoable(revision) }),
        onError: failed,
      },
    );
  };
  const remove = async ({ name, serial, endpoints }: Listed): Promise<void> => {
    const sure = await ask({
      title: `Remove ${name}?`,
      text: `The server is removed with ${count(endpoints, 'endpoint')}. FortiGates with a connector to it lose its tags.`,
      confirm: 'Remove',
      danger: true,
    });
    if (!sure) return;
    removal.mutate(
      { serial },
      {
        onSuccess: ({ revision }) => toast({ text: `${name} was removed.`, ...undoable(revision) }),
        onError: failed,
      },
    );
  };
  const isNew = url.get('new') !== '';
  return (
    <>
      <PageHeader
        crumb="Lab"
        title="EMS Servers"
        actions={
          <Button icon="plus" look="primary" onClick={() => url.set({ new: '1' })}>
            Add EMS server
          </Button>
        }
      />
      <DataTable
        label="EMS servers"
        columns={columns(open, (server) => void remove(server))}
        rows={data?.servers.toSorted((a, b) => compareNames(a.name, b.name))}
        rowId={({ serial }) => serial}
        error={error}
        onRetry={() => void refetch()}
        empty={<EmptyState title="No EMS server">This world has no EMS server.</EmptyState>}
      />
      <Note>
        A FortiGate has up to seven FortiClient EMS connectors, each to a server of its own: sites
        and tenants of a multitenant EMS are servers too. EMS2_ZTNA_x stands for the tag x of the
        server of connector EMS2, and for no other.
      </Note>
      {isNew && data ? (
        <ServerPanel servers={data.servers} onClose={() => url.set({ new: null })} />
      ) : null}
    </>
  );
}
