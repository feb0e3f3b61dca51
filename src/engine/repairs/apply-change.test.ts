/** What each change does, and that it leaves alone whatever it does not name. */
import { describe, expect, test } from 'vitest';
import { deviceOf, emsOf, endpointOf, sessionOf } from '#test/fixtures/installation.ts';
import { emptyConfig, newRow } from '#model/fortios/rows.parse.ts';
import type { Change } from '#model/decision/repair.ts';
import { type Installation, applyChange, changedSession } from './apply-change.ts';

const fortiAd = { category: 'zero_trust', name: 'FortiAD' } as const;
const low = { category: 'classification', name: 'Low' } as const;
const managed = { category: 'zero_trust', name: 'all_registered_clients' } as const;
const one = endpointOf({ uid: 'A', host: 'PC-1', tags: [{ ...fortiAd, since: 1 }] });
const two = endpointOf({ uid: 'B', host: 'PC-2', registered: false, online: false });
const ems = emsOf(
  [one, two],
  [
    deviceOf({ tagTypes: ['zero_trust', 'fabric'] }),
    deviceOf({ name: 'FGT-B', authorized: false }),
  ],
);
const policies = [3, 17, 5].map((policyid) =>
  newRow('firewall policy', {
    policyid,
    'ztna-ems-tag': ['a', 'b'],
    'ztna-ems-tag-secondary': ['a', 'c'],
  }),
);
const proxyPolicies = [1, 2].map((policyid) =>
  newRow('firewall proxy-policy', { policyid, 'ztna-ems-tag': ['a'], status: 'disable' }),
);
const config = {
  ...emptyConfig(),
  'firewall policy': policies,
  'firewall proxy-policy': proxyPolicies,
};
const fortigates = ['FGT-A', 'FGT-B'].map((name) => ({ name, connector: 1, config }));
const at = 99;

const apply = (change: Change) => applyChange({ ems, fortigates }, change, at);
const endpoints = (change: Change) => {
  const after = apply(change);
  expect(after.fortigates).toBe(fortigates);
  expect(after.ems.fabricDevices).toBe(ems.fabricDevices);
  return after.ems.endpoints;
};
const devices = (change: Change) => {
  const after = apply(change);
  expect(after.fortigates).toBe(fortigates);
  expect(after.ems.endpoints).toBe(ems.endpoints);
  return after.ems.fabricDevices;
};
const tables = (change: Change) => {
  const after = apply(change);
  expect(after.ems).toBe(ems);
  expect(after.fortigates[1]).toBe(fortigates[1]);
  const [changed] = after.fortigates;
  return {
    policy: changed?.config['firewall policy'] ?? [],
    proxy: changed?.config['firewall proxy-policy'] ?? [],
  };
};

const onA = { device: 'FGT-A' };
const onOne = { uid: 'A', host: 'PC-1' };
const onTwo = { uid: 'B', host: 'PC-2' };
const on17 = { fortigate: 'FGT-A', policytype: 'policy', policyid: 17, name: '' } as const;
const onProxy2 = { fortigate: 'FGT-A', policytype: 'proxy-policy', policyid: 2, name: '' } as const;

