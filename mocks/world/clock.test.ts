/** The world's own time, and what arrives in it: tag changes with the endpoint's keepalive. */
import { beforeEach, describe, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import type { Change } from '#model/decision/repair.ts';
import type { Ticker } from './clock.ts';
import type { Command } from './commands.ts';
import { nextKeepalive } from './tagging/keepalive.ts';
import { reopened as restarted } from '#test/fixtures/stored.ts';
import { memoryStorage } from './storage/memory-storage.ts';
import * as queries from './queries.ts';
import { World } from './world.ts';

const ann = 'A1D0C6E27B9F4A58830E5C14F7B26D01';
const onAnn = { uid: ann, host: 'WIN11-ANN' };
const lowRisk = { category: 'zero_trust', name: 'Low-Risk' } as const;
const takeLowRisk: Change = { kind: 'remove-tag', ...onAnn, tag: lowRisk };
const connect: Command = {
  kind: 'lab/connect',
  request: {
    fortigate: 'FGT-HQ',
    endpoint: ann,
    server: 'ZTNA-webserver',
    certificate: 'valid',
    srcintf: 'port3',
    srcip: '10.0.1.21',
    os: 'windows',
    path: '/',
    host: null,
  },
};

let world: World;
beforeEach(async () => {
  world = await World.open(memoryStorage(), scenarios);
});

async function run(command: Command) {
  const outcome = await world.execute(command);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
}
const apply = (...changes: readonly Change[]) => run({ kind: 'lab/apply-repair', changes });
const step = (seconds: number) => run({ kind: 'lab/step-clock', seconds });

async function annNow() {
  const outcome = await world.ask(queries.endpoint, { uid: ann });
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return {
    tags: outcome.value.tags.map(({ name }) => name),
    pending: outcome.value.pendingTags,
  };
}
const now = async () => (await world.summary()).clock.epochMs;

/** Real time, in the test's hand. */
function handTicker() {
  let ms = 5000;
  const working: (() => Promise<void>)[] = [];
  const ticker: Ticker = {
    now: () => ms,
    epochMs: () => null,
    every: (_, work) => {
      working.push(work);
      return () => void working.splice(working.indexOf(work), 1);
    },
  };
  return {
    ticker,
    count: () => working.length,
    async pass(by: number) {
      ms += by;
      for (const work of working) await work();
    },
  };
}

describe('keepalives', () => {
  test.each([
    ['00000000000000000000000000000001', 0, 1000],
    ['00000000000000000000000000000001', 1000, 61_000],
    ['00000000000000000000000000000001', 999, 1000],
    ['00000000000000000000000000000000', 0, 60_000],
    ['0000000000000000000000000000003B', 120_000, 179_000],
    ['0000000000000000000000000000003C', 120_000, 180_000],
    ['FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF', 0, 15_000],
  ])('of %s after %i come at %i', (uid, after, due) => {
    expect(nextKeepalive(uid, after)).toBe(due);
  });
});

describe('a step of the clock', () => {
  test.each([0, -1, 86_401, 1.5, Number.NaN])('of %d seconds is refused', async (seconds) => {
    const before = await world.summary();
    expect(await world.execute({ kind: 'lab/step-clock', seconds })).toMatchObject({
      ok: false,
      refusal: { kind: 'invalid', field: 'seconds' },
    });
    expect(await world.summary()).toEqual(before);
  });

  test('moves it, and nothing else; it is not undone', async () => {
    const before = await world.summary();
    await step(3600);
    const { clock, revision, ...rest } = await world.summary();
    expect(clock.epochMs).toBe(before.clock.epochMs + 3_600_000);
    expect(before).toMatchObject(rest);
    expect(revision).toBe(before.revision + 1);
    expect((await world.undo()).ok).toBe(false);
  });
});

describe('a tag that comes from posture', () => {
  test('counts from the next keepalive on, not before', async () => {
    const due = nextKeepalive(ann, await now());
    const { travelling } = await apply(takeLowRisk);
    expect(travelling).toEqual([
      { uid: ann, host: 'WIN11-ANN', tag: lowRisk, add: false, dueMs: due },
    ]);
    expect(await world.summary()).toMatchObject({ pending: 1, nextArrival: due });
    const seconds = (due - (await now())) / 1000;
    await step(seconds - 1);
    const before = await annNow();
    expect(before.tags).toContain('Low-Risk');
    expect(before.pending).toEqual([{ ...lowRisk, add: false, due }]);
    await step(1);
    const after = await annNow();
    expect(after.tags).not.toContain('Low-Risk');
    expect(after.pending).toEqual([]);
    expect(await world.summary()).toMatchObject({ pending: 0, nextArrival: null });
  });

  test('is dated when it arrives, and ends sessions at that moment', async () => {
    await run(connect);
    const malicious = { category: 'zero_trust', name: 'Malicious-File-Detected' } as const;
    const { travelling } = await apply({ kind: 'add-tag', ...onAnn, tag: malicious });
    const due = travelling[0]?.dueMs ?? 0;
    expect((await world.summary()).sessions).toBe(1);
    await step(3600);
    const endpoint = await world.ask(queries.endpoint, { uid: ann });
    expect(endpoint).toMatchObject({ ok: true });
    expect(endpoint.ok && endpoint.value.tags.at(-1)).toEqual({ ...malicious, since: due });
    const sessions = await world.ask(queries.sessions, null);
    expect(sessions).toMatchObject({
      ok: true,
      value: { open: [], ended: [{ ended: due, why: { explanation: { policyid: 3 } } }] },
    });
  });

  test('leaves the last connection as it is until then, and says that it is on its way', async () => {
    await run(connect);
    const { travelling } = await apply(takeLowRisk);
    expect(await world.ask(queries.lastConnection, null)).toMatchObject({
      value: { outOfDate: false, travelling },
    });
    expect(await world.ask(queries.connectionRepairs, null)).toMatchObject({
      value: { repairs: { aim: 'end' } },
    });
    await step(60);
    expect(await world.ask(queries.lastConnection, null)).toMatchObject({
      value: { outOfDate: true, travelling: [] },
    });
    expect(await world.ask(queries.connectionRepairs, null)).toMatchObject({
      value: { repairs: { aim: 'allow' } },
    });
  });

  test('is not sent twice', async () => {
    await apply(takeLowRisk);
    const again = await world.execute({ kind: 'lab/apply-repair', changes: [takeLowRisk] });
    expect(again).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
    expect(again.ok ? '' : again.refusal.message).toMatch(/is already pending/);
  });

  test('waits while the endpoint is offline, and for the keepalive after it is back', async () => {
    await apply(takeLowRisk);
    await apply({ kind: 'take-offline', ...onAnn });
    expect(await world.summary()).toMatchObject({ pending: 1, nextArrival: null });
    await step(600);
    expect((await annNow()).tags).toContain('Low-Risk');
    await apply({ kind: 'bring-online', ...onAnn });
    const due = nextKeepalive(ann, await now());
    expect(await world.summary()).toMatchObject({ pending: 1, nextArrival: due });
    await step(60);
    expect((await annNow()).tags).not.toContain('Low-Risk');
  });

  test('of an endpoint that does not report has no time of arrival', async () => {
    await apply({ kind: 'take-offline', ...onAnn });
    const { travelling } = await apply(takeLowRisk);
    expect(travelling).toMatchObject([{ dueMs: null }]);
  });

  test('is on its way no more after undo; one that has arrived is taken back', async () => {
    await apply(takeLowRisk);
    await world.undo();
    expect((await world.summary()).pending).toBe(0);
    await apply(takeLowRisk);
    await step(60);
    await world.undo();
    expect((await annNow()).tags).toContain('Low-Risk');
  });

  test('arrives all the same where undo takes back what was changed after it was sent', async () => {
    await apply(takeLowRisk);
    await run({ kind: 'ems/add-classification-tag', uid: ann, name: 'Low' });
    await step(60);
    await world.undo();
    const { tags, pending } = await annNow();
    expect(tags).not.toContain('Low');
    expect(tags).not.toContain('Low-Risk');
    expect(pending).toEqual([]);
  });

  test('makes an editor of its endpoint look again when it arrives, and outlives being stored', async () => {
    const storage = memoryStorage();
    world = await World.open(storage, scenarios);
    await apply(takeLowRisk);
    world = await World.open(restarted(storage), scenarios);
    expect((await annNow()).pending).toHaveLength(1);
    await step(60);
    const { revision, rows = [] } = (await storage.load()) ?? {};
    const changed = rows.find(({ table, key }) => table === 'changed' && key.includes(ann));
    expect(changed?.value.row).toBe(revision);
  });
});

test('a classification tag is set on EMS itself and counts at once', async () => {
  const { travelling } = await apply({
    kind: 'add-tag',
    ...onAnn,
    tag: { category: 'classification', name: 'High' },
  });
  expect(travelling).toEqual([]);
  expect((await annNow()).tags).toContain('High');
});

describe('a clock that runs', () => {
  test('goes on with real time until it is paused, and stands still after a reload', async () => {
    const hand = handTicker();
    const storage = memoryStorage();
    world = await World.open(storage, scenarios, undefined, hand.ticker);
    const start = await now();
    await hand.pass(5000);
    expect(await now()).toBe(start);
    await world.run();
    await world.run();
    expect(hand.count()).toBe(1);
    expect((await world.summary()).clock.running).toBe(true);
    await hand.pass(1000.4);
    await hand.pass(1000.4);
    expect(await now()).toBe(start + 2001);
    await world.pause();
    expect(await world.summary()).toMatchObject({ clock: { running: false } });
    await hand.pass(5000);
    await world.pause();
    expect(await now()).toBe(start + 2001);
    const reopened = await World.open(storage, scenarios, undefined, hand.ticker);
    expect((await reopened.summary()).clock).toMatchObject({
      running: false,
      epochMs: start + 2001,
    });
  });

  test('stores and announces what happens at once, and time alone every ten seconds', async () => {
    const hand = handTicker();
    const storage = memoryStorage();
    let saved = 0;
    let announced = 0;
    const counting = {
      ...storage,
      write: (...given: Parameters<typeof storage.write>) => {
        saved++;
        return storage.write(...given);
      },
    };
    world = await World.open(counting, scenarios, () => announced++, hand.ticker);
    await world.run();
    [saved, announced] = [0, 0];
    const { revision } = await world.summary();
    for (let i = 0; i < 9; i++) await hand.pass(1000);
    expect({ saved, announced }).toEqual({ saved: 0, announced: 0 });
    expect((await world.summary()).revision).toBe(revision);
    await hand.pass(1000);
    expect({ saved, announced }).toEqual({ saved: 1, announced: 1 });

    const { travelling } = await apply(takeLowRisk);
    [saved, announced] = [0, 0];
    await hand.pass((travelling[0]?.dueMs ?? 0) - (await now()));
    expect({ saved, announced }).toEqual({ saved: 1, announced: 1 });
    expect((await annNow()).tags).not.toContain('Low-Risk');
  });

  test('keeps the time that has passed when another tab changes the world', async () => {
    const hand = handTicker();
    const storage = memoryStorage();
    world = await World.open(storage, scenarios, undefined, hand.ticker);
    const other = await World.open(storage, scenarios);
    const start = await now();
    await world.run();
    await hand.pass(3000);
    await other.execute({ kind: 'ems/add-classification-tag', uid: ann, name: 'Low' });
    await world.refresh();
    expect((await annNow()).tags).toContain('Low');
    expect(await now()).toBe(start + 3000);
    await other.execute({ kind: 'ems/add-classification-tag', uid: ann, name: 'High' });
    await hand.pass(10_000);
    expect((await annNow()).tags).toContain('High');
    expect(await now()).toBe(start + 13_000);
  });
});
