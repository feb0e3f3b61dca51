/** Policy tests in a page: run after each change, as far as nobody stops them. */
import { useSyncExternalStore } from 'react';
import { labApi } from '#model/contract/lab.ts';
import { useAnswer } from './hooks.ts';
import { useWorld } from './world.ts';

/** The revision of the world for which running them was stopped; the next change runs them again. */
let stoppedAt: number | null = null;
const listeners = new Set<() => void>();

function setStopped(revision: number | null): void {
  stoppedAt = revision;
  for (const tell of listeners) tell();
}

function useStoppedAt(): number | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => stoppedAt,
  );
}

export function usePolicyTests() {
  const revision = useWorld().data?.revision ?? null;
  const isStopped = useStoppedAt() === revision && revision !== null;
  const answer = useAnswer(
    labApi.policyTests,
    {},
    { counting: isStopped ? null : ({ counting }) => counting },
  );
  return {
    ...answer,
    isStopped,
    stop: () => setStopped(revision),
    goOn: () => {
      setStopped(null);
      void answer.refetch();
    },
  };
}
