/** What can be taken back and made again: the changes by name, and the states that they led from and to. */
import { plural } from '#model/plural.ts';
import { z } from '#model/zod.ts';
import { aged } from './ageing.ts';
import { RefusalError, notFound } from './refusal.ts';
import type { WorldState } from './state.ts';
import type { HistoryWrite } from './storage.ts';

/** A world is kept for each change: of a large one, some megabytes. */
const mostChanges = 20;
const mostOfLarge = 5;
const largeFrom = 1000;

const pastChangeSchema = z
  .object({
    /** The revision that it made; it names the change, also after it was undone and made again. */
    revision: z.number(),
    /** What *Undo* calls it. */
    words: z.string(),
    /** Another world was loaded: taking that back brings the former one as it was, with its log and clock. */
    isWhole: z.boolean(),
  })
  .readonly();
export type PastChange = z.infer<typeof pastChangeSchema>;

/** Newest last, both: what was done, and what was undone. */
export const historySchema = z
  .object({
    done: z.array(pastChangeSchema).readonly(),
    undone: z.array(pastChangeSchema).readonly(),
  })
  .readonly();
export type History = z.infer<typeof historySchema>;

export const noHistory: History = { done: [], undone: [] };

/** What a change makes of the history, and of the states that are kept with it. */
export interface HistoryStep {
  readonly history: History;
  readonly keep: ReadonlyMap<string, WorldState>;
  readonly drop: readonly string[];
}

/** A kept state by its key; null where it is kept no longer. */
export type FindKept = (key: string) => Promise<WorldState | null>;

const keyBefore = ({ revision }: PastChange): string => `before ${revision}`;
const keyAfter = ({ revision }: PastChange): string => `after ${revision}`;

/** A new change clears what could be made again. */
export function recorded(history: History, change: PastChange, before: WorldState): HistoryStep {
  const most = before.ems.endpoints.length > largeFrom ? mostOfLarge : mostChanges;
  const done = [...history.done, change];
  return {
    history: { done: done.slice(-most), undone: [] },
    keep: new Map([[keyBefore(change), before]]),
    drop: [...done.slice(0, -most).map(keyBefore), ...history.undone.map(keyAfter)],
  };
}

/** The settings of `wanted`. What was logged, measured, opened and ended since has happened and stays. */
function putBack(state: WorldState, wanted: WorldState, isWhole: boolean): WorldState {
  if (isWhole) return wanted;
  const { clock, random, connection, openSessions, endedSessions, stepsDone } = state;
  return {
    ...wanted,
    clock,
    random,
    postures: aged(wanted.postures, wanted.clock, clock),
    connection,
    openSessions,
    endedSessions,
    stepsDone,
    fortigates: wanted.fortigates.map((one) => ({
      ...one,
      logs: state.fortigates.find((now) => now.name === one.name)?.logs ?? one.logs,
    })),
  };
}

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

/** Nothing can be undone any more: what was kept goes. */
export function forgotten({ done, undone }: History): HistoryWrite {
  const drop = [...done.map(keyBefore), ...undone.map(keyAfter)];
  return { history: noHistory, keep: [], drop };
}

/** What undoing or redoing makes of the world. */
export interface Moved {
  readonly after: WorldState;
  readonly step: HistoryStep;
  /** In the order in which they were taken back, or made again. */
  readonly changes: readonly PastChange[];
  /** Sessions that were open in the state that was put back, and have ended. */
  readonly stayEnded: number;
}

/** Takes back the last changes. */
export async function takeBack(
  state: WorldState,
  history: History,
  { revision, count }: { readonly revision: number | null; readonly count: number },
  find: FindKept,
): Promise<Moved> {
  if (history.done.length === 0) notFound('There is nothing to undo.');
  checkLast(history, revision);
  const changes = history.done.slice(-count).toReversed();
  const { after, keep } = await walk(state, changes, [keyBefore, keyAfter], find);
  return {
    after,
    step: {
      history: {
        done: history.done.slice(0, -changes.length),
        undone: [...history.undone, ...changes],
      },
      keep,
      drop: changes.map(keyBefore),
    },
    changes,
    stayEnded:
      after.openSessions === state.openSessions ? await lostSessions(state, changes, find) : 0,
  };
}

/** Makes the change again that was undone last. */
export async function makeAgain(
  state: WorldState,
  history: History,
  find: FindKept,
): Promise<Moved> {
  const changes = history.undone.slice(-1);
  if (changes.length === 0) notFound('There is nothing to redo.');
  const { after, keep } = await walk(state, changes, [keyAfter, keyBefore], find);
  return {
    after,
    step: {
      history: { done: [...history.done, ...changes], undone: history.undone.slice(0, -1) },
      keep,
      drop: changes.map(keyAfter),
    },
    changes,
    stayEnded: 0,
  };
}

async function keptState(key: string, find: FindKept): Promise<WorldState> {
  return (
    (await find(key)) ??
    notFound('This change can no longer be undone. The browser has removed the stored state.')
  );
}

async function walk(
  state: WorldState,
  changes: readonly PastChange[],
  [to, from]: readonly [(change: PastChange) => string, (change: PastChange) => string],
  find: FindKept,
): Promise<{ readonly after: WorldState; readonly keep: ReadonlyMap<string, WorldState> }> {
  const keep = new Map<string, WorldState>();
  let after = state;
  for (const change of changes) {
    keep.set(from(change), after);
    // Each starts from where the one before it led.
    after = putBack(after, await keptState(to(change), find), change.isWhole);
  }
  const revision = state.revision + 1;
  return { after: { ...after, revision, changed: changedBetween(state, after, revision) }, keep };
}

/** What is put back has changed: an editor that shows it as it was in between is to be told. */
function changedBetween(
  { changed: before }: WorldState,
  { changed: after }: WorldState,
  revision: number,
): WorldState['changed'] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.fromEntries(
    paths.map((path) => {
      const same = before[path] === after[path] ? before[path] : undefined;
      return [path, same ?? revision];
    }),
  );
}

async function lostSessions(
  state: WorldState,
  changes: readonly PastChange[],
  find: FindKept,
): Promise<number> {
  const [first] = changes.slice(-1);
  if (!first) return 0;
  const before = await keptState(keyBefore(first), find);
  const ended = new Set(state.endedSessions.map(({ session }) => session.id));
  return before.openSessions.filter(({ shown }) => ended.has(shown.id)).length;
}
