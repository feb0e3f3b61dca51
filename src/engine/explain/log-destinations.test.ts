/** Log lines of what is behind a server or a VIP, of users, and of an endpoint of another EMS. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCaseWorlds } from '#formats/case.ts';
import { readConfig } from '#formats/fortios/config.ts';
import { printLogLine } from '#formats/log/line.ts';
import { deviceOf, emsOf, endpointOf, sessionOf } from '#test/fixtures/installation.ts';
import type { Ems } from '#model/ems/ems.ts';
import { type LogLine, logValue } from '#model/decision/log.ts';
import { type Resolver, type Session, emptyResolver } from '#model/decision/session.ts';
import { decide } from '../decide/decide.ts';
import { type LogFacts, logLine } from './log-line.ts';

const facts: LogFacts = {
  eventtimeNs: 1_736_251_200_499_999_999n,
  offsetMinutes: 0,
  sessionid: 42,
  srcport: 50_000,
  lanin: 700,
  lanout: 900,
};

const interfaces = `config system interface
    edit "port3"
        set ip 203.0.113.1 255.255.255.0
        set role wan
    next
    edit "servers"
        set ip 10.88.0.254 255.255.0.0
        set role lan
    next
    edit "dmz"
        set ip 10.88.0.254 255.255.255.0
        set role dmz
    next
    edit "unset"
        set ip 0.0.0.0 0.0.0.0
    next
end
`;
const login = `config authentication scheme
    edit "saml"
        set method saml
        set saml-server "FAC"
    next
end
config authentication rule
    edit "all"
        set srcaddr "all"
        set active-auth-method "saml"
    next
end
`;
/** A server at 10.9.0.1 of gateways by path, and a full policy for those groups. */
const server = (gateways: string, groups = '', more = interfaces): string => `${more}
config user saml
    edit "FAC"
        set single-sign-on-url "https://10.9.0.1/saml/login"
    next
end
config firewall vip
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
        config api-gateway
            ${gateways}
        end
    next
end
config firewall proxy-policy
    edit 4
        set name "full"
        set proxy access-proxy
        set access-proxy "server"
        set srcintf "any"
        set srcaddr "all"
        set dstaddr "all"
        ${groups}
        set action accept
        set schedule "always"
    next
end
`;
const web = `edit 7
    config realservers
        edit 1
            set ip 10.88.0.3
            set port 8443
        next
        edit 2
            set ip 10.88.0.4
            set port 22
        next
    end
    set ldb-method round-robin
next
`;
const endpoint = endpointOf({ tags: [{ category: 'zero_trust', name: 'Good', since: 0 }] });
const ems = emsOf([endpoint], [deviceOf({})]);

function decided(text: string, session: Session, world: Ems = ems, resolver?: Resolver) {
  const { config } = readConfig(text);
  const fortigate = { name: 'FGT-A', connector: 1, config };
  const decision = decide(world, fortigate, session, resolver);
  return { decision, line: logLine(decision, session, facts, world, config) };
}
const valuesOf = (line: LogLine, keys: readonly string[]) =>
  Object.fromEntries(keys.map((key) => [key, logValue(line, key)]));
/** The keys from one to another, both included. */
function keysBetween(line: LogLine, first: string, last: string): readonly string[] {
  const keys = line.map(({ key }) => key);
  return keys.slice(keys.indexOf(first), keys.indexOf(last) + 1);
}

test('the published line of a full policy [259754], field for field', () => {
  const file = join(import.meta.dirname, '../../../test/cases/field/log-of-full-policy.json');
  const [world] = readCaseWorlds(readFileSync(file, 'utf8'));
  const [first] = world?.sessions ?? [];
  const [fortigate] = world?.fortigates ?? [];
  if (!world || !first || !fortigate) throw new Error('the case is empty');
  const { session } = first;
  const decision = decide(world.ems, fortigate, session, world.resolver);
  const line = logLine(
    decision,
    session,
    { ...facts, durationSeconds: 85 },
    world.ems,
    fortigate.config,
  );
  const text = printLogLine(line);
  expect(text).toContain(' dstip=10.88.0.3 dstport=3389 dstintf="port2" dstintfrole="undefined" ');
  expect(text).toContain(' service="RDP" proxyapptype="http" proto=6 action="accept" policyid=1 ');
  expect(text).toContain(
    ' duration=85 user="amy" group="saml-users" gatewayid=1 vip="TFAP" accessproxy="TFAP" ',
  );
});

