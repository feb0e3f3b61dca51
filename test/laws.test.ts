/** Laws that decisions keep whatever the world, and the places where they are known to end. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '#engine/decide/decide.ts';
import type { Ems, Endpoint } from '#model/ems/ems.ts';
import { emptyConfig, newRow } from '#model/fortios/rows.parse.ts';
import type { FirewallPolicy, FortiosConfig, ProxyPolicy } from '#model/fortios/tables.ts';
import type { Session } from '#model/decision/session.ts';
import { type TagCategory, tagCategories } from '#model/tagging/tags.ts';
import { tagNames } from './generators/pools.ts';
import {
  type GeneratedFortiGate,
  type GeneratedWorld,
  worldArbitrary,
} from './generators/world.ts';

const runs = { numRuns: process.env['LONG'] ? 2000 : 200 };
const worlds = worldArbitrary(8);

function outcome(world: GeneratedWorld, session: Session, ems: Ems = world.ems) {
  const fortigate = world.fortigates.find(({ name }) => name === session.fortigate);
  if (!fortigate) throw new Error(`no FortiGate ${session.fortigate}`);
  const { trace, ...decision } = decide(ems, fortigate, session, world.resolver);
  return { decision, trace };
}

function withConfigs(
  world: GeneratedWorld,
  change: (config: FortiosConfig) => FortiosConfig,
): GeneratedWorld {
  return {
    ...world,
    fortigates: world.fortigates.map((one): GeneratedFortiGate => ({
      ...one,
      config: change(one.config),
    })),
  };
}

function withPolicies(
  world: GeneratedWorld,
  firewall: (policies: readonly FirewallPolicy[]) => readonly FirewallPolicy[],
  proxy: (policies: readonly ProxyPolicy[]) => readonly ProxyPolicy[],
): GeneratedWorld {
  return withConfigs(world, (config) => ({
    ...config,
    'firewall policy': firewall(config['firewall policy']),
    'firewall proxy-policy': proxy(config['firewall proxy-policy']),
  }));
}

function withEndpoints(ems: Ems, change: (endpoint: Endpoint) => Endpoint): Ems {
  return { ...ems, endpoints: ems.endpoints.map(change) };
}

/** Each session of each world, before and after; the judge gives what must be equal. What is not, in words. */
function differences(
  change: (world: GeneratedWorld) => GeneratedWorld,
  judge: (
    before: ReturnType<typeof outcome>,
    after: ReturnType<typeof outcome>,
  ) => { readonly is: unknown; readonly mustBe: unknown },
): string | undefined {
  const details = fc.check(
    fc.property(worlds, (world) => {
      const changed = change(world);
      const judged = world.sessions.map((session) =>
        judge(outcome(world, session), outcome(changed, session)),
      );
      expect(judged.map(({ is }) => is)).toEqual(judged.map(({ mustBe }) => mustBe));
    }),
    runs,
  );
  return fc.defaultReportMessage(details);
}

describe('order and presence', () => {
  test('a disabled policy is as good as absent, but for the list that the implicit deny names', () => {
    const enabled = <P extends { readonly status: string }>(policies: readonly P[]) =>
      policies.filter((policy) => policy.status === 'enable');
    // R9 names the server's lists, in which a disabled policy still stands.
    const compared = ({ decision: { policytype, ...rest } }: ReturnType<typeof outcome>) =>
      rest.policyid === 0 ? rest : { policytype, ...rest };
    const different = differences(
      (world) => withPolicies(world, enabled, enabled),
      (before, after) => ({ is: compared(after), mustBe: compared(before) }),
    );
    expect(different).toBeUndefined();
  });

  test('swapping two neighbours that both do not match changes nothing', () => {
    fc.assert(
      fc.property(worlds, fc.nat(), (world, at) => {
        for (const session of world.sessions) {
          const { decision, trace } = outcome(world, session);
          const idle = (policyid: number) =>
            trace.policies.some(
              (step) => step.policyid === policyid && step.verdict === 'no-match',
            );
          const swap = <P extends { readonly policyid: number }>(list: readonly P[]) => {
            const i = list.length < 2 ? 0 : at % (list.length - 1);
            const [a, b] = [list[i], list[i + 1]];
            return a && b && idle(a.policyid) && idle(b.policyid)
              ? list.toSpliced(i, 2, b, a)
              : list;
          };
          expect(outcome(withPolicies(world, swap, swap), session).decision).toEqual(decision);
        }
      }),
      runs,
    );
  });
});

