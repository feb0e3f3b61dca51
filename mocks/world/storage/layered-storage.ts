/**
 * A world that goes on from another one, stored on top of it: its own storage has the rows in which it differs,
 * and the other one's keeps, as a snapshot, what both began with. So a draft of a large world costs no copy.
 */
import { isPast } from '../history/history.ts';
import { type RowWrite, type StoredRow, addressKey } from './rows.ts';
import type { KeptRow, WorldStorage } from './storage.ts';

/** Stands in the upper storage for a row of the lower one that is no more: no table has such a row. */
const gone: StoredRow = { rank: 0, row: null };

const isGone = ({ row }: StoredRow): boolean => row === null;

function hidden(row: RowWrite): RowWrite {
  return row.value === null ? { ...row, value: gone } : row;
}

function shown(row: RowWrite): RowWrite {
  return row.value && isGone(row.value) ? { ...row, value: null } : row;
}

/** What the lower rows are with the upper ones over them. */
function merged(lower: readonly KeptRow[], upper: readonly KeptRow[]): readonly KeptRow[] {
  const own = new Set(upper.map(addressKey));
  return [
    // What was done in the world below is its own past.
    ...lower.filter((row) => !isPast(row) && !own.has(addressKey(row))),
    ...upper.filter(({ value }) => !isGone(value)),
  ];
}

/**
 * @param own of this world alone
 * @param base of the world below
 * @param name of this world's snapshot there
 */
export function layeredStorage(own: WorldStorage, base: WorldStorage, name: string): WorldStorage {
  const below = async (): Promise<readonly KeptRow[]> => {
    const rows = await base.snapshot(name);
    if (!rows) throw new Error(`The world below ${name} keeps no snapshot of that name.`);
    return rows;
  };
  return {
    ...own,
    load: async () => {
      const stored = await own.load();
      return stored && { ...stored, rows: merged(await below(), stored.rows) };
    },
    since: async (revision) => {
      const later = await own.since(revision);
      return later && { ...later, rows: later.rows.map(shown) };
    },
    write: (write) => own.write({ ...write, rows: write.rows.map(hidden) }),
    setAside: (rows) => own.setAside(rows, gone),
    snapshot: async (of) => {
      const upper = await own.snapshot(of);
      return upper && merged(await below(), upper);
    },
  };
}
