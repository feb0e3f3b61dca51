/** What a form's fields offer, found by what was typed, in a configuration full of odd names. */
import { describe, expect, it, test } from 'vitest';
import { demo } from '#mocks/scenarios/demo.ts';
import { type ChoiceField, choiceFields, choicesSchema } from '#model/fortios/choices.ts';
import { newRow, withTable } from '#model/fortios/rows.parse.ts';
import { buildWorld } from '../build-world.ts';
import { choices } from './choices.ts';
import { namedObjects } from './named-objects.ts';

const long = 'n'.repeat(79);
const odd = [long, 'a/b', '100%', 'C#', '"quoted"', "it's", 'Web', 'web', 'We-b', 'x\\y', 'Ünï'];
const built = buildWorld(demo);
const state = {
  ...built,
  fortigates: built.fortigates.map((one) => ({
    ...one,
    config: withTable(
      withTable(
        withTable(
          withTable(one.config, 'firewall address', [
            ...odd.map((name) => newRow('firewall address', { name })),
            ...Array.from({ length: 500 }, (_, i) =>
              newRow('firewall address', { name: `host-${i}` }),
            ),
            newRow('firewall address', { name: 'example', type: 'fqdn' }),
          ]),
          'firewall addrgrp',
          [
            newRow('firewall addrgrp', { name: 'Sites' }),
            newRow('firewall addrgrp', { name: 'Tags', category: 'ztna-ems-tag' }),
          ],
        ),
        'firewall vip',
        [
          newRow('firewall vip', {
            name: 'VIP',
            type: 'access-proxy',
            extip: '203.0.113.9',
            extport: '443',
          }),
          newRow('firewall vip', { name: 'NAT' }),
        ],
      ),
      'firewall access-proxy',
      [
        newRow('firewall access-proxy', { name: 'First', vip: 'VIP' }),
        newRow('firewall access-proxy', { name: 'Second', vip: 'VIP' }),
        newRow('firewall access-proxy', { name: 'Broken', vip: 'gone' }),
        newRow('firewall access-proxy', { name: 'Bare' }),
      ],
    ),
  })),
};
const fortigate = 'FGT-HQ';
const ask = (field: ChoiceField, search = '', count = 100) =>
  choices(state, { fortigate, field, search, count });
const values = (field: ChoiceField, search = '', count = 100) =>
  ask(field, search, count).choices.map(({ value }) => value);

describe('names as they are', () => {
  it.each([...odd, `  ${long} `])('%j is found first by itself', (name) => {
    expect(values('address', name)[0]).toBe(name.trim());
  });
  it.each<[string, readonly string[]]>([
    ['web', ['web', 'Web']],
    ['Web', ['Web', 'web']],
    ['WEB', ['Web', 'web']],
    ['/', ['a/b']],
    ['%', ['100%']],
    ['"', ['"quoted"']],
    ['host-49', ['host-49', ...Array.from({ length: 10 }, (_, i) => `host-49${i}`)]],
    ['no such name', []],
  ])('%j finds %j', (typed, found) => {
    expect(values('address', typed)).toEqual(found);
  });
});

test('a page is cut, and says how many there are; what stands for everything comes first', () => {
  const all = ask('address');
  expect(all.choices).toHaveLength(100);
  expect(all.choices[0]?.value).toBe('all');
  expect(all.matched).toBe(odd.length + 500 + 1 + 1 + 1);
  expect(ask('address', 'host', 5)).toMatchObject({ matched: 500 });
});

test('a name says which other one it could be taken for, though that is on no page', () => {
  const [first] = ask('address', 'We-b', 1).choices;
  expect(first?.value).toBe('We-b');
  expect(first?.twin).toMatch(/^web$/i);
  expect(ask('address', 'C#').choices[0]?.twin).toBeNull();
});

test('a real server’s domain name is searched among addresses of type FQDN alone', () => {
  expect(ask('fqdn-address').choices.map(({ value }) => value)).toEqual(['example']);
});

