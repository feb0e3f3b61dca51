/** What can be taken back and made again: the changes by name, and the rows that they led from and to. */
import { z } from '#model/zod.ts';
import { storedRowsOf, settingsIn } from '../storage/changes.ts';
import {
  type RowAddress,
  type RowChange,
  type RowWrite,
  addressKey,
  inverseOf,
} from '../storage/rows.ts';
import type { Placed } from '../storage/table.ts';
import { clockSchema } from '../storage/row-schemas.ts';

const mostChanges = 100;
/** All changes together lead back over so many rows at most; the last one always goes back. */
const mostRows = 300_000;

const pastChangeSchema = z
  .object({
    /** The revision that it made; it names the change, also after it was undone and made again. */
    revision: z.number(),
    /** What *Undo* calls it. */
    words: z.string(),
    /** Another world was loaded: taking that back brings the former one as it was, with its log and clock. */
    isWhole: z.boolean(),
    isUndone: z.boolean(),
    /** Rows that lead back. */
    size: z.number(),
    /** The world's clock after it, in milliseconds of the epoch. Absent for one of an earlier version. */
    at: z.number().optional(),
    /** The time of day when it was made, in the same; null where nobody knew. */
    madeAt: z.number().nullish(),
    /** In a draft: what it does, to be done elsewhere. */
    commands: z.array(z.unknown()).readonly().optional(),
    /** What somebody called the moment after it. */
    checkpoint: z.string().optional(),
  })
  .readonly();
export type PastChange = z.infer<typeof pastChangeSchema>;

/** Newest last, both: what was done, and what was undone. */
export interface History {
  readonly done: readonly PastChange[];
  readonly undone: readonly PastChange[];
}

export const noHistory: History = { done: [], undone: [] };

const writeSchema = z.object({
  table: z.string(),
  owner: z.string(),
  key: z.string(),
  value: z.object({ rank: z.number(), row: z.unknown() }).nullable(),
});
/** What leads back to the state before a change; of one that was undone, to the state after it. */
export const wayBackSchema = z.object({
  clock: clockSchema,
  /** Sessions that were open there. */
  open: z.array(z.number()).readonly(),
  /** Where the change is whole, all rows of that world. */
  rows: z.array(writeSchema).readonly(),
});
export type WayBack = z.infer<typeof wayBackSchema>;

/** The way back of a change, by its revision; null where it is kept no longer. */
export type FindWay = (revision: number) => Promise<WayBack | null>;

/** What a change makes of the history. */
export interface HistoryStep {
  readonly history: History;
  /** By the change's revision; null drops. */
  readonly ways: ReadonlyMap<number, WayBack | null>;
}

/** The way back to a state, of which these rows are others now. */
export function wayTo({ state }: Placed, rows: readonly RowWrite[]): WayBack {
  const open = state.openSessions.map(({ shown }) => shown.id);
  return { clock: state.clock, open, rows: [...rows] };
}

/**
 * A new change clears what could be made again.
 * @param keeps `recent`: what is too old, or leads over too many rows, can be undone no more
 */
export function recorded(
  history: History,
  change: Omit<PastChange, 'isUndone' | 'size'>,
  before: Placed,
  changes: readonly RowChange[],
  keeps: 'recent' | 'all' = 'recent',
): HistoryStep {
  const rows = change.isWhole ? storedRowsOf(before) : settingsIn(changes).map(inverseOf);
  const all = [...history.done, { ...change, isUndone: false, size: rows.length }];
  const ways = new Map<number, WayBack | null>(
    history.undone.map(({ revision }) => [revision, null]),
  );
  let size = 0;
  const kept = all.toReversed().findIndex((one, i) => {
    size += one.size;
    return keeps === 'recent' && (i >= mostChanges || (i > 0 && size > mostRows));
  });
  const done = kept === -1 ? all : all.slice(-kept);
  for (const { revision } of all.slice(0, all.length - done.length)) ways.set(revision, null);
  ways.set(change.revision, wayTo(before, rows));
  return { history: { done, undone: [] }, ways };
}

/**
 * Rows that changed and are no change to take back, as when time brought a tag: what was done before them,
 * and what was undone, leads back to before them all the same.
 */
export async function passedOver(
  history: History,
  changes: readonly RowChange[],
  find: FindWay,
): Promise<HistoryStep> {
  const settings = settingsIn(changes);
  const ways = new Map<number, WayBack>();
  if (settings.length > 0)
    for (const { revision, isWhole } of [...history.done.slice(-1), ...history.undone.slice(-1)]) {
      const way = isWhole ? null : await find(revision);
      if (!way) continue;
      const known = new Set(way.rows.map(addressKey));
      const more = settings.filter((one) => !known.has(addressKey(one))).map(inverseOf);
      if (more.length > 0) ways.set(revision, { ...way, rows: [...way.rows, ...more] });
    }
  return { history, ways };
}

/** The history's own table: not of the world, but stored and taken over with its rows. */
const pastTable = 'past';

export function isPast({ table }: Pick<RowAddress, 'table'>): boolean {
  return table === pastTable;
}

/** The rows of the history that differ. */
export function pastWrites(before: History, after: History): readonly RowWrite[] {
  const rowsIn = ({ done, undone }: History) =>
    new Map([...done, ...undone].map((one) => [one.revision, one]));
  const [was, is] = [rowsIn(before), rowsIn(after)];
  const address = (revision: number) => ({ table: pastTable, owner: '', key: String(revision) });
  return [
    ...[...is.values()]
      .filter((one) => was.get(one.revision) !== one)
      .map((one) => ({ ...address(one.revision), value: { rank: one.revision, row: one } })),
    ...[...was.keys()]
      .filter((revision) => !is.has(revision))
      .map((revision) => ({ ...address(revision), value: null })),
  ];
}

/** The history with its rows taken over; one that cannot be read is none to go back to. */
export function historyWith({ done, undone }: History, writes: readonly RowWrite[]): History {
  const all = new Map([...done, ...undone].map((one) => [String(one.revision), one]));
  for (const { key, value } of writes) {
    const read = pastChangeSchema.safeParse(value?.row);
    if (read.success) all.set(key, read.data);
    else all.delete(key);
  }
  const changes = [...all.values()].toSorted((a, b) => a.revision - b.revision);
  return {
    done: changes.filter(({ isUndone }) => !isUndone),
    // The one that was undone last is the oldest.
    undone: changes.filter(({ isUndone }) => isUndone).toReversed(),
  };
}
