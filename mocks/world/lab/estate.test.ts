/** The scenario of a real estate, tried as a person would: each kind of it by a connection. */
import { beforeEach, expect, test } from 'vitest';
import { estate } from '#mocks/scenarios/estate.ts';
import type { ConnectRequest } from '#model/lab/connect-request.ts';
import { headline } from '#model/words/decision.ts';
import { plain } from '#model/words/sentence.ts';
import * as queries from '../queries.ts';
import { memoryStorage } from '../storage/memory-storage.ts';
import { World } from '../world.ts';

const fortigate = 'FGT-EDGE';
const uidOf = (host: string): string => {
  const all = [...estate.ems.endpoints, ...(estate.otherEms?.[0]?.endpoints ?? [])];
  const found = all.find((one) => one.host === host);
  if (!found) throw new Error(`the scenario has no ${host}`);
  return found.uid;
};
let world: World;

beforeEach(async () => {
  world = await World.open(memoryStorage(), [estate]);
});

async function connect(values: Partial<ConnectRequest>) {
  const outcome = await world.execute({
    kind: 'lab/connect',
    request: {
      fortigate,
      source: { kind: 'endpoint', uid: uidOf('WIN11-NORA'), srcip: '10.20.1.11' },
      srcintf: 'lan',
      destination: { kind: 'server', server: 'ZTNA-intranet', path: '/', host: null },
      certificate: 'valid',
      ...values,
    },
  });
  if (!outcome.ok || !outcome.value.connection) throw new Error(JSON.stringify(outcome));
  const { explanation } = outcome.value.connection;
  const { action, policyid, error } = explanation;
  return { action, policyid, error, explanation, words: plain(headline(explanation)) };
}

const server = (name: string): ConnectRequest['destination'] => ({
  kind: 'server',
  server: name,
  path: '/',
  host: null,
});

test('a device of another EMS has that EMS’s tags, and no other', async () => {
  const source = { kind: 'endpoint', uid: uidOf('WIN10-QUINN'), srcip: '10.20.2.21' } as const;
  const { action, words, explanation } = await connect({ source, srcintf: 'contractors' });
  expect(action).toBe('deny');
  expect(explanation.cause).toMatchObject({
    kind: 'tag',
    asked: { cause: { kind: 'other-ems', asked: 1, own: 2, has: true } },
  });
  expect(words).toContain(
    'EMS1_ZTNA_Compliant stands for a tag of EMS1, but WIN10-QUINN belongs to the EMS server of connector EMS2. It has Compliant there: name the tag of EMS2 instead.',
  );
  const answer = await world.ask(queries.lastConnection, null);
  expect(answer.ok && answer.value.answer?.denied).toMatchObject({
    deviceId: uidOf('WIN10-QUINN'),
    emsSerial: estate.otherEms?.[0]?.serial,
  });
  const repairs = await world.ask(queries.connectionRepairs, null);
  const first = repairs.ok ? repairs.value.repairs?.repairs[0] : undefined;
  expect(first?.changes).toMatchObject([{ kind: 'swap-tag', to: 'EMS2_ZTNA_Compliant' }]);
});

test('a session of a device of another EMS ends when that EMS quarantines the device', async () => {
  const uid = uidOf('WIN10-QUINN');
  const source = { kind: 'endpoint', uid, srcip: '10.20.2.21' } as const;
  const login = { user: 'quinn.ash', groups: ['staff'], ok: true };
  const destination = server('ZTNA-wiki');
  const made = await connect({ source, srcintf: 'contractors', destination, login });
  expect(made.action).toBe('accept');
  const shown = await world.ask(queries.sessions, null);
  expect(shown.ok && shown.value.open).toMatchObject([{ endpoint: { host: 'WIN10-QUINN' } }]);
  await world.execute({
    kind: 'lab/open-ems-console',
    serial: estate.otherEms?.[0]?.serial ?? '',
  });
  const done = await world.execute({ kind: 'ems/endpoint-action', uid, action: 'quarantine' });
  expect(done.ok).toBe(true);
  await world.execute({ kind: 'lab/open-ems-console', serial: estate.ems.serial });
  const after = await world.ask(queries.sessions, null);
  expect(after.ok && after.value).toMatchObject({
    open: [],
    ended: [{ why: { kind: 'quarantined' } }],
  });
});

test('a VPN route lets an endpoint in by its tag, and its address at home does not', async () => {
  const uid = uidOf('WIN11-OMAR-HOME');
  const destination = {
    kind: 'address',
    dstip: '10.88.0.9',
    protocol: 6,
    dstport: 443,
    dstintf: 'servers',
  } as const;
  const vpn = { kind: 'endpoint', uid, srcip: '10.212.134.10' } as const;
  expect(await connect({ source: vpn, srcintf: 'ssl.root', destination })).toMatchObject({
    action: 'accept',
    policyid: 10,
  });
  const home = { ...vpn, srcip: '192.168.178.31' };
  expect(await connect({ source: home, srcintf: 'ssl.root', destination })).toMatchObject({
    action: 'deny',
    policyid: 0,
  });
});

