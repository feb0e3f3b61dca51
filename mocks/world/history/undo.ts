/** Takes changes back, and makes them again, by the ways that are kept of them. */
import { plural } from '#model/plural.ts';
import { aged } from '../tagging/ageing.ts';
import {
  type FindWay,
  type History,
  type HistoryStep,
  type PastChange,
  type WayBack,
  wayTo,
} from './history.ts';
import { RefusalError, notFound } from '../refusal.ts';
import { type WorldState, objectPath } from '../state.ts';
import {
  rowChangesBetween,
  emptyWorld,
  joinChanges,
  storedRowsOf,
  takeRows,
} from '../storage/changes.ts';
import { type RowAddress, type RowChange, inverseOf } from '../storage/rows.ts';
import type { Placed, Taken } from '../storage/table.ts';
import { configPrefix } from '../storage/tables.ts';

/** Refuses where the named change is not the last one, so that nobody takes back what they do not mean. */
function checkLast(history: History, revision: number | null): void {
  if (revision === null || history.done.at(-1)?.revision === revision) return;
  const at = history.done.findIndex((one) => one.revision === revision);
  if (at === -1)
    notFound('This change can no longer be undone. It was already undone, or it is too old.');
  const later = history.done.slice(at + 1).toReversed();
  throw new RefusalError({
    kind: 'conflict',
    message: `Undo the later ${plural(later.length, 'change')} first: ${later.map(({ words }) => words).join('; ')}.`,
  });
}

/** What undoing or redoing makes of the world. */
export interface Moved extends Taken {
  readonly step: HistoryStep;
  /** In the order in which they were taken back, or made again. */
  readonly moved: readonly PastChange[];
  /** Sessions that were open in the state that was put back, and have ended. */
  readonly stayEnded: number;
}

/** Devices grew older meanwhile: what is put back is as old as it would be now. */
function agedRows(state: WorldState, way: WayBack, changes: readonly RowChange[]): WorldState {
  const back = changes.flatMap(({ table, key }) => {
    const posture = table === 'posture' ? state.postures[key] : undefined;
    return posture ? [[key, posture] as const] : [];
  });
  const older = aged(Object.fromEntries(back), way.clock, state.clock);
  return back.every(([uid, posture]) => older[uid] === posture)
    ? state
    : { ...state, postures: { ...state.postures, ...older } };
}

/** What is put back has changed: an editor that shows it was in between is to be told. */
function touchedPaths({ table, owner, key }: RowAddress): readonly string[] {
  switch (table) {
    case 'endpoint':
      return [objectPath.endpoint(key)];
    case 'posture':
      return [objectPath.posture(key)];
    case 'tag-definition':
      return [objectPath.tagDefinition(Number(key))];
    case 'fabric-device':
      return [objectPath.fabricDevice(key)];
    case 'layout':
      return [objectPath.configuration(owner)];
    default:
      return table.startsWith(configPrefix)
        ? [
            objectPath.row(owner, table.slice(configPrefix.length), key),
            objectPath.configuration(owner),
          ]
        : [];
  }
}

/** The world of the way back, whatever was there. */
function replaced(placed: Placed, way: WayBack): Taken {
  const { placed: wanted } = takeRows(emptyWorld, way.rows);
  const gone = rowChangesBetween(placed, emptyWorld.state).changes;
  const come = way.rows.map(({ value, ...address }): RowChange => ({
    ...address,
    before: null,
    after: value,
  }));
  return { placed: wanted, changes: joinChanges(gone, come) };
}

/** One change back, or again, and the way from there to where it was. */
async function moveOne(
  placed: Placed,
  { revision, isWhole }: PastChange,
  find: FindWay,
): Promise<Taken & { readonly from: WayBack; readonly way: WayBack }> {
  const way =
    (await find(revision)) ??
    notFound('This change can no longer be undone. The browser has removed the stored state.');
  if (isWhole) return { ...replaced(placed, way), from: wayTo(placed, storedRowsOf(placed)), way };
  const taken = takeRows(placed, way.rows);
  const before = taken.placed;
  const from = wayTo(placed, taken.changes.map(inverseOf));
  // The clock goes on, and so do the devices.
  const { placed: now, changes } = rowChangesBetween(
    before,
    agedRows(before.state, way, taken.changes),
  );
  return { placed: now, changes: joinChanges(taken.changes, changes), from, way };
}

async function walk(placed: Placed, changes: readonly PastChange[], find: FindWay) {
  const ways = new Map<number, WayBack>();
  let now = placed;
  let all: readonly RowChange[] = [];
  let open: readonly number[] = [];
  for (const change of changes) {
    // Each starts from where the one before it led.
    const one = await moveOne(now, change, find);
    ways.set(change.revision, one.from);
    ({ placed: now } = one);
    all = joinChanges(all, one.changes);
    ({ open } = one.way);
  }
  const revision = placed.state.revision + 1;
  const paths = changes.some(({ isWhole }) => isWhole)
    ? [objectPath.world]
    : all.flatMap(touchedPaths);
  const changed = {
    ...now.state.changed,
    ...Object.fromEntries(paths.map((path) => [path, revision])),
  };
  const end = rowChangesBetween(now, { ...now.state, revision, changed });
  const ended = new Set(now.state.endedSessions.map(({ session }) => session.id));
  return {
    placed: end.placed,
    changes: joinChanges(all, end.changes),
    ways,
    stayEnded: open.filter((id) => ended.has(id)).length,
  };
}

/**
 * Takes back the last changes.
 * @param forgets they cannot be made again
 */
export async function takeBack(
  placed: Placed,
  history: History,
  {
    revision,
    count,
    forgets = false,
  }: { readonly revision: number | null; readonly count: number; readonly forgets?: boolean },
  find: FindWay,
): Promise<Moved> {
  if (history.done.length === 0) notFound('There is nothing to undo.');
  checkLast(history, revision);
  const moved = history.done.slice(-count).toReversed();
  const { ways, ...walked } = await walk(placed, moved, find);
  const done = history.done.slice(0, -moved.length);
  const all = [...history.undone, ...moved.map((one) => ({ ...one, isUndone: true }))];
  const step = forgets
    ? {
        history: { done, undone: [] },
        ways: new Map(all.map((one) => [one.revision, null] as const)),
      }
    : { history: { done, undone: all }, ways };
  return { ...walked, step, moved };
}

/** Makes changes again, the one that was undone last as the first. */
export async function makeAgain(
  placed: Placed,
  history: History,
  count: number,
  find: FindWay,
): Promise<Moved> {
  const moved = history.undone.slice(-count).toReversed();
  if (moved.length === 0) notFound('There is nothing to redo.');
  const { ways, ...walked } = await walk(placed, moved, find);
  const done = moved.map((one) => ({ ...one, isUndone: false }));
  const after = {
    done: [...history.done, ...done],
    undone: history.undone.slice(0, -moved.length),
  };
  return { ...walked, stayEnded: 0, step: { history: after, ways }, moved };
}
