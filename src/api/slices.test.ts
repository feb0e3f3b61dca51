import { expect, test } from 'vitest';
import { atOnce, eachOf, inSlices } from './slices.ts';

function* slow(ms: number, steps: number): Generator<undefined, number> {
  for (let at = 0; at < steps; at++) {
    const until = performance.now() + ms;
    while (performance.now() < until);
    yield;
  }
  return steps;
}

test('long work lets other work have its turn, and comes to the same', async () => {
  let turns = 0;
  const timer = setInterval(() => turns++);
  expect(await inSlices(slow(3, 30), new AbortController().signal)).toBe(30);
  clearInterval(timer);
  expect(turns).toBeGreaterThan(2);
  expect(atOnce(eachOf([1, 2, 3], (one) => one * 2))).toEqual([2, 4, 6]);
});

test('work that is given up is not done to its end', async () => {
  const over = new AbortController();
  let done = 0;
  const work = inSlices(
    eachOf(Array.from({ length: 1000 }), () => {
      done++;
      return atOnce(slow(3, 1));
    }),
    over.signal,
  );
  setTimeout(() => over.abort());
  await expect(work).rejects.toThrow(/abort/);
  expect(done).toBeLessThan(1000);
});
