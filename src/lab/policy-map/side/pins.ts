import { type PinnedPair, mostPins, pinnedPairSchema } from '#model/lab/policy-map.ts';
import { keptPairs } from '#lab/kept-pairs.ts';

const usePinnedPairs = keptPairs<PinnedPair>('posture-lab-pins', pinnedPairSchema, mostPins);

/** Pinned pairs, which go with a person from world to world. */
export function usePins() {
  const { pairs, isFull, add, remove } = usePinnedPairs();
  return { pairs, isFull, pin: add, unpin: remove };
}