describe('tags', () => {
  const tag = fc.record({
    category: fc.constantFrom(...tagCategories),
    name: fc.constantFrom(...tagNames),
    since: fc.constant(0),
  });

  test('one more tag never ends an accept, unless an earlier policy or a negation took it', () => {
    fc.assert(
      fc.property(worlds, tag, (world, added) => {
        for (const session of world.sessions) {
          const before = outcome(world, session);
          if (before.decision.action !== 'accept') continue;
          const more = withEndpoints(world.ems, (endpoint) =>
            endpoint.uid === session.endpointUid
              ? { ...endpoint, tags: [...endpoint.tags, added] }
              : endpoint,
          );
          const after = outcome(world, session, more);
          if (after.decision.action === 'accept') continue;
          const { policyid, policytype } = before.decision;
          const accepted = before.trace.policies.findIndex(
            (step) => step.policyid === policyid && step.policytype === policytype,
          );
          const earlier = after.trace.policies.findIndex(
            (step) => step.policyid === after.decision.policyid && step.verdict === 'deny',
          );
          const handedOn = after.trace.policies.findIndex((step) => step.verdict === 'redirect');
          const steps = before.trace.policies[accepted]?.conditions ?? [];
          const negated = steps.some(
            (condition) =>
              'negate' in condition && condition.negate && condition.kind !== 'service',
          );
          // A tag can also make the address known where it was not, and take "unknown" away.
          const builtIn = JSON.stringify(steps).includes('EMS_ALL_UNKNOWN_CLIENTS');
          const owner = steps.some((condition) => condition.kind === 'ownership');
          const excluding = world.fortigates.some(({ config }) =>
            config['firewall addrgrp'].some((group) => group.exclude === 'enable'),
          );
          const toBlame =
            (earlier >= 0 && earlier < accepted) || (handedOn >= 0 && handedOn < accepted);
          const excused = toBlame || negated || builtIn || owner || excluding;
          expect({ session, added, before, after, excused }).toMatchObject({ excused: true });
        }
      }),
      runs,
    );
  });

  test('tags of a type that is not shared are as good as absent', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        for (const session of world.sessions) {
          const device = world.ems.fabricDevices.find(({ name }) => name === session.fortigate);
          const shared = (category: TagCategory) =>
            category === 'zero_trust' || device?.tagTypes.includes(category) === true;
          const without = withEndpoints(world.ems, (endpoint) => ({
            ...endpoint,
            tags: endpoint.tags.filter(({ category }) => shared(category)),
          }));
          expect(outcome(world, session, without).decision).toEqual(
            outcome(world, session).decision,
          );
        }
      }),
      runs,
    );
  });

  test('IP and MAC names are the same tag in a ZTNA policy', () => {
    const turned = (name: string) =>
      name.startsWith('MAC_EMS') ? name.slice(4) : /^EMS[12]_/.test(name) ? `MAC_${name}` : name;
    const turn = <P extends { readonly 'ztna-ems-tag': readonly string[] }>(list: readonly P[]) =>
      list.map((policy) => ({ ...policy, 'ztna-ems-tag': policy['ztna-ems-tag'].map(turned) }));
    fc.assert(
      fc.property(worlds, (generated) => {
        // An address object under a tag's name decides before the naming, so it has to go.
        const world = withConfigs(generated, (config) => ({
          ...config,
          'firewall address': config['firewall address'].filter(
            ({ name }) => turned(name) === name,
          ),
        }));
        const other = withPolicies(world, turn, turn);
        const ztna = world.sessions
          .map((session) => ({ session, ...outcome(world, session) }))
          .filter(({ decision }) => decision.kind === 'ztna');
        expect(ztna.map(({ session }) => outcome(other, session).decision)).toEqual(
          ztna.map(({ decision }) => decision),
        );
      }),
      runs,
    );
  });

  test('a policy alone with its tags decides the opposite when they are negated', () => {
    let decided = 0;
    fc.assert(
      fc.property(worlds, (generated) => {
        const alone = (negate: 'enable' | 'disable') =>
          withPolicies(
            generated,
            (list) =>
              list.slice(0, 1).map((policy) => ({
                ...policy,
                'ztna-ems-tag-negate': negate,
                'ztna-policy-redirect': 'disable',
              })),
            () => [],
          );
        for (const session of generated.sessions) {
          const plain = outcome(alone('disable'), session);
          const negated = outcome(alone('enable'), session);
          const others = plain.trace.policies.every(({ conditions }) =>
            conditions.every((one) => one.held || (one.kind === 'tags' && one.list === 'primary')),
          );
          const asks = plain.trace.policies.some(({ conditions }) =>
            conditions.some(
              (one) => one.kind === 'tags' && one.asked.length > 0 && one.list === 'primary',
            ),
          );
          if (!others || !asks) continue;
          decided++;
          expect(plain.decision.policyid === 0).not.toBe(negated.decision.policyid === 0);
        }
      }),
      // Few worlds hold all else, and ask for tags.
      { numRuns: process.env['LONG'] ? 3000 : 1000 },
    );
    expect(decided).toBeGreaterThan(50);
  });
});

