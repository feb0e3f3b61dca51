import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLogic } from '#model/tagging/tag-logic.ts';
import { compileLogic } from './logic.ts';

/** A logic with its text and its truth side by side, made without the parser. */
interface Told {
  readonly text: string;
  readonly truth: (holding: ReadonlySet<number>) => boolean;
}
const ids = [1, 2, 3, 4, 5];
const any = fc.boolean();
const spelled = (word: string) =>
  fc.constantFrom(word, word.toUpperCase(), `${word.charAt(0).toUpperCase()}${word.slice(1)}`);

const { told } = fc.letrec<{ told: Told }>((tie) => ({
  told: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...ids).map((id): Told => ({
      text: String(id),
      truth: (holding) => holding.has(id),
    })),
    fc.tuple(tie('told'), spelled('not')).map(([one, not]): Told => ({
      text: `${not} (${one.text})`,
      truth: (holding) => !one.truth(holding),
    })),
    fc
      .tuple(tie('told'), tie('told'), any, spelled('and'), spelled('or'))
      .map(([a, b, isAnd, and, or]): Told => ({
        text: `(${a.text})  ${isAnd ? and : or} (${b.text})`,
        truth: (holding) =>
          isAnd ? a.truth(holding) && b.truth(holding) : a.truth(holding) || b.truth(holding),
      })),
  ),
}));

const assignments = Array.from(
  { length: 2 ** ids.length },
  (_, bits) => new Set(ids.filter((_id, i) => bits & (1 << i))),
);

function evaluated(text: string): (holding: ReadonlySet<number>) => boolean {
  const read = readLogic(text);
  if (!read.ok) throw new Error(read.problem.message);
  return compileLogic(read.logic, (id) => (holding) => holding.has(id));
}

test('a logic is true just where its truth table is', () => {
  fc.assert(
    fc.property(told, ({ text, truth }) => {
      const test = evaluated(text);
      expect(assignments.map(test)).toEqual(assignments.map(truth));
    }),
    { numRuns: 500 },
  );
});

test.each<[string, (one: boolean, two: boolean, three: boolean) => boolean]>([
  ['1 or 2 and 3', (a, b, c) => a || (b && c)],
  ['not 1 and 2', (a, b) => !a && b],
  ['not 1 or 2 and not 3', (a, b, c) => !a || (b && !c)],
  ['(1 and 2) or 3', (a, b, c) => (a && b) || c],
  ['1 and (2 or 3)', (a, b, c) => a && (b || c)],
])('%s: not binds before and, and before or', (text, truth) => {
  const test = evaluated(text);
  for (const holding of assignments)
    expect(test(holding)).toBe(truth(holding.has(1), holding.has(2), holding.has(3)));
});
