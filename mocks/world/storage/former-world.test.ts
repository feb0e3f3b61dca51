/** Worlds that earlier versions stored, each as that version wrote it, open as they were. */
import 'fake-indexeddb/auto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeEach, describe, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { z } from '#model/zod.ts';
import * as queries from '../queries.ts';
import { browserStorage } from './browser-storage.ts';
import { World } from '../world.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'test', 'fixtures', 'former-worlds');
const formerSchema = z.object({
  world: z.looseObject({
    ems: z.looseObject({ endpoints: z.array(z.looseObject({ uid: z.string() })) }),
  }),
  history: z.unknown().optional(),
  kept: z.record(z.string(), z.unknown()).default({}),
});
type Former = z.infer<typeof formerSchema>;

/** The database as those versions made it. */
async function storeFormer({ world, history, kept }: Former): Promise<void> {
  const database = await openDB('posture-lab', 1, {
    upgrade(fresh) {
      fresh.createObjectStore('world');
      fresh.createObjectStore('revision');
    },
  });
  await database.put('world', world, 'current');
  if (history !== undefined) await database.put('world', history, 'history');
  for (const [key, state] of Object.entries(kept))
    await database.put('world', state, `kept ${key}`);
  database.close();
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

async function tagsOf(world: World, uid: string): Promise<readonly string[]> {
  const found = await world.ask(queries.endpoint, { uid });
  if (!found.ok) throw new Error(found.refusal.message);
  return found.value.tags.map(({ name }) => name);
}

const formers = readdirSync(folder).map((file) => {
  const former = formerSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  return { file, former, uid: former.world.ems.endpoints[0]?.uid ?? '' };
});

describe('a world that an earlier version stored', () => {
  test.each(formers)(
    'opens with its endpoints, tags, policies and log, and is stored anew: $file',
    async ({ former, uid }) => {
      await storeFormer(former);
      const world = await World.open(await browserStorage(), scenarios);
      const summary = await world.summary();
      expect(summary).toMatchObject({ scenario: { id: 'example-1' }, notice: null });
      expect(summary.fortigates[0]?.firewallPolicies).toBeGreaterThan(0);
      expect(await tagsOf(world, uid)).toContain('Low');
      const again = await World.open(await browserStorage(), scenarios);
      expect(await again.summary()).toEqual(summary);
      await expect
        .poll(async () => (await indexedDB.databases()).map(({ name }) => name))
        .toEqual(['posture-lab-rows']);
    },
  );

  test.each(formers.filter(({ former }) => Object.keys(former.kept).length > 0))(
    'keeps what could be undone: $file',
    async ({ former, uid }) => {
      await storeFormer(former);
      const world = await World.open(await browserStorage(), scenarios);
      const { undo } = await world.summary();
      expect(undo.map(({ words }) => words)).toEqual([
        'add the tag Low',
        expect.stringMatching(/^load /),
      ]);
      await world.undo();
      expect(await tagsOf(world, uid)).not.toContain('Low');
      await world.undo();
      expect((await world.summary()).scenario.id).toBe('demo');
      await world.redo();
      await world.redo();
      expect(await tagsOf(world, uid)).toContain('Low');
    },
  );
});

test('a world of no version that is known is set aside, and said to be', async () => {
  await storeFormer({
    world: { ems: { endpoints: [] }, version: 99 },
    history: undefined,
    kept: {},
  });
  const world = await World.open(await browserStorage(), scenarios);
  const { scenario, notice } = await world.summary();
  expect(scenario.id).toBe('demo');
  expect(notice).toMatch(/^This page cannot read the version/);
  const database = await openDB('posture-lab-rows');
  expect(await database.getAll('aside')).toMatchObject([{ version: 99 }]);
});
