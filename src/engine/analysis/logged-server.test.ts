/** Which FortiGate, server, request and user a log line tells of. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCaseWorlds } from '#formats/case.ts';
import { readConfig } from '#formats/fortios/config.ts';
import { readLogLine } from '#formats/log/line.ts';
import { deviceOf, emsOf, endpointOf } from '#test/fixtures/installation.ts';
import type { Ems } from '#model/ems/ems.ts';
import { type LoggedSession, loggedSession } from '#model/decision/logged-session.ts';
import { emptyResolver } from '#model/decision/session.ts';
import { accountsFor, replay } from './log-replay.ts';

const uid = 'AB'.repeat(16);
const now = { epochMs: 5, offsetMinutes: 60 };

function readLine(text: string): LoggedSession {
  const logged = loggedSession(readLogLine(text) ?? []);
  if ('problem' in logged) throw new Error(logged.problem);
  return logged;
}

const published =
  'date=2023-05-09 time=01:14:34 eventtime=1683620074907124357 tz="-0700" logid="0005000024" type="traffic" subtype="ztna" level="notice" vd="root" srcip=10.0.3.2 srcport=17556 srcintf="port3" srcintfrole="wan" dstip=10.88.0.3 dstport=3389 dstintf="port2" dstintfrole="dmz" sessionid=142359 service="RDP" proto=6 action="accept" policyid=1 policytype="proxy-policy" policyname="ZTNA-Rule" duration=85 user="tsmith" group="saml-users" authserver="ZTNA-FAC-SAML" gatewayid=1 vip="TFAP" accessproxy="TFAP" clientdevicemanageable="manageable"';

describe('the fields of a line', () => {
  test('of a full policy: who, through which gateway to which server', () => {
    expect(readLine(published.replace(' vip=', ' realserverid=2 vip='))).toMatchObject({
      dstip: '10.88.0.3',
      dstport: 3389,
      user: 'tsmith',
      groups: ['saml-users'],
      authServer: 'ZTNA-FAC-SAML',
      gateway: 1,
      realServer: 2,
      nat: null,
      askedPolicies: true,
    });
    expect(readLine(published).realServer).toBeNull();
  });

  const deny = 'subtype="ztna" srcip=1.2.3.4 dstip=1.2.3.5 action="deny" policyid=';
  test.each([
    [`${deny}0 msg="Traffic denied because failed to match a policy or proxy-policy"`, true],
    [`${deny}0 msg="Denied: failed to match an API-gateway"`, false],
    [`${deny}0`, false],
    [`${deny}7`, true],
  ])('tell whether policies were asked: %s', (text, asked) => {
    expect(readLine(text).askedPolicies).toBe(asked);
  });

  const moved =
    'srcip=1.2.3.4 dstip=1.2.3.5 action="accept" policyid=1 tranip=10.88.0.7 tranport=443';
  test.each([
    [`subtype="forward" ${moved} trandisp="dnat"`, { ip: '10.88.0.7', port: 443 }],
    [`subtype="forward" ${moved} trandisp="snat+dnat"`, { ip: '10.88.0.7', port: 443 }],
    [`subtype="forward" ${moved} trandisp="snat"`, null],
    [`subtype="ztna" ${moved} trandisp="dnat"`, null],
    [`subtype="forward" ${moved.replace('10.88.0.7', 'x')} trandisp="dnat"`, null],
  ])('tell where a VIP leads: %s', (text, nat) => {
    expect(readLine(text).nat).toEqual(nat);
  });

  const plain = 'subtype="forward" srcip=1.2.3.4 dstip=1.2.3.5 action="accept" policyid=1';
  test.each([
    [`${plain} user="a" unauthuser="b" authserver="s"`, ['a', 's']],
    [`${plain} unauthuser="b" authserver="s"`, ['b', null]],
    [`${plain} user="a"`, ['a', null]],
  ])('tell who it was, and where he logged in: %s', (text, who) => {
    const { user, authServer } = readLine(text);
    expect([user, authServer]).toEqual(who);
  });
});

/** A server with those gateways, VIP and proxy of one name, and policies to it. */
function gateOf(
  name: string,
  gateways: string,
  { extip = '10.9.0.1', server = 'TFAP', more = '' } = {},
) {
  const { config } = readConfig(`${more}
config firewall address
    edit "RDP-Server"
        set subnet 10.88.0.3 255.255.255.255
    next
end
config user saml
    edit "FAC"
        set single-sign-on-url "https://10.9.0.1/saml/login"
    next
end
config firewall access-proxy-virtual-host
    edit "host"
        set host "app.example.com"
    next
    edit "wild"
        set host "*.example.org"
        set host-type wildcard
    next
end
config firewall vip
    edit "${server}"
        set type access-proxy
        set extip ${extip}
        set extintf "port3"
        set extport 8443-8450
    next
end
config firewall access-proxy
    edit "${server}"
        set vip "${server}"
        set empty-cert-action accept
        config api-gateway
            ${gateways}
        end
    next
end
config firewall proxy-policy
    edit 1
        set proxy access-proxy
        set access-proxy "${server}"
        set srcintf "port3"
        set srcaddr "all"
        set dstaddr "all"
        set action accept
        set schedule "always"
    next
end
`);
  return { name, connector: 1, config };
}