test('a name that is a letter off one that resolves is put right from Connect, once', async () => {
  const destination = server('ZTNA-files');
  await world.execute({
    kind: 'lab/save-name',
    of: 'fqdn',
    name: 'file.corp.example',
    addresses: ['10.88.0.11'],
    former: null,
  });
  expect(await connect({ destination })).toMatchObject({ action: 'deny', error: 23 });
  const answer = await world.ask(queries.connectionRepairs, null);
  const first = answer.ok ? answer.value.repairs?.repairs[0] : undefined;
  if (!first) throw new Error('no repair');
  expect(first.changes).toMatchObject([{ kind: 'set-fqdn', to: 'file.corp.example' }]);
  const apply = () => world.execute({ kind: 'lab/apply-repair', changes: first.changes });
  expect((await apply()).ok).toBe(true);
  expect(await connect({ destination })).toMatchObject({ action: 'accept' });
  // A second time there is nothing left to change, and that is said.
  expect((await apply()).ok).toBe(false);
});

test('a name resolves once it is in the table', async () => {
  const destination = server('ZTNA-files');
  expect(await connect({ destination })).toMatchObject({ action: 'deny', error: 23 });
  await world.execute({
    kind: 'lab/save-name',
    of: 'fqdn',
    name: 'files.corp.example',
    addresses: ['10.88.0.11'],
    former: null,
  });
  const { action, explanation } = await connect({ destination });
  expect(action).toBe('accept');
  expect(explanation.route).toMatchObject({
    realServer: '10.88.0.11',
    resolved: 'files.corp.example',
  });
});

test.each([
  [{ user: 'nora.lang', groups: ['staff'], ok: true }, 'accept', 3],
  [{ user: 'nora.lang', groups: ['staff'], ok: false }, 'deny', 0],
  [{ user: 'nora.lang', groups: ['guests'], ok: true }, 'deny', 0],
] as const)('who logs in as %j comes to %s', async (login, action, policyid) => {
  const made = await connect({
    destination: server('ZTNA-wiki'),
    login: { ...login, groups: [...login.groups] },
  });
  expect(made).toMatchObject({ action, policyid });
  expect(made.explanation.identity).toMatchObject({ asked: true, server: 'corp-idp' });
  const who = login.ok ? login.user : null;
  const sessions = await world.ask(queries.sessions, null);
  const users = sessions.ok ? sessions.value.open.map(({ user }) => user) : null;
  expect(users).toEqual(action === 'accept' ? [who] : []);
  const answer = await world.ask(queries.lastConnection, null);
  const denied = answer.ok ? answer.value.answer?.denied : undefined;
  expect(denied && { user: denied.user }).toEqual(action === 'accept' ? null : { user: who });
  if (action === 'accept') return;
  const repairs = await world.ask(queries.connectionRepairs, null);
  const kinds = repairs.ok
    ? repairs.value.repairs?.repairs.flatMap(({ changes }) => changes.map(({ kind }) => kind))
    : [];
  expect(kinds?.[0]).toBe('log-in');
});

test('a VIP is taken by the policy that names it', async () => {
  const source = { kind: 'unknown', srcip: '198.51.100.7', os: 'linux' } as const;
  const destination = {
    kind: 'address',
    dstip: '203.0.113.25',
    protocol: 6,
    dstport: 587,
    dstintf: 'servers',
  } as const;
  const { action, policyid, explanation } = await connect({
    source,
    srcintf: 'wan1',
    destination,
    certificate: 'none',
  });
  expect({ action, policyid, nat: explanation.nat }).toEqual({
    action: 'accept',
    policyid: 11,
    nat: { vip: 'Mail-gateway', ip: '10.88.0.25', port: 587 },
  });
});

test('while EMS is out of reach, tags count for 180 seconds, and open sessions end then', async () => {
  const [device] = estate.ems.fabricDevices;
  expect(await connect({})).toMatchObject({ action: 'accept' });
  await world.execute({
    kind: 'ems/connect-device',
    serial: device?.serial ?? '',
    connected: false,
  });
  const kept = await connect({});
  expect(kept).toMatchObject({ action: 'accept' });
  expect(kept.explanation.shares.cachedUntil).toBeGreaterThan(estate.clock.epochMs);
  await world.execute({ kind: 'lab/step-clock', seconds: 180 });
  const sessions = await world.ask(queries.sessions, null);
  expect(sessions.ok && sessions.value.open).toEqual([]);
  expect(await connect({})).toMatchObject({ action: 'deny', error: 66 });
});
