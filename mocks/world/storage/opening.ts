/** Opens what is stored: this version's rows, or a world of an earlier version. */
import { count, plural } from '#model/plural.ts';
import { z } from '#model/zod.ts';
import {
  type History,
  type PastChange,
  type WayBack,
  historyWith,
  isPast,
  noHistory,
  pastWrites,
} from '../history/history.ts';
import { readFormerWorld } from './former-world.ts';
import type { WorldState } from '../state.ts';
import { rowChangesBetween, emptyWorld, storedRowsOf, settingsIn, takeRows } from './changes.ts';
import { writeOf } from './rows.ts';
import type { FormerWorld, KeptRow, StoredWorld, WorldStorage } from './storage.ts';
import type { Placed } from './table.ts';

export interface Opened {
  readonly placed: Placed;
  readonly history: History;
  /** What a person is told about it. */
  readonly notice: string | null;
  readonly isStored: boolean;
}

/** The world that these rows are; rows that cannot be read are left out, and called out. */
export function worldFrom(
  { revision, rows }: StoredWorld,
  unreadable: (row: KeptRow) => void,
): Pick<Opened, 'placed' | 'history'> {
  const { placed } = takeRows(
    emptyWorld,
    rows.filter((row) => !isPast(row)),
    ({ value, ...address }) => {
      if (value) unreadable({ ...address, value });
    },
  );
  return {
    placed: { ...placed, state: { ...placed.state, revision } },
    history: historyWith(noHistory, rows.filter(isPast)),
  };
}

/** A list of names that ends where a person stops reading. */
function namesOf(rows: readonly KeptRow[]): string {
  const shown = rows.slice(0, 3).map(({ table, owner, key }) => {
    const name = [table.replace('config ', ''), key].filter((part) => part !== '').join(' ');
    return owner === '' ? name : `${name} of ${owner}`;
  });
  const rest = rows.length - shown.length;
  return rest === 0 ? shown.join(', ') : `${shown.join(', ')} and ${rest} more`;
}

async function openRows(
  storage: WorldStorage,
  stored: StoredWorld,
  fresh: WorldState,
): Promise<Opened> {
  const unread: KeptRow[] = [];
  const { placed, history } = worldFrom(stored, (row) => void unread.push(row));
  if (unread.length === 0) return { placed, history, notice: null, isStored: true };
  await storage.setAside(unread);
  const lost = new Set(unread.map(({ table }) => table));
  const { clock, scenario, random } = fresh;
  return {
    placed: {
      ...placed,
      state: {
        ...placed.state,
        // A world has a time; what else is lost is lost.
        ...(lost.has('clock') ? { clock } : {}),
        ...(lost.has('scenario') ? { scenario } : {}),
        ...(lost.has('random') ? { random } : {}),
      },
    },
    history,
    notice: `${count(unread.length, 'stored entry', 'stored entries')} could not be read and ${plural(unread.length, 'was', 'were')} set aside: ${namesOf(unread)}. The rest of the world was loaded.`,
    isStored: true,
  };
}

const formerHistorySchema = z.object({
  done: z.array(z.object({ revision: z.number(), words: z.string(), isWhole: z.boolean() })),
});

/** What could be undone in an earlier version still can: each world that was kept becomes a way back. */
async function formerPast(
  { history, kept }: FormerWorld,
  latest: Placed,
): Promise<{ readonly done: readonly PastChange[]; readonly ways: ReadonlyMap<number, WayBack> }> {
  const read = formerHistorySchema.safeParse(history);
  const ways = new Map<number, WayBack>();
  const done: PastChange[] = [];
  let now = latest;
  for (const change of read.success ? read.data.done.toReversed() : []) {
    const before = readFormerWorld(await kept(`before ${change.revision}`));
    if (!before) break;
    const { placed, changes } = rowChangesBetween(now, before);
    const rows = change.isWhole ? storedRowsOf(placed) : settingsIn(changes).map(writeOf);
    const open = before.openSessions.map(({ shown }) => shown.id);
    ways.set(change.revision, { clock: before.clock, open, rows });
    done.unshift({ ...change, isUndone: false, size: rows.length });
    now = placed;
  }
  return { done, ways };
}

async function openFormer(
  storage: WorldStorage,
  former: FormerWorld,
  fresh: WorldState,
): Promise<Opened> {
  const state = readFormerWorld(former.world);
  if (!state) {
    await storage.setFormerAside(former.world);
    former.drop();
    return {
      placed: rowChangesBetween(emptyWorld, fresh).placed,
      history: noHistory,
      notice:
        'This page cannot read the version of the stored world. The stored world was set aside, and the demo world was loaded.',
      isStored: false,
    };
  }
  const { placed } = rowChangesBetween(emptyWorld, state);
  const { done, ways } = await formerPast(former, placed);
  const history: History = { done, undone: [] };
  await storeWorld(storage, placed, history, ways);
  former.drop();
  return { placed, history, notice: null, isStored: true };
}

/** Stores a world where nothing is stored. False, with nothing written, if another tab was faster. */
export function storeWorld(
  storage: WorldStorage,
  placed: Placed,
  history: History,
  ways: ReadonlyMap<number, WayBack> = new Map(),
): Promise<boolean> {
  const { revision, scenario, clock } = placed.state;
  return storage.write({
    expected: null,
    revision,
    rows: [...storedRowsOf(placed), ...pastWrites(noHistory, history)],
    line: { change: { kind: 'scenario', id: scenario.id }, at: clock.epochMs, rows: null },
    archive: [...ways].map(([key, value]) => ({ key, value })),
  });
}

/** The same of a world that no one has changed; gives it as opening it from there would. */
export async function storeState(storage: WorldStorage, state: WorldState): Promise<Opened> {
  const { placed } = rowChangesBetween(emptyWorld, state);
  await storeWorld(storage, placed, noHistory);
  return { placed, history: noHistory, notice: null, isStored: true };
}

/** @param fresh where nothing is stored; it is stored with its first change */
export async function openWorld(storage: WorldStorage, fresh: () => WorldState): Promise<Opened> {
  const stored = await storage.load();
  if (stored) return openRows(storage, stored, fresh());
  const former = await storage.former();
  if (former) return openFormer(storage, former, fresh());
  const { placed } = rowChangesBetween(emptyWorld, fresh());
  return { placed, history: noHistory, notice: null, isStored: false };
}