describe('a Fabric device', () => {
  const [first, second] = ems.fabricDevices;
  test.each<[Change, object]>([
    [
      { kind: 'share-type', ...onA, category: 'classification' },
      { tagTypes: ['zero_trust', 'fabric', 'classification'] },
    ],
    [{ kind: 'share-type', ...onA, category: 'fabric' }, { tagTypes: ['zero_trust', 'fabric'] }],
    [{ kind: 'stop-sharing-type', ...onA, category: 'fabric' }, { tagTypes: ['zero_trust'] }],
    [
      { kind: 'widen-endpoint-sharing', ...onA, endpointSharing: 'selected', selected: ['FGT-B'] },
      { endpointSharing: 'selected', selected: ['FGT-B'] },
    ],
    [
      { kind: 'narrow-endpoint-sharing', ...onA, endpointSharing: 'all', selected: [] },
      { endpointSharing: 'all', selected: [] },
    ],
    [{ kind: 'deny-device', ...onA }, { authorized: false }],
  ])('%j', (change, values) => {
    expect(devices(change)).toEqual([{ ...first, ...values }, second]);
  });

  test('is told from the others by its name', () => {
    const device = 'FGT-B';
    expect(devices({ kind: 'share-type', device, category: 'classification' })[1]).toEqual({
      ...second,
      tagTypes: ['zero_trust', 'classification'],
    });
    const both = emsOf(ems.endpoints, [
      deviceOf({ tagTypes: ['zero_trust', 'fabric'] }),
      deviceOf({ name: device, tagTypes: ['zero_trust', 'classification'] }),
    ]);
    const change: Change = { kind: 'stop-sharing-type', device, category: 'fabric' };
    expect(applyChange({ ems: both, fortigates }, change, at).ems).toEqual(both);
  });

  test('is reconnected through its root, and those come back with the root whose connection expired', () => {
    const fabric = (name: string, role: 'root' | 'downstream', expired = false) =>
      deviceOf({ name, connected: false, expired, fabric: { name: 'Site', role } });
    const down = emsOf(
      [],
      [fabric('R', 'root'), fabric('D', 'downstream'), fabric('E', 'downstream', true)],
    );
    const after = (...names: readonly string[]) =>
      names
        .reduce<Installation>(
          (world, device) => applyChange(world, { kind: 'reconnect', device }, at),
          {
            ems: down,
            fortigates,
          },
        )
        .ems.fabricDevices.flatMap(({ name, connected }) => (connected ? [name] : []));
    expect(after('D')).toEqual([]);
    expect(after('R')).toEqual(['R', 'E']);
    expect(after('R', 'D')).toEqual(['R', 'D', 'E']);
    expect(after('X')).toEqual([]);
  });

  test('is authorized', () => {
    expect(devices({ kind: 'authorize', device: 'FGT-B' })).toEqual([
      first,
      { ...second, authorized: true },
    ]);
  });

  test.each<Change>([
    { kind: 'share-type', device: 'FGT-X', category: 'fabric' },
    { kind: 'stop-sharing-type', device: 'FGT-X', category: 'fabric' },
    { kind: 'authorize', device: 'FGT-X' },
  ])('that is not there is not changed: %j', (change) => {
    expect(devices(change)).toEqual(ems.fabricDevices);
  });
});

describe('an endpoint', () => {
  test.each<[Change, readonly object[]]>([
    [
      { kind: 'add-tag', ...onOne, tag: low },
      [{ ...one, tags: [...one.tags, { ...low, since: at }] }, two],
    ],
    [{ kind: 'add-tag', ...onOne, tag: fortiAd }, [one, two]],
    [{ kind: 'remove-tag', ...onOne, tag: fortiAd }, [{ ...one, tags: [] }, two]],
    [{ kind: 'remove-tag', ...onOne, tag: { ...fortiAd, category: 'fabric' } }, [one, two]],
    [
      { kind: 'register', ...onTwo },
      [one, { ...two, registered: true, tags: [{ ...managed, since: at }] }],
    ],
    [{ kind: 'unregister', ...onOne }, [{ ...one, registered: false }, two]],
    [{ kind: 'bring-online', ...onTwo }, [one, { ...two, online: true }]],
    [{ kind: 'take-offline', ...onOne }, [{ ...one, online: false }, two]],
    [{ kind: 'take-offline', uid: 'X', host: 'gone' }, [one, two]],
  ])('%j', (change, expected) => {
    expect(endpoints(change)).toEqual(expected);
  });

  test.each([
    [
      'a new classification tag is from then on a custom one',
      'Finance',
      'classification',
      ['Finance'],
    ],
    ['a built-in one is none', 'High', 'classification', []],
    ['a posture tag is none', 'Finance', 'zero_trust', []],
  ] as const)('%s', (_, name, category, custom) => {
    const after = apply({ kind: 'add-tag', ...onOne, tag: { category, name } });
    expect(after.ems.customClassificationTags).toEqual(custom);
  });

  test('a custom tag that is known stays one', () => {
    const known = { ...ems, customClassificationTags: ['Finance'] };
    const tag = { category: 'classification', name: 'Finance' } as const;
    const after = applyChange({ ems: known, fortigates }, { kind: 'add-tag', ...onOne, tag }, at);
    expect(after.ems.customClassificationTags).toEqual(['Finance']);
  });
});

