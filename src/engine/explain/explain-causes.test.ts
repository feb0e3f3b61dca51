/** Why each asked tag does not count, and the station at which the way to an accept ended. */
import { describe, expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { deviceOf, emsOf, endpointOf, sessionOf } from '#test/fixtures/installation.ts';
import type { Ems, Endpoint, FabricDevice } from '#model/ems/ems.ts';
import type { ConditionView } from '#model/decision/explanation.ts';
import type { Session } from '#model/decision/session.ts';
import { decide } from '../decide/decide.ts';
import { explain } from './explain.ts';
import { headline } from '#model/words/decision.ts';
import { plain } from '#model/words/sentence.ts';

const low = { category: 'classification', name: 'Low', since: 0 } as const;
const fortiAd = { category: 'zero_trust', name: 'FortiAD', since: 0 } as const;
const endpoint = endpointOf({ host: 'PC-1', user: 'ann', owner: 'bob', tags: [fortiAd, low] });
const classes = deviceOf({ tagTypes: ['zero_trust', 'classification'] });

function world(policy: string, gateway = '') {
  const { config } = readConfig(`config firewall vip
    edit "vip"
        set type access-proxy
        set extip 10.9.0.1
        set extintf "any"
        set extport 443
    next
end
config firewall access-proxy
    edit "server"
        set vip "vip"
        ${gateway}
        config api-gateway
            edit 1
                set url-map "/app"
                config realservers
                    edit 1
                        set ip 10.88.0.3
                    next
                end
            next
            edit 2
                set url-map "/empty"
            next
        end
    next
end
config firewall address
    edit "elsewhere"
        set subnet 10.7.0.0 255.255.0.0
    next
    edit "Fake"
        set subnet 10.7.0.0 255.255.0.0
    next
end
config firewall addrgrp
    edit "group"
        set category ztna-ems-tag
        set member "EMS1_ZTNA_No" "MAC_EMS1_FABRIC_No"
    next
end
config firewall policy
${policy}
end
`);
  return { name: 'FGT-A', connector: 1, config };
}

const ztnaPolicy = (tags: string, more = ''): string => `edit 1
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "vip"
        set ztna-status enable
        set ztna-ems-tag ${tags}
        set schedule "always"
        set service "ALL"
        ${more}
    next`;
const forwardPolicy = (tags: string, more = ''): string =>
  ztnaPolicy(tags, more).replace('"vip"', '"all"');

interface Given {
  readonly endpoint?: Partial<Endpoint>;
  readonly device?: FabricDevice;
  readonly session?: Partial<Session>;
}

function explained(policy: string, given: Given = {}, gateway = '') {
  const ems: Ems = emsOf([{ ...endpoint, ...given.endpoint }], [given.device ?? classes]);
  const session = sessionOf({ path: '/app', user: 'ann', ...given.session });
  const fortigate = world(policy, gateway);
  return explain(decide(ems, fortigate, session), session, ems, fortigate);
}

function firstAsked(conditions: readonly ConditionView[] = []) {
  const [tags] = conditions.flatMap((one) => (one.kind === 'tags' ? [one] : []));
  return tags?.asked[0];
}

const other = deviceOf({ name: 'FGT-B' });
/** Room for one tag: FortiAD comes first. */
const full = deviceOf({ tagTypes: ['zero_trust', 'classification'], tagLimit: 1 });
const nobody = { session: { endpointUid: null } };
const bare = { session: { certificate: 'none', srcip: '10.0.9.9' } } as const;
const accept = 'set empty-cert-action accept';

describe('in a ZTNA session', () => {
  test.each<[string, string, Given, object, string, string?]>([
    [
      'the endpoint lacks it',
      '"EMS1_ZTNA_Low"',
      {},
      {
        kind: 'endpoint-lacks',
        near: { tag: { category: 'classification', name: 'Low' }, how: 'other-category' },
      },
      'policy-asks',
    ],
    [
      'its type is not shared',
      '"EMS1_CLASS_Low"',
      { device: deviceOf({}) },
      { kind: 'type-not-shared', category: 'classification' },
      'ems-shares',
    ],
    [
      'EMS has not authorized the FortiGate',
      '"EMS1_ZTNA_FortiAD"',
      { device: deviceOf({ authorized: false }) },
      { kind: 'link', link: 'not-authorized' },
      'ems-shares',
    ],
    [
      'EMS does not know the FortiGate',
      '"EMS1_ZTNA_FortiAD"',
      { device: other },
      { kind: 'link', link: 'not-configured' },
      'ems-shares',
    ],
    // Of two causes, the one that the error code stands for.
    [
      'the endpoint lacks it, and its type is not shared',
      '"EMS1_CLASS_High"',
      { device: deviceOf({}) },
      { kind: 'endpoint-lacks', near: null },
      'policy-asks',
    ],
    [
      'EMS has not authorized the FortiGate, and its type is not shared',
      '"EMS1_CLASS_Low"',
      { device: deviceOf({ authorized: false }) },
      { kind: 'link', link: 'not-authorized' },
      'ems-shares',
    ],
    [
      'its type is not shared, and the endpoint is offline',
      '"EMS1_CLASS_Low"',
      { device: deviceOf({}), endpoint: { online: false } },
      { kind: 'offline' },
      'fortigate-knows',
    ],
    [
      'the FortiGate has no room for it',
      '"EMS1_CLASS_Low"',
      { device: full },
      { kind: 'no-room', limit: 1 },
      'fortigate-knows',
    ],
    [
      'the FortiGate has no room for it, and the endpoint is offline',
      '"EMS1_CLASS_Low"',
      { device: full, endpoint: { online: false } },
      { kind: 'offline' },
      'fortigate-knows',
    ],
    [
      'the endpoint is not registered',
      '"EMS1_ZTNA_FortiAD"',
      { endpoint: { registered: false } },
      { kind: 'not-registered' },
      'fortigate-knows',
    ],
    [
      'the endpoint is offline',
      '"EMS1_ZTNA_FortiAD"',
      { endpoint: { online: false } },
      { kind: 'offline' },
      'fortigate-knows',
    ],
    [
      'the device is unknown',
      '"EMS1_ZTNA_FortiAD"',
      nobody,
      { kind: 'no-endpoint' },
      'fortigate-knows',
    ],
    [
      'its address tells nothing',
      '"EMS1_ZTNA_FortiAD"',
      bare,
      { kind: 'not-identified', certificateAsked: true },
      'fortigate-knows',
      accept,
    ],
    [
      'it is for another kind of device',
      '"EMS_ALL_UNKNOWN_CLIENTS"',
      {},
      { kind: 'not-that-kind-of-device' },
      'policy-asks',
    ],
    ['no member of a group is known', '"group"', {}, { kind: 'no-member' }, 'policy-asks'],
    ['the name is no tag', '"Fake"', {}, { kind: 'dangling', near: null }, 'policy-asks'],
    [
      'the connection is down',
      '"EMS1_ZTNA_FortiAD"',
      { device: deviceOf({ connected: false }) },
      { kind: 'link', link: 'down' },
      'ems-shares',
    ],
    [
      'the name has the number of another connector',
      '"EMS2_CLASS_Other"',
      {},
      {
        kind: 'dangling',
        near: { tag: { category: 'classification', name: 'Other' }, how: 'other-connector' },
      },
      'policy-asks',
    ],
    [
      'the name is no tag, but near one',
      '"Fortiad"',
      {},
      {
        kind: 'dangling',
        near: { tag: { category: 'zero_trust', name: 'FortiAD' }, how: 'other-case' },
      },
      'policy-asks',
    ],
  ])('%s', (_, tags, given, cause, broke, gateway = '') => {
    const found = explained(ztnaPolicy(tags), given, gateway);
    expect(firstAsked(found.policies[0]?.conditions)).toMatchObject({ known: false, cause });
    expect(found.broke).toBe(broke);
    expect(found).toMatchObject({ kind: 'ztna', action: 'deny', policyid: 0, deciding: 0 });
  });
});

describe('in a forward session', () => {
  const mac = '"MAC_EMS1_ZTNA_FortiAD"';
  test.each<[string, string, Given, object, string]>([
    [
      'the device is unknown',
      '"EMS1_ZTNA_FortiAD"',
      { session: { endpointUid: null, srcip: '10.0.9.9' } },
      { kind: 'no-endpoint' },
      'fortigate-knows',
    ],
    [
      'the endpoint lacks it',
      '"EMS1_ZTNA_No"',
      {},
      { kind: 'endpoint-lacks', near: null },
      'policy-asks',
    ],
    [
      'EMS has not authorized the FortiGate',
      mac,
      { device: deviceOf({ authorized: false }) },
      { kind: 'link', link: 'not-authorized' },
      'ems-shares',
    ],
    [
      'EMS does not know the FortiGate',
      mac,
      { device: other },
      { kind: 'link', link: 'not-configured' },
      'ems-shares',
    ],
    [
      'its type is not shared',
      '"EMS1_CLASS_Low"',
      { device: deviceOf({}) },
      { kind: 'type-not-shared', category: 'classification' },
      'ems-shares',
    ],
    [
      'the endpoint is not registered',
      mac,
      { endpoint: { registered: false } },
      { kind: 'not-registered' },
      'fortigate-knows',
    ],
    [
      'the endpoint is offline',
      mac,
      { endpoint: { online: false } },
      { kind: 'offline' },
      'fortigate-knows',
    ],
    [
      'the endpoint lacks it, and EMS has not authorized the FortiGate',
      '"EMS1_CLASS_High"',
      { device: deviceOf({ authorized: false }) },
      { kind: 'link', link: 'not-authorized' },
      'ems-shares',
    ],
    [
      'EMS has not authorized the FortiGate, and its type is not shared',
      '"EMS1_CLASS_Low"',
      { device: deviceOf({ authorized: false }) },
      { kind: 'link', link: 'not-authorized' },
      'ems-shares',
    ],
    [
      'the FortiGate has no room for it',
      '"EMS1_CLASS_Low"',
      { device: full },
      { kind: 'no-room', limit: 1 },
      'fortigate-knows',
    ],
    [
      'the FortiGate has no room for it, and the endpoint is not registered',
      '"EMS1_CLASS_Low"',
      { device: full, endpoint: { registered: false } },
      { kind: 'not-registered' },
      'fortigate-knows',
    ],
    [
      'the endpoint is neither registered nor online',
      mac,
      { endpoint: { registered: false, online: false } },
      { kind: 'not-registered' },
      'fortigate-knows',
    ],
    [
      'the endpoint is offline, and endpoint sharing leaves it out',
      mac,
      { endpoint: { online: false, gateway: 'FGT-B' } },
      { kind: 'offline' },
      'fortigate-knows',
    ],
    [
      'endpoint sharing leaves it out',
      mac,
      { endpoint: { gateway: 'FGT-B' } },
      { kind: 'address-not-shared', gateway: 'FGT-B' },
      'ems-shares',
    ],
    [
      'its MAC address is not seen',
      mac,
      { endpoint: { gateway: 'FGT-B' }, device: deviceOf({ endpointSharing: 'all' }) },
      { kind: 'mac-not-seen', gateway: 'FGT-B' },
      'fortigate-knows',
    ],
    [
      'it comes from another address',
      '"EMS1_ZTNA_FortiAD"',
      { session: { srcip: '10.0.9.9' } },
      { kind: 'other-address', address: '10.0.9.9' },
      'fortigate-knows',
    ],
  ])('%s', (_, tags, given, cause, broke) => {
    const session = { dstip: '10.88.0.3', ...given.session };
    const found = explained(forwardPolicy(tags), { ...given, session });
    expect(firstAsked(found.policies[0]?.conditions)).toMatchObject({ known: false, cause });
    expect(found.broke).toBe(broke);
    expect(found).toMatchObject({
      kind: 'forward',
      action: 'deny',
      certificate: null,
      route: null,
    });
  });
});

describe('where it broke', () => {
  const tag = '"EMS1_ZTNA_FortiAD"';
  test.each<[string, string, Given, string | null]>([
    ['nowhere, if it is accepted', ztnaPolicy(tag), {}, null],
    ['the certificate', ztnaPolicy(tag), { session: { certificate: 'revoked' } }, 'certificate'],
    ['the way: no gateway', ztnaPolicy(tag), { session: { path: '/' } }, 'route'],
    ['the way: no real server', ztnaPolicy(tag), { session: { path: '/empty' } }, 'route'],
    [
      'a denying policy',
      ztnaPolicy(tag).replace('set action accept', 'set action deny'),
      {},
      'decision',
    ],
    ['no policy', '', {}, 'decision'],
    ['another condition', ztnaPolicy(tag, 'set srcaddr "elsewhere"'), {}, 'policy-asks'],
    [
      'a tag and another condition',
      ztnaPolicy('"EMS1_ZTNA_No"', 'set srcaddr "elsewhere"'),
      {},
      'policy-asks',
    ],
    ['a negated tag', ztnaPolicy(tag, 'set ztna-ems-tag-negate enable'), {}, 'policy-asks'],
    [
      'of any, the one that takes least',
      ztnaPolicy('"EMS1_ZTNA_No" "EMS1_CLASS_Low"'),
      { device: deviceOf({}) },
      'ems-shares',
    ],
    [
      'one station twice',
      ztnaPolicy('"EMS1_CLASS_Low" "EMS1_CLASS_Low"'),
      { device: deviceOf({}) },
      'ems-shares',
    ],
    [
      'one of All, where the other is known',
      ztnaPolicy(`${tag} "EMS1_CLASS_Low"`, 'set ztna-tags-match-logic and'),
      { device: deviceOf({}) },
      'ems-shares',
    ],
    [
      'of all, the first',
      ztnaPolicy('"EMS1_ZTNA_No" "EMS1_CLASS_Low"', 'set ztna-tags-match-logic and'),
      { device: deviceOf({}) },
      'policy-asks',
    ],
    [
      'a tag that is not shared and another condition',
      ztnaPolicy('"EMS1_CLASS_Low"', 'set srcaddr "elsewhere"'),
      { device: deviceOf({}) },
      'policy-asks',
    ],
    [
      'a negated tag beside one that is not shared',
      ztnaPolicy(`${tag} "EMS1_CLASS_Low"`, 'set ztna-ems-tag-negate enable'),
      { device: deviceOf({}) },
      'policy-asks',
    ],
    [
      'the second of two lists, where the first holds',
      forwardPolicy(tag, 'set ztna-ems-tag-secondary "EMS1_CLASS_Low"'),
      { device: deviceOf({}), session: { dstip: '10.88.0.3' } },
      'ems-shares',
    ],
    [
      'policies that are off',
      ztnaPolicy('"EMS1_CLASS_Low"', 'set status disable'),
      { device: deviceOf({}) },
      'policy-asks',
    ],
  ])('%s', (_, policy, given, broke) => {
    expect(explained(policy, given).broke).toBe(broke);
  });

  test('a certificate that is not asked for is no station', () => {
    const found = explained(
      ztnaPolicy(tag),
      { session: { path: '/', certificate: 'none' } },
      'set client-cert disable',
    );
    expect(found.broke).toBe('route');
  });
});

describe('the chain', () => {
  test('of a ZTNA session', () => {
    const found = explained(
      ztnaPolicy(
        '"group" "EMS1_ZTNA_FortiAD"',
        'set users "ann"\nset groups "G"\nset ztna-device-ownership enable',
      ),
      {
        device: deviceOf({ tagTypes: ['zero_trust', 'fabric'] }),
        session: { groups: ['H'] },
      },
    );
    expect(found).toMatchObject({
      endpoint: { uid: endpoint.uid, host: 'PC-1' },
      fortigate: { name: 'FGT-A', serial: 'FGVM00' },
      has: [
        { category: 'zero_trust', name: 'FortiAD' },
        { category: 'classification', name: 'Low' },
      ],
      shares: {
        link: 'up',
        categories: [
          { category: 'zero_trust', shared: true },
          { category: 'classification', shared: false },
          { category: 'outbreak_alert', shared: false },
          { category: 'fabric', shared: true },
        ],
      },
      knows: {
        by: 'certificate',
        why: null,
        tags: [{ category: 'zero_trust', name: 'FortiAD' }],
        builtIns: [],
        reached: true,
      },
      route: { kind: 'routed', gateway: 1 },
      certificate: { asked: true, state: 'valid' },
    });
    const [policy] = found.policies;
    expect(policy).toMatchObject({ policyid: 1, policytype: 'policy', verdict: 'no-match' });
    const conditions = new Map(policy?.conditions.map((one) => [one.kind, one]));
    expect(conditions.get('srcintf')).toEqual({
      kind: 'srcintf',
      asked: ['any'],
      negate: false,
      found: 'port1',
      held: true,
    });
    expect(conditions.get('srcaddr')).toEqual({
      kind: 'srcaddr',
      asked: ['all'],
      negate: false,
      found: '10.0.1.5',
      held: true,
    });
    expect(conditions.get('identity')).toEqual({
      kind: 'identity',
      asked: ['ann', 'G'],
      negate: false,
      found: 'ann',
      by: 'ems',
      held: true,
    });
    expect(conditions.get('ownership')).toEqual({
      kind: 'ownership',
      asked: ['bob'],
      negate: false,
      found: 'ann',
      held: false,
    });
    expect(conditions.get('schedule')).toEqual({
      kind: 'schedule',
      asked: ['always'],
      negate: false,
      found: '',
      held: true,
    });
    expect(conditions.get('tags')).toMatchObject({
      held: true,
      asked: [
        {
          name: 'group',
          kind: 'group',
          tag: null,
          addressKind: null,
          members: [
            { name: 'EMS1_ZTNA_No', kind: 'tag', addressKind: 'ip', members: [] },
            { name: 'MAC_EMS1_FABRIC_No', kind: 'tag', addressKind: 'mac' },
          ],
        },
        { name: 'EMS1_ZTNA_FortiAD', known: true, cause: null },
      ],
    });
  });

  test('of a device that EMS does not know, without a user', () => {
    const found = explained(
      ztnaPolicy('"EMS1_ZTNA_FortiAD"', 'set users "ann"\nset ztna-device-ownership enable'),
      {
        ...nobody,
        session: { endpointUid: null, user: null, certificate: 'none' },
        device: other,
      },
      accept,
    );
    expect(found).toMatchObject({
      endpoint: null,
      fortigate: { name: 'FGT-A', serial: null },
      has: [],
      shares: { link: 'not-configured' },
      knows: {
        by: 'nothing',
        why: { kind: 'link', link: 'not-configured' },
        tags: [],
        builtIns: ['EMS_ALL_UNKNOWN_CLIENTS'],
      },
    });
    expect(found.shares.categories.some(({ shared }) => shared)).toBe(false);
    const conditions = new Map(found.policies[0]?.conditions.map((one) => [one.kind, one]));
    expect(conditions.get('identity')).toMatchObject({ found: '' });
    expect(conditions.get('ownership')).toMatchObject({ asked: [], found: '' });
  });

  test.each<[string, Given, object]>([
    ['by its certificate', {}, { by: 'certificate', why: null, reached: true }],
    [
      'as offline',
      { endpoint: { online: false } },
      { by: 'certificate', why: { kind: 'offline' }, tags: [] },
    ],
    [
      'as not registered',
      { endpoint: { registered: false } },
      { by: 'certificate', why: { kind: 'not-registered' } },
    ],
    [
      'not at all, where a gate before it ended the session',
      { session: { path: '/' } },
      { by: 'nothing', why: null, tags: [], reached: false },
    ],
    [
      'in a forward session, by its address',
      { session: { dstip: '10.88.0.3' } },
      {
        by: 'address',
        why: null,
        tags: [
          { category: 'zero_trust', name: 'FortiAD' },
          { category: 'classification', name: 'Low' },
        ],
        builtIns: [],
        reached: true,
      },
    ],
    [
      'in a forward session not, at another address',
      { session: { dstip: '10.88.0.3', srcip: '10.0.9.9' } },
      { by: 'nothing', tags: [], reached: true },
    ],
  ])('knows the device %s', (_, given, knows) => {
    expect(explained(ztnaPolicy('"EMS1_ZTNA_FortiAD"'), given).knows).toMatchObject(knows);
  });

  test('leads to the policy that matched last, past one that redirected in vain', () => {
    const redirecting = ztnaPolicy('"EMS1_ZTNA_FortiAD"', 'set ztna-policy-redirect enable');
    const found = explained(`${redirecting}\n${redirecting.replace('edit 1', 'edit 2')}`);
    expect(found).toMatchObject({
      action: 'deny',
      policyid: 0,
      deciding: null,
      broke: 'policy-asks',
    });
    expect(found.cause).toMatchObject({ kind: 'handed-on' });
    const second = ztnaPolicy('"EMS1_ZTNA_FortiAD"').replace('edit 1', 'edit 2');
    const both = explained(`${ztnaPolicy('"EMS1_ZTNA_No"')}\n${second}`);
    expect(both).toMatchObject({ action: 'accept', policyid: 2, deciding: 1 });
  });

  test('names no type as shared with a FortiGate that EMS has not authorized', () => {
    const { shares } = explained(ztnaPolicy('"EMS1_ZTNA_FortiAD"'), {
      device: deviceOf({ authorized: false, tagTypes: ['zero_trust', 'fabric'] }),
    });
    expect(shares).toMatchObject({ link: 'not-authorized' });
    expect(shares.categories.map(({ shared }) => shared)).toEqual([false, false, false, false]);
  });
});

describe('the one cause', () => {
  const denying = ztnaPolicy('"EMS1_ZTNA_Bad"').replace('set action accept', 'set action deny');
  const forGroup = ztnaPolicy('"EMS1_ZTNA_FortiAD"', 'set groups "Finance"').replace(
    'edit 1',
    'edit 2',
  );

  test('of 067 is that the endpoint is offline, whatever group the nearest policy asks for', () => {
    const found = explained(`${denying}\n${forGroup}`, { endpoint: { online: false } });
    expect(found).toMatchObject({
      error: 67,
      cause: { kind: 'device', why: { kind: 'offline' } },
      broke: 'fortigate-knows',
    });
    expect(plain(headline(found))).toMatch(/^PC-1 is offline.*\(error 067\)\.$/);
  });

  test('of 065 that only a denying policy stands for is the nearest accepting policy’s, and says so', () => {
    const found = explained(`${denying}\n${forGroup}`);
    expect(found).toMatchObject({
      error: 65,
      cause: { kind: 'condition', condition: 'identity', policy: { policyid: 2 } },
      broke: 'policy-asks',
    });
    expect(plain(headline(found))).toContain('The error code is for policy 1');
  });

  test('is the tag before another condition, where 065 says so', () => {
    const both = ztnaPolicy('"EMS1_ZTNA_No"', 'set groups "Finance"').replace('edit 1', 'edit 2');
    expect(explained(`${denying}\n${both}`).cause).toMatchObject({ kind: 'tag' });
  });

  test('is told of the endpoint that the FortiGate takes the device for', () => {
    const twin = endpointOf({ uid: '1'.repeat(32), host: 'PC-2', tags: [fortiAd] });
    const ems = emsOf([twin, { ...endpoint, gateway: null }], [classes]);
    const session = sessionOf({ path: '/app', certificate: 'none' });
    const fortigate = world(ztnaPolicy('"EMS1_CLASS_Low"'), accept);
    const found = explain(decide(ems, fortigate, session), session, ems, fortigate);
    expect(found).toMatchObject({ endpoint: { host: 'PC-1' }, takenFor: { host: 'PC-2' } });
    expect(plain(headline(found))).toContain('PC-2 does not have Low.');
  });

  test('of an owner that cannot be known is not that anyone is asked for', () => {
    const found = explained(
      ztnaPolicy('"EMS_ALL_UNKNOWN_CLIENTS"', 'set ztna-device-ownership enable'),
      { session: { endpointUid: null, certificate: 'none', srcip: '10.0.9.9' } },
      accept,
    );
    expect(plain(headline(found))).toContain('asks for the owner, but EMS knows no owner');
  });
});
