/** Moments of a world: after each of the changes that can be undone or redone. */
import type { PastMoment } from '#model/lab/worlds/history.ts';
import type { UndoAnswer } from '#model/lab/lab-api.ts';
import { granted } from '../answered.ts';
import type { Made } from '../made.ts';
import { notFound } from '../refusal.ts';
import type { Placed } from '../storage/table.ts';
import type { World } from '../world.ts';
import type { History, PastChange } from './history.ts';

/** In the order in which they are made: what was done, then what can be redone. */
function changesIn({ done, undone }: History): readonly PastChange[] {
  return [...done, ...undone.toReversed()];
}

export function pastMomentsOf(history: History): PastMoment[] {
  return changesIn(history)
    .map(({ revision, words, isUndone, at, madeAt, checkpoint }) => ({
      revision,
      words,
      isUndone,
      at: at ?? null,
      madeAt: madeAt ?? null,
      checkpoint: checkpoint ?? null,
    }))
    .toReversed();
}

/** How many changes are done at the moment after one of them; 0 is before the first. */
function placeOf(history: History, revision: number): number {
  if (revision === 0) return 0;
  const place = changesIn(history).findIndex((one) => one.revision === revision);
  return place === -1
    ? notFound('This moment is no longer in the history.', 'revision')
    : place + 1;
}

/** Undoes or redoes until so many changes are done. */
async function goToPlace(world: World, place: number): Promise<UndoAnswer> {
  const { done } = world.past();
  const count = place - done.length;
  if (count === 0) return { changes: [], stayEnded: 0 };
  return granted(await (count < 0 ? world.undo({ count: -count }) : world.redo(count)));
}

export async function goToMoment(
  world: World,
  revision: number,
): Promise<{ undone: number; redone: number; stayEnded: number }> {
  const before = world.past().done.length;
  const { stayEnded } = await goToPlace(world, placeOf(world.past(), revision));
  const count = world.past().done.length - before;
  return { undone: Math.max(0, -count), redone: Math.max(0, count), stayEnded };
}

/** A world of its own that is as this one was there. */
export async function forkedAt(world: World, revision: number): Promise<World> {
  const fork = world.fork();
  await goToPlace(fork, placeOf(world.past(), revision));
  return fork;
}

/** The same before that change. */
export async function forkedBefore(world: World, revision: number): Promise<World> {
  const fork = world.fork();
  await goToPlace(fork, placeOf(world.past(), revision) - 1);
  return fork;
}

export function namedMoment(
  placed: Placed,
  history: History,
  revision: number,
  name: string,
): Made<number> {
  placeOf(history, revision);
  const renamed = (change: PastChange): PastChange => {
    if (change.revision !== revision) return change;
    const { checkpoint: _, ...rest } = change;
    return name === '' ? rest : { ...rest, checkpoint: name };
  };
  const after = { ...placed.state, revision: placed.state.revision + 1 };
  return {
    after,
    value: after.revision,
    words: null,
    logged: { kind: 'commands', commands: [] },
    moved: {
      placed: { ...placed, state: after },
      changes: [],
      moved: [],
      stayEnded: 0,
      step: {
        history: { done: history.done.map(renamed), undone: history.undone.map(renamed) },
        ways: new Map(),
      },
    },
  };
}
