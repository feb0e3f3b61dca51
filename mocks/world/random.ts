import type { Draw } from '#model/lab/scenario.ts';
import type { RandomSource } from './state.ts';

/** Mulberry32: small, well spread, and the same everywhere. Gives a number in [0, 1) and the next seed. */
function next(seed: number): { value: number; seed: number } {
  const advanced = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(advanced ^ (advanced >>> 15), 1 | advanced);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return { value: ((t ^ (t >>> 14)) >>> 0) / 4294967296, seed: advanced };
}

/** The next connection's measurements, and the source after it. */
export function draw(source: RandomSource): { draw: Draw; source: RandomSource } {
  const [first, ...rest] = source.upcoming;
  if (first) return { draw: first, source: { ...source, upcoming: rest } };
  let { seed } = source;
  const between = (low: number, high: number): number => {
    const drawn = next(seed);
    seed = drawn.seed;
    return low + Math.floor(drawn.value * (high - low + 1));
  };
  return {
    draw: {
      sessionid: between(3000, 999_999),
      srcport: between(1024, 65535),
      lanin: between(900, 6000),
      lanout: between(1500, 60_000),
      nanoseconds: between(0, 999_999_999),
    },
    source: { upcoming: [], seed },
  };
}
