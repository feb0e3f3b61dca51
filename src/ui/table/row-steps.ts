import { useEffect, useSyncExternalStore } from 'react';

/** The rows before and after the one whose panel is open; null at an end of the list. */
export interface RowSteps {
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

let offered: RowSteps | null = null;
const listeners = new Set<() => void>();

function offer(steps: RowSteps | null): void {
  offered = steps;
  for (const listener of listeners) listener();
}

/** A list offers the rows around the open one to the panel over it. */
export function useOfferRowSteps(steps: RowSteps | null): void {
  useEffect(() => {
    if (steps === null) return undefined;
    offer(steps);
    return () => {
      if (offered === steps) offer(null);
    };
  }, [steps]);
}

/** What a panel steps through; null where no list has it open. */
export function useRowSteps(): RowSteps | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => offered,
  );
}
