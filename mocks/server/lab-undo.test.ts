import { beforeEach, expect, test } from 'vitest';
import { loadedScenarioSchema } from '#model/lab/lab-api.ts';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { memoryStorage } from '#mocks/world/storage/memory-storage.ts';
import { World } from '#mocks/world/world.ts';
import { serverOf } from './app.ts';

const origin = 'http://lab.test';
let world: World;
beforeEach(async () => {
  world = await World.open(memoryStorage(), scenarios);
});

async function post(path: string, body: object = {}) {
  const request = new Request(`${origin}/lab/api${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  const response = await serverOf(world).fetch(request);
  const json: unknown = await response.json();
  return { status: response.status, json };
}

async function load(id: string): Promise<number> {
  return loadedScenarioSchema.parse((await post('/scenario', { id })).json).revision;
}

test('an undo that names another change than the last one is refused, in words', async () => {
  const first = await load('example-1');
  const last = await load('example-2');
  expect(await post('/undo', { revision: first })).toEqual({
    status: 412,
    json: { message: 'Undo the later change first: load Example 2: All of.', field: null },
  });
  expect(await post('/undo', { revision: last })).toEqual({
    status: 200,
    json: { changes: ['load Example 2: All of'], stayEnded: 0 },
  });
  expect((await post('/undo', { revision: last })).status).toBe(404);
  expect((await post('/undo', { count: 0 })).status).toBe(400);
});

test('what was undone is made again, until there is nothing left', async () => {
  await load('example-1');
  await post('/undo');
  expect(await post('/redo')).toMatchObject({
    status: 200,
    json: { changes: ['load Example 1: Any of'] },
  });
  expect((await post('/redo')).status).toBe(404);
});

test('only a step that is done by looking can be told to be done', async () => {
  await load('example-2');
  expect((await post('/scenario/steps/traffic/looked')).status).toBe(200);
  expect((await world.summary()).stepsDone).toEqual(['traffic']);
  expect((await post('/scenario/steps/denied/looked')).status).toBe(404);
  expect((await post('/scenario/steps/nothing/looked')).status).toBe(404);
});
