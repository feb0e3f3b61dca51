/** Commands of Fortinet's 7.6 cheat sheet, and the objects of tags. */
import { describe, expect, test } from 'vitest';
import { run } from '../commands.ts';
import { RefusalError } from '../refusal.ts';
import type { Endpoint, EndpointRoute } from '#model/ems/ems.ts';
import { CommandLine } from '#test/fixtures/command-line.ts';

const fortigate = 'FGT-HQ';

/** The demo, where the first endpoint behind the device has these further routes. */
function withRoutes(routes: readonly EndpointRoute[]): {
  readonly line: CommandLine;
  readonly one: Endpoint;
} {
  const line = CommandLine.onDemo();
  const one = line.state.ems.endpoints.find(
    ({ gateway, registered }) => gateway === fortigate && registered,
  );
  if (!one) throw new Error('nobody is behind FGT-HQ');
  const endpoints = line.state.ems.endpoints.map((other) =>
    other === one ? { ...one, routes } : other,
  );
  line.state = { ...line.state, ems: { ...line.state.ems, endpoints } };
  return { line, one };
}

const vpn: EndpointRoute = {
  ip: '10.212.134.10',
  mac: null,
  interface: 'ssl.root',
  gateway: fortigate,
  vpn: true,
};
const counts = (line: CommandLine, words: string) =>
  line.type(`diagnose endpoint ec-shm list ${words}`).at(-1)?.split(';')[0];

test('records by address, MAC, EMS and tenant, of which each narrows it down', () => {
  const { line, one } = withRoutes([vpn]);
  const { serial, tenant } = line.state.ems;
  for (const words of [
    one.ip,
    vpn.ip,
    one.mac.toUpperCase(),
    `${one.ip} ${one.mac}`,
    `${one.ip} ${one.mac} ${serial} ${tenant}`,
  ]) {
    const found = line.type(`diagnose endpoint ec-shm list ${words}`);
    expect(found.filter((text) => text.includes('FortiClient UID'))).toEqual([
      `                FortiClient UID: ${one.uid}`,
    ]);
  }
  expect(counts(line, `${one.ip} FCTEMS0000000000`)).toBe('online records: 0');
  const record = line.type(`diagnose endpoint ec-shm list ${one.ip}`);
  expect(record.slice(record.indexOf('                Number of Routes: (2)') + 4)).toEqual([
    '                        Gateway Route #1:',
    `                                - IP:${vpn.ip}, MAC: , VPN: yes`,
    '                                - Interface:ssl.root, VFID:0, SN: FGVM02TM22013110',
    '',
    expect.stringMatching(/^online records: 1;/),
  ]);
  expect(line.type('diagnose test application fcnacd 7')).toContain(
    `Route IP:${vpn.ip}, vdom:root(0)`,
  );
});

test('the caches of routes and of VPN gateways', () => {
  const { line, one } = withRoutes([vpn]);
  const routes = line.type('diagnose test application fcnacd 8');
  for (const ip of [one.ip, vpn.ip])
    expect(routes.some((text) => text.includes(`IP:${ip}, vdom:root(0), UID:${one.uid}`))).toBe(
      true,
    );
  expect(line.type('diagnose test application fcnacd 33')).toEqual([
    'Gateway VPN Cache:',
    '0:',
    `  uid: ${one.uid}`,
    '    route#0:',
    '    vdom: root',
    '    intf: ssl.root',
    '    sn: FGVM02TM22013110',
    `    IP: ${vpn.ip}`,
    'Gateway IPv4 Cache:',
    `0: root_${vpn.ip}: ${one.uid}`,
    'Gateway IPv6 Cache:',
  ]);
});

test('an endpoint is looked up by any of its addresses, in root alone', () => {
  const { line, one } = withRoutes([vpn]);
  const find = (words: string) => line.type(`diagnose endpoint lls-comm send ztna ${words}`);
  const found = find(`find-uid ${one.uid}`);
  expect(found).toContain('        Routes(2):');
  for (const ip of [one.ip, vpn.ip]) expect(find(`find-ip-vdom ${ip} root`)).toEqual(found);
  for (const words of [`find-ip-vdom ${one.ip} other`, `find-uid ${one.uid} FCTEMS0000000000`])
    expect(find(words)).toEqual(['status code: not found']);
});

test('devices behind this FortiGate, those over a VPN apart', () => {
  const { line, one } = withRoutes([vpn]);
  const list = line.type('diagnose user device list').join('\n');
  expect(list).toContain(`    ip ${one.ip}  src forticlient\n    host '${one.host}'`);
  expect(list).not.toContain(vpn.ip);
});

test('who is in: the users of open ZTNA sessions', () => {
  const line = CommandLine.onDemo();
  expect(line.type('diagnose wad user list')).toEqual([]);
  const one = line.state.ems.endpoints.find(({ host }) => host === 'WIN11-ANN');
  if (!one) throw new Error('there is no WIN11-ANN');
  line.state = run(line.state, {
    kind: 'lab/connect',
    request: {
      fortigate,
      endpoint: one.uid,
      server: 'ZTNA-webserver',
      certificate: 'valid',
      srcintf: 'port3',
      srcip: one.ip,
      os: one.os,
      path: '/',
      host: null,
    },
  }).state;
  const { clock, openSessions } = line.state;
  const [opened, ...more] = openSessions;
  if (!opened || more.length > 0) throw new Error('there is not one session');
  const epochMs = opened.shown.since + 17_900;
  line.state = { ...line.state, clock: { ...clock, epochMs } };
  const [list = '', ...others] = line.type('diagnose wad user list').join('\n').split('\n\n');
  expect(others).toEqual([]);
  expect(list.split('\n').map((text) => text.split(/[:=]/)[0]?.trim())).toEqual([
    'ID',
    'user name',
    'worker',
    'duration',
    'auth_type',
    'auth_method',
    'pol_id',
    'g_id',
    'user_based',
    'expire',
    'LAN',
    'bytes_in',
    'WAN',
    'bytes_in',
  ]);
  expect(list).toContain(`ID: 1, VDOM: root, IPv4: ${one.ip}\n  user name   : ${one.user}\n`);
  expect(list).toMatch(/duration {4}: 17\n[^]*expire {6}: 583\n/);
});

