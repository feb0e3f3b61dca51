import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { reopened } from '#test/fixtures/stored.ts';
import { incomingOf } from '#test/fixtures/incoming.ts';
import { browserStorage } from '../storage/browser-storage.ts';
import { memoryStorage } from '../storage/memory-storage.ts';
import type { WorldStorage } from '../storage/storage.ts';
import * as queries from '../queries.ts';
import { World } from '../world.ts';

const ann = 'A1D0C6E27B9F4A58830E5C14F7B26D01';
let storage: WorldStorage;
let world: World;
beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  storage = memoryStorage();
  world = await World.open(storage, scenarios);
});

/** Gives the tag by hand; the revision that names the change. */
async function give(name: string, to = world): Promise<number> {
  const done = await to.execute({ kind: 'ems/add-classification-tag', uid: ann, name });
  if (!done.ok) throw new Error(done.refusal.message);
  return done.value.revision;
}

async function tagsOf(of: World): Promise<readonly string[]> {
  const found = await of.ask(queries.endpoint, { uid: ann });
  return found.ok ? found.value.tags.map(({ name }) => name) : [];
}

async function names(of: World): Promise<{ undo: string[]; redo: string[] }> {
  const { undo, redo } = await of.summary();
  return { undo: undo.map(({ words }) => words), redo: redo.map(({ words }) => words) };
}

describe('a named change', () => {
  test('is taken back while it is the last one, and refused while later ones stand in the way', async () => {
    const first = await give('Low');
    await give('Medium');
    const last = await give('High');
    expect(await world.undo({ revision: first })).toMatchObject({
      ok: false,
      refusal: {
        kind: 'conflict',
        message: 'Undo the later changes first: add the tag High; add the tag Medium.',
      },
    });
    expect(await tagsOf(world)).toEqual(expect.arrayContaining(['Low', 'Medium', 'High']));
    expect(await world.undo({ revision: last })).toMatchObject({ ok: true });
    expect(await world.undo({ revision: last })).toMatchObject({
      ok: false,
      refusal: { kind: 'not-found' },
    });
  });

  test('keeps its name when it was undone and made again', async () => {
    const made = await give('Low');
    await world.undo();
    await world.redo();
    expect(await world.undo({ revision: made })).toMatchObject({ ok: true });
  });
});

describe('several changes', () => {
  test('are taken back at once, and made again one by one until something new is done', async () => {
    for (const name of ['Low', 'Medium', 'High']) await give(name);
    expect(await world.undo({ count: 2 })).toEqual({
      ok: true,
      value: { changes: ['add the tag High', 'add the tag Medium'], stayEnded: 0 },
    });
    expect(await names(world)).toEqual({
      undo: ['add the tag Low'],
      redo: ['add the tag Medium', 'add the tag High'],
    });
    expect(await world.redo()).toMatchObject({ value: { changes: ['add the tag Medium'] } });
    expect(await tagsOf(world)).toContain('Medium');
    expect(await tagsOf(world)).not.toContain('High');
    await give('Critical');
    expect((await names(world)).redo).toEqual([]);
    expect((await world.redo()).ok).toBe(false);
  });

  test('are kept for a hundred, in a world of thousands of endpoints too', async () => {
    await world.loadScenario('large');
    for (let i = 0; i < 101; i++)
      await world.execute({
        kind: 'ems/authorize-device',
        serial: 'FGVM02TM22014001',
        authorized: i % 2 === 1,
      });
    const { undo } = await names(world);
    expect(undo).toHaveLength(100);
    expect(undo.at(-1)).toBe('authorize a Fabric device');
    expect(await world.undo({ count: 100 })).toMatchObject({ ok: true });
  });
});

test('a scenario that was loaded goes back whole, and comes again whole', async () => {
  await give('Low');
  const { clock } = await world.summary();
  await world.loadScenario('example-2');
  await world.undo();
  const back = await world.summary();
  expect(back.scenario.id).toBe('demo');
  expect(back.clock).toEqual(clock);
  await world.redo();
  expect((await world.summary()).scenario.id).toBe('example-2');
  expect(await world.undo({ count: 2 })).toMatchObject({ ok: true });
  expect(await tagsOf(world)).not.toContain('Low');
});