const forwarding = `edit 1
    set url-map "/tcp"
    set service tcp-forwarding
    config realservers
        edit 2
            set address "RDP-Server"
            set mappedport 3389
        next
    end
next
`;
const other = forwarding.replace('3389', '22');
const pc = endpointOf({ uid, host: 'PC-1', ip: '10.0.3.2', user: 'amy', groups: ['staff'] });
const devices = [deviceOf({ serial: 'FGVM-A' }), deviceOf({ name: 'FGT-B', serial: 'FGVM-B' })];
const ems = emsOf([pc], devices);

describe('the FortiGate of a line without one', () => {
  const found = (text: string, fortigates: readonly ReturnType<typeof gateOf>[]) => {
    const { fortigate, fortigateBy, candidates } = replay(readLine(text), { ems, fortigates }, now);
    return [fortigate?.name ?? null, fortigateBy, candidates];
  };
  const a = gateOf('FGT-A', forwarding);
  test.each<[string, string, readonly ReturnType<typeof gateOf>[], unknown[]]>([
    [
      'is the one that has the server of that name',
      published,
      [gateOf('FGT-B', forwarding, { server: 'web' }), a],
      ['FGT-A', 'server', []],
    ],
    [
      'has the real server too, of several with a server of that name',
      published,
      [gateOf('FGT-B', other), a],
      ['FGT-A', 'server', []],
    ],
    [
      'has it at that address, where the line has the VIP’s',
      published.replace('dstip=10.88.0.3', 'dstip=10.9.0.2').replace('gatewayid=1 ', ''),
      [a, gateOf('FGT-B', forwarding, { extip: '10.9.0.2' })],
      ['FGT-B', 'server', []],
    ],
    [
      'may be any of several that are alike',
      published,
      [a, gateOf('FGT-B', forwarding)],
      [null, null, ['FGT-A', 'FGT-B']],
    ],
    [
      'is named by the line before all that',
      `${published} devid="FGVM-B"`,
      [a, gateOf('FGT-B', forwarding, { server: 'web' })],
      ['FGT-B', 'line', []],
    ],
    [
      'is the only one',
      published,
      [gateOf('FGT-B', other, { server: 'x' })],
      ['FGT-B', 'only', []],
    ],
  ])('%s', (_, text, fortigates, wanted) => {
    expect(found(text, fortigates)).toEqual(wanted);
  });

  test('is the one whose VIP leads there, in a forward line', () => {
    const vip = (mapped: string) => `config firewall vip
    edit "mapped"
        set extip 198.51.100.9
        set extintf "any"
        set mappedip "${mapped}"
    next
end
`;
    const line =
      'subtype="forward" srcip=10.0.3.2 srcintf="port3" dstip=198.51.100.9 dstport=443 proto=6 action="deny" policyid=0 trandisp="dnat" tranip=10.88.0.7 tranport=443';
    const fortigates = [
      gateOf('FGT-A', forwarding, { more: vip('10.88.0.8') }),
      gateOf('FGT-B', forwarding, { more: vip('10.88.0.7') }),
    ];
    expect(found(line, fortigates)).toEqual(['FGT-B', 'vip', []]);
    expect(found(line.replace('10.88.0.7', '10.88.0.9'), fortigates)).toEqual([
      null,
      null,
      ['FGT-A', 'FGT-B'],
    ]);
    // Without a VIP to it here, the session would go elsewhere.
    const without = replay(readLine(line), { ems, fortigates: [gateOf('FGT-A', forwarding)] }, now);
    expect([without.missing, without.decided]).toEqual([['vip'], null]);
  });
});

