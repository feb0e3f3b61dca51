import { paths } from '#api/paths.ts';
import type { ServerFacts } from '#model/fortios/ztna-servers.ts';
import { IconButton } from '#ui/button.tsx';
import { Menu } from '#ui/menu.tsx';
import { CellList } from '#ui/table/cell-list.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { PolicyLinks } from '../../policy-links.tsx';
import { type Server, certificateSettings, mappingWords } from './server.ts';
import styles from './servers.module.css';

function certificateWords(server: Server): string {
  const { clientCert, emptyCertAction } = certificateSettings(server);
  if (clientCert === 'disable') return 'not requested';
  switch (emptyCertAction) {
    case 'accept':
      return 'accepted if empty';
    case 'accept-unmanageable':
      return 'unmanageable if empty';
    case 'block':
      return 'blocked if empty';
  }
}

/** The columns of the list. */
export function columns(
  device: string,
  facts: ServerFacts | undefined,
  open: (server: Server) => void,
  remove: (server: Server) => void,
  tryOut: (server: Server) => void,
): readonly Column<Server>[] {
  return [
    {
      id: 'name',
      width: '15%',
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
      width: '15%',
      header: 'Client certificate',
      own: true,
      phone: 'hidden',
      cell: (server) => <CutText text={certificateWords(server)} />,
    },
    {
      id: 'mappings',
      width: '29%',
      header: 'Service mapping',
      cell: ({ proxy }) => (
        <CellList
          label={`service mappings of ${proxy.name}`}
          shown={1}
          none="no mapping"
          entries={proxy['api-gateway'].map((gateway) => ({
            key: String(gateway.id),
            view: <CutText text={mappingWords(gateway, facts?.virtualHosts)} />,
          }))}
        />
      ),
    },
    {
      id: 'used',
      width: '23%',
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
            // Without its VIP there is no address to connect to.
            ...(server.vip
              ? [
                  {
                    label: 'Try a session',
                    icon: 'play',
                    own: true,
                    onSelect: () => tryOut(server),
                  } as const,
                ]
              : []),
            { label: 'Delete…', icon: 'trash', danger: true, onSelect: () => remove(server) },
          ]}
        />
      ),
    },
  ];
}
