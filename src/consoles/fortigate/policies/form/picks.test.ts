/** How what is chosen looks: there, not there, or still being asked for. */
import { expect, test } from 'vitest';
import type { NamedObject } from '#model/fortios/policy-list.ts';
import { type PickPlace, choicePick, chosenPicks } from './picks.tsx';

const object = (name: string, facts: Partial<NamedObject>): NamedObject => ({
  name,
  tag: { kind: 'unknown', name, absence: { kind: 'no-such-object' } },
  isAddress: false,
  vip: null,
  isLookedUp: false,
  server: null,
  serverAtVip: null,
  ...facts,
});
const tag = (name: string, addressKind: 'ip' | 'mac'): Partial<NamedObject> => ({
  tag: {
    kind: 'tag',
    name,
    addressKind,
    tag: { category: 'zero_trust', name: 'Low' },
    absence: null,
  },
});
const server = { name: 'Web', vip: 'VIP', address: '203.0.113.9:443' };
const names = [
  object('LAN', { isAddress: true }),
  object('gone', {}),
  object('VIP', { vip: 'access-proxy', serverAtVip: server }),
  object('NAT', { vip: 'other' }),
  object('EMS1_ZTNA_Low', tag('EMS1_ZTNA_Low', 'ip')),
  object('MAC_EMS1_ZTNA_Low', tag('MAC_EMS1_ZTNA_Low', 'mac')),
  object('Web', { server }),
];
const context = {
  device: 'FGT',
  syncEditor: '',
  names: new Map(names.map((one) => [one.name, one])),
};
const notHere = 'Not on this FortiGate';

test.each<[string, PickPlace, string, string | undefined]>([
  ['LAN', { kind: 'address', vips: false }, 'LAN', 'Address'],
  ['gone', { kind: 'address', vips: false }, 'gone', notHere],
  ['VIP', { kind: 'address', vips: false }, 'VIP', 'Address'],
  ['NAT', { kind: 'address', vips: false }, 'NAT', notHere],
  ['NAT', { kind: 'address', vips: true }, 'NAT', 'Virtual IP'],
  ['EMS1_ZTNA_Low', { kind: 'address', vips: false }, 'Low (IP)', 'Security posture tags'],
  ['EMS1_ZTNA_Low', { kind: 'tag', badged: true }, 'Low (IP)', 'Security posture tags'],
  ['EMS1_ZTNA_Low', { kind: 'tag', badged: false }, 'Low', 'Security posture tags'],
  ['MAC_EMS1_ZTNA_Low', { kind: 'tag', badged: false }, 'Low (MAC)', 'Security posture tags'],
  ['gone', { kind: 'tag', badged: false }, 'gone', notHere],
  ['VIP', { kind: 'server', by: 'vip' }, 'Web', undefined],
  ['Web', { kind: 'server', by: 'name' }, 'Web', undefined],
  ['gone', { kind: 'server', by: 'name' }, 'gone', undefined],
])('%s in %j is %s, of %s', (name, place, label, group) => {
  const [pick] = chosenPicks([name], context, place);
  expect(pick).toMatchObject({ value: name, label });
  expect(pick?.group).toBe(group);
});

test('a name that is still being asked for is said to be nothing', () => {
  expect(chosenPicks(['asked'], context, { kind: 'address', vips: true })).toEqual([]);
});

test('a choice keeps the twin that the FortiGate names', () => {
  const choice = { value: 'LAN', label: 'LAN', twin: 'lan', named: null };
  expect(choicePick(choice, 'FGT', { kind: 'name' })).toEqual({
    value: 'LAN',
    label: 'LAN',
    twin: 'lan',
  });
});
