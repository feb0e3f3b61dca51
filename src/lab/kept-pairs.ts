/** Pairs of an endpoint and a server that the browser keeps: they go with a person from world to world. */
import { useSyncExternalStore } from 'react';
import { z } from '#model/zod.ts';

interface Pair {
  readonly fortigate: string;
  readonly server: string;
  readonly uid: string;
  /** In place of the server. */
  readonly to?: string;
}

export function isSamePair(a: Pair, b: Pair): boolean {
  return (
    a.uid === b.uid &&
    a.server === b.server &&
    a.fortigate === b.fortigate &&
    (a.to ?? '') === (b.to ?? '')
  );
}

/**
 * A list of them under a name of its own, as a hook.
 * @param most the oldest give way
 */
export function keptPairs<Kept extends Pair>(
  storageKey: string,
  schema: z.ZodType<Kept>,
  most: number,
) {
  const listeners = new Set<() => void>();
  const stored = (): readonly Kept[] => {
    try {
      const text = localStorage.getItem(storageKey) ?? '[]';
      const read = z.array(schema).safeParse(JSON.parse(text));
      return read.success ? read.data.slice(0, most) : [];
    } catch {
      // A browser may refuse storage altogether.
      return [];
    }
  };
  let kept = stored();
  const keep = (pairs: readonly Kept[]): void => {
    kept = pairs.slice(-most);
    try {
      localStorage.setItem(storageKey, JSON.stringify(kept));
    } catch {
      // They stay as long as the page does.
    }
    for (const listener of listeners) listener();
  };
  return () => {
    const pairs = useSyncExternalStore(
      (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      () => kept,
    );
    return {
      pairs,
      isFull: pairs.length >= most,
      /** Last in the list; in place of the same pair. */
      add: (pair: Kept) => keep([...kept.filter((one) => !isSamePair(one, pair)), pair]),
      remove: (pair: Pair) => keep(kept.filter((one) => !isSamePair(one, pair))),
      /** All of them at once. */
      replace: keep,
    };
  };
}