describe('a policy', () => {
  const [first, second, third] = policies;
  const swap = { kind: 'swap-tag', ...on17, from: 'a', asked: null, tag: low } as const;
  test.each<[Change, object]>([
    [{ ...swap, list: 'primary', to: 'x' }, { 'ztna-ems-tag': ['x', 'b'] }],
    [{ ...swap, list: 'primary', to: 'b' }, { 'ztna-ems-tag': ['b'] }],
    [{ ...swap, list: 'secondary', to: 'x' }, { 'ztna-ems-tag-secondary': ['x', 'c'] }],
    [{ ...swap, kind: 'mac-to-ip', list: 'primary', to: 'x' }, { 'ztna-ems-tag': ['x', 'b'] }],
    [{ kind: 'match-any', ...on17 }, { 'ztna-tags-match-logic': 'or' }],
    [{ kind: 'match-all', ...on17 }, { 'ztna-tags-match-logic': 'and' }],
    [{ kind: 'enable-policy', ...on17 }, { status: 'enable' }],
    [{ kind: 'disable-policy', ...on17 }, { status: 'disable' }],
  ])('%j', (change, values) => {
    expect(tables(change)).toEqual({
      policy: [first, { ...second, ...values }, third],
      proxy: proxyPolicies,
    });
  });

  test('of the other table is another one', () => {
    const enabled = tables({ kind: 'enable-policy', ...onProxy2 });
    expect(enabled).toEqual({
      policy: policies,
      proxy: [proxyPolicies[0], { ...proxyPolicies[1], status: 'enable' }],
    });
    const all = tables({ kind: 'match-all', ...onProxy2 });
    expect(all.proxy[1]?.['ztna-tags-match-logic']).toBe('and');
    const any = tables({ kind: 'match-any', ...onProxy2 });
    expect(any.proxy[1]?.['ztna-tags-match-logic']).toBe('or');
    // A full policy has no second list.
    expect(tables({ ...swap, ...onProxy2, list: 'secondary', to: 'x' }).proxy).toEqual(
      proxyPolicies,
    );
  });

  test.each([
    [17, 3, [17, 3, 5]],
    [5, 3, [5, 3, 17]],
    [3, 5, [17, 3, 5]],
    [3, 99, [3, 17, 5]],
    [99, 3, [3, 17, 5]],
  ])('%i moves above %i', (policyid, before, order) => {
    const { policy } = tables({ kind: 'move-policy', ...on17, policyid, before, beforeName: '' });
    expect(policy.map((row) => row.policyid)).toEqual(order);
  });

  test('that is not there, or of a FortiGate that is not, is not changed', () => {
    expect(tables({ kind: 'disable-policy', ...on17, policyid: 99 }).policy).toBe(policies);
    const { fortigates: same } = apply({ kind: 'disable-policy', ...on17, fortigate: 'FGT-X' });
    expect(same).toEqual(fortigates);
  });
});

test('a certificate is the session’s own', () => {
  const session = sessionOf({ certificate: 'mismatch' });
  const present: Change = { kind: 'present-certificate', ...onOne };
  const withhold: Change = { kind: 'withhold-certificate', ...onOne };
  expect(changedSession(session, present)).toEqual({ ...session, certificate: 'valid' });
  expect(changedSession(session, withhold)).toEqual({ ...session, certificate: 'none' });
  expect(changedSession(session, { kind: 'authorize', ...onA })).toBe(session);
  for (const change of [present, withhold]) {
    expect(apply(change).ems).toBe(ems);
    expect(apply(change).fortigates).toBe(fortigates);
  }
});
