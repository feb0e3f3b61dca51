import { expect, it } from 'vitest';
import type { NamedObject } from '#model/fortios/policy-list.ts';
import type { PolicyTag, SimplePolicyTag } from '#model/tagging/policy-tags.ts';
import { tagInAddress, tagNamed, twins } from './policy-context.ts';

const low = { category: 'zero_trust', name: 'Low-Risk' } as const;
const tag = (name: string, addressKind: 'ip' | 'mac'): SimplePolicyTag => ({
  kind: 'tag',
  name,
  tag: low,
  addressKind,
  absence: null,
});
const views: readonly PolicyTag[] = [
  tag('EMS1_ZTNA_Low-Risk', 'ip'),
  tag('MAC_EMS1_ZTNA_Low-Risk', 'mac'),
  { kind: 'unknown', name: 'LAN', absence: { kind: 'not-a-tag' } },
];
const named = (view: PolicyTag): NamedObject => ({
  name: view.name,
  tag: view,
  isAddress: false,
  vip: null,
  isLookedUp: false,
  server: null,
  serverAtVip: null,
});
const context = {
  device: 'FGT',
  names: new Map(views.map((view) => [view.name, named(view)])),
  syncEditor: '',
};

it('shows a name as the FortiGate says it, and says nothing of one that is still being asked', () => {
  expect(tagNamed(context, 'EMS1_ZTNA_Low-Risk')).toMatchObject({ kind: 'tag', absence: null });
  expect(tagNamed(context, 'LAN')).toMatchObject({ absence: { kind: 'not-a-tag' } });
  expect(tagNamed(context, 'asked')).toBeNull();
});

it('tells a tag among addresses', () => {
  expect(tagInAddress(context, 'LAN')).toBeNull();
  expect(tagInAddress(context, 'all')).toBeNull();
  expect(tagInAddress(context, 'EMS1_ZTNA_Low-Risk')).not.toBeNull();
});

it('notices a tag that is listed by both of its names', () => {
  expect(twins(views)).toEqual([low]);
});