describe('where a full policy leads an accepted session', () => {
  const keys = ['dstip', 'dstport', 'dstintf', 'dstintfrole', 'service'];
  const by = ['gatewayid', 'realserverid'];
  const vip = {
    dstip: '10.9.0.1',
    dstport: '443',
    dstintf: 'root',
    dstintfrole: 'undefined',
    service: 'HTTPS',
  };
  const gateway = (settings: string, servers = ''): string =>
    `edit 7\n${settings}\nconfig realservers\n${servers}\nend\nnext\n`;
  test.each<[string, string, Partial<Session>, Record<string, string | undefined>]>([
    [
      'by the narrowest interface that holds it',
      web,
      {},
      {
        dstip: '10.88.0.3',
        dstport: '8443',
        dstintf: 'dmz',
        dstintfrole: 'dmz',
        service: 'tcp/8443',
        gatewayid: '7',
        realserverid: '1',
      },
    ],
    [
      'in turn, to the next one',
      web,
      { turn: 1 },
      {
        dstip: '10.88.0.4',
        dstport: '22',
        dstintf: 'dmz',
        dstintfrole: 'dmz',
        service: 'SSH',
        gatewayid: '7',
        realserverid: '2',
      },
    ],
    [
      'by the session’s interface where none holds it',
      web.replace('10.88.0.3', '198.51.100.9'),
      { dstintf: 'port3' },
      {
        dstip: '198.51.100.9',
        dstport: '8443',
        dstintf: 'port3',
        dstintfrole: 'wan',
        service: 'tcp/8443',
        gatewayid: '7',
        realserverid: '1',
      },
    ],
    [
      'by TCP forwarding, which has no number of a server',
      gateway('set url-map "/tcp"\nset service tcp-forwarding', 'edit 3\nset ip 10.88.1.9\nnext'),
      { path: '/tcp?address=10.88.1.9&port=3389&tls=0' },
      {
        dstip: '10.88.1.9',
        dstport: '3389',
        dstintf: 'servers',
        dstintfrole: 'lan',
        service: 'RDP',
        gatewayid: '7',
      },
    ],
    [
      'to a name that resolves',
      gateway('', 'edit 1\nset addr-type fqdn\nset address "web.example.com"\nnext'),
      {},
      {
        dstip: '10.88.0.9',
        dstport: '443',
        dstintf: 'dmz',
        dstintfrole: 'dmz',
        service: 'HTTPS',
        gatewayid: '7',
        realserverid: '1',
      },
    ],
    ['to SaaS, which has no server', gateway('set service saas'), {}, { ...vip, gatewayid: '7' }],
    [
      'to SAML’s own pages',
      gateway('set service samlsp\nset saml-server "FAC"'),
      { path: '/saml/login' },
      { ...vip, gatewayid: '7' },
    ],
  ])('%s', (_, gateways, session, wanted) => {
    const names: Resolver = { ...emptyResolver, fqdn: { 'web.example.com': ['10.88.0.9'] } };
    const { line } = decided(server(gateways), sessionOf(session), ems, names);
    expect(logValue(line, 'action')).toBe('accept');
    const found = valuesOf(line, [...keys, ...by]);
    expect(found).toEqual({ gatewayid: undefined, realserverid: undefined, ...wanted });
  });

  test('is before the server’s names, behind the user', () => {
    const { line } = decided(server(web), sessionOf({ user: 'amy', groups: ['a', 'b'] }));
    expect(keysBetween(line, 'duration', 'accessproxy')).toEqual([
      'duration',
      'user',
      'group',
      'gatewayid',
      'realserverid',
      'vip',
      'accessproxy',
    ]);
    expect(logValue(line, 'group')).toBe('a/b');
  });

  test('is not told of a session that is denied, nor of a simple policy’s', () => {
    const groups = 'set groups "staff"';
    const simple = `config firewall policy
    edit 1
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "vip"
        set ztna-status enable
        set schedule "always"
        set service "ALL"
    next
end
`;
    for (const [text, action] of [
      [server(web, groups), 'deny'],
      [server(web) + simple, 'accept'],
    ] as const) {
      const { line } = decided(text, sessionOf({ user: 'amy', groups: ['guests'] }));
      expect(valuesOf(line, ['action', ...keys, ...by, 'user'])).toEqual({
        action,
        ...vip,
        gatewayid: undefined,
        realserverid: undefined,
        user: undefined,
      });
    }
  });
});

