/** Sessions other than to a ZTNA server's page: as they are tried, refused, kept and repaired. */
import { describe, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import type { ConnectRequest } from '#model/lab/connect-request.ts';
import { logValue } from '#model/decision/log.ts';
import { reopened } from '#test/fixtures/stored.ts';
import { memoryStorage } from '../storage/memory-storage.ts';
import * as queries from '../queries.ts';
import { World } from '../world.ts';
import { certificateChange, worldChanges } from './repair-command.ts';

const ann = 'A1D0C6E27B9F4A58830E5C14F7B26D01';
const servers = {
  kind: 'address',
  dstip: '10.88.1.20',
  protocol: 6,
  dstport: 443,
  dstintf: 'port2',
} as const;
const toServers: ConnectRequest = {
  fortigate: 'FGT-HQ',
  source: { kind: 'endpoint', uid: ann, srcip: '10.0.1.21' },
  srcintf: 'port1',
  destination: servers,
  certificate: 'valid',
};

function to(
  destination: Partial<Extract<ConnectRequest['destination'], { kind: 'address' }>>,
): ConnectRequest {
  return { ...toServers, destination: { ...servers, ...destination } };
}

function open(): Promise<World> {
  return World.open(memoryStorage(), scenarios);
}

async function connect(world: World, request: ConnectRequest) {
  const outcome = await world.execute({ kind: 'lab/connect', request });
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  if (!outcome.value.connection) throw new Error('no connection was made');
  return outcome.value.connection;
}

async function last(world: World) {
  const [shown, found] = await Promise.all([
    world.ask(queries.lastConnection, null),
    world.ask(queries.connectionRepairs, null),
  ]);
  if (!shown.ok || !found.ok) throw new Error('there is no last connection');
  return { ...shown.value, ...found.value };
}

async function type(world: World, text: string): Promise<void> {
  const typed = await world.typeLines({
    fortigate: 'FGT-HQ',
    session: 'test',
    lines: text.split('\n'),
  });
  if (!typed.ok) throw new Error(typed.refusal.message);
}

describe('a session to any address', () => {
  test('is decided by the standard policies, logged as forward traffic, and kept open', async () => {
    const world = await open();
    const { explanation, denied, protectedPage, record } = await connect(world, toServers);
    expect(explanation).toMatchObject({ kind: 'forward', action: 'accept', policyid: 5 });
    expect([denied, protectedPage]).toEqual([null, null]);
    expect(logValue(record.line, 'subtype')).toBe('forward');
    const sessions = await world.ask(queries.sessions, null);
    expect(sessions.ok && sessions.value.open).toMatchObject([
      { kind: 'forward', destination: '10.88.1.20:443' },
    ]);
  });

  test('at a ZTNA server’s address is the ZTNA session that it is', async () => {
    const { explanation, protectedPage } = await connect(
      await open(),
      to({ dstip: '203.0.113.10', dstport: 9443 }),
    );
    expect(explanation).toMatchObject({ kind: 'ztna', policyid: 17 });
    expect(protectedPage?.url).toBe('https://203.0.113.10:9443/');
  });

  test('may be of a device that EMS does not know', async () => {
    const { explanation } = await connect(await open(), {
      ...toServers,
      source: { kind: 'unknown', srcip: '10.0.1.99', os: 'windows' },
      certificate: 'none',
    });
    expect(explanation).toMatchObject({ action: 'deny', endpoint: null, policyid: 0 });
  });

  test('is of the user and groups that are said, else of those that EMS reports', async () => {
    const world = await open();
    await type(world, 'config firewall policy\nedit 5\nset groups Finance\nnext\nend');
    expect((await connect(world, toServers)).explanation.action).toBe('accept');
    const other = { ...toServers, user: { name: 'guest', groups: [] } };
    expect((await connect(world, other)).explanation).toMatchObject({
      action: 'deny',
      cause: { kind: 'condition', condition: 'identity' },
    });
  });

  test('is of who logs in, where an authentication rule has the FortiGate ask', async () => {
    const world = await open();
    await type(
      world,
      'config firewall policy\nedit 5\nset groups Finance\nnext\nend\nconfig authentication scheme\nedit Form\nset method form\nnext\nend\nconfig authentication rule\nedit All\nset active-auth-method Form\nnext\nend',
    );
    const login = { user: 'eve', groups: ['Finance'], ok: true };
    const guest = { ...toServers, user: { name: null, groups: [] } };
    expect((await connect(world, { ...guest, login })).explanation).toMatchObject({
      action: 'accept',
      identity: { user: 'eve', by: 'login', asked: true },
    });
    const failed = await connect(world, { ...guest, login: { ...login, ok: false } });
    expect(failed.explanation).toMatchObject({ action: 'deny', identity: { by: 'failed-login' } });
  });

  test('and who logs in outlive a reload', async () => {
    const storage = memoryStorage();
    const world = await World.open(storage, scenarios);
    const request = { ...toServers, login: { user: 'ann', groups: ['Finance'], ok: false } };
    await connect(world, request);
    const again = await World.open(reopened(storage), scenarios);
    expect((await last(again)).answer?.request).toEqual(request);
    const sessions = (await world.summary()).sessions;
    expect((await again.summary()).sessions).toBe(sessions);
  });
});

test.each<[string, ConnectRequest, string]>([
  [
    'a source that is no address',
    { ...toServers, source: { kind: 'unknown', srcip: '10.0', os: 'ios' } },
    'source.srcip',
  ],
  ['a destination that is no address', to({ dstip: 'files' }), 'destination.dstip'],
  ['a port that is none', to({ dstport: 70_000 }), 'destination.dstport'],
  ['TCP without a port', to({ dstport: 0 }), 'destination.dstport'],
  ['a protocol that is none', to({ protocol: 256 }), 'destination.protocol'],
  ['no outgoing interface', to({ dstintf: '' }), 'destination.dstintf'],
  ['no incoming interface', { ...toServers, srcintf: '' }, 'srcintf'],
  [
    'a path that does not begin with /',
    {
      ...toServers,
      destination: { kind: 'server', server: 'ZTNA-webserver', path: 'x', host: null },
    },
    'destination.path',
  ],
  [
    'an address to forward to that is none',
    {
      ...toServers,
      destination: {
        kind: 'tcp-forwarding',
        server: 'ZTNA-webserver',
        address: 'a b',
        port: 1,
        host: null,
      },
    },
    'destination.address',
  ],
  ['a log-in of nobody', { ...toServers, login: { user: '', groups: [], ok: true } }, 'login.user'],
  ['a FortiGate that is not there', { ...toServers, fortigate: 'FGT-X' }, 'fortigate'],
])('the API refuses %s, at its field', async (_, request, field) => {
  const world = await open();
  const outcome = await world.execute({ kind: 'lab/connect', request });
  expect(outcome).toMatchObject({ ok: false, refusal: { field } });
  expect(outcome.ok ? '' : outcome.refusal.message).toMatch(/[.]$/);
});

test('ICMP has no port', async () => {
  const { record } = await connect(await open(), to({ protocol: 1, dstport: 0 }));
  expect(logValue(record.line, 'proto')).toBe('1');
  expect(logValue(record.line, 'service')).toBe('PING');
});

test('TCP forwarding asks for the address and the port, and reaches the server that has both', async () => {
  const world = await open();
  await type(
    world,
    `config firewall vip
edit "ZTNA-tcp"
set type access-proxy
set extip 203.0.113.12
set extintf "any"
set server-type https
set extport 8443
set ssl-certificate "Fortinet_Factory"
next
end
config firewall access-proxy
edit "ZTNA-tcp"
set vip "ZTNA-tcp"
config api-gateway
edit 1
set url-map "/tcp"
set service tcp-forwarding
config realservers
edit 1
set address "Finance-Server"
set mappedport 445
next
end
next
end
next
end
config firewall policy
edit 30
set srcintf "any"
set dstintf "any"
set action accept
set srcaddr "all"
set dstaddr "ZTNA-tcp"
set ztna-status enable
set service "ALL"
set schedule "always"
next
end`,
  );
  const targets = await world.ask(queries.connectTargets, null);
  expect(targets.ok && targets.value.find(({ server }) => server === 'ZTNA-tcp')).toMatchObject({
    hasPages: false,
    forwardsTo: { address: '10.88.1.20', port: 445 },
  });
  const asking = (address: string, port: number): ConnectRequest => ({
    ...toServers,
    destination: { kind: 'tcp-forwarding', server: 'ZTNA-tcp', address, port, host: null },
  });
  expect((await connect(world, asking('10.88.1.21', 445))).explanation).toMatchObject({
    action: 'accept',
    route: { kind: 'routed', realServer: '10.88.1.21', port: 445 },
  });
  expect((await connect(world, asking('10.88.1.21', 446))).explanation).toMatchObject({
    error: 22,
    route: { asked: '10.88.1.21:446' },
  });
});

test('a world that a former version stored opens with its last connection', async () => {
  const storage = memoryStorage();
  const world = await World.open(storage, scenarios);
  const page = { kind: 'server', server: 'ZTNA-webserver', path: '/', host: null } as const;
  await connect(world, { ...toServers, destination: page });
  const { answer } = await last(world);
  const former = {
    fortigate: 'FGT-HQ',
    endpoint: ann,
    server: 'ZTNA-webserver',
    certificate: 'valid',
    srcintf: 'port1',
    srcip: '10.0.1.21',
    os: 'windows',
    path: '/',
    host: null,
  };
  const stored: typeof storage = {
    ...storage,
    load: async () => {
      const kept = await storage.load();
      return (
        kept && {
          ...kept,
          rows: kept.rows.map((row) =>
            row.table === 'connection'
              ? {
                  ...row,
                  value: { ...row.value, row: { answer: { ...answer, request: former } } },
                }
              : row,
          ),
        }
      );
    },
  };
  const again = await last(await World.open(stored, scenarios));
  expect(again.answer).toEqual(answer);
  expect(again.outOfDate).toBe(false);
});

test('security policies decide in policy-based mode, and are repaired', async () => {
  const world = await open();
  const script = `config system settings
set ngfw-mode policy-based
end
config firewall security-policy
edit 8
set name "Servers"
set srcintf "port1"
set dstintf "port2"
set action accept
set status disable
set srcaddr "all"
set dstaddr "all"
set service "ALL"
set schedule "always"
next
end
`;
  const done = await world.execute({
    kind: 'lab/import-config',
    fortigate: 'FGT-HQ',
    mode: 'merge',
    script,
    basedOn: null,
    createTags: [],
  });
  if (!done.ok) throw new Error(done.refusal.message);
  expect((await connect(world, toServers)).explanation.action).toBe('deny');
  const { repairs } = await last(world);
  const enable = repairs?.repairs[0]?.changes ?? [];
  expect(enable).toMatchObject([
    { kind: 'enable-policy', policytype: 'security-policy', policyid: 8 },
  ]);
  const applied = await world.execute({ kind: 'lab/apply-repair', changes: enable });
  expect(applied.ok).toBe(true);
  expect((await connect(world, toServers)).explanation).toMatchObject({
    action: 'accept',
    policies: [{ policytype: 'security-policy', name: 'Servers' }],
  });
});

/** Forward sessions of every endpoint of *Two sites*, through both of the ways that its policies name. */
const twoSites = scenarios.find(({ about }) => about.connect?.fortigate === 'FGT-HQ');
const forwards = (twoSites?.ems.endpoints ?? []).flatMap((one) =>
  ['port1', 'port3'].map((srcintf): [string, string, ConnectRequest, boolean] => [
    one.host,
    srcintf,
    { ...toServers, source: { kind: 'endpoint', uid: one.uid, srcip: one.ip }, srcintf },
    one.quarantined ?? false,
  ]),
);

test.each(forwards)(
  'of %s through %s, each repair that is offered turns the outcome, and undo turns it back',
  async (_host, _srcintf, request, isQuarantined) => {
    // From a quarantined endpoint there is no connection to repair.
    if (isQuarantined) return;
    const world = await open();
    const { action } = (await connect(world, request)).explanation;
    const { repairs } = await last(world);
    for (const { changes } of repairs?.repairs ?? []) {
      // A certificate plays no part in forward traffic.
      expect(certificateChange(changes)).toBeNull();
      const outcome = await world.execute({
        kind: 'lab/apply-repair',
        changes: worldChanges(changes),
      });
      if (!outcome.ok) throw new Error(outcome.refusal.message);
      if (outcome.value.travelling.length > 0)
        await world.execute({ kind: 'lab/step-clock', seconds: 60 });
      expect((await connect(world, request)).explanation.action).not.toBe(action);
      await world.undo();
      expect((await connect(world, request)).explanation.action).toBe(action);
    }
  },
);

test('a tag that a policy names as destination is offered for the endpoint that is called', async () => {
  const world = await open();
  const bob = 'A1D0C6E27B9F4A58830E5C14F7B26D02';
  const found = await world.ask(queries.endpoint, { uid: bob });
  if (!found.ok) throw new Error(found.refusal.message);
  const { ip, host } = found.value;
  // Another endpoint has the tag, so that the FortiGate knows it.
  const changes = [
    {
      kind: 'add-tag',
      uid: ann,
      host: 'WIN11-ANN',
      tag: { category: 'zero_trust', name: 'Printer' },
    },
  ] as const;
  await world.execute({ kind: 'lab/apply-repair', changes });
  await world.execute({ kind: 'lab/step-clock', seconds: 60 });
  await type(
    world,
    'config firewall policy\nedit 40\nset srcintf any\nset dstintf any\nset action accept\nset srcaddr all\nset dstaddr EMS1_ZTNA_Printer\nset service ALL\nset schedule always\nnext\nend',
  );
  expect((await connect(world, to({ dstip: ip }))).explanation.action).toBe('deny');
  const { repairs } = await last(world);
  expect(repairs?.repairs.map((one) => one.changes)).toContainEqual([
    { kind: 'add-tag', uid: bob, host, tag: { category: 'zero_trust', name: 'Printer' } },
  ]);
});
