/** What a FortiGate learns from EMS: types by their setting, addresses by endpoint sharing (F1). */
import { describe, expect, test } from 'vitest';
import { deviceOf, emsOf, endpointOf, fortigateOf } from '#test/fixtures/installation.ts';
import { type TagCategory, tagCategories, tagKey } from '#model/tagging/tags.ts';
import { knowledgeOf, refuses, roomFor, sharesCategory, sharesEndpoint } from './knowledge.ts';

describe('a type of tags', () => {
  test.each<[TagCategory, readonly TagCategory[], boolean]>([
    ['zero_trust', [], true],
    ['classification', [], false],
    ['classification', ['classification'], true],
    ['outbreak_alert', ['classification', 'fabric'], false],
    ['fabric', ['classification', 'fabric'], true],
  ])('%s is shared by a device that selects %j: %s', (category, tagTypes, shared) => {
    expect(sharesCategory(deviceOf({ tagTypes }), category)).toBe(shared);
  });
});

describe('an endpoint behind', () => {
  test.each([
    ['FGT-A', 'connected', [], true],
    ['FGT-B', 'connected', ['FGT-B'], false],
    [null, 'connected', [], false],
    ['FGT-A', 'selected', [], true],
    ['FGT-B', 'selected', ['FGT-B'], true],
    ['FGT-C', 'selected', ['FGT-B'], false],
    [null, 'selected', ['FGT-B'], false],
    ['FGT-C', 'all', [], true],
    [null, 'all', [], true],
  ] as const)('%s, sharing %s %j: %s', (gateway, endpointSharing, selected, given) => {
    const device = deviceOf({ endpointSharing, selected });
    expect(sharesEndpoint(device, endpointOf({ gateway }))).toBe(given);
  });
});

describe('what a FortiGate knows', () => {
  const tags = tagCategories.map((category) => ({ category, name: 'T', since: 0 }));
  const here = endpointOf({ tags });
  const twin = endpointOf({ uid: '1'.repeat(32), tags: tags.slice(0, 1) });
  const away = endpointOf({ uid: '2'.repeat(32), ip: '10.0.1.6', gateway: 'FGT-B', tags });
  const offline = endpointOf({ uid: '3'.repeat(32), ip: '10.0.1.7', online: false, tags });
  const unregistered = endpointOf({ uid: '4'.repeat(32), ip: '10.0.1.8', registered: false, tags });
  const bare = endpointOf({ uid: '5'.repeat(32), ip: '10.0.1.9' });
  const only = endpointOf({
    uid: '6'.repeat(32),
    ip: '10.0.1.10',
    tags: [{ category: 'classification', name: 'Only', since: 0 }],
  });
  const endpoints = [offline, here, twin, away, unregistered, bare, only];
  const device = deviceOf({ tagTypes: ['zero_trust', 'fabric'] });

  test('is the tags of shared types, with the addresses of its own endpoints that are there', () => {
    const {
      tags: known,
      byAddress,
      link,
    } = knowledgeOf(emsOf(endpoints, [device]), fortigateOf('FGT-A'));
    expect(link).toBe('up');
    expect([...known.keys()]).toEqual(['zero_trust/T', 'fabric/T']);
    const found = known.get('zero_trust/T');
    expect(found?.tag).toEqual({ category: 'zero_trust', name: 'T' });
    expect(found?.endpoints).toEqual([here, twin]);
    expect([...(found?.ips ?? [])]).toEqual(['10.0.1.5']);
    expect(found?.ips.size).toBe(1);
    expect([...(found?.macs ?? [])]).toEqual(['02:09:0f:00:01:05']);
    expect(known.get('fabric/T')?.endpoints).toEqual([here]);
    // The first of two at one address counts; one without a shared tag has no address here.
    expect([...byAddress.keys()]).toEqual(['10.0.1.5']);
    expect(byAddress.get('10.0.1.5')).toBe(here);
  });

  test('are tags without addresses where nobody who carries them is there', () => {
    const { tags: known } = knowledgeOf(emsOf([offline, away], [device]), fortigateOf('FGT-A'));
    expect(known.get('zero_trust/T')).toMatchObject({ endpoints: [], ips: { size: 0 } });
  });

  test.each([
    ['EMS has not authorized it', [{ ...device, authorized: false }]],
    ['its connection is down', [{ ...device, connected: false }]],
    ['its connection is down, and it has room', [{ ...device, connected: false, tagLimit: 9 }]],
    ['EMS does not know it', [{ ...device, name: 'FGT-B' }]],
  ])('is nothing but who is who where %s', (_, devices) => {
    const known = knowledgeOf(emsOf(endpoints, devices), fortigateOf('FGT-A'));
    expect(known.link).not.toBe('up');
    expect([...known.tags.keys(), ...known.byAddress.keys()]).toEqual([]);
    expect(endpoints.map(({ uid }) => known.byUid.get(uid))).toEqual(endpoints);
    expect(known.device?.name).toBe(devices[0]?.name === 'FGT-A' ? 'FGT-A' : undefined);
  });

  test('is all of that where its connection is up', () => {
    const known = knowledgeOf(
      emsOf(endpoints, [{ ...device, connected: true }]),
      fortigateOf('FGT-A'),
    );
    expect(known.link).toBe('up');
    expect([...known.tags.keys()]).toEqual(['zero_trust/T', 'fabric/T']);
  });

  test('is kept for each FortiGate and each state of EMS', () => {
    const ems = emsOf(endpoints, [device, { ...device, name: 'FGT-B' }]);
    expect(knowledgeOf(ems, fortigateOf('FGT-A'))).toBe(knowledgeOf(ems, fortigateOf('FGT-A')));
    expect(knowledgeOf(ems, fortigateOf('FGT-B')).tags.get('zero_trust/T')?.endpoints).toEqual([
      away,
    ]);
  });
});

