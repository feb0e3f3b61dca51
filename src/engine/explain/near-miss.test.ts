import { expect, test } from 'vitest';
import type { Tag } from '#model/tagging/tags.ts';
import { howNear, nearMiss, nearMissOfName } from './near-miss.ts';

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
  ['Ax', 'one of two letters', zt('Bx'), zt('Ax'), null],
  ['Axe', 'one of three letters', zt('Bxe'), zt('Axe'), 'spelling'],
  ['Axle', 'one of four letters', zt('Bxle'), zt('Axle'), 'spelling'],
  ['Wxles', 'two of five letters', zt('Byles'), zt('Wxles'), 'spelling'],
  ['xLow', 'a letter before it', zt('Low'), zt('xLow'), 'spelling'],
  ['xyLow', 'two letters before it, five in all', zt('Low'), zt('xyLow'), 'spelling'],
  ['xyzLow', 'three letters before it', zt('Low'), zt('xyzLow'), null],
  ['LOW-risk', 'a beginning in other case', zt('low'), zt('LOW-risk'), 'prefix'],
  ['AV', 'a beginning of two letters', zt('AV-1'), zt('AV'), null],
  ['Low', 'another end, of one length', zt('Lob'), zt('Low'), 'spelling'],
])('%s: %s', (_name, _words, asked, tag, how) => {
  expect(howNear(asked, tag)).toBe(how);
});

test('the nearest counts, whatever stands first', () => {
  const tags = [zt('Low-Risky'), zt('low-risk'), { ...low, name: 'Low-Risk' }];
  expect(nearMiss(zt('Low-Risk'), tags)).toEqual({ tag: tags[2], how: 'other-category' });
  expect(nearMiss(zt('Low-Risk'), tags.slice(0, 2))).toEqual({ tag: tags[1], how: 'other-case' });
  expect(nearMiss(zt('Other'), tags)).toBeNull();
  const [, , otherCategory] = tags;
  const prefix = zt('Low-Risk-Old');
  const spelling = zt('Low-Rizk');
  expect(nearMiss(zt('Low-Risk'), [spelling, prefix])).toEqual({ tag: prefix, how: 'prefix' });
  expect(nearMiss(zt('Low-Risk'), [prefix, spelling])).toEqual({ tag: prefix, how: 'prefix' });
  // The first of two that come equally near.
  expect(nearMiss(zt('Low-Risk'), [spelling, zt('Low-Rixk')])?.tag).toEqual(spelling);
  const dated = otherCategory ? [{ ...otherCategory, since: 5 }] : [];
  expect(nearMiss(zt('Low-Risk'), dated)?.tag).toEqual(otherCategory);
});

test.each<[string, number, ReturnType<typeof nearMissOfName>]>([
  ['EMS2_ZTNA_Low', 1, { tag: zt('Low'), how: 'other-connector' }],
  ['EMS1_ZTNA_Low', 2, { tag: zt('Low'), how: 'other-connector' }],
  ['MAC_EMS7_CLASS_Low', 1, { tag: low, how: 'other-connector' }],
  ['EMS1_ZTNA_Low', 1, { tag: low, how: 'other-category' }],
  ['low', 1, { tag: low, how: 'other-case' }],
  ['FCTEMS3938134078_low', 1, { tag: low, how: 'former-name' }],
  ['mac_fctems3938134078_Low', 1, { tag: low, how: 'former-name' }],
  ['else', 1, null],
])('the name %s, where the connector is %i', (name, connector, near) => {
  expect(nearMissOfName(name, connector, [low])).toEqual(near);
});
