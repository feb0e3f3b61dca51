import { expect, it } from 'vitest';
import type { SimplePolicyTag } from '#model/policy-tags.ts';
import { policyTags, twins } from './policy-tags.ts';

const low = { category: 'zero_trust', name: 'Low-Risk' } as const;
const known = (name: string, addressKind: 'ip' | 'mac'): SimplePolicyTag => ({
  kind: 'tag',
  name,
  tag: low,
  addressKind,
  absence: null,
});
const tags = policyTags({
  offered: [known('EMS1_ZTNA_Low-Risk', 'ip'), known('MAC_EMS1_ZTNA_Low-Risk', 'mac')],
  named: [{ kind: 'unknown', name: 'LAN', absence: { kind: 'not-a-tag' } }],
});

it('shows a name as the FortiGate says it, and one that it did not list as gone', () => {
  expect(tags.of('EMS1_ZTNA_Low-Risk')).toMatchObject({ kind: 'tag', absence: null });
  expect(tags.of('LAN')).toMatchObject({ absence: { kind: 'not-a-tag' } });
  expect(tags.of('gone')).toMatchObject({ absence: { kind: 'no-such-object' } });
});

it('tells a tag among addresses', () => {
  expect(tags.inAddress('LAN')).toBeNull();
  expect(tags.inAddress('all')).toBeNull();
  expect(tags.inAddress('EMS1_ZTNA_Low-Risk')).not.toBeNull();
});

it('notices a tag that is listed by both of its names', () => {
  expect(twins(['EMS1_ZTNA_Low-Risk', 'MAC_EMS1_ZTNA_Low-Risk', 'LAN'].map(tags.of))).toEqual([
    low,
  ]);
});
