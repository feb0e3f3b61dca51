/** Work is done until so much is spent, and never past its end. */
import { expect, test } from 'vitest';
import { Sliced } from './sliced.ts';

function slices(costs: readonly number[], ...spent: readonly number[]): readonly number[] {
  const work = new Sliced(costs.length, costs.values());
  return spent.map((cost) => {
    work.advance(cost);
    return work.done;
  });
}

test.each<[string, readonly number[], readonly number[], readonly number[]]>([
  ['what is just spent goes no further', [1, 1, 1, 1], [2, 1, 9], [2, 3, 4]],
  ['a step that costs more than is given is done', [5, 5, 5], [1, 6, 1], [1, 3, 3]],
  ['nothing is done for nothing', [1, 1], [0, 0], [0, 0]],
  ['all there is, to the end', [1, 1, 1], [Number.POSITIVE_INFINITY, 1], [3, 3]],
])('%s', (_, costs, spent, done) => {
  expect(slices(costs, ...spent)).toEqual(done);
});

test('it says when it is done, and nothing at all is done at once', () => {
  const work = new Sliced(2, [1, 1].values());
  expect([work.total, work.done, work.isDone]).toEqual([2, 0, false]);
  work.finish();
  expect([work.done, work.isDone]).toEqual([2, true]);
  expect(new Sliced(0, [].values()).isDone).toBe(true);
});
