import type { Counting } from '#model/counting.ts';

/** Between two slices of long work, so that other questions have their turn. */
const pauseMs = 10;

/** A `refetchInterval` for an answer that says how far the world is with it: asked again until it is whole. */
export function whileCounting(counting: Counting | null | undefined, stopped: boolean) {
  return counting && !stopped ? pauseMs : false;
}
