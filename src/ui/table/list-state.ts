import type { Sort } from './data-table.tsx';
import { useUrlState, wholeNumber } from '../url-state.ts';

const defaultPageSize = 50;

/** A list's filters by name: the values that each knows, or any text. */
export type FilterValues = Readonly<Record<string, readonly string[] | 'text'>>;

/** What each filter is set to; null for any. */
type Chosen<Filters extends FilterValues> = {
  readonly [Name in keyof Filters]:
    | (Filters[Name] extends readonly (infer Value extends string)[] ? Value : string)
    | null;
};

/** Where in a list one is: what a table, its search field and its pages show, and what the server is asked. */
export interface ListState<Key extends string, Filters extends FilterValues = FilterValues> {
  readonly query: {
    readonly offset: number;
    readonly count: number;
    readonly search: string;
    readonly sort: Key;
    readonly order: 'asc' | 'desc';
  };
  readonly filters: Chosen<Filters>;
  readonly isFiltered: boolean;
  readonly search: (text: string) => void;
  readonly setFilter: (name: string, value: string | null) => void;
  /** Takes the search and every filter back. */
  readonly clear: () => void;
  /** Props of `DataTable`. */
  readonly sorting: { readonly sort: Sort; readonly onSort: (sort: Sort) => void };
  readonly toOffset: (offset: number) => void;
}

/** Narrows a word of the address to what a filter knows. */
function chosenOf<Filters extends FilterValues>(
  filters: Filters,
  get: (name: string) => string,
): Chosen<Filters>;
function chosenOf(
  filters: FilterValues,
  get: (name: string) => string,
): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    Object.entries(filters).map(([name, values]) => {
      const text = get(name);
      const known = values === 'text' ? text !== '' : values.includes(text);
      return [name, known ? text : null];
    }),
  );
}

/**
 * Kept in the address, so that a link restores it.
 * @param first how the list is sorted where the address does not say
 * @param prefix tells the lists of one page apart
 */
export function useListState<Key extends string, const Filters extends FilterValues>({
  sorts,
  first,
  filters,
  prefix = '',
  pageSize = defaultPageSize,
}: {
  readonly sorts: readonly Key[];
  readonly first: { readonly sort: Key; readonly descending?: boolean };
  readonly filters: Filters;
  readonly prefix?: string;
  readonly pageSize?: number;
}): ListState<Key, Filters> {
  const url = useUrlState();
  const at = (name: string): string => `${prefix}${name}`;
  const chosenSort = sorts.find((one) => one === url.get(at('sort')));
  const order = url.get(at('order'));
  const isDescending =
    order === '' ? chosenSort === undefined && first.descending === true : order === 'desc';
  const query = {
    offset: wholeNumber(url.get(at('offset'))),
    count: pageSize,
    search: url.get(at('search')),
    sort: chosenSort ?? first.sort,
    order: isDescending ? ('desc' as const) : ('asc' as const),
  };
  const chosen = chosenOf(filters, (name) => url.get(at(name)));
  const nothing = Object.fromEntries(Object.keys(filters).map((name) => [at(name), null]));
  return {
    query,
    filters: chosen,
    isFiltered: query.search !== '' || Object.values(chosen).some((value) => value !== null),
    search: (text) => url.set({ [at('search')]: text, [at('offset')]: null }),
    setFilter: (name, value) => url.set({ [at(name)]: value, [at('offset')]: null }),
    clear: () => url.set({ ...nothing, [at('search')]: null, [at('offset')]: null }),
    sorting: {
      sort: { id: query.sort, descending: isDescending },
      onSort: ({ id, descending }) =>
        url.set({
          [at('sort')]: id,
          [at('order')]: descending ? 'desc' : 'asc',
          [at('offset')]: null,
        }),
    },
    toOffset: (offset) => url.set({ [at('offset')]: offset === 0 ? null : String(offset) }),
  };
}
