import { expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { serverOf } from '#mocks/server/app.ts';
import { historyAnswerSchema, momentEffectSchema } from '#model/lab/worlds/history.ts';
import { worldSummarySchema } from '#model/lab/lab-api.ts';
import { memoryStorage } from '../storage/memory-storage.ts';
import { World } from '../world.ts';

const realMs = 1_800_000_000_000;
const ticker = { now: () => 0, epochMs: () => realMs, every: () => () => undefined };

async function changedWorld() {
  const storage = memoryStorage();
  const world = await World.open(storage, scenarios, undefined, ticker);
  const type = (...lines: string[]) =>
    world.typeLines({ fortigate: 'FGT-HQ', session: 'test', lines });
  await type('config firewall address', 'edit A', 'end');
  await world.execute({ kind: 'lab/step-clock', seconds: 60 });
  await type('config firewall policy', 'edit 17', 'set status disable', 'end');
  await type('config firewall address', 'edit B', 'end');
  const send = async (method: string, path: string, body?: object): Promise<[number, unknown]> => {
    const response = await serverOf(world).request(`/lab/api${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return [response.status, await response.json()];
  };
  const moments = async () => historyAnswerSchema.parse((await send('GET', '/history'))[1]).moments;
  return { storage, world, send, moments };
}

test('each change says when it was made on both clocks, and what it flipped, also after it was undone', async () => {
  const { send, moments, world } = await changedWorld();
  const [b, disabled, a] = await moments();
  expect([b, disabled, a].map((one) => one?.words)).toEqual([
    'create address B',
    'edit policy 17',
    'create address A',
  ]);
  expect((disabled?.at ?? 0) - (a?.at ?? 0)).toBe(60_000);
  expect(b?.madeAt).toBe(realMs);
  const effect = async (revision = 0) => {
    for (;;) {
      const [, answer] = await send('GET', `/history/${revision}/effect`);
      const { access, counting } = momentEffectSchema.parse(answer);
      if (!counting) return access;
    }
  };
  expect(await effect(disabled?.revision)).toMatchObject({ gains: 0, loses: 3 });
  expect(await effect(b?.revision)).toMatchObject({ gains: 0, loses: 0 });
  await world.undo({ count: 3 });
  expect(await effect(disabled?.revision)).toMatchObject({ gains: 0, loses: 3 });
});

test('one goes to any moment and back; a name of a moment stays, and changes nothing', async () => {
  const { send, moments, world, storage } = await changedWorld();
  const [last, , first] = await moments();
  const addresses = async () => {
    const [, answer] = await send('GET', '/world');
    const { undo, redo } = worldSummarySchema.parse(answer);
    return [undo.length, redo.length];
  };
  const go = (revision = 0) => send('POST', `/history/${revision}/go`);
  expect(await go(first?.revision)).toEqual([200, { undone: 2, redone: 0, stayEnded: 0 }]);
  expect(await addresses()).toEqual([1, 2]);
  expect((await moments()).map(({ isUndone }) => isUndone)).toEqual([true, true, false]);
  const named = await send('PUT', `/history/${last?.revision ?? 0}/name`, { name: ' Ready ' });
  expect(named[0]).toBe(200);
  expect(await go()).toEqual([200, { undone: 1, redone: 0, stayEnded: 0 }]);
  expect(await go(last?.revision)).toEqual([200, { undone: 0, redone: 3, stayEnded: 0 }]);
  const again = await World.open(storage, scenarios);
  expect(again.past().done.map(({ checkpoint }) => checkpoint)).toEqual([
    undefined,
    undefined,
    'Ready',
  ]);
  await send('PUT', `/history/${last?.revision ?? 0}/name`, { name: '' });
  expect((await moments())[0]?.checkpoint).toBeNull();
  expect((await go(999_999))[0]).toBe(404);
  expect((await send('PUT', `/history/1/name`, { name: 'x'.repeat(80) }))[0]).toBe(400);
  await world.execute({ kind: 'lab/step-clock', seconds: 1 });
  expect(await addresses()).toEqual([3, 0]);
});
