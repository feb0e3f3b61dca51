import { describe, expect, test } from 'vitest';
import { isBuiltInTagName, parseTagAddressName, tagAddressName } from './tag-names.ts';
import {
  maxTagName,
  nameProblem,
  allRegisteredClients,
  sameTag,
  tagCategories,
  tagFromKey,
  tagFromLog,
  tagInLog,
  tagKey,
  tellingTags,
} from './tags.ts';

describe('names that FortiOS takes and refuses', () => {
  test.each(['Low', 'Low-Risk', 'AV on', 'all_registered_clients', 'Büro', 'x'.repeat(maxTagName)])(
    '%s is taken',
    (name) => {
      expect(nameProblem(name, 'tag')).toBeNull();
    },
  );
  test.each([
    ['', 'Type a name'],
    ['   ', 'Type a name'],
    [' Low', 'Remove the space'],
    ['Low ', 'Remove the space'],
    ['x'.repeat(maxTagName + 1), `at most ${maxTagName}`],
    ['a<b', 'Remove <'],
    ['a>b', 'Remove >'],
    ['(a', 'Remove ('],
    ['a)', 'Remove )'],
    ['#1', 'Remove #'],
    ['a"b', 'Remove "'],
    ["it's", "Remove '"],
    ['a\\b', 'Remove \\'],
    ['a\nb', 'control character'],
    ['a\u0000b', 'control character'],
    ['a\u007fb', 'control character'],
  ])('%j is refused: %s', (name, words) => {
    expect(nameProblem(name, 'tag')).toContain(words);
  });
});

describe('a tag and the names of its addresses', () => {
  const cases = [
    ['zero_trust', 'EMS1_ZTNA_Low', 'Low'],
    ['classification', 'EMS1_CLASS_Low', 'CLASS_Low'],
    ['outbreak_alert', 'EMS1_OUTBREAK_Low', 'OUTBREAK_Low'],
    ['fabric', 'EMS1_FABRIC_Low', 'FABRIC_Low'],
  ] as const;
  test.each(cases)('%s: %s, in the log %s', (category, name, inLog) => {
    const tag = { category, name: 'Low' };
    expect(tagAddressName(tag, 'ip', 1)).toBe(name);
    expect(tagAddressName(tag, 'mac', 1)).toBe(`MAC_${name}`);
    expect(tagInLog(tag)).toBe(inLog);
    expect(tagFromLog(inLog)).toEqual(tag);
  });
  test.each(
    tagCategories.flatMap((category) =>
      ['Low', 'ZTNA_x', 'EMS1_ZTNA_x', 'a\nb', 'AV on'].map((name) => [category, name] as const),
    ),
  )('%s %j comes back from its names', (category, name) => {
    const tag = { category, name };
    for (const kind of ['ip', 'mac'] as const)
      for (const connector of [1, 7])
        expect(parseTagAddressName(tagAddressName(tag, kind, connector))).toEqual({
          tag,
          kind,
          connector,
        });
  });
  test.each([
    '',
    'Low',
    'EMS_ZTNA_Low',
    'EMS8_ZTNA_Low',
    'EMS0_ZTNA_Low',
    'EMS1_ZTNA_',
    'EMS1_TAG_x',
  ])('%j is no name of a tag', (name) => {
    expect(parseTagAddressName(name)).toBeNull();
  });
  test('capitals count', () => {
    expect(parseTagAddressName('ems1_ZTNA_Low')).toBeNull();
    expect(isBuiltInTagName('EMS_ALL_UNKNOWN_CLIENTS')).toBe(true);
    expect(isBuiltInTagName('ems_all_unknown_clients')).toBe(false);
  });
  test('near misses are other tags', () => {
    const low = { category: 'classification', name: 'Low' } as const;
    expect(sameTag(low, { category: 'classification', name: 'Low-Risk' })).toBe(false);
    expect(sameTag(low, { category: 'zero_trust', name: 'Low' })).toBe(false);
    expect(tagKey(low)).not.toBe(tagKey({ category: 'zero_trust', name: 'Low' }));
  });
});

test.each(tagCategories)(
  'the key of a tag of %s leads back to it, whatever its name',
  (category) => {
    for (const name of ['Low', 'a/b', '/', ' '])
      expect(tagFromKey(tagKey({ category, name }))).toEqual({ category, name });
  },
);

test.each(['', 'zero_trust', 'Low', 'other/Low'])('“%s” is the key of no tag', (text) => {
  expect(tagFromKey(text)).toBeNull();
});

test('the built-in tag tells no endpoints apart; another category’s of its name does', () => {
  const other = { category: 'classification', name: allRegisteredClients.name } as const;
  expect(tellingTags([allRegisteredClients, other])).toEqual([other]);
});