describe('the user', () => {
  const asked: Partial<Session> = {
    user: 'ems-user',
    login: { user: 'amy', groups: ['staff'], ok: true },
  };
  const fields = ['action', 'user', 'group', 'authserver'];
  const groups = 'set groups "staff"';
  test.each<[string, string, Partial<Session>, (string | undefined)[]]>([
    ['logged in', groups, asked, ['accept', 'amy', 'staff', 'FAC']],
    ['logged in, and was denied', 'set groups "admins"', asked, ['deny', 'amy', 'staff', 'FAC']],
    [
      'failed to log in',
      groups,
      { login: { user: 'amy', groups: ['staff'], ok: false } },
      ['deny', undefined, undefined, undefined],
    ],
    [
      'was not asked, as no policy was reached',
      groups,
      { ...asked, certificate: 'none' },
      ['deny', undefined, undefined, undefined],
    ],
  ])('who %s', (_, policy, session, wanted) => {
    const { line } = decided(server(web, policy, login), sessionOf(session));
    expect(fields.map((key) => logValue(line, key))).toEqual(wanted);
  });

  test('of a forward session stands with its policy’s fields, where one asks who it is', () => {
    const to = sessionOf({ ...asked, dstip: '10.88.0.3' });
    expect(logValue(decided(forward(login), to).line, 'user')).toBeUndefined();
    const asking = forward(login).replace('edit 3', `edit 3\nset groups "staff"`);
    const { line } = decided(asking, to);
    expect(keysBetween(line, 'policytype', 'service')).toEqual([
      'policytype',
      'user',
      'group',
      'authserver',
      'service',
    ]);
  });
});

/** A VIP, and a policy to it and to everything else. */
const forward = (more = ''): string => `${more}
config firewall vip
    edit "mapped"
        set extip 198.51.100.9
        set extintf "any"
        set portforward enable
        set extport 8080
        set mappedip "10.88.0.9"
        set mappedport 80
    next
end
config firewall policy
    edit 3
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "all" "mapped"
        set schedule "always"
        set service "ALL"
    next
end
`;

describe('a VIP as destination', () => {
  const keys = ['dstip', 'dstport', 'trandisp', 'tranip', 'tranport'];
  test('is logged as what the session asked for, with where it leads', () => {
    const { line } = decided(forward(), sessionOf({ dstip: '198.51.100.9', dstport: 8080 }));
    expect(Object.values(valuesOf(line, keys))).toEqual([
      '198.51.100.9',
      '8080',
      'dnat',
      '10.88.0.9',
      '80',
    ]);
    expect(keysBetween(line, 'service', 'appcat')).toEqual([
      'service',
      'trandisp',
      'tranip',
      'tranport',
      'appcat',
    ]);
  });

  test('is none elsewhere', () => {
    const { line } = decided(forward(), sessionOf({ dstip: '198.51.100.9', dstport: 81 }));
    expect(logValue(line, 'trandisp')).toBeUndefined();
  });
});

test('a security policy is logged as a policy, by its own name and address', () => {
  const text = `config system settings
    set ngfw-mode policy-based
end
config firewall address
    edit "lan"
        set uuid 11111111-0000-0000-0000-000000000000
        set subnet 10.0.0.0 255.0.0.0
    next
end
config firewall policy
    edit 1
        set name "inspected"
    next
end
config firewall security-policy
    edit 1
        set name "secure"
        set srcintf "any"
        set dstintf "any"
        set srcaddr "lan"
        set dstaddr "all"
        set action accept
        set schedule "always"
        set service "ALL"
    next
end
`;
  const { line } = decided(text, sessionOf({ dstip: '10.88.0.3' }));
  expect(valuesOf(line, ['policyid', 'policytype', 'policyname', 'srcuuid'])).toEqual({
    policyid: '1',
    policytype: 'policy',
    policyname: 'secure',
    srcuuid: '11111111-0000-0000-0000-000000000000',
  });
});

describe('an endpoint of another EMS', () => {
  const connectors = `config endpoint-control fctems
    edit 1
        set status enable
        set serial-number "FCTEMS00"
    next
    edit 2
        set status enable
        set serial-number "FCTEMS22"
    next
end
`;
  const there = endpointOf({
    uid: '2'.repeat(32),
    tags: [{ category: 'zero_trust', name: 'There', since: 0 }],
  });
  const other = {
    ...emsOf([there], [deviceOf({})]),
    serial: 'FCTEMS22',
    tenant: '2'.repeat(32),
  };
  const several: Ems = { ...ems, otherServers: [other] };
  test('is logged with the server that has it, and the tags that came by its connector', () => {
    const { line } = decided(
      connectors + server(web),
      sessionOf({ endpointUid: there.uid }),
      several,
    );
    expect(valuesOf(line, ['clientdeviceid', 'clientdeviceems', 'clientdevicetags'])).toEqual({
      clientdeviceid: there.uid,
      clientdeviceems: 'FCTEMS22',
      clientdevicetags: 'There',
    });
  });

  test('tells no tags where its connector is disabled', () => {
    const off = connectors.replace(
      'edit 2\n        set status enable',
      'edit 2\n        set status disable',
    );
    const { line } = decided(off + server(web), sessionOf({ endpointUid: there.uid }), several);
    expect(valuesOf(line, ['clientdeviceid', 'clientdevicetags', 'clientcert'])).toEqual({
      clientdeviceid: undefined,
      clientdevicetags: undefined,
      clientcert: 'yes',
    });
  });
});
