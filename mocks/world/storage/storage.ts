/** Where a world is kept: its rows, a log of its changes, and what takes them back. */
import { type RowAddress, type RowWrite, type StoredRow, addressKey } from './rows.ts';

/** A change of the world as the log has it: carried out again from the same start, it does the same. */
export type LoggedChange =
  | { readonly kind: 'commands'; readonly commands: readonly unknown[] }
  | { readonly kind: 'scenario'; readonly id: string }
  /** A draft goes on from this revision of the world that it is of. */
  | { readonly kind: 'branch'; readonly of: number }
  | { readonly kind: 'time'; readonly ms: number }
  | { readonly kind: 'undo' | 'redo'; readonly count: number };

/** One line of the log. The revision that a change makes is its number. */
export interface JournalLine {
  readonly change: LoggedChange;
  /** The world's clock after it, in milliseconds of the epoch. */
  readonly at: number;
  /** Which rows it wrote: who knows the world before it needs no others. Null for very many. */
  readonly rows: readonly RowAddress[] | null;
}

/** All that one change stores: together or not at all. */
export interface WorldWrite {
  /** The revision that is stored, unless another tab was faster; null for none. */
  readonly expected: number | null;
  readonly revision: number;
  readonly rows: readonly RowWrite[];
  readonly line: JournalLine;
  /** What takes changes back, by their revisions; null deletes. */
  readonly archive: readonly { readonly key: number; readonly value: unknown }[];
}

export interface KeptRow extends RowAddress {
  readonly value: StoredRow;
}
export function hasValue(row: RowWrite): row is KeptRow {
  return row.value !== null;
}
export interface StoredWorld {
  readonly revision: number;
  readonly rows: readonly KeptRow[];
}

/** A world as versions of the lab before this one stored it: whole, of whatever shape. */
export interface FormerWorld {
  readonly world: unknown;
  readonly history: unknown;
  readonly kept: (key: string) => Promise<unknown>;
  /** Call it when the world is stored anew. */
  readonly drop: () => void;
}

/** Each method is one transaction. */
export interface WorldStorage {
  /** Undefined where nothing is stored. */
  load(): Promise<StoredWorld | undefined>;
  /** What later changes wrote, as it is now; null where the log does not go back so far. */
  since(revision: number): Promise<{ revision: number; rows: readonly RowWrite[] } | null>;
  /** False, with nothing written, if another tab was faster. */
  write(write: WorldWrite): Promise<boolean>;
  archived(revision: number): Promise<unknown>;
  /**
   * Takes rows that cannot be read out of the world, and keeps them.
   * @param inPlace what stands where they were; null for nothing
   */
  setAside(rows: readonly KeptRow[], inPlace?: StoredRow | null): Promise<void>;
  /** The same of a whole world of an earlier version. */
  setFormerAside(world: unknown): Promise<void>;
  former(): Promise<FormerWorld | undefined>;
  /**
   * Keeps the rows as they are now, under a name, while the world goes on. Copies nothing: a later change sets
   * aside what it overwrites.
   * @param revision that of the world that is to be kept
   * @returns false, with nothing kept, if another tab was faster
   */
  takeSnapshot(name: string, revision: number): Promise<boolean>;
  /** The rows of a snapshot; undefined where there is none of that name. */
  snapshot(name: string): Promise<readonly KeptRow[] | undefined>;
  snapshots(): Promise<readonly string[]>;
  dropSnapshot(name: string): Promise<void>;
}

/** A change of more rows than that is taken over by loading all. */
export const mostRowsInLine = 5000;

/** So many lines of the log are kept. */
export const mostJournalLines = 1000;

/** Where the lines say which rows were written since; null where one of them is missing. */
export function rowsSince(
  revision: number,
  latest: number,
  lineOf: (revision: number) => JournalLine | undefined,
): readonly RowAddress[] | null {
  const rows = new Map<string, RowAddress>();
  for (let one = revision + 1; one <= latest; one++) {
    const line = lineOf(one);
    if (!line?.rows) return null;
    for (const row of line.rows) rows.set(addressKey(row), row);
  }
  return [...rows.values()];
}
