import { expect, test } from 'vitest';
import type { Tag } from '#model/tags.ts';
import { howNear, nearMiss } from './near-miss.ts';

const zt = (name: string): Tag => ({ category: 'zero_trust', name });
const low: Tag = { category: 'classification', name: 'Low' };

test.each<[string, string, Tag, Tag, ReturnType<typeof howNear>]>([
  ['Low', 'the same tag', zt('Low'), zt('Low'), null],
  ['Low', 'the same name of another category', zt('Low'), low, 'other-category'],
  ['low', 'other case', zt('Low'), zt('low'), 'other-case'],
  ['Low-Risk', 'what it begins with', zt('Low'), zt('Low-Risk'), 'prefix'],
  ['Low', 'what begins with it, of another category', zt('Low-Risk'), low, 'prefix'],
  ['Lo', 'too short to be a beginning', zt('Lo-Risk'), zt('Lo'), null],
  ['FortiDA', 'two letters exchanged', zt('FortiAD'), zt('FortiDA'), 'spelling'],
  ['FortiXYZ', 'more than two letters', zt('FortiAD'), zt('FortiXYZ'), null],
  ['Loww', 'one letter more', zt('Lwww'), zt('Loww'), 'spelling'],
  ['Lxww', 'two of four letters', zt('Lwoo'), zt('Lxwo'), null],
  ['A', 'another name of one letter', zt('B'), zt('A'), null],
])('%s: %s', (_name, _words, asked, tag, how) => {
  expect(howNear(asked, tag)).toBe(how);
});

test('the nearest counts, whatever stands first', () => {
  const tags = [zt('Low-Risky'), zt('low-risk'), { ...low, name: 'Low-Risk' }];
  expect(nearMiss(zt('Low-Risk'), tags)).toEqual({ tag: tags[2], how: 'other-category' });
  expect(nearMiss(zt('Low-Risk'), tags.slice(0, 2))).toEqual({ tag: tags[1], how: 'other-case' });
  expect(nearMiss(zt('Other'), tags)).toBeNull();
});
