import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldWidths, foldingOf } from './folding.ts';

test('short ones are all shown where there is room, and fold where there is none', () => {
  expect(foldingOf([77, 80], 2)).toEqual({
    from: [180],
    more: [{ count: 1, from: null, below: 180 }],
  });
});

test('of long ones the first stays, and the others come as the line gets wider', () => {
  expect(foldingOf([80, 80, 80], 5)).toEqual({
    from: [230, 300],
    more: [
      { count: 4, from: null, below: 230 },
      { count: 3, from: 230, below: 300 },
      { count: 2, from: 300, below: null },
    ],
  });
});

test('one alone says nothing of others', () => {
  expect(foldingOf([300], 1)).toEqual({ from: [], more: [] });
});

test('in a line of any width, what is shown and what is said of the rest are all there are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 20, max: 200 }), { minLength: 1, maxLength: 3 }),
      fc.nat(5),
      fc.integer({ min: 0, max: 700 }),
      (widths, others, room) => {
        const total = widths.length + others;
        const { from, more } = foldingOf(widths, total);
        const shown = 1 + from.filter((width) => width !== null && room >= width).length;
        const said = more.filter(
          (one) => room >= (one.from ?? 0) && room < (one.below ?? Number.POSITIVE_INFINITY),
        );
        expect(said.map(({ count }) => count)).toEqual(total === shown ? [] : [total - shown]);
        // And they fit, but the first, which is always there.
        const needed = widths.slice(0, shown).reduce((sum, width) => sum + width, 0);
        expect(shown === 1 ? 0 : needed).toBeLessThanOrEqual(Math.max(room, foldWidths[0]));
      },
    ),
  );
});