describe('the session of a full policy’s line', () => {
  const web = (id: number, settings: string, servers = 'edit 1\nset ip 10.88.0.3\nnext'): string =>
    `edit ${id}\n${settings}\nconfig realservers\n${servers}\nend\nnext\n`;
  const two = 'edit 1\nset ip 10.88.0.4\nnext\nedit 2\nset ip 10.88.0.3\nset weight 3\nnext';
  const line = (id: number, server: number | null = 1): string =>
    published
      .replace('dstport=3389', 'dstport=443')
      .replace('gatewayid=1', `gatewayid=${id}${server === null ? '' : ` realserverid=${server}`}`);
  const vip = '10.9.0.1:8443';
  test.each<[string, string, string, readonly [string, string | null, number | undefined]]>([
    [
      'asks TCP forwarding for the real server',
      published,
      forwarding,
      ['/tcp?address=10.88.0.3&port=3389&tls=0', null, undefined],
    ],
    [
      'asks TCP forwarding by another path, where that is mapped',
      published,
      forwarding.replace('"/tcp"', '"/rdp"'),
      ['/rdp?address=10.88.0.3&port=3389&tls=0', null, undefined],
    ],
    [
      'asks for what the gateway takes',
      line(2),
      web(1, 'set url-map "/a"') + web(2, 'set url-map "/b"'),
      ['/b', null, undefined],
    ],
    [
      'asks for more than a gateway before it takes',
      line(2),
      web(1, 'set url-map "/"\nset url-map-type wildcard') + web(2, ''),
      ['/x', null, undefined],
    ],
    [
      'asks for what a wildcard takes',
      line(1),
      web(1, 'set url-map "/app/*"\nset url-map-type wildcard'),
      ['/app/', null, undefined],
    ],
    [
      'asks for what a regular expression takes',
      line(1),
      web(1, 'set url-map "^/(app|web)/v[12]$"\nset url-map-type regex'),
      ['/app/v1', null, undefined],
    ],
    [
      'asks the virtual host',
      line(2),
      web(1, '') + web(2, 'set virtual-host "host"'),
      // The first gateway takes any host: only another path could tell them apart.
      ['/', null, undefined],
    ],
    [
      'asks the virtual host of the only gateway',
      line(2),
      web(2, 'set virtual-host "host"'),
      ['/', 'app.example.com', undefined],
    ],
    [
      'asks a host of a wildcard',
      line(2),
      web(2, 'set virtual-host "wild"'),
      ['/', '.example.org', undefined],
    ],
    [
      'is the turn of the real server',
      line(1, 2),
      web(1, 'set ldb-method round-robin', two),
      ['/', null, 1],
    ],
    [
      'is the turn of the real server by weights',
      line(1, 2),
      web(1, 'set ldb-method weighted', two),
      ['/', null, 1],
    ],
    [
      'asks SAML’s own pages',
      line(3, null).replace('dstip=10.88.0.3 dstport=443', 'dstip=10.9.0.1 dstport=8443'),
      'edit 3\nset service samlsp\nset saml-server "FAC"\nnext\n',
      ['/saml/login', null, undefined],
    ],
    [
      'asks what has no real server, whatever its turns',
      line(3, null).replace('dstip=10.88.0.3 dstport=443', 'dstip=10.9.0.1 dstport=8443'),
      'edit 3\nset service saas\nset ldb-method round-robin\nset url-map "/saas"\nnext\n',
      ['/saas', null, undefined],
    ],
    [
      'asks for the root where nothing leads to the gateway',
      line(9),
      web(1, ''),
      ['/', null, undefined],
    ],
  ])('%s', (_, text, gateways, [path, host, turn]) => {
    const { decided, server } = replay(
      readLine(text),
      { ems, fortigates: [gateOf('FGT-A', gateways)] },
      now,
    );
    expect(server?.by).toBe('name');
    const session = decided?.session;
    expect([session?.path, session?.host, session?.turn]).toEqual([path, host, turn]);
    expect(`${session?.dstip}:${session?.dstport}`).toBe(vip);
  });

  test('keeps a destination that is the VIP’s, within its ports', () => {
    const text = published.replace('dstip=10.88.0.3 dstport=3389', 'dstip=10.9.0.1 dstport=8445');
    const { decided } = replay(readLine(text), { ems, fortigates: [gateOf('F', forwarding)] }, now);
    expect(decided?.session.dstport).toBe(8445);
  });

  test('is of a log-in, which decides where a rule asks for one', () => {
    const login = `config authentication scheme
    edit "saml"
        set saml-server "FAC"
    next
end
config authentication rule
    edit "all"
        set active-auth-method "saml"
    next
end
`;
    const gate = gateOf('FGT-A', forwarding, { more: login });
    const { decided } = replay(readLine(published), { ems, fortigates: [gate] }, now);
    expect(decided?.session.login).toEqual({ user: 'tsmith', groups: ['saml-users'], ok: true });
    expect(decided?.decision.trace.identity).toMatchObject({ user: 'tsmith', by: 'login' });
    // Without a rule the line's user still is who it was.
    const [plain] = [gateOf('FGT-A', forwarding)];
    const again = replay(readLine(published), { ems, fortigates: [plain] }, now);
    expect(again.decided?.decision.trace.identity).toMatchObject({ user: 'tsmith', by: 'ems' });
  });

  test.each([
    ['user="tsmith"', [], ['tsmith', []]],
    ['user="amy"', [], ['amy', ['staff']]],
    ['user="amy" group="x"', [], ['amy', ['x']]],
    ['user="amy" authserver="s"', [], ['amy', []]],
    ['', [], ['amy', ['staff']]],
  ])('has the groups of the line’s user, EMS’s for the same one: %s', (who, _, wanted) => {
    const text = published
      .replace('user="tsmith" group="saml-users" authserver="ZTNA-FAC-SAML"', who)
      .concat(` clientdeviceid="${uid}"`);
    const { decided } = replay(readLine(text), { ems, fortigates: [gateOf('F', forwarding)] }, now);
    expect([decided?.session.user, decided?.session.groups]).toEqual(wanted);
  });
});

