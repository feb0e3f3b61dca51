import { RefusalError } from './refusal.ts';
import { type WorldState, changedAt } from './state.ts';

/** Refuses a change that is based on an older state of the object than the one that is there. */
export function checkRevision(
  state: WorldState,
  path: string,
  basedOn: number | null,
  what: string,
): void {
  if (basedOn !== null && changedAt(state, path) > basedOn)
    throw new RefusalError({
      kind: 'conflict',
      message: `${what} were changed by someone else. Load the new state, or overwrite it.`,
    });
}
