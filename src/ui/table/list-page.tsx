import type { ReactNode } from 'react';
import { Button } from '../button.tsx';
import { type Column, DataTable, type DataTableProps } from './data-table.tsx';
import type { ListState } from './list-state.ts';
import { type Choice, FilterMenu } from '../menu.tsx';
import { PageHeader, Toolbar } from '../page.tsx';
import { Pagination } from './pagination.tsx';
import { SearchField } from '../fields/search-field.tsx';
import { EmptyState } from '../states.tsx';

/** What a query of a list came to, as TanStack Query tells it. */
export interface ListAnswer<Row> {
  /** Undefined within the list where a row is not there yet. */
  readonly rows: readonly (Row | undefined)[] | undefined;
  /** How many there are on all pages. */
  readonly total: number | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
  /** The rows answer the question before this one. */
  readonly isStale: boolean;
}

/** A filter's name in the address, and its choices in words; *any* comes first by itself. */
export interface ListFilter {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly Choice<string>[];
}

const number = new Intl.NumberFormat('en');
const any: Choice<string> = { value: '', label: 'any' };

/** A list that is searched, filtered, sorted and paged by its server: toolbar, table, pages, and every state. */
export function ListView<Row>({
  label,
  list,
  answer,
  searchLabel,
  filters = [],
  aside,
  columns,
  empty,
  noMatch,
  ...table
}: {
  /** What the list holds: *Endpoints*. */
  readonly label: string;
  readonly list: ListState<string>;
  readonly answer: ListAnswer<Row>;
  readonly searchLabel: string;
  readonly filters?: readonly ListFilter[];
  readonly aside?: ReactNode;
  readonly columns: readonly Column<Row>[];
  /** Shown where the list has nothing, whatever is asked. */
  readonly empty: ReactNode;
  /** *No endpoint matches*, and what to try. */
  readonly noMatch: { readonly title: string; readonly text?: string };
} & Pick<
  DataTableProps<Row>,
  | 'rowId'
  | 'onRange'
  | 'asked'
  | 'onOpen'
  | 'selected'
  | 'selectedAt'
  | 'dimmed'
  | 'reorder'
  | 'selection'
  | 'wideFrom'
  | 'footer'
  | 'groupOf'
>) {
  const { query, isFiltered } = list;
  const { rows, total, error, refetch, isStale } = answer;
  const matches =
    isFiltered && total !== undefined
      ? `${number.format(total)} ${total === 1 ? 'match' : 'matches'}`
      : null;
  return (
    <>
      <Toolbar aside={isStale ? 'Searching…' : (aside ?? matches)}>
        <SearchField label={searchLabel} value={query.search} onChange={list.search} />
        {filters.map(({ name, label, choices }) => (
          <FilterMenu
            key={name}
            label={label}
            value={list.filters[name] ?? ''}
            choices={[any, ...choices]}
            onChange={(value) => list.setFilter(name, value === '' ? null : value)}
          />
        ))}
      </Toolbar>
      <DataTable
        {...table}
        label={label}
        columns={columns}
        rows={rows}
        error={error}
        onRetry={() => void refetch()}
        stale={isStale}
        {...list.sorting}
        empty={
          isFiltered ? (
            <EmptyState
              title={noMatch.title}
              action={<Button onClick={list.clear}>Clear the filters</Button>}
            >
              {noMatch.text}
            </EmptyState>
          ) : (
            empty
          )
        }
      />
      <Pagination
        offset={query.offset}
        count={query.count}
        total={total ?? 0}
        onOffset={list.toOffset}
      />
    </>
  );
}

/** A page that is one list. `children` are what stands under it and the panels over it. */
export function ListPage<Row>({
  crumb,
  title,
  actions,
  tabs,
  above,
  children,
  ...view
}: {
  readonly crumb: string;
  readonly title: string;
  readonly actions?: ReactNode;
  readonly tabs?: ReactNode;
  /** News between the title and the list. */
  readonly above?: ReactNode;
  readonly children?: ReactNode;
} & Parameters<typeof ListView<Row>>[0]) {
  return (
    <>
      <PageHeader crumb={crumb} title={title} actions={actions} />
      {tabs}
      {above}
      <ListView {...view} />
      {children}
    </>
  );
}
