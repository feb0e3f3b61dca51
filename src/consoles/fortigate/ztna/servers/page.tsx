import { ConfirmText } from '#consoles/access-preview/confirm-text.tsx';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { asking, useAnswer } from '#api/hooks.ts';
import { paths } from '#api/paths.ts';
import { plannedServerRemoval, useRemoveZtnaServer } from '#api/ztna-servers.ts';
import { labApi } from '#model/contract/lab.ts';
import { Button } from '#ui/button.tsx';
import { useConfirm } from '#ui/panel/confirm.tsx';
import { ListPage } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { EmptyState } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { ZtnaTabs } from '../ztna-tabs.tsx';
import { columns } from './columns.tsx';
import { type Server, serverOf } from './server.ts';
import { ServerPanel } from './server-panel.tsx';

/** Stands in the address while a new server is being made. */
const newServer = '(new)';

/** Policy & Objects > ZTNA > ZTNA Servers. */
export function Component() {
  const { device = '' } = useParams();
  const url = useUrlState();
  const navigate = useNavigate();
  const ask = useConfirm();
  const toast = useToast();
  const remove = useRemoveZtnaServer(device);
  const list = useListState({ sorts: ['order'], first: { sort: 'order' }, filters: {} });
  const { search, offset: start, count } = list.query;
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...asking(
      labApi.ztnaServers,
      { device, query: { search: search.trim(), start, count } },
      ({ servers, matched }) => ({ servers: servers.map(serverOf), matched }),
    ),
    placeholderData: keepPreviousData,
  });
  const edited = url.get('edit');
  const inList = data?.servers.find(({ proxy }) => proxy.name === edited);
  const isElsewhere = edited !== '' && edited !== newServer && inList === undefined;
  // A link may open one that is on another page.
  const one = useQuery(
    asking(labApi.ztnaServer, isElsewhere ? { device, name: edited } : null, ({ server }) =>
      server === null ? null : serverOf(server),
    ),
  );
  const facts = useAnswer(labApi.ztnaServerFacts, { device });
  const editing = inList ?? one.data ?? null;
  const open = (server: Server): void => url.set({ edit: server.proxy.name });
  const create = (): void => url.set({ edit: newServer });

  const askAndRemove = async (server: Server): Promise<void> => {
    const { name } = server.proxy;
    const yes = await ask({
      title: `Delete ${name}?`,
      text: (
        <ConfirmText
          text={`The ZTNA server and its VIP ${server.proxy.vip} are removed from ${device}.`}
          change={plannedServerRemoval(device, server)}
        />
      ),
      confirm: 'Delete',
      danger: true,
    });
    if (!yes) return;
    remove.mutate(server, {
      onSuccess: () => toast({ text: `${name} was deleted.` }),
      onError: (problem) => toast({ text: problem.message, tone: 'bad' }),
    });
  };

  const createButton = (
    <Button icon="plus" look="primary" onClick={create}>
      Create New
    </Button>
  );
  return (
    <ListPage
      crumb="Policy & Objects"
      title="ZTNA"
      actions={createButton}
      tabs={<ZtnaTabs device={device} />}
      label="ZTNA servers"
      list={list}
      answer={{
        rows: data?.servers,
        total: data?.matched,
        error: error ?? facts.error,
        refetch: () => Promise.all([refetch(), facts.refetch()]),
        isStale: isPlaceholderData,
      }}
      searchLabel="Search servers"
      columns={columns(
        device,
        facts.data,
        open,
        (server) => void askAndRemove(server),
        (server) =>
          void navigate(paths.lab.connect({ fortigate: device, server: server.proxy.name })),
      )}
      rowId={({ proxy }) => proxy.name}
      onOpen={open}
      selected={editing?.proxy.name ?? null}
      noMatch={{ title: 'No server matches' }}
      empty={
        <EmptyState title="No ZTNA servers" action={createButton}>
          A ZTNA server is an address and port where this FortiGate answers for the real servers
          behind it.
        </EmptyState>
      }
    >
      {facts.data && (editing || edited === newServer) ? (
        <ServerPanel
          key={edited}
          device={device}
          server={editing}
          facts={facts.data}
          onClose={() => url.set({ edit: null })}
        />
      ) : null}
    </ListPage>
  );
}
