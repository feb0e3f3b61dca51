import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Formula, all, any, firstValue, firstValues, not } from './formula.ts';
import { solve } from './solve.ts';

/** Three variables with three values each, and two that are so or not. */
const sizes = [3, 3, 3, 2, 2];
const domains = sizes.map(firstValues);

const literal: fc.Arbitrary<Formula> = fc
  .integer({ min: 0, max: sizes.length - 1 })
  .chain((variable) =>
    fc
      .integer({ min: 0, max: 2 ** (sizes[variable] ?? 1) - 1 })
      .map((among) => ({ kind: 'is' as const, variable, among: BigInt(among) })),
  );
const formula: fc.Arbitrary<Formula> = fc.letrec<{ one: Formula }>((tie) => ({
  one: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    literal,
    fc.array(tie('one'), { maxLength: 3 }).map(all),
    fc.array(tie('one'), { maxLength: 3 }).map(any),
    tie('one').map((one) => not(one, domains)),
  ),
})).one;

function isTrue(one: Formula, values: readonly number[]): boolean {
  switch (one.kind) {
    case 'is':
      return ((one.among >> BigInt(values[one.variable] ?? 0)) & 1n) === 1n;
    case 'all':
      return one.parts.every((part) => isTrue(part, values));
    case 'any':
      return one.parts.some((part) => isTrue(part, values));
  }
}

const everyChoice = sizes.reduce<readonly (readonly number[])[]>(
  (choices, size) => choices.flatMap((one) => Array.from({ length: size }, (_, i) => [...one, i])),
  [[]],
);

test('a solution is found where there is one, and what is found is one', () => {
  const met = { found: 0, none: 0 };
  fc.assert(
    fc.property(fc.array(formula, { maxLength: 6 }), (formulas) => {
      const holds = (values: readonly number[]): boolean =>
        formulas.every((one) => isTrue(one, values));
      const solution = solve(formulas, domains, { left: 100_000 });
      const expected = everyChoice.some(holds) ? 'found' : 'none';
      expect(solution.kind).toBe(expected);
      met[expected]++;
      const values = solution.kind === 'found' ? solution.point.map(firstValue) : null;
      expect(values === null || holds(values)).toBe(true);
    }),
    { numRuns: 2000 },
  );
  expect(Math.min(met.found, met.none)).toBeGreaterThan(100);
});

test('a formula and its opposite hold of no value together, and of each one of them does', () => {
  fc.assert(
    fc.property(formula, (one) => {
      for (const values of everyChoice)
        expect(isTrue(one, values)).toBe(!isTrue(not(one, domains), values));
    }),
  );
});

test('a budget that is spent says that nothing is decided', () => {
  const contradiction: Formula[] = [
    {
      kind: 'any',
      parts: [
        { kind: 'is', variable: 0, among: 1n },
        { kind: 'is', variable: 1, among: 1n },
      ],
    },
    {
      kind: 'any',
      parts: [
        { kind: 'is', variable: 0, among: 6n },
        { kind: 'is', variable: 1, among: 6n },
      ],
    },
  ];
  expect(solve(contradiction, domains, { left: 0 }).kind).toBe('not-decided');
  expect(solve(contradiction, domains, { left: 100 }).kind).toBe('found');
});
