/** Rule R10: an accepted session lives on until a change makes it fail, or a person ends it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { headline } from '#model/words/decision.ts';
import { plain } from '#model/words/sentence.ts';
import { readLogLine } from '#formats/log/line.ts';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import type { ConnectRequest } from '#model/lab/connect-request.ts';
import { logValue } from '#model/decision/log.ts';
import type { Command } from '../commands.ts';
import { reopened } from '#test/fixtures/stored.ts';
import { memoryStorage } from '../storage/memory-storage.ts';
import * as queries from '../queries.ts';
import { World } from '../world.ts';

const ann = 'A1D0C6E27B9F4A58830E5C14F7B26D01';
const request: ConnectRequest = {
  fortigate: 'FGT-HQ',
  source: { kind: 'endpoint', uid: ann, srcip: '10.0.1.21' },
  srcintf: 'port3',
  destination: { kind: 'server', server: 'ZTNA-webserver', path: '/', host: null },
  certificate: 'valid',
};
const policy17 = { fortigate: 'FGT-HQ', table: 'firewall policy', key: '17' } as const;
const disable17: Command = {
  kind: 'fortigate/update',
  ...policy17,
  values: { status: 'disable' },
  basedOn: null,
};

let world: World;
beforeEach(async () => {
  world = await World.open(memoryStorage(), scenarios);
});

async function run(command: Command): Promise<void> {
  const outcome = await world.execute(command);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
}

async function list() {
  const outcome = await world.ask(queries.sessions, null);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
}

/** The newest line of the FortiGate's log as the keys that are asked for. */
async function newestLine(...keys: readonly string[]) {
  const outcome = await world.ask(queries.logs, {
    fortigate: 'FGT-HQ',
    subtype: 'ztna',
    search: '',
    action: null,
    start: 0,
    count: 1,
  });
  const [newest] = outcome.ok ? outcome.value.records : [];
  const line = readLogLine(newest?.text ?? '') ?? [];
  return Object.fromEntries(keys.map((key) => [key, logValue(line, key)]));
}

test('a session keeps its real server to its end, whose turn it was when it began', async () => {
  const lines = `config firewall access-proxy
edit "ZTNA-finance"
config api-gateway
edit 1
set ldb-method round-robin
config realservers
edit 2
set ip 10.88.1.22
end
end
end
config firewall proxy-policy
edit 2
set dstaddr "all"
unset ztna-ems-tag
unset groups
end`.split('\n');
  await world.typeLines({ fortigate: 'FGT-HQ', session: 'test', lines });
  const destination = { kind: 'server', server: 'ZTNA-finance', path: '/app', host: null } as const;
  const where = ['action', 'dstip', 'dstintf', 'gatewayid', 'realserverid'];
  for (const [dstip, realserverid] of [
    ['10.88.1.20', '1'],
    ['10.88.1.22', '2'],
  ] as const) {
    await run({ kind: 'lab/connect', request: { ...request, destination } });
    const started = await newestLine(...where);
    expect(started).toEqual({
      action: 'accept',
      dstip,
      dstintf: 'port2',
      gatewayid: '1',
      realserverid,
    });
    const [open] = (await list()).open;
    await run({ kind: 'lab/end-session', id: open?.id ?? 0 });
    expect(await newestLine(...where)).toEqual({ ...started, action: 'close' });
  }
});

