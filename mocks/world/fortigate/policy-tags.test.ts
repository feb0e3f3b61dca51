import { expect, test } from 'vitest';
import { demo } from '#mocks/scenarios/demo.ts';
import { newRow, withTable } from '#model/fortios/rows.parse.ts';
import { type PolicyTag, policyTagsSchema } from '#model/tagging/policy-tags.ts';
import { policyTagProblem } from '#model/words/policy-tag.ts';
import { buildWorld } from '../build-world.ts';
import { policyTags } from './policy-tags.ts';

const built = buildWorld(demo);
const asked = [
  'EMS1_ZTNA_FortiAD',
  'MAC_EMS1_ZTNA_FortiAD',
  'EMS2_ZTNA_FortiAD',
  'EMS1_ZTNA_fortiad',
  'EMS1_CLASS_Low',
  'Nothing',
  'LAN',
  'Old',
  'Some',
  'Loop',
  'EMS_ALL_UNKNOWN_CLIENTS',
];
const state = {
  ...built,
  fortigates: built.fortigates.map((one) => ({
    ...one,
    config: withTable(
      withTable(
        withTable(one.config, 'firewall policy', [
          newRow('firewall policy', {
            policyid: 1,
            'ztna-ems-tag': asked.slice(0, 6),
            'ztna-ems-tag-secondary': asked.slice(6),
            srcaddr: ['all', 'EMS1_ZTNA_AV-Running', 'LAN'],
          }),
        ]),
        'firewall address',
        [
          newRow('firewall address', { name: 'LAN' }),
          newRow('firewall address', {
            name: 'Old',
            type: 'dynamic',
            'sub-type': 'ems-tag',
            'obj-tag': 'FortiAD',
            'tag-type': 'zero_trust',
          }),
        ],
      ),
      'firewall addrgrp',
      [
        newRow('firewall addrgrp', {
          name: 'Some',
          category: 'ztna-ems-tag',
          member: ['EMS1_ZTNA_FortiAD', 'Inner'],
        }),
        newRow('firewall addrgrp', {
          name: 'Inner',
          category: 'ztna-ems-tag',
          member: ['LAN', 'Some'],
        }),
        newRow('firewall addrgrp', { name: 'Loop', category: 'ztna-ems-tag', member: ['Loop'] }),
      ],
    ),
  })),
};
const fortigate = 'FGT-HQ';
const answer = policyTags(state, { fortigate });
const views = new Map([...answer.named, ...answer.offered].map((one) => [one.name, one]));

test.each<[string, Partial<PolicyTag>, string]>([
  ['EMS1_ZTNA_FortiAD', { kind: 'tag' }, ''],
  ['MAC_EMS1_ZTNA_FortiAD', { kind: 'tag' }, ''],
  ['Old', { kind: 'tag' }, ''],
  ['EMS_ALL_UNKNOWN_CLIENTS', { kind: 'built-in' }, ''],
  ['EMS2_ZTNA_FortiAD', { kind: 'unknown' }, 'other connector'],
  ['EMS1_ZTNA_fortiad', { kind: 'tag' }, 'missing'],
  ['EMS1_CLASS_Low', { kind: 'tag' }, 'not shared'],
  ['Nothing', { kind: 'unknown' }, 'missing'],
  ['LAN', { kind: 'unknown' }, 'not a tag'],
  ['Loop', { kind: 'group' }, ''],
])('%s is %j: %s', (name, view, word) => {
  const found = views.get(name);
  expect(found).toMatchObject(view);
  const problem = found ? policyTagProblem(found, fortigate) : null;
  expect(problem?.word ?? '').toBe(word);
  expect(problem?.sentence ?? 'Nothing is wrong.').toMatch(/\.$/);
});

test('a name of another connector says what it is called here', () => {
  expect(views.get('EMS2_ZTNA_FortiAD')).toMatchObject({
    absence: { kind: 'other-connector', connector: 2, own: 'EMS1_ZTNA_FortiAD' },
  });
});

test('a group has the members that can be reached, and addresses of policies tell tags', () => {
  expect(views.get('Some')).toMatchObject({
    members: [{ name: 'EMS1_ZTNA_FortiAD' }, { name: 'LAN', kind: 'unknown' }],
  });
  expect(views.get('EMS1_ZTNA_AV-Running')).toMatchObject({ kind: 'tag' });
  expect(views.has('all')).toBe(false);
  expect(policyTagsSchema.parse(answer)).toEqual(answer);
});
