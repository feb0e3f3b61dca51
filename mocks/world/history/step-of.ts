/** What a change makes of what can be undone and redone. */
import type { Made } from '../made.ts';
import type { Placed, Taken } from '../storage/table.ts';
import {
  type FindWay,
  type History,
  type HistoryStep,
  type WayBack,
  passedOver,
  recorded,
} from './history.ts';

interface Past {
  readonly history: History;
  readonly find: FindWay;
  /** `all` in a draft: its changes are kept with their commands. */
  readonly keeps: 'recent' | 'all';
  /** The time of day, in milliseconds of the epoch; null where nobody knows it. */
  readonly madeAt: number | null;
}

export async function stepOf(
  { words, isWhole = false, after, moved, logged }: Made<unknown>,
  before: Placed,
  { changes }: Taken,
  { history: past, find, keeps, madeAt }: Past,
): Promise<HistoryStep> {
  const { revision, clock } = after;
  if (words !== null) {
    const commands = keeps === 'all' && logged.kind === 'commands' ? [...logged.commands] : null;
    const times = { at: clock.epochMs, madeAt };
    const change = { revision, words, isWhole, ...times, ...(commands && { commands }) };
    return recorded(past, change, before, changes, keeps);
  }
  const { history, ways } = moved?.step ?? {
    history: past,
    ways: new Map<number, WayBack | null>(),
  };
  // What followed by itself is taken back together with what is undone next, or made again.
  const passed = await passedOver(history, changes, async (of) => ways.get(of) ?? (await find(of)));
  return { history, ways: new Map([...ways, ...passed.ways]) };
}
