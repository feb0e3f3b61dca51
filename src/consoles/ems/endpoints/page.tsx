import { useNavigate, useParams } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { emsApi } from '#model/contract/ems.ts';
import { paths } from '#api/paths.ts';
import { endpointSortSchema, endpointStatusSchema } from '#model/ems/ems-api.ts';
import { numberWords } from '#model/plural.ts';
import { tagFromKey, tagKey } from '#model/tagging/tags.ts';
import { ListPage } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { EmptyState } from '#ui/states.tsx';
import { endpointColumns, statusWords } from './columns.tsx';
import { EndpointPanel } from './endpoint-panel.tsx';

const filterValues = { status: endpointStatusSchema.options, tag: 'text' } as const;

/** Endpoints > All Endpoints. */
export function Component() {
  const { uid } = useParams();
  const navigate = useNavigate();
  const list = useListState({
    sorts: endpointSortSchema.options,
    first: { sort: 'host' },
    filters: filterValues,
  });
  const { status, tag } = list.filters;
  const asked = tag === null ? null : tagFromKey(tag);
  const { data, error, refetch, isPlaceholderData } = useAnswer(
    emsApi.endpoints,
    {
      query: { ...list.query, status, tag: asked?.name ?? null, category: asked?.category ?? null },
    },
    { keepsLast: true },
  );
  const tags = useAnswer(emsApi.tags, {}).data?.tags ?? [];
  /** The list's filters stay under a panel; what belongs to the panel does not. */
  const listAddress = (path: string): string => {
    const kept = new URLSearchParams(globalThis.location.search);
    for (const name of ['posture', 'add']) kept.delete(name);
    const text = kept.toString();
    return text === '' ? path : `${path}?${text}`;
  };

  return (
    <ListPage
      crumb="Endpoints"
      title="All Endpoints"
      label="Endpoints"
      list={list}
      answer={{
        rows: data?.endpoints,
        total: data?.total,
        error,
        refetch,
        isStale: isPlaceholderData,
      }}
      searchLabel="Search host, user, IP, MAC"
      filters={[
        {
          name: 'status',
          label: 'Status',
          choices: endpointStatusSchema.options.map((value) => ({
            value,
            label: statusWords[value],
          })),
        },
        {
          name: 'tag',
          label: 'Tag',
          choices: tags
            .filter(({ endpoints }) => endpoints > 0)
            .map((one) => ({
              value: tagKey(one),
              label: `${one.name} (${numberWords(one.endpoints)})`,
            })),
        },
      ]}
      columns={endpointColumns(listAddress)}
      rowId={(endpoint) => endpoint.uid}
      onOpen={(endpoint) => void navigate(listAddress(paths.ems.endpoint(endpoint.uid)))}
      selected={uid ?? null}
      noMatch={{
        title: 'No endpoint matches',
        text: 'Change the search text or the filters.',
      }}
      empty={
        <EmptyState title="EMS has no endpoints">
          Endpoints appear here when FortiClient registers to EMS.
        </EmptyState>
      }
    >
      {uid === undefined ? null : (
        <EndpointPanel
          key={uid}
          uid={uid}
          onClose={() => void navigate(listAddress(paths.ems.endpoints()))}
        />
      )}
    </ListPage>
  );
}
