/** A server that finds options ranks them as a field does that holds them all. */
import { expect, test } from 'vitest';
import { findByLabel, twinsAmong } from '#model/name-search.ts';
import { followed, isMaker, makerGroup, offerOptions } from './pick-options.ts';

const labels = ['low-risk', 'Low-Risk', 'LOW_RISK', 'Low', 'Very-Low-Risk', 'very low', 'a/b', ''];
const options = labels.map((label, i) => ({ value: String(i), label }));

test.each(['', 'low', 'Low', 'Low-Risk', 'low-risk', ' LOW ', 'risk', '/', 'none'])(
  'for %j',
  (typed) => {
    const { groups } = offerOptions(options, typed, false);
    const offered = groups.flatMap(({ items }) => items);
    expect(findByLabel(options, typed).map(({ value }) => value)).toEqual(
      offered.map(({ value }) => value),
    );
    const twinOf = twinsAmong(labels);
    expect(offered.map(({ label }) => twinOf(label))).toEqual(offered.map(({ twin }) => twin));
  },
);

test('a twin that the server names is said in place of one among the options', () => {
  const [group] = offerOptions([{ value: 'a', label: 'Web', twin: 'web' }], '', true).groups;
  expect(group?.items[0]?.twin).toBe('web');
  const [alone] = offerOptions(
    [
      { value: 'a', label: 'Web', twin: null },
      { value: 'b', label: 'web' },
    ],
    '',
    true,
  ).groups;
  expect(alone?.items[0]?.twin).toBeNull();
});

test.each([
  [
    ['a', 'b', 'c'],
    ['c', 'b', 'a'],
    ['a', 'b', 'c'],
  ],
  [
    ['a', 'b', 'c'],
    ['c', 'a'],
    ['a', 'c'],
  ],
  [
    ['a', 'b'],
    ['b', 'a', 'x', 'y'],
    ['a', 'b', 'x', 'y'],
  ],
  [[], ['x'], ['x']],
])('of %j, where %j are picked, %j stay in their order', (value, picked, wanted) => {
  const picks = picked.map((one) => ({ value: one, label: one }));
  expect(followed(value, picks)).toEqual(wanted);
});

test('the entry that makes one takes the name that was typed, unless that is there', () => {
  const entry = (typed: string) =>
    makerGroup({ what: 'user', onMake: () => undefined }, [{ value: 'ann', label: 'ann' }], typed)
      .items;
  expect(entry('')).toMatchObject([{ label: 'Create user…' }]);
  expect(entry(' eva ')).toMatchObject([{ label: 'Create user eva…' }]);
  expect(entry('ann')).toMatchObject([{ label: 'Create user…' }]);
  expect(entry('ann').every(isMaker)).toBe(true);
});
