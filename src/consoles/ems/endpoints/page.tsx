import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { emsApi } from '#model/contract/ems.ts';
import { paths } from '#api/paths.ts';
import { endpointSortSchema, endpointStatusSchema } from '#model/ems/ems-api.ts';
import { numberWords } from '#model/plural.ts';
import { tagFromKey, tagKey } from '#model/tagging/tags.ts';
import { Button } from '#ui/button.tsx';
import { Menu } from '#ui/menu.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { ListPage } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { EmptyState } from '#ui/states.tsx';
import { BulkActions } from './bulk-actions.tsx';
import { BulkTagPanel } from './bulk-tag-panel.tsx';
import { endpointColumns } from './columns.tsx';
import { EndpointFormPanel } from './endpoint-form-panel.tsx';
import { EndpointTablePanel } from './endpoint-table-panel.tsx';
import { EndpointPanel } from './endpoint-panel.tsx';
import { StatusBar } from './status-bar.tsx';

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
  const [uids, setUids] = useState<ReadonlySet<string>>(new Set());
  const url = useUrlState();
  const [isTagging, setIsTagging] = useState(false);
  // What is not on the page is not acted on: nobody sees that it is chosen.
  const rows = data?.endpoints ?? [];
  const chosen = rows.filter((one) => uids.has(one.uid));
  const tags = useAnswer(emsApi.tags, {}).data?.tags ?? [];
  /** The list's filters stay under a panel; what belongs to the panel does not. */
  const listAddress = (path: string): string => {
    const kept = new URLSearchParams(globalThis.location.search);
    for (const name of ['posture', 'add', 'form']) kept.delete(name);
    const text = kept.toString();
    return text === '' ? path : `${path}?${text}`;
  };

  return (
    <ListPage
      crumb="Endpoints"
      title="All Endpoints"
      actions={
        <>
          <Menu
            trigger={<Button icon="plus">Add</Button>}
            items={[
              { label: 'Endpoint…', icon: 'plus', onSelect: () => url.set({ new: 'one' }) },
              { label: 'From a table…', icon: 'copy', onSelect: () => url.set({ new: 'table' }) },
            ]}
          />
          <BulkActions
            rows={rows}
            selected={chosen}
            onSelect={(next) => setUids(new Set(next))}
            onTag={() => setIsTagging(true)}
          />
        </>
      }
      above={
        <StatusBar
          counts={data?.counts}
          chosen={status}
          onChoose={(next) => list.setFilter('status', next)}
        />
      }
      label="Endpoints"
      selection={{ ids: uids, onChange: setUids, nameOf: ({ host }) => host }}
      list={list}
      answer={{
        rows: data?.endpoints,
        total: data?.total,
        error,
        refetch,
        isStale: isPlaceholderData,
      }}
      searchLabel="Search device, user, IP, MAC"
      filters={[
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
          Endpoints appear here when FortiClient registers to EMS. In the lab, add them by hand or
          from a table.
        </EmptyState>
      }
    >
      {url.get('new') === 'one' ? (
        <EndpointFormPanel endpoint={null} onClose={() => url.set({ new: null })} />
      ) : null}
      {url.get('new') === 'table' ? (
        <EndpointTablePanel onClose={() => url.set({ new: null })} />
      ) : null}
      {isTagging && chosen.length > 0 ? (
        <BulkTagPanel endpoints={chosen} onClose={() => setIsTagging(false)} />
      ) : null}
      {uid === undefined || isTagging ? null : (
        <EndpointPanel
          key={uid}
          uid={uid}
          onClose={() => void navigate(listAddress(paths.ems.endpoints()))}
        />
      )}
    </ListPage>
  );
}
