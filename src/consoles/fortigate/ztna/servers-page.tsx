import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { paths } from '#api/paths.ts';
import { asking } from '#api/hooks.ts';
import { useRemoveZtnaServer } from '#api/ztna-servers.ts';
import { labApi } from '#model/contract/lab.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { useConfirm } from '#ui/panel/confirm.tsx';
import { CellList } from '#ui/table/cell-list.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { ListPage } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { Menu } from '#ui/menu.tsx';
import { EmptyState } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { PolicyLinks } from '../policy-links.tsx';
import { type Server, certificateSettings, serverOf } from './server.ts';
import { ServerPanel } from './server-panel.tsx';
import styles from './servers-page.module.css';
import { ZtnaTabs } from './ztna-tabs.tsx';

/** Stands in the address while a new server is being made. */
const newServer = '(new)';

function certificateWords(server: Server): string {
  const { clientCert, emptyCertAction } = certificateSettings(server);
  if (clientCert === 'disable') return 'not requested';
  switch (emptyCertAction) {
    case 'accept':
      return 'requested, empty accepted';
    case 'accept-unmanageable':
      return 'requested, empty accepted from unmanageable';
    case 'block':
      return 'requested, empty blocked';
  }
}

function columns(
  device: string,
  open: (server: Server) => void,
  remove: (server: Server) => void,
): readonly Column<Server>[] {
  return [
    {
      id: 'name',
      width: '17%',
      header: 'Name',
      phone: 'first',
      cell: (server) => (
        <button type="button" className={styles['open']} onClick={() => open(server)}>
          <CutText text={server.proxy.name} />
        </button>
      ),
    },
    {
      id: 'external',
      width: '152px',
      header: 'External IP',
      cell: ({ proxy, vip }) =>
        vip ? (
          <span className={styles['mono']}>
            {vip.extip}:{vip.extport}
          </span>
        ) : (
          <CutText className={styles['bad']} text={`! VIP ${proxy.vip} is missing`} />
        ),
    },
    {
      id: 'interface',
      width: '84px',
      header: 'Interface',
      phone: 'hidden',
      cell: ({ vip }) => vip?.extintf ?? '',
    },
    {
      id: 'certificate',
      wide: true,
      width: '17%',
      header: 'Client certificate',
      phone: 'hidden',
      cell: (server) => <CutText text={certificateWords(server)} />,
    },
    {
      id: 'mappings',
      width: '20%',
      header: 'Service mapping',
      cell: ({ proxy }) => (
        <CellList
          label={`service mappings of ${proxy.name}`}
          shown={1}
          none="no mapping"
          entries={proxy['api-gateway'].map((gateway) => ({
            key: String(gateway.id),
            view: (
              <CutText
                className={styles['mono']}
                text={`${gateway['url-map']} → ${
                  gateway.realservers
                    .map((real) => `${real.ip || real.address}:${real.port}`)
                    .join(', ') || 'no real server'
                }`}
              />
            ),
          }))}
        />
      ),
    },
    {
      id: 'used',
      width: '32%',
      header: 'Used by',
      cell: ({ proxy, uses, totals }) => (
        <PolicyLinks
          device={device}
          of={proxy.name}
          objects={[...new Set([proxy.vip, proxy.name])]}
          uses={uses}
          totals={totals}
          createTo={paths.fgt(device).newZtnaPolicy()}
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
          trigger={<IconButton icon="more" label={`Actions of ${server.proxy.name}`} />}
          items={[
            { label: 'Edit', icon: 'edit', onSelect: () => open(server) },
            { label: 'Delete…', icon: 'trash', danger: true, onSelect: () => remove(server) },
          ]}
        />
      ),
    },
  ];
}

/** Policy & Objects > ZTNA > ZTNA Servers. */
export function Component() {
  const { device = '' } = useParams();
  const url = useUrlState();
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
  const editing = inList ?? one.data ?? null;
  const open = (server: Server): void => url.set({ edit: server.proxy.name });
  const create = (): void => url.set({ edit: newServer });

  const askAndRemove = async (server: Server): Promise<void> => {
    const { name } = server.proxy;
    const yes = await ask({
      title: `Delete ${name}?`,
      text: `The ZTNA server and its VIP ${server.proxy.vip} are removed from ${device}.`,
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
      Create new
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
        error,
        refetch,
        isStale: isPlaceholderData,
      }}
      searchLabel="Search servers"
      columns={columns(device, open, (server) => void askAndRemove(server))}
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
      {editing || edited === newServer ? (
        <ServerPanel
          key={edited}
          device={device}
          server={editing}
          onClose={() => url.set({ edit: null })}
        />
      ) : null}
    </ListPage>
  );
}
