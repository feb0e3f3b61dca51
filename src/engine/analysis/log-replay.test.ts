/** Who and what a log line tells of, what is missing for it, and what would account for a difference. */
import { describe, expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { deviceOf, emsOf, endpointOf } from '#test/fixtures/installation.ts';
import type { Endpoint, FabricDevice } from '#model/ems/ems.ts';
import type { LoggedSession } from '#model/decision/logged-session.ts';
import type { Change } from '#model/decision/repair.ts';
import type { Tag, TagCategory } from '#model/tagging/tags.ts';
import { accountsFor, replay } from './log-replay.ts';

const uid = 'AB'.repeat(16);
const now = { epochMs: 5, offsetMinutes: 60 };

function lineOf(values: Partial<LoggedSession>): LoggedSession {
  return {
    kind: 'ztna',
    deviceSerial: null,
    deviceName: 'FGT-A',
    srcip: '10.0.1.5',
    srcintf: 'port1',
    dstip: '10.9.0.1',
    dstport: 443,
    dstintf: 'port2',
    protocol: 6,
    action: 'accept',
    policyid: 1,
    policytype: 'policy',
    policyname: null,
    askedPolicies: true,
    vip: null,
    accessProxy: null,
    gateway: null,
    realServer: null,
    nat: null,
    uid,
    host: null,
    user: null,
    groups: [],
    authServer: null,
    ems: null,
    os: null,
    certificate: null,
    tags: null,
    at: null,
    ...values,
  };
}

const policy = (id: number, dstaddr: string, more = ''): string => `config firewall policy
    edit ${id}
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "${dstaddr}"
        set ztna-status enable
        set schedule "always"
        set service "ALL"
        ${more}
    next
end
`;
const fullPolicy = `config firewall proxy-policy
    edit 4
        set proxy access-proxy
        set access-proxy "web"
        set srcintf "any"
        set srcaddr "all"
        set dstaddr "all"
        set action accept
        set schedule "always"
    next
end
`;
const tags = (...names: readonly string[]): string =>
  `set ztna-ems-tag ${names.map((name) => `"${name}"`).join(' ')}`;

/** A FortiGate with a ZTNA server at that address, and a VIP that is none beside it. */
function gateOf(name: string, extip: string, policies: string, plainIp = '10.9.0.99') {
  const { config } = readConfig(`config firewall vip
    edit "plain"
        set type static-nat
        set extip ${plainIp}
        set extintf "any"
    next
    edit "web"
        set type access-proxy
        set extip ${extip}
        set extintf "any"
        set extport 443
    next
end
config firewall access-proxy
    edit "web"
        set vip "web"
        set empty-cert-action accept
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
end
${policies}`);
  return { name, connector: 1, config };
}

const open = policy(1, 'web');
const gates = [
  gateOf('FGT-A', '10.9.0.1', open, '10.9.0.2'),
  gateOf('FGT-B', '10.9.0.2', open),
  gateOf('FGT-C', '10.9.0.2', open),
];
const devices = [
  deviceOf({ serial: 'FGVM-A' }),
  deviceOf({ name: 'FGT-B', serial: 'FGVM-B' }),
  deviceOf({ name: 'FGT-C', serial: 'FGVM-C' }),
];
const pc = (values: Partial<Endpoint> = {}): Endpoint =>
  endpointOf({ uid, host: 'PC-1', ...values });

describe('the FortiGate of a line', () => {
  const unnamed = { deviceName: null };
  const all = ['FGT-A', 'FGT-B', 'FGT-C'];
  test.each<[string, Partial<LoggedSession>, string | null, readonly string[], string | null]>([
    [
      'is told by its serial number',
      { deviceSerial: 'FGVM-B', deviceName: 'A' },
      'FGT-B',
      [],
      null,
    ],
    ['is told by its name', { deviceSerial: 'FGVM-X', deviceName: 'FGT-C' }, 'FGT-C', [], null],
    ['is the one that a person says', { deviceName: 'FGT-A' }, 'FGT-B', [], 'FGT-B'],
    ['is none where a person says one that is not there', {}, null, [], 'FGT-X'],
    ['is told by the server’s address', { ...unnamed, dstip: '10.9.0.1' }, 'FGT-A', [], null],
    ['is told so if its name is not here', { deviceName: 'FGT-X' }, 'FGT-A', [], null],
    [
      'can be one of those that have a server at the address',
      { ...unnamed, dstip: '10.9.0.2' },
      null,
      ['FGT-B', 'FGT-C'],
      null,
    ],
    ['can be any, where none has it', { ...unnamed, dstip: '10.9.0.3' }, null, all, null],
    ['can be any, in a line of no server', { ...unnamed, kind: 'forward' }, null, all, null],
  ])('%s', (_, values, name, candidates, chosen) => {
    const found = replay(
      lineOf(values),
      { ems: emsOf([pc()], devices), fortigates: gates },
      now,
      chosen,
    );
    expect([found.fortigate?.name ?? null, found.candidates]).toEqual([name, candidates]);
    if (name !== null) return;
    expect(found).toMatchObject({
      missing: ['fortigate'],
      decided: null,
      agrees: false,
      onlyLogged: [],
      onlyLab: [],
      endpoint: { by: 'uid' },
    });
  });

  test('is the only one there is, whatever the line says', () => {
    const ems = emsOf([pc()], devices);
    for (const kind of ['ztna', 'forward'] as const)
      expect(
        replay(
          lineOf({ kind, deviceName: 'elsewhere', dstip: '10.9.0.3' }),
          { ems, fortigates: gates.slice(0, 1) },
          now,
        ).fortigate?.name,
      ).toBe('FGT-A');
  });
});

describe('the endpoint of a line', () => {
  const other = endpointOf({ uid: 'CD'.repeat(16), host: 'PC-2', ip: '10.0.1.6' });
  const ems = emsOf([other, pc()], devices);
  const at = (values: Partial<LoggedSession>) =>
    replay(lineOf(values), { ems, fortigates: gates }, now);
  test.each<[string, Partial<LoggedSession>, readonly [string, string] | null]>([
    [
      'is told by its UID, however written',
      { uid: 'ab'.repeat(16), host: 'PC-2' },
      ['PC-1', 'uid'],
    ],
    ['is told by its name, however written', { uid: null, host: 'pc-2' }, ['PC-2', 'host']],
    ['is told by its address', { uid: null, srcip: '10.0.1.6' }, ['PC-2', 'address']],
    ['is so even if its name is not here', { uid: null, host: 'X' }, ['PC-1', 'address']],
    ['is none of this name, where the UID says another', { uid: 'EF', host: 'PC-1' }, null],
    ['is none at this address, where nothing says which', { uid: null, srcip: '10.0.1.7' }, null],
  ])('%s', (_, values, wanted) => {
    const { endpoint } = at(values);
    expect(endpoint && [endpoint.endpoint.host, endpoint.by]).toEqual(wanted);
  });

  test.each<[string, Partial<LoggedSession>, readonly string[]]>([
    ['named by a UID', { uid: 'EF' }, ['endpoint']],
    ['named by a host', { uid: null, host: 'X', srcip: '10.0.1.7' }, ['endpoint']],
    ['that nothing names', { uid: null, srcip: '10.0.1.7' }, []],
    ['named, and found by its address', { uid: null, host: 'X' }, []],
  ])('is told to be missing, one %s: %j is %j', (_, values, missing) => {
    expect(at(values).missing).toEqual(missing);
  });
});

describe('what else a line names', () => {
  const ems = emsOf([pc()], devices);
  const fortigates = [gateOf('FGT-A', '10.9.0.1', open + policy(2, 'web') + fullPolicy)];
  const at = (values: Partial<LoggedSession>) => replay(lineOf(values), { ems, fortigates }, now);
  test.each<[string, Partial<LoggedSession>, readonly string[], boolean]>([
    ['is there: the server and a simple policy', {}, [], true],
    ['is there: a full policy', { policyid: 4, policytype: 'proxy-policy' }, [], true],
    ['is there: the implicit deny', { policyid: 0, action: 'deny' }, [], true],
    ['is missing: a policy', { policyid: 9 }, ['policy'], true],
    ['is missing: a policy of that table', { policyid: 4 }, ['policy'], true],
    ['is missing: a full one', { policyid: 1, policytype: 'proxy-policy' }, ['policy'], true],
    ['is missing: the server', { dstip: '10.9.0.3' }, ['server'], false],
    ['is missing: the server at that port', { dstport: 444 }, ['server'], false],
    ['is missing: both', { dstip: '10.9.0.3', policyid: 9 }, ['server', 'policy'], false],
    ['is no server, and one is there', { kind: 'forward' }, [], false],
    ['is no server, and none is there', { kind: 'forward', dstip: '10.9.0.3' }, [], true],
  ])('%s', (_, values, missing, isDecided) => {
    const found = at(values);
    expect([found.missing, found.decided !== null]).toEqual([missing, isDecided]);
    expect(found.fortigate?.name).toBe('FGT-A');
    if (isDecided) return;
    expect(found).toMatchObject({ agrees: false, onlyLogged: [], onlyLab: [] });
    expect(accountsFor(found, lineOf(values), { ems })).toEqual([]);
  });
});

describe('the session of a line', () => {
  const own = { user: 'ann', groups: ['staff'], os: 'macos' } as const;
  const sessionOf = (values: Partial<LoggedSession>, endpoint: Partial<Endpoint> = {}) =>
    replay(
      lineOf(values),
      { ems: emsOf([pc({ ...own, ...endpoint })], devices), fortigates: gates.slice(0, 1) },
      now,
    ).decided?.session;

  test('is the line’s, and asks for the server’s root', () => {
    const at = { epochMs: 7, offsetMinutes: -480 };
    const told = { user: 'bob', groups: ['guests', 'all'], os: 'linux', at } as const;
    expect(sessionOf(told)).toEqual({
      fortigate: 'FGT-A',
      endpointUid: uid,
      os: 'macos',
      srcintf: 'port1',
      srcip: '10.0.1.5',
      dstintf: 'port2',
      dstip: '10.9.0.1',
      dstport: 443,
      protocol: 6,
      path: '/',
      host: null,
      certificate: 'valid',
      user: 'bob',
      groups: ['guests', 'all'],
      at,
    });
  });

  test('has from the endpoint, and from the clock, what the line does not say', () => {
    expect(sessionOf({})).toMatchObject({ user: 'ann', groups: ['staff'], os: 'macos', at: now });
  });

  test('of an endpoint that is not here has what the line says, else nothing', () => {
    const stranger = { uid: null, srcip: '10.0.1.7' };
    expect(sessionOf({ ...stranger, os: 'linux' })).toMatchObject({
      endpointUid: null,
      os: 'linux',
      user: null,
      groups: [],
    });
    expect(sessionOf(stranger)?.os).toBe('windows');
  });

  test.each<[string, Partial<LoggedSession>, Partial<Endpoint>, string]>([
    ['that the line says was there', { certificate: true, uid: null }, {}, 'valid'],
    ['that it says was not', { certificate: false }, {}, 'none'],
    ['of a UID, where it says nothing', {}, {}, 'valid'],
    ['of no UID', { uid: null }, {}, 'none'],
    ['in no ZTNA session', { kind: 'forward', dstip: '10.9.0.3' }, {}, 'none'],
    ['that EMS has revoked', {}, { certificateRevoked: true }, 'revoked'],
  ])('has a certificate %s: %#', (_, values, endpoint, certificate) => {
    expect(sessionOf(values, endpoint)?.certificate).toBe(certificate);
  });
});

const tag = (written: string): Tag => {
  const [category, name = ''] = written.split(':');
  return { category: category === 'CLASS' ? 'classification' : 'zero_trust', name };
};
const carried = (...written: readonly string[]): Partial<Endpoint> => ({
  tags: written.map((one) => ({ ...tag(one), since: 0 })),
});
const types: readonly TagCategory[] = ['zero_trust', 'classification'];

interface Case {
  readonly policies: string;
  readonly line: Partial<LoggedSession>;
  readonly endpoint?: Partial<Endpoint>;
  readonly device?: Partial<FabricDevice>;
}

function compared({ policies, line, endpoint = {}, device = {} }: Case) {
  const ems = emsOf(
    [pc(endpoint)],
    [deviceOf({ name: 'FGT-0', tagTypes: types }), deviceOf(device)],
  );
  const logged = lineOf(line);
  const found = replay(logged, { ems, fortigates: [gateOf('FGT-A', '10.9.0.1', policies)] }, now);
  return { found, accounts: accountsFor(found, logged, { ems }) };
}

const implicit = { action: 'deny', policyid: 0 } as const;

describe('lab and device agree', () => {
  const asksNo = policy(1, 'web', tags('EMS1_ZTNA_No'));
  const standard = policy(3, 'all');
  const toNoServer = { kind: 'forward', dstip: '10.9.0.3', policyid: 3 } as const;
  test.each<[string, string, Partial<LoggedSession>, boolean]>([
    ['on action and policy', open, {}, true],
    ['not on the action', open, { action: 'deny' }, false],
    ['not on the policy', open + policy(2, 'web'), { policyid: 2 }, false],
    ['on a full policy', fullPolicy, { policyid: 4, policytype: 'proxy-policy' }, true],
    [
      'not on the table',
      policy(4, 'web') + fullPolicy,
      { policyid: 4, policytype: 'proxy-policy' },
      false,
    ],
    ['on the implicit deny', asksNo, implicit, true],
    [
      'on it, whichever list it is named by',
      asksNo,
      { ...implicit, policytype: 'proxy-policy' },
      true,
    ],
    ['not on the implicit deny', open, implicit, false],
    ['on a session to no server', standard, toNoServer, true],
    ['not on a session to no server', standard, { ...toNoServer, ...implicit }, false],
  ])('%s: %#', (_, policies, line, agrees) => {
    const { found, accounts } = compared({ policies, line });
    expect(found.agrees).toBe(agrees);
    // What agrees needs no account; what does not is the next table but one.
    expect(agrees ? accounts : []).toEqual([]);
  });
});

describe('of the tags, those that only one knew', () => {
  const endpoint = carried('ZT:AV', 'ZT:Lab', 'CLASS:Low');
  const standard = policy(3, 'all');
  test.each<
    [string, Partial<LoggedSession>, Partial<FabricDevice>, readonly string[], readonly string[]]
  >([
    [
      'both ways',
      { tags: [tag('ZT:AV'), tag('ZT:Log'), tag('CLASS:Low')] },
      {},
      ['ZT:Log', 'CLASS:Low'],
      ['ZT:Lab'],
    ],
    [
      'of one name in two categories',
      { tags: [tag('CLASS:AV'), tag('ZT:Lab')] },
      {},
      ['CLASS:AV'],
      ['ZT:AV'],
    ],
    ['none of a line that says none', { tags: null }, {}, [], []],
    [
      'all of a line of a device that knew none',
      { tags: [] },
      { tagTypes: types },
      [],
      ['ZT:AV', 'ZT:Lab', 'CLASS:Low'],
    ],
    [
      'by address, where no server is asked',
      { kind: 'forward', dstip: '10.9.0.3', tags: [tag('ZT:Log')] },
      {},
      ['ZT:Log'],
      ['ZT:AV', 'ZT:Lab'],
    ],
    [
      'none of another address',
      { kind: 'forward', dstip: '10.9.0.3', srcip: '10.0.1.9', tags: [tag('ZT:Log')] },
      {},
      ['ZT:Log'],
      [],
    ],
  ])('%s: %#', (_, line, device, onlyLogged, onlyLab) => {
    const { found } = compared({ policies: open + standard, line, endpoint, device });
    expect(found.onlyLogged).toEqual(onlyLogged.map(tag));
    expect(found.onlyLab).toEqual(onlyLab.map(tag));
  });
});

test('at a server the lab knows the tags by the certificate, whoever has the address', () => {
  const endpoint = { ...carried('ZT:AV'), gateway: 'FGT-B' };
  const { found } = compared({ policies: open, line: { tags: [tag('ZT:Log')] }, endpoint });
  expect([found.onlyLogged, found.onlyLab]).toEqual([[tag('ZT:Log')], [tag('ZT:AV')]]);
});

describe('a difference is accounted for by', () => {
  const who = { uid, host: 'PC-1' };
  const give = (written: string): Change => ({ kind: 'add-tag', ...who, tag: tag(written) });
  const take = (written: string): Change => ({ kind: 'remove-tag', ...who, tag: tag(written) });
  const ofType = { device: 'FGT-A', category: 'classification' } as const;
  const share: Change = { kind: 'share-type', ...ofType };
  const stop: Change = { kind: 'stop-sharing-type', ...ofType };
  const asks = (...names: readonly string[]) => policy(1, 'web', tags(...names));
  const asksAll = (...names: readonly string[]) =>
    policy(1, 'web', `${tags(...names)}\nset ztna-tags-match-logic and`);
  const knew = (...written: readonly string[]) => ({ tags: written.map(tag) });
  const types2 = { device: { tagTypes: types } } as const;

  test.each<[string, Case, readonly (readonly Change[])[]]>([
    [
      'a tag that only the device knew',
      { policies: asks('EMS1_ZTNA_AV'), line: knew('ZT:AV') },
      [[give('ZT:AV')]],
    ],
    [
      'each tag that does alone, and not those that do nothing',
      { policies: asks('EMS1_ZTNA_AV', 'EMS1_ZTNA_B'), line: knew('ZT:AV', 'ZT:Other', 'ZT:B') },
      [[give('ZT:AV')], [give('ZT:B')]],
    ],
    [
      'all tags together, where none does alone',
      { policies: asksAll('EMS1_ZTNA_AV', 'EMS1_ZTNA_B'), line: knew('ZT:AV', 'ZT:B') },
      [[give('ZT:AV'), give('ZT:B')]],
    ],
    [
      'a tag given and another taken, together',
      {
        policies:
          policy(2, 'web', tags('EMS1_ZTNA_Old')).replace('action accept', 'action deny') +
          asks('EMS1_ZTNA_AV'),
        line: knew('ZT:AV'),
        endpoint: carried('ZT:Old'),
      },
      [[give('ZT:AV'), take('ZT:Old')]],
    ],
    [
      'a type that is not shared here, of a tag that the endpoint has',
      {
        policies: asks('EMS1_CLASS_Low'),
        line: knew('ZT:AV', 'CLASS:Low'),
        endpoint: carried('ZT:AV', 'CLASS:Low'),
      },
      [[share]],
    ],
    [
      'such a type once, for all its tags',
      {
        policies: asks('EMS1_CLASS_Low', 'EMS1_CLASS_High'),
        line: knew('CLASS:Low', 'CLASS:High'),
        endpoint: carried('CLASS:Low', 'CLASS:High'),
      },
      [[share]],
    ],
    [
      'a type and a tag of it, where the endpoint has another of it',
      {
        policies: asksAll('EMS1_CLASS_Low', 'EMS1_CLASS_High'),
        line: knew('CLASS:Low', 'CLASS:High'),
        endpoint: carried('CLASS:High'),
      },
      [[give('CLASS:Low'), share]],
    ],
    [
      'a type and a tag together, where the endpoint has one of the two and more',
      {
        policies: asksAll('EMS1_CLASS_Low', 'EMS1_ZTNA_B'),
        line: knew('CLASS:Low', 'ZT:B', 'ZT:AV'),
        endpoint: carried('ZT:AV', 'CLASS:Low'),
      },
      [[share, give('ZT:B')]],
    ],
    [
      'a tag of a shared type that the endpoint lacks',
      {
        policies: asks('EMS1_CLASS_Low'),
        line: knew('CLASS:Low'),
        ...types2,
        endpoint: carried('ZT:Low'),
      },
      [[give('CLASS:Low')]],
    ],
    [
      'a tag that only the lab knows',
      {
        policies: asks('EMS1_ZTNA_AV'),
        line: { ...knew(), ...implicit },
        endpoint: carried('ZT:AV'),
      },
      [[take('ZT:AV')]],
    ],
    [
      'a type that is shared here, where the device knew none of its tags',
      {
        policies: asks('EMS1_CLASS_Low', 'EMS1_CLASS_High'),
        line: { ...knew('ZT:AV', 'ZT:New'), ...implicit },
        ...types2,
        endpoint: carried('ZT:AV', 'CLASS:Low', 'CLASS:High'),
      },
      [[stop]],
    ],
    [
      'a type that is shared here, where the device knew no tag at all',
      {
        policies: asks('EMS1_CLASS_Low'),
        line: { ...knew(), ...implicit },
        ...types2,
        endpoint: carried('CLASS:Low'),
      },
      [[stop]],
    ],
    [
      'a tag, where the device knew another of the type, and one of another',
      {
        policies: asks('EMS1_CLASS_Low'),
        line: { ...knew('ZT:New', 'CLASS:High'), ...implicit },
        ...types2,
        endpoint: carried('CLASS:Low'),
      },
      [[take('CLASS:Low')]],
    ],
    [
      'a tag, where the device knew another of the type, which the lab knows too',
      {
        policies: asks('EMS1_CLASS_Low'),
        line: { ...knew('CLASS:High'), ...implicit },
        ...types2,
        endpoint: carried('CLASS:Low', 'CLASS:High'),
      },
      [[take('CLASS:Low')]],
    ],
    [
      'a tag, where the device knew another of the type, which the lab does not',
      {
        policies: asks('EMS1_CLASS_Low'),
        line: { ...knew('CLASS:High'), ...implicit },
        ...types2,
        endpoint: carried('CLASS:Low'),
      },
      [[take('CLASS:Low')]],
    ],
    [
      'sharing, where the device knew a tag that the endpoint has and the lab’s FortiGate cannot see',
      {
        policies: asks('EMS1_ZTNA_AV'),
        line: knew('ZT:AV'),
        endpoint: { ...carried('ZT:AV'), online: false },
      },
      [[{ kind: 'bring-online', ...who }]],
    ],
    [
      'a policy, where the tags are the same',
      { policies: policy(1, 'web', 'set status disable'), line: knew() },
      [
        [
          {
            kind: 'enable-policy',
            fortigate: 'FGT-A',
            policytype: 'policy',
            policyid: 1,
            name: '',
          },
        ],
      ],
    ],
    [
      'a policy, where the tags are others and even together do nothing',
      { policies: policy(1, 'web', 'set status disable'), line: knew('ZT:A', 'ZT:B') },
      [
        [
          {
            kind: 'enable-policy',
            fortigate: 'FGT-A',
            policytype: 'policy',
            policyid: 1,
            name: '',
          },
        ],
      ],
    ],
    [
      'a policy, where the endpoint is not here',
      {
        policies: policy(1, 'web', 'set status disable'),
        line: { uid: 'EF', certificate: false, ...knew('ZT:AV') },
      },
      [
        [
          {
            kind: 'enable-policy',
            fortigate: 'FGT-A',
            policytype: 'policy',
            policyid: 1,
            name: '',
          },
        ],
      ],
    ],
    [
      'nothing, where no change of one or two does it',
      { policies: open, line: { policyid: 9 } },
      [],
    ],
  ])('%s', (_, one, accounts) => {
    const compare = compared(one);
    expect(compare.found.agrees).toBe(false);
    expect(compare.accounts).toEqual(accounts);
  });
});
