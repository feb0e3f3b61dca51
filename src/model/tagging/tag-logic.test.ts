import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deepestLogic, logicProblems, longestLogic, printLogic, readLogic } from './tag-logic.ts';
import type { Logic } from './tag-logic.ts';

function printed(text: string): string {
  const read = readLogic(text);
  if (!read.ok) throw new Error(read.problem.message);
  return printLogic(read.logic);
}

test.each([
  ['1', '1'],
  ['(1 and 2) or 3', '1 and 2 or 3'],
  ['1 and (2 or 3)', '1 and (2 or 3)'],
  ['1 AND 2 Or NOT 3', '1 and 2 or not 3'],
  ['not (1 or 2)', 'not (1 or 2)'],
  ['not 1 and 2', 'not 1 and 2'],
  ['not (1 and 2)', 'not (1 and 2)'],
  ['not not 1', 'not not 1'],
  ['((((1))))', '1'],
  ['1 or 2 and 3 or 4', '1 or 2 and 3 or 4'],
  ['(1 or 2) or 3', '(1 or 2) or 3'],
  ['\n 1\tand\n2 ', '1 and 2'],
  ['(1)and(2)', '1 and 2'],
  ['1and2', '1 and 2'],
  ['007', '7'],
])('%j reads as %s', (text, is) => {
  expect(printed(text)).toBe(is);
});

test.each<[string, number, number, string, readonly string[]]>([
  ['(1 and 2', 9, 0, 'the end', ['and', 'or', ')']],
  ['1 and 2)', 8, 1, ')', ['and', 'or', 'the end']],
  ['1 and', 6, 0, 'the end', ['a rule number', '(']],
  ['1 and   ', 6, 0, 'the end', ['a rule number', '(']],
  ['and 1', 1, 3, 'and', ['a rule number', '(']],
  ['1 2', 3, 1, '2', ['and', 'or', 'the end']],
  ['()', 2, 1, ')', ['a rule number', '(']],
  ['1 xor 2', 3, 3, 'xor', ['and', 'or', 'the end']],
  ['1 not 2', 3, 3, 'not', ['and', 'or', 'the end']],
  ['1 && 2', 3, 2, '&&', ['and', 'or', 'the end']],
  ['1 and 😀', 7, 2, '😀', ['a rule number', '(']],
  ['1.5', 2, 1, '.', ['and', 'or', 'the end']],
  ['not', 4, 0, 'the end', ['a rule number', '(']],
  ['9999999', 1, 7, '9999999', ['a rule number', '(']],
])('%j: column %i', (text, column, length, found, expected) => {
  const read = readLogic(text);
  if (read.ok) throw new Error('read');
  expect(read.problem).toMatchObject({ column, start: column - 1, length, found, expected });
  expect(read.problem.message).toContain(`Column ${column}: Expected `);
  expect(read.problem.message).toContain(`found ${found}.`);
});

test('signs of other languages get the word that works here', () => {
  expect(logicProblems('1 && 2', [1, 2])[0]?.message).toBe(
    'Column 3: Expected and, or or the end, found &&. Write and.',
  );
  expect(logicProblems('!1', [1])[0]?.message).toMatch(/Choose NOT in the rule\.$/);
});

describe('against the rules there are', () => {
  test.each<[string, readonly number[], string | null]>([
    ['', [1, 2], null],
    ['  ', [], null],
    ['(1 and 2) or 3', [1, 2, 3], null],
    ['1 and 4', [1, 2], 'error 7+1 Column 7: There is no rule 4. The rules are 1, 2.'],
    ['17', [3], 'error 1+2 Column 1: There is no rule 17. There is only rule 3.'],
    [
      '0',
      [],
      'error 1+1 Column 1: There is no rule 0. There are no rules for this operating system.',
    ],
    [
      '1 and not 2',
      [1, 2],
      'warning 7+3 Column 7: EMS takes only and, or and parentheses here. Choose NOT in the rule instead.',
    ],
    ['1', [1, 2], 'warning 2+0 The logic does not use rule 2, so it has no effect.'],
  ])('%j of %j', (text, ids, is) => {
    const [first] = logicProblems(text, ids);
    expect(
      first ? `${first.severity} ${first.column}+${first.length} ${first.message}` : null,
    ).toBe(is);
  });

  test('each rule that is missing has its own place', () => {
    expect(logicProblems('8 or 9 or 8', []).map(({ column }) => column)).toEqual([1, 6, 11]);
  });
});

describe('hostile texts end with a clear problem', () => {
  const within = (n: number, open: string, close: string) => `${open.repeat(n)}1${close.repeat(n)}`;
  test.each([
    ['100,000 parentheses', within(100_000, '(', ')'), `The maximum is ${longestLogic}`],
    ['100,000 nots', within(100_000, 'not ', ''), `The maximum is ${longestLogic}`],
    ['as many parentheses as fit', '('.repeat(longestLogic), `at most ${deepestLogic} deep`],
    ['as many nots as fit', 'not '.repeat(longestLogic / 4), `at most ${deepestLogic} deep`],
    ['only open ones', '('.repeat(deepestLogic), 'found the end'],
  ])('%s', (_what, text, message) => {
    const problems = logicProblems(text, [1]);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(message);
  });

  test('as deep as is allowed, and as wide as fits', () => {
    expect(logicProblems(within(deepestLogic, '(', ')'), [1])).toEqual([]);
    expect(logicProblems(Array.from({ length: 250 }, () => '1').join(' and '), [1])).toEqual([]);
  });
});

/** Without places, which say where a rule stood in a text. */
function bare(logic: Logic): unknown {
  switch (logic.kind) {
    case 'rule':
      return logic.id;
    case 'not':
      return { not: bare(logic.operand) };
    case 'and':
    case 'or':
      return { [logic.kind]: logic.operands.map(bare) };
  }
}

const { tree } = fc.letrec<{ tree: Logic; leaf: Logic }>((tie) => ({
  leaf: fc.integer({ min: 1, max: 9 }).map((id): Logic => ({ kind: 'rule', id, start: 0, end: 0 })),
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    tie('tree').map((operand): Logic => ({ kind: 'not', operand })),
    fc
      .tuple(
        fc.constantFrom('and' as const, 'or' as const),
        fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
      )
      .map(([kind, operands]): Logic => ({ kind, operands })),
  ),
}));

test('what is printed reads back as the same tree', () => {
  fc.assert(
    fc.property(tree, (logic) => {
      const text = printLogic(logic);
      const read = readLogic(text);
      // Only a tree that no text can hold is refused.
      fc.pre(read.ok || !read.problem.message.includes('at most'));
      expect(read.ok && bare(read.logic)).toEqual(bare(logic));
      expect(read.ok && printLogic(read.logic)).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

test('whatever is written, reading ends, and what is read prints the same twice', () => {
  const words = fc.constantFrom('and', 'OR', 'not', '(', ')', '1', '12', ' ', 'x', '&', '😀', '\n');
  fc.assert(
    fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
      const text = parts.join(' ');
      const read = readLogic(text);
      const once = read.ok ? printLogic(read.logic) : '1';
      expect(printed(once)).toBe(once);
      const { start, length } = read.ok ? { start: 0, length: 0 } : read.problem;
      expect(text.length).toBeGreaterThanOrEqual(start + length);
    }),
    { numRuns: 2000 },
  );
});
