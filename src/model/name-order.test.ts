import { expect, test } from 'vitest';
import { compareNames } from './name-order.ts';

test.each([
  [
    ['low-risk', 'Medium', 'Low-Risk', 'Low', 'low'],
    ['Low', 'low', 'Low-Risk', 'low-risk', 'Medium'],
  ],
  [
    ['PC-10', 'pc-2', 'PC-9', 'PC-2'],
    ['PC-2', 'pc-2', 'PC-9', 'PC-10'],
  ],
])('%j in order: %j', (names, ordered) => {
  expect(names.toSorted(compareNames)).toEqual(ordered);
  expect(names.toReversed().toSorted(compareNames)).toEqual(ordered);
});

test('names that differ are never of one place', () => {
  for (const [a, b] of [
    ['Low-Risk', 'low-risk'],
    ['01', '1'],
    ['a\u0000', 'a'],
  ] as const) {
    expect(Math.sign(compareNames(a, b))).toBe(-Math.sign(compareNames(b, a)));
    expect(compareNames(a, b)).not.toBe(0);
  }
  expect(compareNames('a', 'a')).toBe(0);
});
