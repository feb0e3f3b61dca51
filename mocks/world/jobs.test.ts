/** Clients that ask in turn do not disturb each other, and worlds of one process neither. */
import { expect, test } from 'vitest';
import { large } from '#mocks/scenarios/large.ts';
import { memoryStorage } from './storage/memory-storage.ts';
import { Jobs } from './jobs.ts';
import * as queries from './queries.ts';
import { World } from './world.ts';
import { buildWorld } from './build-world.ts';
import { basisOf } from './basis.ts';

const serialOf = (world: World) =>
  world.ask(queries.fabricDevices, {
    offset: 0,
    count: 2,
    search: '',
    authorized: null,
    sort: 'name',
    descending: false,
  });

/** Asks for each preview in turn until both are whole; how often that took. */
async function turns(worlds: readonly [World, World], most: number): Promise<number> {
  const found = await serialOf(worlds[0]);
  const serials = found.ok ? found.value.devices.map(({ device }) => device.serial) : [];
  for (let turn = 1; turn <= most; turn++) {
    let left = 0;
    for (const [i, world] of worlds.entries()) {
      const answer = await world.ask(queries.previewSharing, {
        serial: serials[i] ?? '',
        sharing: { tagTypes: ['zero_trust'], endpointSharing: 'all', selected: [] },
      });
      if (!answer.ok || answer.value.counting !== null) left++;
    }
    if (left === 0) return turn;
  }
  return Number.POSITIVE_INFINITY;
}

test('two clients of one world that poll previews in turn both come to an end', async () => {
  const world = await World.open(memoryStorage(), [large]);
  expect(await turns([world, world], 60)).toBeLessThan(60);
});

test('two worlds of one process have jobs of their own', async () => {
  const [one, other] = [
    await World.open(memoryStorage(), [large]),
    await World.open(memoryStorage(), [large]),
  ];
  expect(await turns([one, other], 60)).toBeLessThan(60);
});

test('a job is begun once for a question, again when the world has changed, and the oldest gives way', () => {
  const jobs = new Jobs<number>();
  const state = buildWorld(large);
  let begun = 0;
  const take = (question: string, of = state) => jobs.take(question, basisOf(of), () => ++begun);
  expect([take('a'), take('b'), take('a'), take('b')]).toEqual([1, 2, 1, 2]);
  expect(take('a', { ...state, ems: { ...state.ems } })).toBe(3);
  for (let i = 0; i < 8; i++) take(`other ${i}`);
  expect(take('b')).toBe(begun);
  expect(begun).toBe(12);
});
