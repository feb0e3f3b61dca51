/** One page of a list: searched, sorted and cut by the server, the same way everywhere. */

export interface ListQuery<Sort extends string> {
  readonly offset: number;
  readonly count: number;
  readonly search: string;
  readonly sort: Sort;
  readonly descending: boolean;
}

export interface ListPage<Row> {
  readonly rows: Row[];
  /** Of all rows that search and filters leave. */
  readonly total: number;
}

export function pageOf<Row, Sort extends string>(
  rows: readonly Row[],
  { offset, count, search, sort, descending }: ListQuery<Sort>,
  texts: (row: Row) => readonly string[],
  compare: Readonly<Record<Sort, (a: Row, b: Row) => number>>,
): ListPage<Row> {
  const text = search.trim().toLowerCase();
  const found = rows.filter((row) => texts(row).some((one) => one.toLowerCase().includes(text)));
  // Rows that compare alike stay in the order of the list, whichever way it is sorted.
  const way = descending ? -1 : 1;
  const sorted = found.toSorted((a, b) => way * compare[sort](a, b));
  return { rows: sorted.slice(offset, offset + count), total: found.length };
}
