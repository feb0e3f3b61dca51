import { z } from '#model/zod.ts';
import { conflict } from './refusal.ts';
import { type WorldState, changedAt } from './state.ts';

/** Of a command: the revision that the editor shows; null overwrites whatever is there. */
export const basedOn = z.number().nullable();

/** Refuses a change that is based on an older state of the object than the one that is there. */
export function checkRevision(
  state: WorldState,
  path: string,
  shown: number | null,
  what: string,
): void {
  // One that this world has never had is another world's.
  if (shown !== null && (changedAt(state, path) > shown || shown > state.revision))
    conflict(`${what} were changed by someone else. Load the new state, or overwrite it.`);
}
