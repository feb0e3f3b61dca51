import { Link } from 'react-router';
import { paths } from '#api/paths.ts';
import { type EndpointStatus, endpointStatus } from '#model/ems-api.ts';
import { type Endpoint, operatingSystemWords } from '#model/ems.ts';
import { tagKey } from '#model/tags.ts';
import { ChipRow } from '#ui/chip.tsx';
import type { Column } from '#ui/data-table.tsx';
import { Status } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import styles from './columns.module.css';

export const statusWords: Record<EndpointStatus, string> = {
  online: 'Online',
  offline: 'Offline',
  unregistered: 'Not registered',
  quarantined: 'Quarantined',
  'out-of-sync': 'Out of sync',
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

/** More chips than this make a row taller than it is useful. */
const shownTags = 4;

function Tags({ endpoint }: { readonly endpoint: Endpoint }) {
  const rest = endpoint.tags.length - shownTags;
  return (
    <ChipRow>
      {endpoint.tags.slice(0, shownTags).map((tag) => (
        <TagChip key={tagKey(tag)} category={tag.category} name={tag.name} />
      ))}
      {rest > 0 ? (
        <span
          title={endpoint.tags
            .slice(shownTags)
            .map((tag) => tag.name)
            .join(', ')}
        >
          and {rest} more
        </span>
      ) : null}
    </ChipRow>
  );
}

/** `listAddress` keeps the list's filters while a panel is open over it. */
export function endpointColumns(
  listAddress: (path: string) => string,
): readonly Column<Endpoint>[] {
  return [
    {
      id: 'host',
      header: 'Host',
      sortable: true,
      phone: 'first',
      cell: (endpoint) => (
        <Link
          to={listAddress(paths.ems.endpoint(endpoint.uid))}
          className={styles['host']}
          title={endpoint.host}
        >
          {endpoint.host}
        </Link>
      ),
    },
    {
      id: 'user',
      header: 'User',
      sortable: true,
      cell: (endpoint) => endpoint.user ?? <span aria-label="no user">–</span>,
    },
    {
      id: 'ip',
      header: 'IP',
      sortable: true,
      cell: (endpoint) => <span className="mono">{endpoint.ip}</span>,
    },
    {
      id: 'os',
      header: 'OS',
      sortable: true,
      phone: 'hidden',
      cell: (endpoint) => endpoint.osVersion || operatingSystemWords[endpoint.os],
    },
    {
      id: 'gateway',
      header: 'Gateway FortiGate',
      sortable: true,
      phone: 'hidden',
      cell: (endpoint) => endpoint.gateway ?? <span aria-label="no gateway">–</span>,
    },
    {
      id: 'status',
      header: 'Status',
      sortable: true,
      phone: 'first',
      cell: (endpoint) => <EndpointState endpoint={endpoint} />,
    },
    { id: 'tags', header: 'Tags', cell: (endpoint) => <Tags endpoint={endpoint} /> },
  ];
}
