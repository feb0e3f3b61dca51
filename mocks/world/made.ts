/** What a change of a world comes to, before it is stored. */
import type { UndoAnswer } from '#model/lab/lab-api.ts';
import type { Moved } from './history/undo.ts';
import type { WorldState } from './state.ts';
import type { LoggedChange } from './storage/storage.ts';
import type { Placed } from './storage/table.ts';

/** What a change makes of the state. */
export interface Made<Value> {
  readonly after: WorldState;
  readonly value: Value;
  /** What *Undo* calls it; null for what cannot be taken back. */
  readonly words: string | null;
  readonly isWhole?: boolean;
  readonly logged: LoggedChange;
  /** Where the change is one of the history itself. */
  readonly moved?: Moved;
}

/** @param placed the same state with the places of its rows */
export type Make<Value> = (state: WorldState, placed: Placed) => Made<Value> | Promise<Made<Value>>;

/** Of changes that were taken back, or made again. */
export function madeOf(moved: Moved, kind: 'undo' | 'redo'): Made<UndoAnswer> {
  const changes = moved.moved.map(({ words }) => words);
  return {
    after: moved.placed.state,
    value: { changes, stayEnded: moved.stayEnded },
    words: null,
    logged: { kind, count: changes.length },
    moved,
  };
}
