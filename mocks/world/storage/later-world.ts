/** What another tab has made of the stored world since it was read here. */
import { everything } from '#model/contract/topics.ts';
import { type History, historyWith, isPast } from '../history/history.ts';
import { touchedTopics } from '../touched-topics.ts';
import { takeRows } from './changes.ts';
import { worldFrom } from './opening.ts';
import type { WorldStorage } from './storage.ts';
import type { Placed } from './table.ts';

interface Later {
  readonly placed: Placed;
  readonly history: History;
  /** What changed, as the contract names it. */
  readonly topics: readonly string[];
}

/** Null where nothing has changed. */
export async function laterWorld(
  storage: WorldStorage,
  { placed, history }: Pick<Later, 'placed' | 'history'>,
): Promise<Later | null> {
  const { revision } = placed.state;
  const later = await storage.since(revision);
  if (later?.revision === revision) return null;
  if (later) {
    const taken = takeRows(
      placed,
      later.rows.filter((row) => !isPast(row)),
    );
    return {
      placed: { ...taken.placed, state: { ...taken.placed.state, revision: later.revision } },
      history: historyWith(history, later.rows.filter(isPast)),
      topics: touchedTopics(later.rows),
    };
  }
  const stored = await storage.load();
  if (!stored || stored.revision === revision) return null;
  return { ...worldFrom(stored, () => undefined), topics: everything };
}
