import { expect, test } from 'vitest';
import { atOnce } from '#api/slices.ts';
import { groupsIn, importProblems, makingSteps, newGroupWords, userInRow } from './user-drafts.ts';

test.each([
  [{ name: 'ann.berg', groups: 'Finance; Staff, Finance' }, 'enable', ['Finance', 'Staff']],
  [{ name: 'bob', status: 'Disabled' }, 'disable', []],
  [{ name: 'eva', groups: '', status: 'yes' }, 'enable', []],
])('the row %j is a user', (cells, status, groups) => {
  expect(userInRow(cells)).toEqual({ ok: true, draft: { name: cells.name, status, groups } });
});

test.each([
  [{ groups: 'Finance' }, /no column for the Username/],
  [{ name: '' }, /Type a name/],
  [{ name: 'x'.repeat(65) }, /at most 64/],
  [{ name: 'CORP\\ann' }, /Remove \\/],
  [{ name: 'ann', status: 'maybe' }, /maybe is no status/],
  [{ name: 'ann', groups: 'y'.repeat(36) }, /Group y+: .*at most 35/],
])('the row %j is none, and is said why', (cells, words) => {
  const read = userInRow(cells);
  expect(read.ok ? '' : read.problem).toMatch(words);
});

const draft = (name: string, ...groups: readonly string[]) => ({
  name,
  status: 'enable' as const,
  groups,
});
const drafts = [draft('ann', 'Staff', 'Interns'), draft('bob', 'Interns'), draft('ann')];

test('a user that is there, or twice in the table, is named', () => {
  const [, bob, again] = drafts;
  const problems = importProblems(drafts, new Set(['bob']), 'FGT-HQ');
  expect([...problems.keys()]).toEqual([bob, again]);
  expect([...problems.values()].join(' ')).toMatch(
    /FGT-HQ has a user bob already.*ann stands in a row above already/,
  );
});

test('groups that are there get members, and the others are made', () => {
  expect(groupsIn(drafts)).toEqual(['Staff', 'Interns']);
  const steps = atOnce(makingSteps(drafts.slice(0, 2), new Set(['Staff'])));
  expect(steps.map(({ method, path, mkey, list }) => [method, path, mkey, list])).toEqual([
    ['POST', 'user/local', '', ''],
    ['POST', 'user/local', '', ''],
    ['POST', 'user/group', 'Staff', 'member'],
    ['POST', 'user/group', '', ''],
  ]);
  expect(newGroupWords([])).toBeNull();
  expect(newGroupWords(['Interns'])).toBe('1 new group is made: Interns.');
  expect(newGroupWords('abcdefg'.split(''))).toBe(
    '7 new groups are made: a, b, c, d, e and 2 more.',
  );
});