describe('each field offers what it takes', () => {
  it.each<[ChoiceField, readonly string[], readonly string[]]>([
    ['interface', ['any', 'port1'], ['all']],
    ['address', ['all', 'Sites', 'Web'], ['Tags', 'NAT', 'VIP', 'any']],
    ['schedule', ['always'], []],
    ['service', ['ALL', 'HTTPS'], ['all']],
    ['user-group', [], ['any']],
    ['tag', ['EMS1_ZTNA_FortiAD', 'MAC_EMS1_ZTNA_FortiAD', 'Tags'], ['Sites']],
    ['ztna-tag', ['EMS1_ZTNA_FortiAD', 'Tags'], ['MAC_EMS1_ZTNA_FortiAD']],
    ['ztna-server', ['First', 'Second', 'Broken', 'Bare'], ['VIP']],
    ['ztna-server-vip', ['VIP', 'gone'], ['First', '']],
  ])('%s', (field, has, lacks) => {
    const offered = values(field, '', 1000);
    expect(offered).toEqual(expect.arrayContaining([...has]));
    for (const name of lacks) expect(offered).not.toContain(name);
    expect(new Set(offered).size).toBe(offered.length);
  });
  it('tags and virtual IPs stand among addresses where they may', () => {
    expect(values('source', 'FortiAD')).toEqual(['EMS1_ZTNA_FortiAD', 'MAC_EMS1_ZTNA_FortiAD']);
    expect(values('source', 'NAT')).not.toContain('NAT');
    expect(values('destination', 'NAT')[0]).toBe('NAT');
    expect(values('address', 'FortiAD')).toEqual([]);
  });
  it.each(choiceFields)(
    '%s answers by its schema, also in a configuration without objects',
    (field) => {
      expect(choicesSchema.parse(ask(field))).toEqual(ask(field));
      const bare = {
        ...built,
        fortigates: built.fortigates.map((one) => ({
          ...one,
          config: withTable(withTable(one.config, 'firewall access-proxy', []), 'user local', []),
        })),
      };
      expect(() => choices(bare, { fortigate, field, search: '', count: 10 })).not.toThrow();
    },
  );
});

test('two servers at one VIP are one choice of a simple policy, by the first one’s name', () => {
  expect(ask('ztna-server-vip', 'First').choices[0]).toMatchObject({
    value: 'VIP',
    named: { serverAtVip: { name: 'First', address: '203.0.113.9:443' } },
  });
});

test('names say what they are, there or not', () => {
  const names = ['Web', 'example', 'Sites', 'VIP', 'NAT', 'nowhere', 'all', 'First', 'Web'];
  const { names: said } = namedObjects(state, { fortigate, names });
  expect(
    said.map(({ name, isAddress, vip, isLookedUp }) => [name, isAddress, vip, isLookedUp]),
  ).toEqual([
    ['Web', true, null, false],
    ['example', true, null, true],
    ['Sites', true, null, false],
    ['VIP', false, 'access-proxy', false],
    ['NAT', false, 'other', false],
    ['nowhere', false, null, false],
    ['all', true, null, false],
    ['First', false, null, false],
  ]);
  expect(said.at(-1)?.server).toEqual({ name: 'First', vip: 'VIP', address: '203.0.113.9:443' });
});

test('a policy is offered a zone and none of its members, and a zone every interface', () => {
  const zoned = {
    ...built,
    fortigates: built.fortigates.map((one) => ({
      ...one,
      config: withTable(one.config, 'system zone', [
        newRow('system zone', { name: 'Inside', interface: ['port1'] }),
      ]),
    })),
  };
  const offered = (field: ChoiceField) =>
    choices(zoned, { fortigate, field, search: '', count: 50 }).choices.map(({ value }) => value);
  expect(offered('interface')).toEqual(expect.arrayContaining(['any', 'Inside', 'port2']));
  expect(offered('interface')).not.toContain('port1');
  expect(offered('zone-member')).toEqual(expect.arrayContaining(['port1', 'port2']));
  expect(offered('group-member')).not.toContain('all');
});
