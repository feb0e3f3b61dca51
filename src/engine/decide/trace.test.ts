/** The trace: every policy considered, in order, with each condition as it was asked; it stops where the FortiGate stops. */
import { describe, expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { deviceOf, emsOf, endpointOf, sessionOf } from '#test/fixtures/installation.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type { Session } from '#model/decision/session.ts';
import { decide } from './decide.ts';

const objects = `config system zone
    edit "inside"
        set interface "port7" "port8"
    next
end
config user group
    edit "staff"
        set member "ann"
    next
end
config firewall vip
    edit "vip"
        set uuid 22222222-0000-0000-0000-000000000000
        set type access-proxy
        set extip 10.9.0.1
        set extintf "any"
        set extport 443
    next
end
config firewall access-proxy
    edit "server"
        set vip "vip"
        config api-gateway
            edit 1
                config realservers
                    edit 1
                        set ip 10.88.0.3
                    next
                end
            next
        end
    next
    edit "second of the same VIP"
        set vip "vip"
    next
end
config firewall address
    edit "real"
        set subnet 10.88.0.3 255.255.255.255
    next
    edit "lan"
        set subnet 10.0.1.0 255.255.255.0
    next
end
`;
const common = `set srcintf "any"
        set srcaddr "all"
        set schedule "always"`;
const simple = (id: number, more = ''): string =>
  `edit ${id}\n${common}\nset dstintf "any"\nset service "ALL"\nset dstaddr "vip"\nset ztna-status enable\n${more}\nnext\n`;
const full = (id: number, more = ''): string =>
  `edit ${id}\n${common}\nset dstaddr "all"\nset proxy access-proxy\nset access-proxy "server"\n${more}\nnext\n`;
const standard = (id: number, more = ''): string =>
  `edit ${id}\n${common}\nset dstintf "any"\nset service "ALL"\nset dstaddr "all"\n${more}\nnext\n`;
const accept = 'set action accept';

const endpoint = endpointOf({
  user: 'ann',
  owner: 'ann',
  tags: [{ category: 'zero_trust', name: 'T', since: 0 }],
});

function decided(
  policies: string,
  proxyPolicies = '',
  { session = {}, from = {} }: { session?: Partial<Session>; from?: Partial<Endpoint> } = {},
) {
  const { config, warnings } = readConfig(
    `${objects}config firewall policy\n${policies}end\nconfig firewall proxy-policy\n${proxyPolicies}end\n`,
  );
  expect(warnings).toEqual([]);
  const ems = emsOf([{ ...endpoint, ...from }], [deviceOf({})]);
  return decide(
    ems,
    { name: 'FGT-A', connector: 1, config },
    sessionOf({ user: 'ann', ...session }),
  );
}

const brief = ({ trace }: ReturnType<typeof decided>): string[] =>
  trace.policies.map((step) => `${step.policytype} ${step.policyid} ${step.verdict}`);
const kindsOf = ({ trace }: ReturnType<typeof decided>): string[][] =>
  trace.policies.map((step) => step.conditions.map(({ kind }) => kind));

describe('of a ZTNA session', () => {
  test('names what it met on the way', () => {
    expect(decided(simple(1, accept)).trace).toMatchObject({
      vip: 'vip',
      vipUuid: '22222222-0000-0000-0000-000000000000',
      accessProxy: 'server',
      certificate: { asked: true, state: 'valid', emptyCertAction: 'block', unmanageable: false },
      route: { kind: 'routed', gateway: 1, realServer: '10.88.0.3', port: 443 },
      device: { by: 'certificate', uid: endpoint.uid, information: true, online: true },
      known: [{ category: 'zero_trust', name: 'T' }],
      builtIns: [],
    });
  });

  test('holds each condition, in order', () => {
    const [step] = decided(
      simple(
        1,
        'set users "ann"\nset ztna-device-ownership enable\nset ztna-ems-tag "MAC_EMS1_ZTNA_T" "nothing"\nset ztna-tags-match-logic and\nset ztna-ems-tag-negate enable',
      ),
    ).trace.policies;
    expect(step).toEqual({
      policytype: 'policy',
      policyid: 1,
      name: '',
      uuid: '',
      action: 'deny',
      verdict: 'deny',
      conditions: [
        { kind: 'srcintf', asked: ['any'], found: 'port1', held: true },
        { kind: 'srcaddr', asked: ['all'], negate: false, found: '10.0.1.5', held: true },
        {
          kind: 'identity',
          users: ['ann'],
          groups: [],
          foundUser: 'ann',
          foundGroups: [],
          by: 'ems',
          held: true,
        },
        { kind: 'schedule', asked: 'always', held: true },
        { kind: 'ownership', owner: 'ann', found: 'ann', held: true },
        {
          kind: 'tags',
          list: 'primary',
          logic: 'and',
          writtenLogic: 'and',
          negate: true,
          asked: [
            {
              name: 'MAC_EMS1_ZTNA_T',
              kind: 'tag',
              connector: 1,
              tag: { category: 'zero_trust', name: 'T' },
              addressKind: 'mac',
              known: true,
            },
            { name: 'nothing', kind: 'dangling', known: false },
          ],
          held: true,
        },
      ],
    });
  });

  test('of a full policy asks for the real server’s address as well', () => {
    const decision = decided(
      '',
      full(4, `${accept}\nset dstaddr "real"\nset device-ownership enable`),
    );
    expect(kindsOf(decision)).toEqual([
      ['srcintf', 'srcaddr', 'identity', 'schedule', 'dstaddr', 'ownership', 'tags'],
    ]);
    expect(decision.trace.policies[0]?.conditions[4]).toEqual({
      kind: 'dstaddr',
      asked: ['real'],
      negate: false,
      found: '10.88.0.3',
      held: true,
    });
    expect(decision).toMatchObject({ action: 'accept', policyid: 4, policytype: 'proxy-policy' });
  });

  test.each([
    ['the first match', simple(1, accept) + simple(2), '', ['policy 1 accept'], 1, null],
    [
      'past what is disabled and what does not match',
      simple(1, 'set status disable') + simple(2, 'set users "bob"') + simple(3, accept),
      full(4),
      ['policy 1 disabled', 'policy 2 no-match', 'policy 3 accept'],
      3,
      null,
    ],
    ['a deny', simple(1), full(4, accept), ['policy 1 deny'], 1, 62],
    ['a deny by a tag', simple(1, 'set ztna-ems-tag "EMS1_ZTNA_T"'), '', ['policy 1 deny'], 1, 64],
    [
      'from a redirect to the full policies alone',
      simple(1, `${accept}\nset ztna-policy-redirect enable`) + simple(2, accept),
      full(4, accept),
      ['policy 1 redirect', 'proxy-policy 4 accept'],
      4,
      null,
    ],
    [
      'not from a redirect of a deny',
      simple(1, 'set ztna-policy-redirect enable'),
      full(4, accept),
      ['policy 1 deny'],
      1,
      62,
    ],
    [
      'from the simple ones to the full ones',
      simple(1, 'set users "bob"'),
      full(4, 'set users "bob"') + full(5, 'set status disable') + full(6, accept),
      [
        'policy 1 no-match',
        'proxy-policy 4 no-match',
        'proxy-policy 5 disabled',
        'proxy-policy 6 accept',
      ],
      6,
      null,
    ],
    ['nothing', standard(1, accept), '', [], 0, 61],
    [
      'one that failed on its tags alone',
      simple(1, 'set ztna-ems-tag "EMS1_ZTNA_No"'),
      '',
      ['policy 1 no-match'],
      0,
      65,
    ],
    [
      'one that failed on more',
      simple(1, 'set ztna-ems-tag "EMS1_ZTNA_No"\nset users "bob"'),
      '',
      ['policy 1 no-match'],
      0,
      61,
    ],
  ] as const)('leads to %s', (_, policies, proxyPolicies, steps, policyid, error) => {
    const decision = decided(policies, proxyPolicies);
    expect(brief(decision)).toEqual(steps);
    expect(decision).toMatchObject({ kind: 'ztna', policyid, error });
  });

  test.each([
    [simple(1, 'set status disable'), full(4, 'set status disable'), 'policy'],
    ['', full(4, 'set status disable'), 'proxy-policy'],
    ['', '', 'policy'],
  ] as const)(
    'the implicit deny is one of its tables (%#)',
    (policies, proxyPolicies, policytype) => {
      expect(decided(policies, proxyPolicies)).toMatchObject({ policyid: 0, policytype });
    },
  );

  test('without a certificate there are the built-in tags', () => {
    const none = { certificate: 'none' } as const;
    const accepting = objects.replace(
      'set vip "vip"',
      'set vip "vip"\nset empty-cert-action accept',
    );
    const { config } = readConfig(
      `${accepting}config firewall policy\n${simple(1, `${accept}\nset ztna-ems-tag "EMS_ALL_UNKNOWN_CLIENTS"`)}end\n`,
    );
    const ask = (from: Partial<Endpoint>, session: Partial<Session>) => {
      const ems = emsOf([{ ...endpoint, ...from }], [deviceOf({})]);
      const decision = decide(ems, { name: 'FGT-A', connector: 1, config }, sessionOf(session));
      return decision.kind === 'ztna' ? [decision.trace.builtIns, decision.action] : [];
    };
    expect(ask({}, none)).toEqual([[], 'deny']);
    expect(ask({}, { ...none, srcip: '10.0.9.9' })).toEqual([
      ['EMS_ALL_UNKNOWN_CLIENTS'],
      'accept',
    ]);
    expect(ask({ manageable: false }, none)).toEqual([['EMS_ALL_UNMANAGEABLE_CLIENTS'], 'deny']);
    const phone = { ...none, endpointUid: null, srcip: '10.0.9.9' } as const;
    expect(ask({}, { ...phone, os: 'android' })).toEqual([
      ['EMS_ALL_UNMANAGEABLE_CLIENTS'],
      'deny',
    ]);
    expect(ask({}, { ...phone, os: 'ios' })).toEqual([['EMS_ALL_UNMANAGEABLE_CLIENTS'], 'deny']);
    expect(ask({}, { ...phone, os: 'linux' })).toEqual([['EMS_ALL_UNKNOWN_CLIENTS'], 'accept']);
  });

  test.each<[string, Partial<Endpoint>, Partial<Session>, boolean, object]>([
    [
      'by its certificate',
      {},
      {},
      true,
      { by: 'certificate', uid: endpoint.uid, information: true, online: true },
    ],
    [
      'as offline',
      { online: false },
      {},
      true,
      { by: 'certificate', uid: endpoint.uid, information: true, online: false },
    ],
    [
      'as not registered',
      { registered: false },
      {},
      true,
      { by: 'certificate', uid: endpoint.uid, information: false, why: 'not-registered' },
    ],
    [
      'without authorization',
      {},
      {},
      false,
      { by: 'certificate', uid: endpoint.uid, information: false, why: 'not-authorized' },
    ],
    [
      'as nobody’s',
      {},
      { endpointUid: null },
      true,
      { by: 'nothing', information: false, why: 'no-endpoint' },
    ],
    [
      'as nobody’s, without authorization',
      {},
      { endpointUid: null },
      false,
      { by: 'nothing', information: false, why: 'not-authorized' },
    ],
    [
      'by its address',
      {},
      { certificate: 'none' },
      true,
      { by: 'address', uid: endpoint.uid, information: true, online: true },
    ],
  ])('knows the device %s', (_, from, session, authorized, device) => {
    const accepting = objects.replace(
      'set vip "vip"',
      'set vip "vip"\nset empty-cert-action accept',
    );
    const { config } = readConfig(`${accepting}config firewall policy\n${simple(1)}end\n`);
    const ems = emsOf([{ ...endpoint, ...from }], [deviceOf({ authorized })]);
    const decision = decide(ems, { name: 'FGT-A', connector: 1, config }, sessionOf(session));
    expect(decision.kind === 'ztna' && decision.trace.device).toEqual(device);
    const knows = authorized && from.online !== false && from.registered !== false;
    expect(decision.kind === 'ztna' && decision.trace.known.length > 0).toBe(
      knows && session.endpointUid !== null,
    );
  });

  test('ends before the policies where a gate before them ends it', () => {
    const decision = decided(simple(1, accept), '', { session: { certificate: 'mismatch' } });
    expect(decision).toMatchObject({
      error: 1,
      trace: { route: null, device: null, known: [], builtIns: [], policies: [] },
    });
  });
});

describe('of a forward session', () => {
  const forward: Partial<Session> = { dstip: '10.88.0.3' };

  test('holds each condition, in order', () => {
    const decision = decided(
      standard(
        9,
        'set action accept\nset srcintf "inside"\nset groups "staff"\nset service "HTTPS"\nset ztna-status enable\nset ztna-ems-tag "EMS1_ZTNA_T"\nset ztna-tags-match-logic and\nset ztna-ems-tag-secondary "MAC_EMS1_ZTNA_T"',
      ),
      '',
      { session: { ...forward, srcintf: 'port8' } },
    );
    const tag = {
      kind: 'tag',
      connector: 1,
      tag: { category: 'zero_trust', name: 'T' },
      known: true,
    } as const;
    expect(decision).toEqual({
      kind: 'forward',
      action: 'accept',
      policyid: 9,
      policytype: 'policy',
      error: null,
      trace: {
        srcMac: '02:09:0F:00:01:05',
        nat: null,
        identity: { user: 'ann', groups: [], by: 'ems', server: null },
        policies: [
          {
            policytype: 'policy',
            policyid: 9,
            name: '',
            uuid: '',
            action: 'accept',
            verdict: 'accept',
            conditions: [
              { kind: 'srcintf', asked: ['inside'], found: 'port8', held: true },
              { kind: 'dstintf', asked: ['any'], found: 'port2', held: true },
              { kind: 'srcaddr', asked: ['all'], negate: false, found: '10.0.1.5', held: true },
              { kind: 'dstaddr', asked: ['all'], negate: false, found: '10.88.0.3', held: true },
              { kind: 'service', asked: ['HTTPS'], negate: false, found: 'tcp/443', held: true },
              {
                kind: 'identity',
                users: [],
                groups: ['staff'],
                foundUser: 'ann',
                foundGroups: [],
                by: 'ems',
                held: true,
              },
              { kind: 'schedule', asked: 'always', held: true },
              {
                kind: 'tags',
                list: 'primary',
                logic: 'or',
                writtenLogic: 'and',
                negate: false,
                asked: [{ name: 'EMS1_ZTNA_T', addressKind: 'ip', ...tag }],
                held: true,
              },
              {
                kind: 'tags',
                list: 'secondary',
                logic: 'or',
                writtenLogic: 'and',
                negate: false,
                asked: [{ name: 'MAC_EMS1_ZTNA_T', addressKind: 'mac', ...tag }],
                held: true,
              },
            ],
          },
        ],
      },
    });
  });

  test('asks for no tags where they are not in force, and for no second list where there is none', () => {
    const plain = ['srcintf', 'dstintf', 'srcaddr', 'dstaddr', 'service', 'identity', 'schedule'];
    const off = standard(1, 'set ztna-ems-tag "EMS1_ZTNA_T"\nset srcintf "port9"');
    const on = standard(2, `${accept}\nset ztna-status enable\nset ztna-ems-tag "EMS1_ZTNA_T"`);
    expect(kindsOf(decided(off + on, '', { session: forward }))).toEqual([
      plain,
      [...plain, 'tags'],
    ]);
  });

  test.each([
    [
      'disabled and unmatched ones are passed',
      standard(1, 'set status disable') +
        standard(2, 'set service "SSH"') +
        standard(3) +
        standard(4, accept),
      ['policy 1 disabled', 'policy 2 no-match', 'policy 3 deny'],
      'deny',
      3,
    ],
    [
      'simple ZTNA policies are no part of it',
      simple(1, accept) + standard(2, accept),
      ['policy 2 accept'],
      'accept',
      2,
    ],
    ['nothing matches', standard(1, 'set dstintf "port9"'), ['policy 1 no-match'], 'deny', 0],
  ] as const)('%s', (_, policies, steps, action, policyid) => {
    const decision = decided(policies, '', { session: forward });
    expect(brief(decision)).toEqual(steps);
    expect(decision).toMatchObject({ kind: 'forward', action, policyid, policytype: 'policy' });
  });

  test('knows a MAC address on its own network alone', () => {
    const at = (gateway: string | null) =>
      decided(standard(1), '', { session: forward, from: { gateway } }).trace;
    expect(at('FGT-A')).toMatchObject({ srcMac: '02:09:0F:00:01:05' });
    expect(at('FGT-B')).toMatchObject({ srcMac: null });
    expect(at(null)).toMatchObject({ srcMac: null });
  });

  test.each([
    ['a zone of the interface', 'set srcintf "inside"', { srcintf: 'port7' }, true],
    ['another interface than the zone’s', 'set srcintf "inside"', { srcintf: 'port9' }, false],
    ['the interface', 'set dstintf "port9" "port2"', {}, true],
    ['a negated source', 'set srcaddr "lan"\nset srcaddr-negate enable', {}, false],
    [
      'a negated source, from elsewhere',
      'set srcaddr "lan"\nset srcaddr-negate enable',
      { srcip: '10.9.9.9' },
      true,
    ],
    ['a negated destination', 'set dstaddr "real"\nset dstaddr-negate enable', {}, false],
    ['a negated service', 'set service "HTTPS"\nset service-negate enable', {}, false],
    ['a negated service, another one', 'set service "SSH"\nset service-negate enable', {}, true],
    ['UDP', 'set service "DNS"', { protocol: 17, dstport: 53 }, true],
    ['a user', 'set users "bob" "ann"', {}, true],
    ['another user', 'set users "bob"', {}, false],
    ['no user', 'set users "bob"', { user: null }, false],
    ['a group of the session', 'set groups "sales"', { groups: ['sales'] }, true],
    ['a group without the user', 'set groups "staff"', { user: 'bob' }, false],
    ['a group, and no user', 'set groups "staff"', { user: null }, false],
    ['a group that is none', 'set groups "nowhere"', {}, false],
    ['a user or a group', 'set users "bob"\nset groups "staff"', {}, true],
    ['a schedule', 'set schedule "none"', {}, false],
  ] as const)('asks for %s', (_, settings, session, matches) => {
    const decision = decided(standard(1, `${accept}\n${settings}`), '', {
      session: { ...forward, ...session },
    });
    expect(decision.action).toBe(matches ? 'accept' : 'deny');
  });

  test('a service is found by its protocol and port', () => {
    const found = (protocol: number) =>
      decided(standard(1), '', { session: { ...forward, protocol } }).trace.policies[0]
        ?.conditions[4];
    expect(found(17)).toMatchObject({ found: 'udp/443' });
    expect(found(6)).toMatchObject({ found: 'tcp/443' });
  });
});

describe('a policy that was given what is no value', () => {
  const bad = `${accept}\nset srcaddr-negate perhaps`;
  const read = (text: string) => readConfig(`${objects}${text}`).config;
  const ask = (text: string, session: Partial<Session> = {}) =>
    decide(
      emsOf([endpoint], [deviceOf({})]),
      { name: 'FGT-A', connector: 1, config: read(text) },
      sessionOf(session),
    );
  const tables = (statement: string) =>
    [
      ['simple', `config firewall policy\n${simple(1, statement)}end\n`, {}, 'policy'],
      ['full', `config firewall proxy-policy\n${full(1, statement)}end\n`, {}, 'proxy-policy'],
      [
        'standard',
        `config firewall policy\n${standard(1, statement)}end\n`,
        { dstip: '10.88.0.3' },
        'policy',
      ],
    ] as const;
  test.each(tables(bad))('stays in force by the default: %s', (_, text, session, policytype) => {
    const decision = ask(text, session);
    expect(decision.trace.policies).toMatchObject([
      {
        policytype,
        policyid: 1,
        verdict: 'accept',
        refused: [{ field: 'srcaddr-negate', value: 'perhaps' }],
      },
    ]);
  });
  test.each(tables('set action ipsec'))(
    'is skipped where its action is one of FortiOS that the lab does not decide by: %s',
    (_, text, session) => {
      const decision = ask(text, session);
      expect(decision.policyid).toBe(0);
      expect(decision.trace.policies).toMatchObject([
        { policyid: 1, verdict: 'unreadable', conditions: [] },
      ]);
    },
  );
});

test('a tag group and a tag of the destination decide a forward session too', () => {
  const { config } = readConfig(`${objects}config firewall addrgrp
    edit "tags"
        set category ztna-ems-tag
        set member "EMS1_ZTNA_No" "EMS1_ZTNA_T"
    next
end
config firewall policy
${standard(1, `${accept}\nset ztna-status enable\nset ztna-ems-tag "tags"\nset dstaddr "MAC_EMS1_ZTNA_Server"`)}end
`);
  const server = endpointOf({
    uid: 'S',
    ip: '10.88.0.3',
    mac: '02:09:0F:00:01:99',
    tags: [{ category: 'zero_trust', name: 'Server', since: 0 }],
  });
  const ask = (values: Partial<Endpoint>, dstip = '10.88.0.3') =>
    decide(
      emsOf([endpoint, { ...server, ...values }], [deviceOf({ endpointSharing: 'all' })]),
      { name: 'FGT-A', connector: 1, config },
      sessionOf({ dstip }),
    ).action;
  expect(ask({})).toBe('accept');
  expect(ask({}, '10.88.0.4')).toBe('deny');
  // Behind another router its MAC address is not seen.
  expect(ask({ gateway: 'FGT-B' })).toBe('deny');
});
