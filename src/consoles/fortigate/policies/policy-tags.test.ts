import { describe, expect, it } from 'vitest';
import { newRow } from '#model/fortios/rows.parse.ts';
import { absenceSentence, absenceWord, policyTags, twins } from './policy-tags.ts';

const dynamic = (name: string, tag: string, type: string, kind: 'ip' | 'mac' = 'ip') =>
  newRow('firewall address', {
    name,
    type: 'dynamic',
    'sub-type': 'ems-tag',
    'obj-tag': tag,
    'tag-type': type,
    'obj-type': kind,
  });

const tags = policyTags(
  [
    newRow('firewall address', { name: 'LAN' }),
    dynamic('EMS1_ZTNA_Low-Risk', 'Low-Risk', 'zero_trust'),
    dynamic('MAC_EMS1_ZTNA_Low-Risk', 'Low-Risk', 'zero_trust', 'mac'),
    dynamic('fctems8822_Old', 'Old', 'zero_trust'),
  ],
  [
    newRow('firewall addrgrp', {
      name: 'Suspicious',
      category: 'ztna-ems-tag',
      member: ['EMS1_ZTNA_Low-Risk', 'EMS1_FABRIC_IOC'],
    }),
    newRow('firewall addrgrp', { name: 'Loop', category: 'ztna-ems-tag', member: ['Loop'] }),
    newRow('firewall addrgrp', { name: 'Sites', member: ['LAN'] }),
  ],
  { id: 1, status: 'connected', shared: ['zero_trust'] },
);

describe('a name of a policy', () => {
  it('stands for a tag by its address object, whatever the object is called', () => {
    expect(tags.of('fctems8822_Old')).toMatchObject({
      kind: 'tag',
      tag: { category: 'zero_trust', name: 'Old' },
      absence: null,
    });
    expect(tags.of('MAC_EMS1_ZTNA_Low-Risk')).toMatchObject({ addressKind: 'mac', absence: null });
  });
  it.each([
    ['EMS1_CLASS_Finance', 'not-shared'],
    ['EMS2_ZTNA_Low-Risk', 'other-connector'],
    ['EMS1_ZTNA_low-risk', 'no-such-tag'],
    ['Nothing', 'no-such-object'],
    ['LAN', 'not-a-tag'],
    ['Sites', 'not-a-tag'],
  ])('%s is absent: %s', (name, kind) => {
    const view = tags.of(name);
    expect(view).toMatchObject({ absence: { kind } });
    if (view.kind !== 'tag' && view.kind !== 'unknown') throw new Error('it is there');
    if (view.absence === null) throw new Error('it is there');
    expect(absenceWord(view.absence)).not.toBe('');
    expect(absenceSentence(view, view.absence, 'FGT')).toMatch(/\.$/);
  });
  it('that nearly is a tag says which', () => {
    const view = tags.of('EMS1_ZTNA_low-risk');
    expect(view).toMatchObject({ absence: { near: { name: 'Low-Risk' } } });
  });
  it('may be a group or built in', () => {
    expect(tags.of('Suspicious')).toMatchObject({
      kind: 'group',
      members: [{ absence: null }, { absence: { kind: 'not-shared' } }],
    });
    expect(tags.of('EMS_ALL_UNKNOWN_CLIENTS')).toMatchObject({ kind: 'built-in' });
  });
  it('of a group within itself ends', () => {
    expect(tags.of('Loop')).toMatchObject({ kind: 'group', members: [{ kind: 'unknown' }] });
  });
  it('tells a tag among addresses', () => {
    expect(tags.inAddress('LAN')).toBeNull();
    expect(tags.inAddress('Sites')).toBeNull();
    expect(tags.inAddress('all')).toBeNull();
    expect(tags.inAddress('EMS1_ZTNA_Low-Risk')).not.toBeNull();
    expect(tags.inAddress('EMS1_CLASS_Finance')).toMatchObject({ absence: { kind: 'not-shared' } });
  });
});

it('without an EMS no tag is here', () => {
  const none = policyTags([], [], { id: 1, status: 'not-authorized', shared: [] });
  expect(none.of('EMS1_ZTNA_A')).toMatchObject({ absence: { kind: 'no-ems' } });
});

it('offers what is here: tags by both names, tag groups and the built-in ones', () => {
  expect(tags.offered.map(({ name }) => name)).toEqual([
    'EMS1_ZTNA_Low-Risk',
    'MAC_EMS1_ZTNA_Low-Risk',
    'fctems8822_Old',
    'EMS_ALL_UNKNOWN_CLIENTS',
    'EMS_ALL_UNMANAGEABLE_CLIENTS',
    'Suspicious',
    'Loop',
  ]);
});

it('notices a tag that is listed by both of its names', () => {
  const views = ['EMS1_ZTNA_Low-Risk', 'MAC_EMS1_ZTNA_Low-Risk', 'fctems8822_Old'].map(tags.of);
  expect(twins(views)).toEqual([{ category: 'zero_trust', name: 'Low-Risk' }]);
});
