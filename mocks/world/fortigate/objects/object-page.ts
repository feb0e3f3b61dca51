/** A page of a list of objects that is sorted by name already. */

export interface ObjectQuery<Sort extends string> {
  readonly fortigate: string;
  readonly search: string;
  /** One object alone, which a link may open wherever it stands. */
  readonly name: string | null;
  readonly used: boolean | null;
  readonly sort: Sort;
  readonly order: 'asc' | 'desc';
  readonly start: number;
  readonly count: number;
}

interface About<Item> {
  readonly name: (item: Item) => string;
  /** What a search looks through, in small letters. */
  readonly text: (item: Item) => string;
  readonly isFound: (item: Item) => boolean;
  readonly isUsed: (item: Item) => boolean;
  /** What they are sorted by besides the name. */
  readonly group: (item: Item) => string;
}

export function inPage<Item>(
  all: readonly Item[],
  { search, name, used, sort, order, start, count }: ObjectQuery<string>,
  about: About<Item>,
): { readonly page: readonly Item[]; readonly matched: number } {
  const text = search.trim().toLowerCase();
  const found = all.filter(
    (item) =>
      (name === null || about.name(item) === name) &&
      about.isFound(item) &&
      (text === '' || about.text(item).includes(text)) &&
      (used === null || about.isUsed(item) === used),
  );
  const factor = order === 'asc' ? 1 : -1;
  const sorted =
    sort === 'name'
      ? order === 'asc'
        ? found
        : found.toReversed()
      : // Stable: within a group they stay in the order of their names.
        found.toSorted((a, b) => {
          const [one, other] = [about.group(a), about.group(b)];
          return one === other ? 0 : one < other ? -factor : factor;
        });
  return { page: sorted.slice(start, start + count), matched: found.length };
}