describe('open sessions', () => {
  test('an accepted connection is one, with the number of its log line; a denied one is none', async () => {
    const { clock } = await world.summary();
    await run({ kind: 'lab/connect', request });
    const { open } = await list();
    const { sessionid } = await newestLine('sessionid');
    expect(open).toEqual([
      {
        id: Number(sessionid),
        kind: 'ztna',
        fortigate: 'FGT-HQ',
        endpoint: { uid: ann, host: 'WIN11-ANN' },
        server: 'ZTNA-webserver',
        srcip: '10.0.1.21',
        destination: '203.0.113.10:9443',
        user: 'ann.berg',
        since: clock.epochMs,
        policyid: 17,
        policytype: 'policy',
        policyname: 'ZTNA-webserver-allow',
      },
    ]);
    await run({ kind: 'lab/connect', request: { ...request, certificate: 'revoked' } });
    expect((await world.summary()).sessions).toBe(1);
  });

  test('end, newest first, with the reason and the line of a denial, when a policy change denies them', async () => {
    await run({ kind: 'lab/connect', request });
    await run({ kind: 'lab/connect', request });
    const { open } = await list();
    const logged = (await world.summary()).fortigates[0]?.ztnaLogs ?? 0;
    await run(disable17);
    const { open: left, ended } = await list();
    expect(left).toEqual([]);
    expect(ended.map(({ session }) => session.id)).toEqual(open.map(({ id }) => id));
    const [last] = ended;
    expect(last).toMatchObject({ why: { kind: 'denied', explanation: { error: 65 } } });
    expect(last?.ended).toBe((await world.summary()).clock.epochMs);
    expect((await world.summary()).fortigates[0]?.ztnaLogs).toBe(logged + 2);
    expect(await newestLine('action', 'policyid', 'sessionid', 'duration', 'msg')).toEqual({
      action: 'deny',
      policyid: '0',
      sessionid: String(last?.session.id),
      duration: '1',
      msg: 'Traffic denied because failed to match a policy or proxy-policy',
    });
  });

  test('end when a tag turns up that is denied, and say which policy did it', async () => {
    await run({ kind: 'lab/connect', request });
    await run({
      kind: 'fortigate/update',
      fortigate: 'FGT-HQ',
      table: 'firewall policy',
      key: '3',
      values: { 'ztna-ems-tag': ['EMS1_ZTNA_AV-Running'] },
      basedOn: null,
    });
    const [last] = (await list()).ended;
    const explanation = last?.why.kind === 'denied' ? last.why.explanation : null;
    expect(explanation?.policies.map(({ policyid }) => policyid)).toEqual([3]);
    expect(explanation && plain(headline(explanation))).toBe(
      'Policy 3 ZTNA-deny-malicious denies the session: AV-Running is known (error 064).',
    );
  });

  test('go on under another policy that accepts them', async () => {
    await run({ kind: 'lab/connect', request });
    await run({ kind: 'fortigate/clone', ...policy17, newKey: '40' });
    await run({
      kind: 'fortigate/update',
      ...policy17,
      key: '40',
      values: { status: 'enable' },
      basedOn: null,
    });
    await run(disable17);
    const { open, ended } = await list();
    expect(open).toMatchObject([{ policyid: 40, policyname: 'ZTNA-webserver-allow-2' }]);
    expect(ended).toEqual([]);
  });

  test('go on when something changes that they do not hang on', async () => {
    await run({ kind: 'lab/connect', request });
    const { open } = await list();
    await run({ kind: 'ems/add-classification-tag', uid: ann, name: 'Low' });
    await run({ ...disable17, key: '5' });
    expect(await list()).toEqual({ open, ended: [] });
  });

  test('do not come back with undo, and end by it where its result denies them', async () => {
    await run({ kind: 'lab/connect', request });
    await run(disable17);
    await world.undo();
    expect(await list()).toMatchObject({ open: [], ended: [{ why: { kind: 'denied' } }] });

    await run(disable17);
    await run({ ...disable17, values: { status: 'enable' } });
    await run({ kind: 'lab/connect', request });
    await world.undo();
    const { open, ended } = await list();
    expect(open).toEqual([]);
    expect(ended).toHaveLength(2);
  });

  test('end with a repair that ends them, and with one that EMS makes', async () => {
    await run({ kind: 'lab/connect', request });
    await run({
      kind: 'lab/apply-repair',
      changes: [{ kind: 'deny-device', device: 'FGT-HQ' }],
    });
    expect(await list()).toMatchObject({
      open: [],
      ended: [{ why: { explanation: { error: 66 } } }],
    });
  });

  test('can be ended by hand, once', async () => {
    await run({ kind: 'lab/connect', request });
    const [open] = (await list()).open;
    const id = open?.id ?? 0;
    await run({ kind: 'lab/connect', request });
    await run({ kind: 'lab/end-session', id });
    expect(await list()).toMatchObject({
      open: [{ policyid: 17 }],
      ended: [{ session: open, why: { kind: 'by-hand' } }],
    });
    expect(await newestLine('action', 'policyid', 'policyname', 'duration')).toEqual({
      action: 'close',
      policyid: '17',
      policyname: 'ZTNA-webserver-allow',
      duration: '2',
    });
    expect(await world.execute({ kind: 'lab/end-session', id })).toMatchObject({
      ok: false,
      refusal: { kind: 'not-found' },
    });
    expect((await world.summary()).undo).toEqual([]);
  });

  test('begin anew with another world, and are there again when loading it is undone', async () => {
    await run({ kind: 'lab/connect', request });
    const before = await list();
    const { clock, fortigates } = await world.summary();
    // The same scenario again is another world as well: it has no log of the former one.
    await world.loadScenario('demo');
    expect(await list()).toEqual({ open: [], ended: [] });
    await world.undo();
    expect(await list()).toEqual(before);
    expect(await world.summary()).toMatchObject({ clock, fortigates });
  });

  test('outlive being stored', async () => {
    const storage = memoryStorage();
    world = await World.open(storage, scenarios);
    await run({ kind: 'lab/connect', request });
    await run({ kind: 'lab/connect', request });
    await run({ kind: 'lab/end-session', id: (await list()).open[0]?.id ?? 0 });
    const before = await list();
    expect(before).toMatchObject({ open: [{}], ended: [{}] });
    world = await World.open(reopened(storage), scenarios);
    expect(await list()).toEqual(before);
  });

  test('are at most 500, and at most 50 ended ones are kept', async () => {
    for (let i = 0; i < 501; i++) await run({ kind: 'lab/connect', request });
    const first = await list();
    expect(first.open).toHaveLength(500);
    expect(first.ended).toMatchObject([{ why: { kind: 'no-room' } }]);
    expect(new Set(first.open.map(({ id }) => id)).size).toBe(500);
    await run(disable17);
    const { open, ended } = await list();
    expect(open).toEqual([]);
    expect(ended).toHaveLength(50);
    expect(ended[0]?.session).toEqual(first.open[0]);
  });
});