test('a session that ended stays ended, and the answer counts it', async () => {
  await world.execute({
    kind: 'lab/connect',
    request: {
      fortigate: 'FGT-HQ',
      endpoint: ann,
      server: 'ZTNA-webserver',
      certificate: 'valid',
      srcintf: await incomingOf(world, 'FGT-HQ', ann),
      srcip: '10.0.1.21',
      os: 'windows',
      path: '/',
      host: null,
    },
  });
  const quarantine = { kind: 'ems/endpoint-action', uid: ann } as const;
  await world.execute({ ...quarantine, action: 'quarantine' });
  expect(await world.undo()).toMatchObject({ value: { stayEnded: 1 } });
});

test('after a reload, and in another tab, the same can be undone and redone', async () => {
  const kept = await browserStorage();
  const first = await World.open(kept, scenarios);
  await give('Low', first);
  await give('Medium', first);
  await first.undo();
  const reloaded = await World.open(await browserStorage(), scenarios);
  expect(await names(reloaded)).toEqual({
    undo: ['add the tag Low'],
    redo: ['add the tag Medium'],
  });
  expect(await reloaded.redo()).toMatchObject({ ok: true });
  expect(await reloaded.undo({ count: 2 })).toMatchObject({ ok: true });
  await first.refresh();
  expect(await tagsOf(first)).not.toContain('Low');
  expect(await names(first)).toEqual(await names(reloaded));
  expect(await first.redo()).toMatchObject({ value: { changes: ['add the tag Low'] } });
});

test('what time brought in between goes back with the change before it, and comes again', async () => {
  const posture = await world.ask(queries.endpointPosture, { uid: ann });
  if (!posture.ok) throw new Error('no posture');
  const before = await tagsOf(world);
  await give('Low');
  const changed = await world.execute({
    kind: 'lab/apply-repair',
    changes: [
      {
        kind: 'remove-tag',
        uid: ann,
        host: 'WIN11-ANN',
        tag: { category: 'zero_trust', name: 'Low-Risk' },
      },
    ],
  });
  expect(changed.ok).toBe(true);
  await world.execute({ kind: 'lab/step-clock', seconds: 120 });
  const arrived = await tagsOf(world);
  expect(arrived).not.toContain('Low-Risk');
  await world.undo();
  expect(await tagsOf(world)).toContain('Low-Risk');
  await world.undo();
  expect(await tagsOf(world)).toEqual(before);
  await world.redo();
  await world.redo();
  expect(await tagsOf(world)).toEqual(arrived);
});

test('a policy that was moved and moved again goes back to where it stood, each time', async () => {
  const order = async (): Promise<string> => {
    const found = await world.ask(queries.rows, {
      fortigate: 'FGT-HQ',
      table: 'firewall policy',
      start: 0,
      count: 0,
      search: '',
      filters: [],
    });
    if (!found.ok) throw new Error(found.refusal.message);
    return found.value.rows.map((row) => JSON.stringify(row['policyid'])).join(' ');
  };
  const orders = [await order()];
  const keys = orders[0]?.split(' ') ?? [];
  for (const key of keys) {
    const other = keys.at(-1) ?? '';
    if (key === other) continue;
    const moved = {
      kind: 'fortigate/move',
      fortigate: 'FGT-HQ',
      table: 'firewall policy',
    } as const;
    await world.execute({ ...moved, key, place: 'after', other });
    orders.push(await order());
  }
  expect(orders.length).toBeGreaterThan(2);
  for (const wanted of orders.slice(0, -1).toReversed()) {
    await world.undo();
    expect(await order()).toBe(wanted);
  }
  const reloaded = await World.open(reopened(storage), scenarios);
  for (const wanted of orders.slice(1)) {
    await reloaded.redo();
    world = reloaded;
    expect(await order()).toBe(wanted);
  }
});