describe('addresses', () => {
  test('a negated source holds exactly where the plain one does not', () => {
    const flip = <P extends FirewallPolicy | ProxyPolicy>(list: readonly P[]) =>
      list.map((policy) => ({
        ...policy,
        'srcaddr-negate':
          policy['srcaddr-negate'] === 'enable' ? ('disable' as const) : ('enable' as const),
      }));
    // Only the first policy is sure to be looked at in both.
    const first = ({ trace: { policies } }: ReturnType<typeof outcome>) =>
      policies
        .slice(0, 1)
        // Security policies are not among those whose source is flipped.
        .filter(({ policytype }) => policytype !== 'security-policy')
        // A source that a ZTNA policy cannot have is none, negated or not.
        .flatMap(({ conditions }) =>
          conditions.filter((one) => one.kind === 'srcaddr' && one.unusable === undefined),
        )
        .map(({ held }) => held);
    const different = differences(
      (world) => withPolicies(world, flip, flip),
      (before, after) => ({ is: first(after), mustBe: first(before).map((held) => !held) }),
    );
    expect(different).toBeUndefined();
  });
});

describe('IP and MAC names in a forward session', () => {
  const endpoint: Endpoint = {
    uid: '0'.repeat(32),
    host: 'PC-0',
    os: 'windows',
    osVersion: '',
    user: null,
    groups: [],
    owner: null,
    ip: '10.0.1.2',
    mac: '02:00:00:00:00:01',
    publicIp: '',
    gateway: 'FGT-B',
    registered: true,
    online: true,
    onNet: true,
    quarantined: false,
    inSync: true,
    manageable: true,
    certificateSerial: '',
    forticlientVersion: '',
    tags: [{ category: 'zero_trust', name: 'AV', since: 0 }],
  };
  const ems: Ems = {
    serial: '',
    tenant: '',
    name: '',
    version: '',
    endpoints: [endpoint],
    fabricDevices: [
      {
        name: 'FGT-A',
        serial: '',
        ip: '',
        version: '',
        authorized: true,
        lastSeen: null,
        tagTypes: ['zero_trust'],
        endpointSharing: 'all',
        selected: [],
      },
    ],
    customClassificationTags: [],
    fortiAnalyzerConnected: false,
  };
  const session: Session = {
    fortigate: 'FGT-A',
    endpointUid: endpoint.uid,
    os: 'windows',
    srcintf: 'port1',
    srcip: endpoint.ip,
    dstintf: 'port2',
    dstip: '10.88.0.3',
    dstport: 443,
    protocol: 6,
    path: '/',
    host: null,
    certificate: 'valid',
    user: null,
    groups: [],
    at: { epochMs: 0, offsetMinutes: 0 },
  };
  const actionWith = (tag: string) => {
    const policy = newRow('firewall policy', {
      policyid: 1,
      srcintf: ['any'],
      dstintf: ['any'],
      srcaddr: ['all'],
      dstaddr: ['all'],
      service: ['ALL'],
      schedule: 'always',
      action: 'accept',
      'ztna-status': 'enable',
      'ztna-ems-tag': [tag],
    });
    const config = { ...emptyConfig(), 'firewall policy': [policy] };
    return decide(ems, { name: 'FGT-A', connector: 1, config }, session).action;
  };
  test('are two things behind another router: the IP matches, the MAC is unknown', () => {
    expect(actionWith('EMS1_ZTNA_AV')).toBe('accept');
    expect(actionWith('MAC_EMS1_ZTNA_AV')).toBe('deny');
  });
});

test('decide ends and gives an answer, whatever stands in the world', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.constantFrom('__proto__', 'all', '1-', '(', ' '),
  );
  const anything = fc.record({ name: text, values: fc.array(text, { maxLength: 3 }) });
  fc.assert(
    fc.property(worlds, fc.array(anything, { maxLength: 5 }), (world, odd) => {
      const scrambled = withConfigs(world, (config) => ({
        ...config,
        'firewall address': [
          ...config['firewall address'],
          ...odd.map(({ name, values: [first = '', second = '', third = ''] }) =>
            newRow('firewall address', {
              name,
              subnet: first,
              'start-ip': second,
              fqdn: third,
              type: 'fqdn',
            }),
          ),
        ],
        'firewall vip': config['firewall vip'].map((vip, i) => ({
          ...vip,
          extport: odd[i]?.name ?? vip.extport,
        })),
        'firewall policy': config['firewall policy'].map((policy, i) => ({
          ...policy,
          srcaddr: [...policy.srcaddr, ...(odd[i]?.values ?? [])],
          schedule: odd[i]?.name ?? policy.schedule,
          service: odd[i]?.values ?? policy.service,
          'ztna-ems-tag': [...policy['ztna-ems-tag'], ...(odd[i]?.values ?? [])],
        })),
      }));
      for (const session of world.sessions) {
        const strange = {
          ...session,
          srcip: odd[0]?.name ?? session.srcip,
          path: odd[1]?.name ?? session.path,
          host: odd[2]?.name ?? session.host,
        };
        expect(['accept', 'deny']).toContain(outcome(scrambled, strange).decision.action);
      }
    }),
    runs,
  );
});
