import { expect, test } from 'vitest';
import { Warnings, joinWarnings, warningWords } from './warnings.ts';

test('one cause is one warning, with how often and where', () => {
  const warnings = new Warnings();
  for (const line of [4, 9, 12])
    warnings.note({ line, column: 5 }, { where: `policy ${line}`, what: 'wrong word.' });
  warnings.add(2, 1, 'another');
  expect(warnings.list()).toEqual([
    { line: 2, column: 1, message: 'another' },
    {
      line: 4,
      column: 5,
      message: 'policy 4 and 2 more: wrong word.',
      count: 3,
      lines: [4, 9, 12],
    },
  ]);
});

test('an entry that has the same twice is named once', () => {
  const warnings = new Warnings();
  for (const line of [4, 5]) warnings.note({ line, column: 5 }, { where: 'vip a', what: 'odd.' });
  expect(warnings.list()).toMatchObject([{ message: 'vip a: odd.', count: 2 }]);
});

test('whatever comes in first, the first line of the text speaks for the others', () => {
  const warnings = new Warnings();
  for (const line of [9, 0, 4])
    warnings.note({ line, column: 5 }, { where: `policy ${line}`, what: 'odd.' });
  expect(warnings.list()).toEqual([
    { line: 4, column: 5, message: 'policy 4 and 2 more: odd.', count: 3, lines: [0, 4, 9] },
  ]);
});

test('those that can change a decision come first, whatever else there is', () => {
  const warnings = new Warnings();
  for (let line = 1; line <= 2000; line++) warnings.add(line, 1, `odd ${line}`);
  warnings.add(2001, 1, 'decides', true);
  const list = warnings.list();
  expect(list[0]).toEqual({ line: 2001, column: 1, message: 'decides', decides: true });
  expect(list.at(-1)?.message).toContain('1,000 more warnings');
  const joined = joinWarnings([{ line: 1, column: 1, message: 'early' }], list.slice(0, 1));
  expect(joined.map(({ message }) => message)).toEqual(['decides', 'early']);
});

test('of very many lines the first are kept, and all are counted', () => {
  const warnings = new Warnings();
  for (let line = 1; line <= 5000; line++) warnings.add(line, 1, 'the same');
  const [only] = warnings.list();
  expect(only?.count).toBe(5000);
  expect(only?.lines).toHaveLength(1000);
});

test.each([
  [{}, 'odd'],
  [{ decides: true }, 'can change a decision: odd'],
  [{ count: 2, lines: [3, 3] }, 'odd (2 times)'],
  [{ count: 3, lines: [3, 0, 5] }, 'odd (3 times: lines 3, 5)'],
  [
    { count: 12, lines: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
    'odd (12 times: lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more)',
  ],
])('in one line of text: %j', (more, words) => {
  expect(warningWords({ line: 3, column: 1, message: 'odd', ...more })).toBe(words);
});
