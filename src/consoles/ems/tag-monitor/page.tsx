import { useAnswer } from '#api/hooks.ts';
import { useWorld } from '#api/world.ts';
import { emsApi } from '#model/contract/ems.ts';
import { paths } from '#api/paths.ts';
import { numberWords } from '#model/plural.ts';
import { type TagMonitorRow, tagMonitorSortSchema } from '#model/tagging/tag-monitor.ts';
import { categoryWords, tagCategories, tagFromKey, tagKey } from '#model/tagging/tags.ts';
import { clockText, dateText } from '#ui/clock-text.ts';
import type { Column } from '#ui/table/data-table.tsx';
import { Note } from '#ui/page.tsx';
import { ListPage } from '#ui/table/list-page.tsx';
import { useListState } from '#ui/table/list-state.ts';
import { EmptyState } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { CarriersPanel } from './carriers-panel.tsx';
import styles from './page.module.css';

function columns(
  offsetMinutes: number,
  open: (row: TagMonitorRow) => void,
): readonly Column<TagMonitorRow>[] {
  return [
    {
      id: 'name',
      header: 'Tag',
      sortable: true,
      phone: 'first',
      cell: (row) => (
        <button
          type="button"
          className={styles['open']}
          aria-label={`Who has ${row.name}`}
          onClick={() => open(row)}
        >
          <TagChip category={row.category} name={row.name} />
        </button>
      ),
    },
    {
      id: 'category',
      width: '20%',
      header: 'Category',
      sortable: true,
      cell: ({ category }) => categoryWords[category].short,
    },
    {
      id: 'endpoints',
      width: '120px',
      numeric: true,
      header: 'Endpoints',
      sortable: true,
      phone: 'first',
      cell: ({ endpoints }) => numberWords(endpoints),
    },
    {
      id: 'newest',
      width: '24%',
      header: 'Last assigned',
      sortable: true,
      cell: ({ newest }) =>
        newest === null ? (
          <span className={styles['dim']}>no endpoint</span>
        ) : (
          `${dateText(newest, offsetMinutes)} ${clockText(newest, offsetMinutes)}`
        ),
    },
  ];
}

const categoryChoices = tagCategories.map((value) => ({
  value,
  label: categoryWords[value].short,
}));

/** Security Posture Tags > Tag Monitor: every tag, who has it, since when, and what gave it. */
export function Component() {
  const url = useUrlState();
  const { data: world } = useWorld();
  const list = useListState({
    sorts: tagMonitorSortSchema.options,
    first: { sort: 'name' },
    filters: { category: tagCategories },
  });
  const { data, error, refetch, isPlaceholderData } = useAnswer(
    emsApi.tagMonitor,
    { query: { ...list.query, category: list.filters.category } },
    { keepsLast: true },
  );
  const opened = tagFromKey(url.get('tag'));
  const offsetMinutes = world?.clock.offsetMinutes ?? 0;
  const open = (row: TagMonitorRow): void => url.set({ tag: tagKey(row) });
  return (
    <ListPage
      crumb="Security Posture Tags"
      title="Tag Monitor"
      label="Tag Monitor"
      list={list}
      answer={{ rows: data?.rows, total: data?.total, error, refetch, isStale: isPlaceholderData }}
      searchLabel="Search tags"
      filters={[{ name: 'category', label: 'Category', choices: categoryChoices }]}
      columns={columns(offsetMinutes, open)}
      rowId={tagKey}
      onOpen={open}
      selected={opened ? url.get('tag') : null}
      noMatch={{ title: 'No tag matches', text: 'Change the search text or the filter.' }}
      empty={
        <EmptyState title="EMS has no tags">
          A tag appears here when an endpoint has it or a rule assigns it.
        </EmptyState>
      }
    >
      <Note>
        Sharing settings and EMS 7.2 and earlier call security posture tags Zero Trust Tags.
      </Note>
      {opened ? (
        <CarriersPanel
          key={url.get('tag')}
          tag={opened}
          offsetMinutes={offsetMinutes}
          knows={paths.lab.whoKnows({ tag: url.get('tag') })}
          onClose={() => url.set({ tag: null })}
        />
      ) : null}
    </ListPage>
  );
}
