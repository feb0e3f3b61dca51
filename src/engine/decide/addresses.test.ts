/** Which addresses an object contains: by arithmetic, by table, by what EMS shares (rules F3, F4, R7). */
import { describe, expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import type { Ems, FabricDevice } from '#model/ems/ems.ts';
import type { TagCategory } from '#model/tagging/tags.ts';
import { deviceOf, emsOf, endpointOf, fortigateOf } from '#test/fixtures/installation.ts';
import { addressResolver, endOf } from './addresses.ts';
import { linesOf } from '../sync/lines.ts';
import { tagResolver } from './tag-meaning.ts';

const { config } = readConfig(`config firewall address
    edit "lan"
        set subnet 10.0.1.0 255.255.255.0
    next
    edit "host bits"
        set subnet 10.0.1.77 255.255.255.0
    next
    edit "everything"
        set subnet 0.0.0.0 0.0.0.0
    next
    edit "high"
        set subnet 192.168.0.0 255.255.0.0
    next
    edit "interface"
        set type interface-subnet
        set subnet 10.0.2.1 255.255.255.0
    next
    edit "wild"
        set type wildcard
        set wildcard 10.0.0.5 255.0.0.255
    next
    edit "range"
        set type iprange
        set start-ip 10.0.3.10
        set end-ip 10.0.3.20
    next
    edit "no first"
        set type iprange
        set end-ip 10.0.3.20
    next
    edit "no last"
        set type iprange
        set start-ip 10.0.3.10
    next
    edit "name"
        set type fqdn
        set fqdn "web.example.com"
    next
    edit "unresolved"
        set type fqdn
        set fqdn "toString"
    next
    edit "country"
        set type geography
        set country "SE"
    next
    edit "no country"
        set type geography
        set country "toString"
    next
    edit "no such country"
        set type geography
        set country "ZZ"
    next
    edit "mac"
        set type mac
    next
    edit "tag object"
        set type dynamic
        set sub-type ems-tag
        set obj-tag "Low"
        set tag-type "classification"
        set obj-type ip
    next
    edit "mac object"
        set type dynamic
        set sub-type ems-tag
        set obj-tag "Low"
        set tag-type "classification"
        set obj-type mac
    next
    edit "other dynamic"
        set type dynamic
        set sub-type fabric
    next
end
config firewall addrgrp
    edit "sites"
        set member "lan" "inner"
    next
    edit "inner"
        set member "high" "sites" "nowhere"
    next
    edit "but"
        set member "sites" "range"
        set exclude enable
        set exclude-member "one" "inner"
    next
    edit "outer"
        set member "but" "interface"
    next
    edit "idle exclusion"
        set member "lan"
        set exclude-member "lan"
    next
    edit "around idle exclusion"
        set member "idle exclusion"
        set exclude enable
        set exclude-member "range"
    next
    edit "excludes itself"
        set member "lan"
        set exclude enable
        set exclude-member "excludes itself"
    next
    edit "all"
        set member "none"
    next
    edit "lan"
        set member "high"
    next
    edit "tags"
        set category ztna-ems-tag
        set member "EMS1_ZTNA_FortiAD" "MAC_EMS1_CLASS_Low"
    next
    edit "empty"
    next
end
`);

const tagged = endpointOf({
  tags: [
    { category: 'zero_trust', name: 'FortiAD', since: 0 },
    { category: 'classification', name: 'Low', since: 0 },
  ],
});
const offline = { ...tagged, uid: '1'.repeat(32), ip: '10.0.1.6', online: false };

function sharing(tagTypes: readonly TagCategory[], device: Partial<FabricDevice> = {}): Ems {
  return emsOf([tagged, offline], [deviceOf({ tagTypes, ...device })]);
}

const resolver = {
  fqdn: { 'web.example.com': ['203.0.113.9', '203.0.113.10'] },
  geography: { SE: ['198.51.100.0/24', '192.0.2.7 255.255.255.255'] },
};

function contains(
  name: string,
  ip: string,
  {
    mac = null,
    ems = sharing(['zero_trust', 'classification']),
  }: { mac?: string | null; ems?: Ems } = {},
): boolean {
  const matcher = addressResolver(config, tagResolver(config, 1))(name);
  return matcher(endOf(ip, mac), { lines: linesOf(ems, fortigateOf('FGT-A')), resolver });
}

describe('an address object', () => {
  test.each([
    ['lan', '10.0.1.0', true],
    ['lan', '10.0.1.255', true],
    ['lan', '10.0.2.0', false],
    ['lan', '10.0.0.255', false],
    ['lan', 'no address', false],
    ['host bits', '10.0.1.1', true],
    ['host bits', '10.0.2.77', false],
    ['everything', '255.255.255.255', true],
    ['everything', 'no address', false],
    ['high', '192.168.255.1', true],
    ['high', '192.169.0.1', false],
    ['interface', '10.0.2.200', true],
    ['interface', '10.0.1.200', false],
    ['wild', '10.9.9.5', true],
    ['wild', '10.9.9.6', false],
    ['wild', '11.9.9.5', false],
    ['range', '10.0.3.9', false],
    ['range', '10.0.3.10', true],
    ['range', '10.0.3.20', true],
    ['range', '10.0.3.21', false],
    ['range', 'no address', false],
    ['no first', '10.0.3.15', false],
    ['no last', '10.0.3.15', false],
    ['no last', '0.0.0.0', false],
    ['name', '203.0.113.10', true],
    ['name', '203.0.113.11', false],
    ['unresolved', '203.0.113.10', false],
    ['country', '198.51.100.200', true],
    ['country', '192.0.2.7', true],
    ['country', '192.0.2.8', false],
    ['country', 'no address', false],
    ['no such country', '198.51.100.1', false],
    ['no country', '198.51.100.1', false],
    ['mac', '10.0.1.5', false],
    ['other dynamic', '10.0.1.5', false],
    ['all', '10.0.1.5', true],
    ['all', 'no address', true],
    ['none', '10.0.1.5', false],
    ['nowhere', '10.0.1.5', false],
  ])('%s contains %s: %s', (name, ip, contained) => {
    expect(contains(name, ip)).toBe(contained);
  });
});

describe('a group', () => {
  test.each([
    ['sites', '10.0.1.5', true],
    ['sites', '192.168.1.1', true],
    ['sites', '10.0.2.5', false],
    ['inner', '10.0.1.5', true],
    // What `inner` contains is excluded: all that `sites` is.
    ['but', '10.0.1.5', false],
    ['but', '10.0.3.15', true],
    ['but', '10.0.3.25', false],
    ['outer', '10.0.3.15', true],
    ['outer', '10.0.2.9', true],
    ['outer', '10.0.1.5', false],
    ['idle exclusion', '10.0.1.5', true],
    ['around idle exclusion', '10.0.1.5', true],
    // Within itself it contains nothing, so it excludes nothing.
    ['excludes itself', '10.0.1.5', true],
    ['excludes itself', '10.0.2.5', false],
    ['empty', '10.0.1.5', false],
  ])('%s contains %s: %s', (name, ip, contained) => {
    expect(contains(name, ip)).toBe(contained);
  });
});

test('the words of FortiOS are no groups, and no objects', () => {
  const own = readConfig(
    'config firewall address\nedit "none"\nset subnet 0.0.0.0/0\nnext\nend\nconfig firewall addrgrp\nedit "none"\nset member "all"\nnext\nedit "all"\nset member "none"\nnext\nend\n',
  ).config;
  const world = { lines: linesOf(sharing([]), fortigateOf('FGT-A')), resolver };
  const matcher = addressResolver(own, tagResolver(own, 1));
  expect(matcher('none')(endOf('10.0.1.5', null), world)).toBe(false);
  expect(matcher('all')(endOf('10.0.1.5', null), world)).toBe(true);
});

describe('a tag as an address', () => {
  const own = '02:09:0f:00:01:05';
  test.each([
    ['EMS1_ZTNA_FortiAD', '10.0.1.5', null, true],
    ['EMS1_ZTNA_FortiAD', '10.0.1.9', own, false],
    // Offline endpoints resolve nowhere.
    ['EMS1_ZTNA_FortiAD', '10.0.1.6', null, false],
    ['EMS1_ZTNA_fortiad', '10.0.1.5', null, false],
    ['EMS2_ZTNA_FortiAD', '10.0.1.5', null, false],
    ['MAC_EMS1_ZTNA_FortiAD', '10.0.1.5', null, false],
    ['MAC_EMS1_ZTNA_FortiAD', '10.0.9.9', own, true],
    ['MAC_EMS1_ZTNA_FortiAD', '10.0.9.9', own.toUpperCase(), true],
    ['MAC_EMS1_ZTNA_FortiAD', '10.0.1.5', '02:09:0f:00:01:06', false],
    ['tag object', '10.0.1.5', null, true],
    ['mac object', '10.0.1.5', null, false],
    ['mac object', '10.0.9.9', own, true],
    ['tags', '10.0.1.5', null, true],
    ['tags', '10.0.9.9', own, true],
    ['tags', '10.0.9.9', null, false],
    ['EMS_ALL_UNKNOWN_CLIENTS', '10.0.1.5', null, false],
  ])('%s contains %s with MAC address %s: %s', (name, ip, mac, contained) => {
    expect(contains(name, ip, { mac })).toBe(contained);
  });

  test.each([
    ['its type is not shared', sharing(['zero_trust'])],
    ['EMS has not authorized the FortiGate', sharing(['classification'], { authorized: false })],
    ['EMS does not know the FortiGate', sharing(['classification'], { name: 'FGT-B' })],
    [
      'the endpoint is another device’s',
      { ...sharing(['classification']), endpoints: [{ ...tagged, gateway: 'FGT-B' }] },
    ],
  ])('contains nothing where %s', (_, ems) => {
    expect(contains('tag object', '10.0.1.5', { ems })).toBe(false);
  });
});

test('groups that exclude end, however deep, and so do ladders of groups', () => {
  const rungs = 60;
  const ladder = Array.from(
    { length: rungs },
    (_, i) =>
      `edit "a${i}"\nset exclude enable\nset exclude-member "none"\nset member "a${i + 1}" "b${i + 1}"\nnext
       edit "b${i}"\nset exclude enable\nset exclude-member "none"\nset member "a${i + 1}" "b${i + 1}"\nnext\n`,
  ).join('');
  const tall = readConfig(
    `config firewall address\nedit "a${rungs}"\nset subnet 10.0.1.0/24\nnext\nend\nconfig firewall addrgrp\n${ladder}end\n`,
  ).config;
  const matcher = addressResolver(tall, tagResolver(tall, 1));
  const world = { lines: linesOf(sharing([]), fortigateOf('FGT-A')), resolver };
  expect(matcher('a0')(endOf('10.0.1.5', null), world)).toBe(true);
  expect(matcher('a0')(endOf('10.0.2.5', null), world)).toBe(false);
});
