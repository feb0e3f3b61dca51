import { expect, test } from 'vitest';
import { groupStart } from './group-row.tsx';

test('a heading stands over the first row of each group, and over none where there are no groups', () => {
  const rows = ['a1', 'a2', 'b1', undefined, 'b2', 'a3'];
  const firstLetter = (row: string): string => row.charAt(0);
  const starts = (groupOf: ((row: string) => string) | null) =>
    rows.map((_, i) => groupStart(rows, i, groupOf));
  expect(starts(firstLetter)).toEqual(['a', null, 'b', null, 'b', 'a']);
  expect(starts(null)).toEqual(rows.map(() => null));
  expect(groupStart(undefined, 0, firstLetter)).toBeNull();
});
