/** The world's own time: it stands still unless it is stepped, run, or a connection is made. */
import { z } from '#model/zod.ts';
import { aged } from './tagging/ageing.ts';
import { command } from './command.ts';
import { invalid } from './refusal.ts';
import type { WorldState } from './state.ts';

const longestStepSeconds = 86_400;

export function advanced(state: WorldState, ms: number): WorldState {
  const clock = { ...state.clock, epochMs: state.clock.epochMs + ms };
  return { ...state, clock, postures: aged(state.postures, state.clock, clock) };
}

export const stepClock = command('lab/step-clock', {
  input: z.object({ seconds: z.number() }),
  // What has happened is not taken back.
  words: () => null,
  touches: () => [],
  run: (state, { seconds }) =>
    !Number.isInteger(seconds) || seconds < 1 || seconds > longestStepSeconds
      ? invalid(
          -15,
          'seconds',
          `Step the clock by whole seconds, from 1 to ${longestStepSeconds} (a day).`,
        )
      : { state: advanced(state, seconds * 1000) },
});

/** Real time, for a clock that runs. Passed in, so that nothing ticks by itself in tests. */
export interface Ticker {
  /** Milliseconds that never run backwards, since whenever. */
  now(): number;
  /** The time of day, in milliseconds of the epoch; null where nobody knows. */
  epochMs(): number | null;
  /** Calls again and again until the function that it gives back is called. */
  every(ms: number, work: () => Promise<void>): () => void;
}

/** Where nothing ticks, a running clock stands still. */
export const noTicker: Ticker = {
  now: () => 0,
  epochMs: () => null,
  every: () => () => undefined,
};
