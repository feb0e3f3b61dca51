import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import { type EndpointStatus, endpointStatus } from '#model/ems/ems-api.ts';
import { type Endpoint, operatingSystemWords } from '#model/ems/ems.ts';
import { tagKey, tellingTags } from '#model/tagging/tags.ts';
import { CellList } from '#ui/table/cell-list.tsx';
import { CutText } from '#ui/table/cut-text.tsx';
import type { Column } from '#ui/table/data-table.tsx';
import { Status } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import styles from './columns.module.css';

export const statusWords: Record<EndpointStatus, string> = {
  online: 'Online',
  offline: 'Offline',
  unregistered: 'Not Registered',
  quarantined: 'Quarantined',
  'out-of-sync': 'Out-Of-Sync',
};

export function EndpointState({ endpoint }: { readonly endpoint: Endpoint }) {
  const status = endpointStatus(endpoint);
  const tones = {
    online: 'ok',
    offline: 'off',
    unregistered: 'off',
    quarantined: 'bad',
    'out-of-sync': 'warn',
  } as const;
  return <Status tone={tones[status]}>{statusWords[status]}</Status>;
}

function Tags({ endpoint }: { readonly endpoint: Endpoint }) {
  return (
    <CellList
      label={`tags of ${endpoint.host}`}
      entries={tellingTags(endpoint.tags).map((tag) => ({
        key: tagKey(tag),
        view: (
          <TagChip category={tag.category} name={tag.name} to={paths.ems.tagMonitor(tagKey(tag))} />
        ),
      }))}
    />
  );
}

/** `listAddress` keeps the list's filters while a panel is open over it. */
export function endpointColumns(
  listAddress: (path: string) => string,
): readonly Column<Endpoint>[] {
  return [
    {
      id: 'host',
      width: '14%',
      header: 'Device',
      sortable: true,
      phone: 'first',
      cell: (endpoint) => (
        <Link to={listAddress(paths.ems.endpoint(endpoint.uid))} className={styles['host']}>
          <CutText text={endpoint.host} />
        </Link>
      ),
    },
    {
      id: 'user',
      width: '10%',
      header: 'User',
      sortable: true,
      cell: (endpoint) =>
        endpoint.user === null ? (
          <span aria-label="no user">–</span>
        ) : (
          <CutText text={endpoint.user} />
        ),
    },
    {
      id: 'ip',
      width: '126px',
      header: 'IP',
      sortable: true,
      cell: (endpoint) => <span className="mono">{endpoint.ip}</span>,
    },
    {
      id: 'os',
      width: '128px',
      header: 'OS',
      sortable: true,
      phone: 'hidden',
      cell: (endpoint) => (
        <CutText text={endpoint.osVersion || operatingSystemWords[endpoint.os]} />
      ),
    },
    {
      id: 'gateway',
      width: '9%',
      header: 'Gateway',
      sortable: true,
      phone: 'hidden',
      cell: (endpoint) =>
        endpoint.gateway === null ? (
          <span aria-label="no gateway">–</span>
        ) : (
          <CutText text={endpoint.gateway} />
        ),
    },
    {
      id: 'status',
      width: '136px',
      header: 'Status',
      sortable: true,
      phone: 'first',
      cell: (endpoint) => <EndpointState endpoint={endpoint} />,
    },
    { id: 'tags', header: 'Tags', cell: (endpoint) => <Tags endpoint={endpoint} /> },
  ];
}
