import type { Sort } from './data-table.tsx';
import { useUrlState, wholeNumber } from './url-state.ts';

const pageSize = 50;

/** Where in a list one is: what a table, its search field and its pages show, and what the server is asked. */
interface ListState<Key extends string> {
  readonly query: {
    readonly offset: number;
    readonly count: number;
    readonly search: string;
    readonly sort: Key;
    readonly descending: boolean;
  };
  readonly search: (text: string) => void;
  /** Props of `DataTable`. */
  readonly sorting: { readonly sort: Sort; readonly onSort: (sort: Sort) => void };
  /** Props of `Pagination`. */
  readonly pages: (total: number | undefined) => {
    readonly offset: number;
    readonly count: number;
    readonly total: number;
    readonly onOffset: (offset: number) => void;
  };
}

/**
 * Kept in the address, so that a link restores it.
 * @param first how the list is sorted where the address does not say
 * @param prefix tells the lists of one page apart
 */
export function useListState<Key extends string>(
  sorts: readonly Key[],
  first: { readonly sort: Key; readonly descending: boolean },
  prefix = '',
): ListState<Key> {
  const url = useUrlState();
  const at = (name: string): string => `${prefix}${name}`;
  const chosen = sorts.find((one) => one === url.get(at('sort')));
  const order = url.get(at('order'));
  const query = {
    offset: wholeNumber(url.get(at('offset'))),
    count: pageSize,
    search: url.get(at('search')),
    sort: chosen ?? first.sort,
    descending: order === '' ? chosen === undefined && first.descending : order === 'desc',
  };
  return {
    query,
    search: (text) => url.set({ [at('search')]: text, [at('offset')]: null }),
    sorting: {
      sort: { id: query.sort, descending: query.descending },
      onSort: ({ id, descending }) =>
        url.set({
          [at('sort')]: id,
          [at('order')]: descending ? 'desc' : null,
          [at('offset')]: null,
        }),
    },
    pages: (total) => ({
      offset: query.offset,
      count: query.count,
      total: total ?? 0,
      onOffset: (offset) => url.set({ [at('offset')]: offset === 0 ? null : String(offset) }),
    }),
  };
}