test('the published case, written and read again, is the session that it was', () => {
  const file = join(import.meta.dirname, '../../../test/cases/field/log-of-full-policy.json');
  const [world] = readCaseWorlds(readFileSync(file, 'utf8'));
  if (!world) throw new Error('the case is empty');
  const text = published.replace('srcip=10.0.3.2', `srcip=10.0.1.21`);
  const line = `${text} clientdeviceid="${'0'.repeat(30)}21" clientcert="yes"`;
  const found = replay(readLine(line), { ...world, names: world.resolver }, now);
  expect(found).toMatchObject({ agrees: true, missing: [], fortigateBy: 'server' });
  expect(found.decided?.session).toMatchObject({
    dstip: '203.0.113.10',
    dstport: 8443,
    path: '/tcp?address=10.88.0.3&port=3389&tls=0',
    user: 'tsmith',
    groups: ['saml-users'],
  });
});

describe('a world of several EMS, routes and names', () => {
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
    uid: 'CD'.repeat(16),
    host: 'PC-9',
    ip: '10.0.9.9',
    routes: [{ ip: '10.212.134.9', mac: null, gateway: 'FGT-A', vpn: true, interface: null }],
    tags: [{ category: 'zero_trust', name: 'There', since: 0 }],
  });
  const second = { ...emsOf([there], devices.slice(0, 1)), serial: 'FCTEMS22' };
  const several: Ems = { ...ems, otherServers: [second] };
  const asks = (tag: string): string => `config firewall policy
    edit 5
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "all"
        set ztna-status enable
        set ztna-ems-tag "${tag}"
        set schedule "always"
        set service "ALL"
    next
end
`;
  const forward = (srcip: string): string =>
    `subtype="forward" srcip=${srcip} srcintf="port3" dstip=10.88.0.3 dstport=443 proto=6 action="accept" policyid=5`;

  test('finds an endpoint of another EMS by any of its routes, and the tags of its connector', () => {
    const gate = gateOf('FGT-A', forwarding, { more: connectors + asks('EMS2_ZTNA_There') });
    const found = replay(
      readLine(forward('10.212.134.9')),
      { ems: several, fortigates: [gate] },
      now,
    );
    expect(found.endpoint).toMatchObject({ endpoint: { host: 'PC-9' }, by: 'address' });
    expect(found.agrees).toBe(true);
  });

  test('accounts for a tag of an endpoint of another EMS there', () => {
    const gate = gateOf('FGT-A', forwarding, { more: connectors + asks('EMS2_ZTNA_Other') });
    const line = readLine(`${forward('10.212.134.9')} clientdevicetags="There/Other"`);
    const found = replay(line, { ems: several, fortigates: [gate] }, now);
    expect([found.agrees, found.onlyLogged.map(({ name }) => name)]).toEqual([false, ['Other']]);
    expect(accountsFor(found, line, { ems: several })[0]).toEqual([
      {
        kind: 'add-tag',
        uid: there.uid,
        host: 'PC-9',
        tag: { category: 'zero_trust', name: 'Other' },
      },
    ]);
  });

  test('decides with the names of the world', () => {
    const byName = forwarding
      .replace('set service tcp-forwarding', '')
      .replace('set address "RDP-Server"', 'set addr-type fqdn\nset address "web.example.com"')
      .replace('set mappedport 3389', 'set port 3389');
    const line = readLine(published.replace('gatewayid=1', 'gatewayid=1 realserverid=2'));
    const fortigates = [gateOf('FGT-A', byName)];
    const names = { ...emptyResolver, fqdn: { 'web.example.com': ['10.88.0.3'] } };
    expect(replay(line, { ems, fortigates, names }, now).agrees).toBe(true);
    expect(replay(line, { ems, fortigates }, now).decided?.decision.error).toBe(23);
  });
});