test('the kernel’s simple ZTNA policies are group 100017', () => {
  const line = CommandLine.onDemo();
  const { config } = line.fortigate;
  const simple = config['firewall policy'].filter(
    (one) => one['ztna-status'] === 'enable' && one.dstaddr.includes('ZTNA-webserver'),
  );
  expect(simple.length).toBeGreaterThan(0);
  const listed = line.type('diagnose firewall iprope list 100017').flatMap((text) => {
    const found = /^policy index=(\d+) uuid_idx=\d+ action=(accept|drop)$/.exec(text);
    return found ? [[Number(found[1]), found[2]]] : [];
  });
  expect(listed).toEqual(
    expect.arrayContaining(
      simple
        .filter(({ status }) => status === 'enable')
        .map(({ policyid, action }) => [policyid, action === 'accept' ? 'accept' : 'drop']),
    ),
  );
  expect(line.type('diagnose firewall iprope list 100004')).toEqual([]);
});

describe('execute log delete', () => {
  const display = (line: CommandLine) => line.type('execute log display')[0];

  test('asks, and takes the lines out of this session’s sight', () => {
    const line = CommandLine.onDemo();
    const { logs } = line.fortigate;
    expect(logs.length).toBeGreaterThan(0);
    const all = display(line);
    expect(line.type('execute log delete')).toEqual(['This will delete memory logs.']);
    expect(line.prompt).toBe('Do you want to continue? (y/n) ');
    line.type('n');
    expect(display(line)).toBe(all);
    line.type('execute log delete', 'y');
    expect(display(line)).toBe('0 logs found.');
    expect(line.fortigate.logs).toBe(logs);
  });
});

test.each([
  ['diag deb app fcnacd -1'],
  ['diagnose debug'],
  ['diagnose wad filter clear'],
  ['diagnose wad debug enable level verbose'],
])('%s is taken in silence', (text) => {
  expect(CommandLine.onDemo().type(text)).toEqual([]);
});

describe('the object of a tag', () => {
  /** A tag that the demo shares with the device. */
  function tagName(line: CommandLine): string {
    const [name] = line.words('show firewall address ').filter((one) => one.includes('EMS1_ZTNA_'));
    const [listed = name ?? ''] = /CMDB name: (\S+)/
      .exec(line.type('diagnose firewall dynamic list').join('\n'))
      ?.slice(1) ?? [''];
    return listed;
  }
  const refused = (name: string) => [
    `${name} is read-only: EMS manages it.`,
    'Command fail. Return code -37',
  ];

  test.each(['set comment x', 'unset comment', 'append foo bar', 'set type fqdn'])(
    '%s is refused',
    (text) => {
      const line = CommandLine.onDemo();
      const name = tagName(line);
      expect(line.type('config firewall address', `edit ${name}`)).toEqual([]);
      expect(line.prompt).toBe(`FGT-HQ (${name}) # `);
      expect(line.type(text)).toEqual(refused(name));
      expect(line.type('get').join('\n')).toContain('sub-type');
      expect(line.type('next')).toEqual([]);
      expect(line.prompt).toBe('FGT-HQ (address) # ');
      expect(line.changes).toEqual([]);
    },
  );

  test.each([
    (name: string) => `delete ${name}`,
    (name: string) => `rename ${name} to other`,
    (name: string) => `clone ${name} to other`,
  ])('%o is refused', (textOf) => {
    const line = CommandLine.onDemo();
    const name = tagName(line);
    line.type('config firewall address');
    expect(line.type(textOf(name))).toEqual(refused(name));
    expect(line.changes).toEqual([]);
  });

  test('one that the configuration holds is as read-only, and a half one can be deleted', () => {
    const line = CommandLine.onDemo();
    line.type('config firewall address', 'edit EMS1_ZTNA_Elsewhere', 'set type dynamic');
    line.type('set sub-type ems-tag', 'next');
    expect(line.type('edit EMS1_ZTNA_Elsewhere', 'set obj-tag "Elsewhere"')).toEqual([]);
    line.type('set tag-type zero_trust', 'next');
    expect(line.type('delete EMS1_ZTNA_Elsewhere')).toEqual(refused('EMS1_ZTNA_Elsewhere'));
    line.type('edit EMS1_ZTNA_Half', 'set type dynamic', 'set sub-type ems-tag', 'next');
    expect(line.type('delete EMS1_ZTNA_Half')).toEqual([]);
  });

  test.each(['firewall address', 'firewall addrgrp'] as const)(
    'nothing else can take its name: a new %s',
    (table) => {
      const line = CommandLine.onDemo();
      const name = tagName(line);
      const row = { name, member: ['all'], unknown: [] };
      const save = () =>
        run(line.state, { kind: 'fortigate/save-row', fortigate, table, key: null, row });
      expect(save).toThrow(RefusalError);
      expect(save).toThrow(/the address object of a tag/);
    },
  );
});