describe('a FortiGate with room for so many tags [25915]', () => {
  const carries = (n: number, ...tags: readonly (readonly [TagCategory, string, number])[]) =>
    endpointOf({
      uid: String(n).repeat(32),
      ip: `10.0.1.${n}`,
      tags: tags.map(([category, name, since]) => ({ category, name, since })),
    });
  // By when anyone first got it: Fabric 1, B 2, Low 3, A 4, C 5; in EMS's order: A, C, Low, B, Fabric.
  const endpoints = [
    carries(1, ['zero_trust', 'A', 6], ['zero_trust', 'C', 5], ['classification', 'Low', 3]),
    carries(2, ['zero_trust', 'A', 4], ['zero_trust', 'B', 2], ['fabric', 'Fabric', 1]),
    carries(3, ['zero_trust', 'B', 7], ['zero_trust', 'A', 8]),
  ];
  const all = [
    'fabric/Fabric',
    'zero_trust/B',
    'classification/Low',
    'zero_trust/A',
    'zero_trust/C',
  ];
  const everyType: readonly TagCategory[] = ['zero_trust', 'classification', 'fabric'];
  test.each<[string, Parameters<typeof deviceOf>[0], readonly string[], readonly string[]]>([
    ['no limit', { tagTypes: everyType }, all, []],
    ['none', { tagTypes: everyType, tagLimit: 0 }, [], all],
    ['two', { tagTypes: everyType, tagLimit: 2 }, all.slice(0, 2), all.slice(2)],
    ['all but one', { tagTypes: everyType, tagLimit: 4 }, all.slice(0, 4), all.slice(4)],
    ['just as many', { tagTypes: everyType, tagLimit: 5 }, all, []],
    ['more', { tagTypes: everyType, tagLimit: 9 }, all, []],
    [
      'two, and only some types shared',
      { tagTypes: [], tagLimit: 2 },
      ['zero_trust/B', 'zero_trust/A'],
      ['zero_trust/C'],
    ],
    ['two, and no authorization', { authorized: false, tagLimit: 2 }, [], []],
    ['two, and no connection', { connected: false, tagLimit: 2 }, [], []],
  ])('%s takes those that came first, of the types that are shared', (_, values, tags, refused) => {
    const device = deviceOf(values);
    const ems = emsOf(endpoints, [device]);
    const room = roomFor(ems, device, fortigateOf());
    expect([room.tags.map(tagKey), room.refused.map(tagKey)]).toEqual([tags, refused]);
    const knowledge = knowledgeOf(ems, fortigateOf('FGT-A'));
    expect([...knowledge.tags.keys()].toSorted()).toEqual(tags.toSorted());
    expect(knowledge.refused).toEqual(new Set(refused));
    for (const tag of endpoints.flatMap((one) => one.tags))
      expect(refuses(knowledge, tag)).toBe(refused.includes(tagKey(tag)));
  });

  test('has no address of an endpoint whose tags it refused', () => {
    const device = deviceOf({ tagTypes: everyType, tagLimit: 1 });
    // Of three endpoints behind it, one alone carries the tag that came in.
    expect([
      ...knowledgeOf(emsOf(endpoints, [device]), fortigateOf('FGT-A')).byAddress.keys(),
    ]).toEqual(['10.0.1.2']);
  });
});
