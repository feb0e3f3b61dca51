/** One field for three kinds of names. */
import { describe, expect, test } from 'vitest';
import { addressSource, namesOf, sharedOut, sourceJoint, whoSource } from './source-picks.tsx';

const address = (name: string) => addressSource({ value: name, label: name });
const ann = whoSource('user', 'ann');
const staff = whoSource('group', 'Staff');

test('names that are the same are told apart by their kinds', () => {
  const values = [address('ann'), ann, whoSource('group', 'ann'), address('user x')].map(
    ({ value }) => value,
  );
  expect(new Set(values).size).toBe(4);
  expect(namesOf('address', values)).toEqual(['ann', 'user x']);
  expect(namesOf('user', values)).toEqual(['ann']);
  expect(namesOf('group', values)).toEqual(['ann']);
});

test('addresses are alternatives, and users and groups others; one of each must match', () => {
  expect(sourceJoint(address('A'), address('B'))).toBe('or');
  expect(sourceJoint(address('B'), ann)).toBe('and');
  expect(sourceJoint(ann, staff)).toBe('or');
});

describe('a long section leaves room for the others', () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => address(`a${i}`));
  test.each([
    [[500, 2, 1], [97, 2, 1], 403],
    [[500, 500, 500], [34, 33, 33], 1400],
    [[3, 0, 90], [3, 0, 90], 0],
  ])('%j shows %j', (lengths, shown, left) => {
    const sections = lengths.map(many);
    const { options, left: rest } = sharedOut(sections, 100);
    expect(options).toHaveLength(shown.reduce((a, b) => a + b, 0));
    expect(rest).toBe(left);
    expect(options).toEqual(sections.flatMap((one, i) => one.slice(0, shown[i])));
  });
});
