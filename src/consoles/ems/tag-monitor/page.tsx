import { useTagMonitor } from '#api/tagging-hooks.ts';
import { useWorld } from '#api/lab-hooks.ts';
import { paths } from '#api/paths.ts';
import { type TagMonitorRow, tagMonitorSortSchema } from '#model/tag-monitor.ts';
import { type TagCategory, categoryWords, tagCategories, tagKey } from '#model/tags.ts';
import { Button } from '#ui/button.tsx';
import { clockText, dateText } from '#ui/clock-text.ts';
import { type Column, DataTable } from '#ui/data-table.tsx';
import { useListState } from '#ui/list-state.ts';
import { FilterMenu } from '#ui/menu.tsx';
import { PageHeader, Toolbar } from '#ui/page.tsx';
import { Pagination } from '#ui/pagination.tsx';
import { SearchField } from '#ui/search-field.tsx';
import { EmptyState } from '#ui/states.tsx';
import { TagChip } from '#ui/tag-chip.tsx';
import { useUrlState } from '#ui/url-state.ts';
import { CarriersPanel } from './carriers-panel.tsx';
import styles from './page.module.css';

const byName = { sort: 'name', descending: false } as const;

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
      header: 'Category',
      sortable: true,
      cell: ({ category }) => categoryWords[category].short,
    },
    {
      id: 'endpoints',
      header: 'Endpoints',
      sortable: true,
      phone: 'first',
      cell: ({ endpoints }) => endpoints,
    },
    {
      id: 'newest',
      header: 'Last given',
      sortable: true,
      cell: ({ newest }) =>
        newest === null ? (
          <span className={styles['dim']}>no endpoint has it</span>
        ) : (
          `${dateText(newest, offsetMinutes)} ${clockText(newest, offsetMinutes)}`
        ),
    },
  ];
}

type CategoryFilter = TagCategory | 'all';
const categoryChoices: readonly { value: CategoryFilter; label: string }[] = [
  { value: 'all', label: 'all' },
  ...tagCategories.map((value) => ({ value, label: categoryWords[value].short })),
];

/** Security Posture Tags > Tag Monitor: every tag, who has it, since when, and what gave it. */
export function Component() {
  const url = useUrlState();
  const { data: world } = useWorld();
  const category = tagCategories.find((one) => one === url.get('category')) ?? null;
  const list = useListState(tagMonitorSortSchema.options, byName);
  const query = { ...list.query, category };
  const { data, error, refetch } = useTagMonitor(query);
  const [openCategory = '', ...openName] = url.get('tag').split('/');
  const opened = tagCategories.find((one) => one === openCategory);
  const filtered = query.search !== '' || category !== null;
  const open = (row: TagMonitorRow): void => url.set({ tag: tagKey(row) });
  return (
    <>
      <PageHeader crumb="Security Posture Tags" title="Tag Monitor" />
      <Toolbar>
        <SearchField label="Search tags" value={query.search} onChange={list.search} />
        <FilterMenu
          label="Category"
          value={category ?? 'all'}
          choices={categoryChoices}
          onChange={(value) => url.set({ category: value === 'all' ? null : value, offset: null })}
        />
      </Toolbar>
      <DataTable
        label="Tag Monitor"
        columns={columns(world?.clock.offsetMinutes ?? 0, open)}
        rows={data?.rows}
        rowId={tagKey}
        error={error}
        onRetry={() => void refetch()}
        {...list.sorting}
        onOpen={open}
        selected={opened ? url.get('tag') : null}
        empty={
          filtered ? (
            <EmptyState
              title="No tag matches"
              action={
                <Button onClick={() => url.set({ search: null, category: null })}>
                  Clear the filters
                </Button>
              }
            />
          ) : (
            <EmptyState title="EMS has no tags">
              A tag stands here as soon as an endpoint has it, or a rule gives it.
            </EmptyState>
          )
        }
      />
      <Pagination {...list.pages(data?.total)} />
      {opened ? (
        <CarriersPanel
          key={url.get('tag')}
          tag={{ category: opened, name: openName.join('/') }}
          offsetMinutes={world?.clock.offsetMinutes ?? 0}
          knows={paths.lab.whoKnows({ tag: url.get('tag') })}
          onClose={() => url.set({ tag: null })}
        />
      ) : null}
    </>
  );
}
