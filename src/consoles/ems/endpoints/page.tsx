import { useNavigate, useParams } from 'react-router';
import { useEmsTags, useEndpoints } from '#api/ems-hooks.ts';
import { paths } from '#api/paths.ts';
import {
  type EndpointSort,
  type EndpointStatus,
  endpointSortSchema,
  endpointStatusSchema,
} from '#model/ems-api.ts';
import { type Tag, tagCategories, tagKey } from '#model/tags.ts';
import { Button } from '#ui/button.tsx';
import { DataTable } from '#ui/data-table.tsx';
import { FilterMenu } from '#ui/menu.tsx';
import { PageHeader, Toolbar } from '#ui/page.tsx';
import { Pagination } from '#ui/pagination.tsx';
import { SearchField } from '#ui/search-field.tsx';
import { EmptyState } from '#ui/states.tsx';
import { useUrlState, wholeNumber } from '#ui/url-state.ts';
import { endpointColumns, statusWords } from './columns.tsx';
import { EndpointPanel } from './endpoint-panel.tsx';

const pageSize = 50;

type StatusFilter = EndpointStatus | 'any';
const statusChoices: readonly { value: StatusFilter; label: string }[] = [
  { value: 'any', label: 'any' },
  ...endpointStatusSchema.options.map((value) => ({ value, label: statusWords[value] })),
];

function tagOf(text: string): Tag | null {
  const [category, ...name] = text.split('/');
  const known = tagCategories.find((one) => one === category);
  return known === undefined ? null : { category: known, name: name.join('/') };
}

/** Endpoints > All Endpoints. */
export function Component() {
  const { uid } = useParams();
  const navigate = useNavigate();
  const url = useUrlState();
  const status = endpointStatusSchema.safeParse(url.get('status'));
  const sort: EndpointSort = endpointSortSchema.catch('host').parse(url.get('sort'));
  const query = {
    offset: wholeNumber(url.get('offset')),
    count: pageSize,
    search: url.get('search'),
    status: status.success ? status.data : null,
    tag: tagOf(url.get('tag')),
    sort,
    descending: url.get('order') === 'desc',
  };
  const { data, error, refetch } = useEndpoints(query);
  const { data: tags = [] } = useEmsTags();
  const filtered = query.search !== '' || query.status !== null || query.tag !== null;
  const carried = tags.filter((tag) => tag.endpoints > 0);
  /** The list's filters stay under a panel; what belongs to the panel does not. */
  const listAddress = (path: string): string => {
    const kept = new URLSearchParams(globalThis.location.search);
    kept.delete('posture');
    const text = kept.toString();
    return text === '' ? path : `${path}?${text}`;
  };

  return (
    <>
      <PageHeader crumb="Endpoints" title="All Endpoints" />
      <Toolbar aside={filtered && data ? `${data.total} of this EMS’s endpoints match` : undefined}>
        <SearchField
          label="Search host, user, IP, MAC"
          value={query.search}
          onChange={(search) => url.set({ search, offset: null })}
        />
        <FilterMenu
          label="Status"
          value={query.status ?? 'any'}
          choices={statusChoices}
          onChange={(value) => url.set({ status: value === 'any' ? null : value, offset: null })}
        />
        <FilterMenu
          label="Tag"
          value={query.tag ? tagKey(query.tag) : 'any'}
          choices={[
            { value: 'any', label: 'any' },
            ...carried.map((tag) => ({
              value: tagKey(tag),
              label: `${tag.name} (${tag.endpoints})`,
            })),
          ]}
          onChange={(value) => url.set({ tag: value === 'any' ? null : value, offset: null })}
        />
      </Toolbar>
      <DataTable
        label="Endpoints"
        columns={endpointColumns(listAddress)}
        rows={data?.endpoints}
        rowId={(endpoint) => endpoint.uid}
        error={error}
        onRetry={() => void refetch()}
        sort={{ id: query.sort, descending: query.descending }}
        onSort={({ id, descending }) =>
          url.set({ sort: id, order: descending ? 'desc' : null, offset: null })
        }
        onOpen={(endpoint) => void navigate(listAddress(paths.ems.endpoint(endpoint.uid)))}
        selected={uid ?? null}
        empty={
          filtered ? (
            <EmptyState
              title="No endpoint matches"
              action={
                <Button onClick={() => url.set({ search: null, status: null, tag: null })}>
                  Clear the filters
                </Button>
              }
            >
              Try fewer letters, another status, or any tag.
            </EmptyState>
          ) : (
            <EmptyState title="EMS has no endpoints">
              Endpoints appear here when FortiClient registers to EMS.
            </EmptyState>
          )
        }
      />
      <Pagination
        offset={query.offset}
        count={pageSize}
        total={data?.total ?? 0}
        onOffset={(offset) => url.set({ offset: offset === 0 ? null : String(offset) })}
      />
      {uid === undefined ? null : (
        <EndpointPanel
          uid={uid}
          onClose={() => void navigate(listAddress(paths.ems.endpoints()))}
        />
      )}
    </>
  );
}
