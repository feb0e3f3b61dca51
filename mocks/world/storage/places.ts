/**
 * Where the rows of an ordered table stand. Each row has a rank, and only a row that moves gets another: a
 * policy that goes to the top is one row to write, not thousands.
 */

export interface Places {
  /** In the order of the rows. A key that stands twice has a number after the first. */
  readonly keys: readonly string[];
  /** Rising. */
  readonly ranks: readonly number[];
}

export const noPlaces: Places = { keys: [], ranks: [] };

/** A row with its rank. */
export interface Ranked<Row> {
  readonly row: Row;
  readonly rank: number;
}

export interface PlaceChange<Row> {
  readonly key: string;
  readonly before: Ranked<Row> | null;
  readonly after: Ranked<Row> | null;
}

const byKey = new WeakMap<Places['keys'], ReadonlyMap<string, number>>();

/** Found once for each order of rows, which outlives many changes of the rows themselves. */
function placesByKey({ keys }: Places): ReadonlyMap<string, number> {
  let found = byKey.get(keys);
  if (!found) {
    found = new Map(keys.map((key, i) => [key, i]));
    byKey.set(keys, found);
  }
  return found;
}

interface Follow<Row> {
  readonly keyOf: (row: Row) => string;
  readonly isSame: (a: Row, b: Row) => boolean;
}

function uniqueKeys<Row>(rows: readonly Row[], keyOf: (row: Row) => string): string[] {
  const times = new Map<string, number>();
  return rows.map((row) => {
    const key = keyOf(row);
    const time = (times.get(key) ?? 0) + 1;
    times.set(key, time);
    return time === 1 ? key : `${key}\n${time}`;
  });
}

/** Of the places of a list, those of a longest part that rises; null stands for what has no number. */
function risingPlaces(numbers: readonly (number | null)[]): Set<number> {
  /** For each length, the place where the lowest part of that length ends. */
  const ends: number[] = [];
  const previous = new Map<number, number>();
  numbers.forEach((number, place) => {
    if (number === null) return;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    const last = ends[low - 1];
    if (last !== undefined) previous.set(place, last);
    ends[low] = place;
  });
  const rising = new Set<number>();
  for (let place = ends.at(-1); place !== undefined; place = previous.get(place)) rising.add(place);
  return rising;
}

/** Ranks for all places; those that are given stay. Null where there is no room between two of them. */
function filledRanks(given: readonly (number | null)[]): number[] | null {
  const ranks: number[] = [];
  for (let from = 0; from < given.length;) {
    const own = given[from] ?? null;
    if (own !== null) {
      ranks.push(own);
      from++;
      continue;
    }
    let to = from;
    while (to < given.length && given[to] === null) to++;
    const room = to - from;
    const below = ranks.at(-1) ?? null;
    const above = given[to] ?? null;
    for (let i = 1; i <= room; i++)
      if (below === null) ranks.push(above === null ? i : above - room - 1 + i);
      else ranks.push(above === null ? below + i : below + ((above - below) * i) / (room + 1));
    from = to;
  }
  return ranks.every((rank, i) => i === 0 || (ranks[i - 1] ?? rank) < rank) ? ranks : null;
}

/** Null where other rows stand there than before, or in another order. */
function changesInPlace<Row>(
  before: readonly Row[],
  { keys, ranks }: Places,
  after: readonly Row[],
  { keyOf, isSame }: Follow<Row>,
): PlaceChange<Row>[] | null {
  if (before.length !== after.length) return null;
  const changes: PlaceChange<Row>[] = [];
  for (let i = 0; i < before.length; i++) {
    const was = before[i];
    const is = after[i];
    if (was === is || was === undefined || is === undefined || isSame(was, is)) continue;
    if (keyOf(was) !== keyOf(is)) return null;
    const rank = ranks[i] ?? 0;
    changes.push({ key: keys[i] ?? '', before: { row: was, rank }, after: { row: is, rank } });
  }
  return changes;
}

function rankedAt<Row>(
  rows: readonly Row[],
  { ranks }: Places,
  place: number | undefined,
): Ranked<Row> | null {
  const row = place === undefined ? undefined : rows[place];
  return row === undefined ? null : { row, rank: ranks[place ?? 0] ?? 0 };
}

/** What becomes of the places when the rows are others, and which rows are to be written. */
export function followPlaces<Row>(
  before: readonly Row[],
  places: Places,
  after: readonly Row[],
  follow: Follow<Row>,
): { readonly places: Places; readonly changes: readonly PlaceChange<Row>[] } {
  if (before === after) return { places, changes: [] };
  const inPlace = changesInPlace(before, places, after, follow);
  if (inPlace) return { places, changes: inPlace };
  const was = placesByKey(places);
  const keys = uniqueKeys(after, follow.keyOf);
  const oldRanks = keys.map((key) => places.ranks[was.get(key) ?? -1] ?? null);
  const staying = risingPlaces(oldRanks);
  const ranks =
    filledRanks(oldRanks.map((rank, i) => (staying.has(i) ? rank : null))) ??
    keys.map((_, i) => i + 1);
  const changes: PlaceChange<Row>[] = [];
  const here = new Set(keys);
  for (const [key, i] of was)
    if (!here.has(key)) changes.push({ key, before: rankedAt(before, places, i), after: null });
  keys.forEach((key, i) => {
    const old = rankedAt(before, places, was.get(key));
    const now = rankedAt(after, { keys, ranks }, i);
    const isKept =
      old &&
      now &&
      old.rank === now.rank &&
      (old.row === now.row || follow.isSame(old.row, now.row));
    if (!isKept) changes.push({ key, before: old, after: now });
  });
  return { places: { keys, ranks }, changes };
}

/** The rows with some of them written anew, deleted (null) or added, each at the place of its rank. */
export function placeRows<Row>(
  rows: readonly Row[],
  places: Places,
  writes: ReadonlyMap<string, Ranked<Row> | null>,
): {
  readonly rows: readonly Row[];
  readonly places: Places;
  readonly changes: readonly PlaceChange<Row>[];
} {
  const at = placesByKey(places);
  const { keys, ranks } = places;
  const now: (Row | undefined)[] = [...rows];
  const elsewhere: { readonly key: string; readonly row: Row; readonly rank: number }[] = [];
  const changes: PlaceChange<Row>[] = [];
  for (const [key, after] of writes) {
    const place = at.get(key);
    const before = rankedAt(rows, places, place);
    if (before || after) changes.push({ key, before, after });
    const stays = before !== null && before.rank === after?.rank;
    if (place !== undefined) now[place] = stays ? after?.row : undefined;
    if (after && !stays) elsewhere.push({ key, ...after });
  }
  const left = now.filter((row) => row !== undefined);
  if (elsewhere.length === 0 && left.length === rows.length) return { rows: left, places, changes };
  const staying = now.flatMap((row, i) =>
    row === undefined ? [] : [{ key: keys[i] ?? '', row, rank: ranks[i] ?? 0 }],
  );
  const all = [...staying, ...elsewhere].toSorted((a, b) => a.rank - b.rank);
  return {
    rows: all.map(({ row }) => row),
    places: { keys: all.map(({ key }) => key), ranks: all.map(({ rank }) => rank) },
    changes,
  };
}
