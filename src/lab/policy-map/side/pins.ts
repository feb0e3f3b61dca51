/** Pinned pairs, kept in the browser: they go with a person from world to world. */
import { useSyncExternalStore } from 'react';
import { type PinnedPair, mostPins, pinnedPairSchema } from '#model/lab/policy-map.ts';
import { z } from '#model/zod.ts';

const storageKey = 'posture-lab-pins';
const listeners = new Set<() => void>();

function stored(): readonly PinnedPair[] {
  try {
    const read = z
      .array(pinnedPairSchema)
      .safeParse(JSON.parse(localStorage.getItem(storageKey) ?? '[]'));
    return read.success ? read.data.slice(0, mostPins) : [];
  } catch {
    // A browser may refuse storage altogether.
    return [];
  }
}

let pinned = stored();

function keep(pairs: readonly PinnedPair[]): void {
  pinned = pairs;
  try {
    localStorage.setItem(storageKey, JSON.stringify(pairs));
  } catch {
    // They stay as long as the page does.
  }
  for (const listener of listeners) listener();
}

function isSamePair(a: PinnedPair, b: PinnedPair): boolean {
  return a.uid === b.uid && a.server === b.server && a.fortigate === b.fortigate;
}

export function usePins() {
  const pairs = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pinned,
  );
  return {
    pairs,
    isFull: pairs.length >= mostPins,
    pin: (pair: PinnedPair) =>
      keep([...pinned.filter((one) => !isSamePair(one, pair)), pair].slice(-mostPins)),
    unpin: (pair: PinnedPair) => keep(pinned.filter((one) => !isSamePair(one, pair))),
  };
}
