/** What *Connect* begins with, from a policy and from a log line. */
import { expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import type { ConnectRequest } from '#model/lab/connect-request.ts';
import type { ConsideredType } from '#model/decision/decision.ts';
import { memoryStorage } from '../storage/memory-storage.ts';
import * as queries from '../queries.ts';
import { World } from '../world.ts';

const ann = 'A1D0C6E27B9F4A58830E5C14F7B26D01';

function open(): Promise<World> {
  return World.open(memoryStorage(), scenarios);
}

async function ofPolicy(world: World, list: ConsideredType, id: string): Promise<ConnectRequest> {
  const found = await world.ask(queries.policyStart, { fortigate: 'FGT-HQ', list, id });
  if (!found.ok) throw new Error(found.refusal.message);
  return found.value;
}

async function ofLine(world: World, line: string, fortigate: string | null = 'FGT-HQ') {
  const found = await world.ask(queries.lineStart, { line, fortigate });
  if (!found.ok) throw new Error(found.refusal.message);
  return found.value;
}

async function connect(world: World, request: ConnectRequest) {
  const made = await world.execute({ kind: 'lab/connect', request });
  if (!made.ok || !made.value.connection) throw new Error('the connection was refused');
  return made.value.connection;
}

test.each<[string, 'policy' | 'proxy-policy', string, string]>([
  ['a simple ZTNA policy', 'policy', '17', 'server'],
  ['a standard policy', 'policy', '5', 'address'],
])('of %s is one that it takes', async (_, list, id, kind) => {
  const world = await open();
  const request = await ofPolicy(world, list, id);
  expect(request.destination.kind).toBe(kind);
  const { explanation } = await connect(world, request);
  expect(explanation).toMatchObject({ policytype: list, policyid: Number(id) });
});

test('of a security policy is one that it takes, in policy-based mode', async () => {
  const world = await open();
  const script = `config system settings
set ngfw-mode policy-based
end
config firewall security-policy
edit 7
set srcintf any
set dstintf any
set srcaddr EMS1_ZTNA_Low-Risk
set dstaddr all
set service HTTPS
set schedule always
set action accept
next
end
`;
  const merged = await world.execute({
    kind: 'lab/import-config',
    fortigate: 'FGT-HQ',
    mode: 'merge',
    script,
    basedOn: null,
    createTags: [],
  });
  expect(merged.ok).toBe(true);
  const request = await ofPolicy(world, 'security-policy', '7');
  const { explanation } = await connect(world, request);
  // A decision calls it so [assumed].
  expect(explanation).toMatchObject({ policytype: 'policy', policyid: 7, action: 'accept' });
});

test('of a full ZTNA policy goes to its server, even where it takes no endpoint', async () => {
  expect((await ofPolicy(await open(), 'proxy-policy', '2')).destination).toEqual({
    kind: 'server',
    server: 'ZTNA-finance',
    path: '/',
    host: null,
  });
});

test('has an address, an interface and a service of the policy’s own', async () => {
  const world = await open();
  const lines = `config firewall address
edit "Nobody"
set subnet 192.0.2.0 255.255.255.0
next
edit "Range"
set type iprange
set start-ip 10.88.1.100
set end-ip 10.88.1.110
next
end
config firewall service custom
edit "Backup"
set udp-portrange 9000-9010
next
end
config firewall service group
edit "Both"
set member "Backup" "SSH"
next
end
config system interface
edit "port9"
set ip 10.9.0.1 255.255.255.0
next
end
config system zone
edit "inside"
set interface "port9"
next
end
config firewall policy
edit 60
set srcintf "inside"
set dstintf "port1"
set action accept
set srcaddr "Nobody"
set dstaddr "Range"
set service "Both"
set schedule "always"
next
end`.split('\n');
  await world.typeLines({ fortigate: 'FGT-HQ', session: 'test', lines });
  const request = await ofPolicy(world, 'policy', '60');
  expect(request).toEqual({
    fortigate: 'FGT-HQ',
    source: { kind: 'unknown', srcip: '192.0.2.10', os: 'windows' },
    srcintf: 'port9',
    destination: {
      kind: 'address',
      dstip: '10.88.1.100',
      protocol: 17,
      dstport: 9000,
      dstintf: 'port1',
    },
    certificate: 'none',
  });
  expect((await connect(world, request)).explanation.policyid).toBe(60);
});

test('goes to the port that a VIP of the policy listens to', async () => {
  const world = await open();
  const lines = `config firewall vip
edit "Web-VIP"
set extip 203.0.113.77
set extintf "port3"
set portforward enable
set extport 8080
set mappedip "10.88.1.10"
set mappedport 443
next
end
config firewall vipgrp
edit "VIPs"
set interface "port3"
set member "Web-VIP"
next
end
config firewall policy
edit 61
set srcintf "port3"
set dstintf "port2"
set action accept
set srcaddr "all"
set dstaddr "VIPs"
set service "HTTPS"
set schedule "always"
next
end`.split('\n');
  await world.typeLines({ fortigate: 'FGT-HQ', session: 'test', lines });
  const request = await ofPolicy(world, 'policy', '61');
  expect(request.destination).toMatchObject({ dstip: '203.0.113.77', dstport: 8080 });
  expect((await connect(world, request)).explanation).toMatchObject({
    policyid: 61,
    nat: { ip: '10.88.1.10', port: 443 },
  });
});

test('of a policy that is gone is refused', async () => {
  const world = await open();
  const query = { fortigate: 'FGT-HQ', list: 'policy', id: '999' } as const;
  expect(await world.ask(queries.policyStart, query)).toMatchObject({
    ok: false,
    refusal: { kind: 'not-found' },
  });
});

const tried: readonly [string, ConnectRequest][] = [
  [
    'a ZTNA session',
    {
      fortigate: 'FGT-HQ',
      source: { kind: 'endpoint', uid: ann, srcip: '10.0.1.21' },
      srcintf: 'port1',
      destination: { kind: 'server', server: 'ZTNA-webserver', path: '/', host: null },
      certificate: 'valid',
    },
  ],
  [
    'a forward session',
    {
      fortigate: 'FGT-HQ',
      source: { kind: 'unknown', srcip: '10.0.1.99', os: 'windows' },
      srcintf: 'port1',
      destination: {
        kind: 'address',
        dstip: '10.88.1.20',
        protocol: 17,
        dstport: 53,
        dstintf: 'port2',
      },
      certificate: 'none',
    },
  ],
];

test.each(tried)('the line of %s leads back to it', async (_, request) => {
  const world = await open();
  const { record } = await connect(world, request);
  expect(await ofLine(world, record.text)).toEqual(request);
});

test('a line of a full policy leads to what reaches its gateway, as who logged in', async () => {
  const world = await open();
  const line =
    'subtype="ztna" srcip=10.0.1.21 srcintf="port1" dstip=10.88.1.20 dstport=443 action="accept" policyid=2 policytype="proxy-policy" user="amy" group="Finance" authserver="FAC" gatewayid=1 realserverid=1 vip="ZTNA-finance" accessproxy="ZTNA-finance"';
  expect(await ofLine(world, line)).toMatchObject({
    destination: { kind: 'server', server: 'ZTNA-finance', path: '/app', host: null },
    login: { user: 'amy', groups: ['Finance'], ok: true },
  });
  const lines = `config firewall access-proxy
edit "ZTNA-finance"
config api-gateway
edit 1
set url-map "/tcp"
set service tcp-forwarding
config realservers
edit 1
set mappedport 443
end
end
end`.split('\n');
  await world.typeLines({ fortigate: 'FGT-HQ', session: 'test', lines });
  expect(await ofLine(world, line.replace(' realserverid=1', ''))).toMatchObject({
    destination: {
      kind: 'tcp-forwarding',
      server: 'ZTNA-finance',
      address: '10.88.1.20',
      port: 443,
      host: null,
    },
  });
});

test('a line that does not say who wrote it, or has no port, is refused with what to do', async () => {
  const world = await open();
  const line =
    'type="traffic" subtype="forward" srcip=10.0.9.9 dstip=10.9.9.9 proto=6 action="deny" policyid=0';
  const refusals = await Promise.all([
    world.ask(queries.lineStart, { line: `${line} dstport=1`, fortigate: null }),
    world.ask(queries.lineStart, { line, fortigate: 'FGT-HQ' }),
    world.ask(queries.lineStart, { line: 'nothing', fortigate: null }),
  ]);
  expect(refusals.map((one) => (one.ok ? null : one.refusal.message))).toEqual([
    'The line does not say which FortiGate wrote it. Choose one first.',
    'The line has no dstport, so the session cannot be tried.',
    'This is not a log line.',
  ]);
});
