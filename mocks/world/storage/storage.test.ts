/** What a storage keeps: a change whole or not at all, its rows alone, and what another page needs of it. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import type { Command } from '#mocks/world/commands.ts';
import * as queries from '#mocks/world/queries.ts';
import { World } from '#mocks/world/world.ts';
import { browserStorage } from './browser-storage.ts';
import { memoryStorage } from './memory-storage.ts';
import type { StoredWorld, WorldStorage, WorldWrite } from './storage.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const ann = 'A1D0C6E27B9F4A58830E5C14F7B26D01';
const addTag = (name: string): Command => ({ kind: 'ems/add-classification-tag', uid: ann, name });

async function carry(world: World, command: Command): Promise<void> {
  const done = await world.execute(command);
  if (!done.ok) throw new Error(done.refusal.message);
}

/** Rows in an order that no storage promises. */
function sorted(stored: StoredWorld | undefined): StoredWorld | undefined {
  const text = ({ table, owner, key }: StoredWorld['rows'][number]) => `${table} ${owner} ${key}`;
  return (
    stored && {
      ...stored,
      rows: stored.rows.toSorted((a, b) => (text(a) < text(b) ? -1 : 1)),
    }
  );
}

/** A storage that notes what is written. */
function noted(storage: WorldStorage) {
  const writes: WorldWrite[] = [];
  const watched: WorldStorage = {
    ...storage,
    write: (write) => {
      writes.push(write);
      return storage.write(write);
    },
  };
  return { watched, writes };
}

const kinds = { memory: async () => memoryStorage(), IndexedDB: browserStorage } as const;

describe.each(Object.entries(kinds))('%s', (_, open) => {
  test('gives each later change to who asks for it, and nothing where its log does not go back', async () => {
    const storage = await open();
    const world = await World.open(storage, scenarios);
    await carry(world, addTag('Low'));
    const { revision = 0 } = (await storage.load()) ?? {};
    await carry(world, addTag('Medium'));
    await carry(world, addTag('High'));
    const later = await storage.since(revision);
    expect(later?.revision).toBe(revision + 2);
    const tables = later?.rows.map(({ table }) => table).toSorted();
    expect(tables).toEqual(['changed', 'endpoint', 'past', 'past']);
    expect(await storage.since(revision + 2)).toEqual({ revision: revision + 2, rows: [] });
    expect(await storage.since(-5)).toBe(null);
  });

  test('writes nothing of a change that another page was faster with', async () => {
    const storage = await open();
    const world = await World.open(storage, scenarios);
    await carry(world, addTag('Low'));
    const before = sorted(await storage.load());
    const late = await storage.write({
      expected: 1,
      revision: 2,
      rows: [{ table: 'outbreak', owner: '', key: 'x', value: { rank: 1, row: {} } }],
      line: { change: { kind: 'time', ms: 1 }, at: 0, rows: [] },
      archive: [{ key: 1, value: {} }],
    });
    expect(late).toBe(false);
    expect(sorted(await storage.load())).toEqual(before);
    expect(await storage.archived(1)).toBe(undefined);
  });

  test('a row that cannot be read is set aside by its key, and the rest is there', async () => {
    const storage = await open();
    const world = await World.open(storage, scenarios);
    await carry(world, addTag('Low'));
    const { revision = 0 } = (await storage.load()) ?? {};
    await storage.write({
      expected: revision,
      revision: revision + 1,
      rows: [
        {
          table: 'config firewall policy',
          owner: 'FGT-HQ',
          key: '17',
          value: { rank: 1, row: { policyid: 'seventeen' } },
        },
        { table: 'no such table', owner: '', key: 'x', value: { rank: 1, row: 1 } },
      ],
      line: { change: { kind: 'time', ms: 1 }, at: 0, rows: [] },
      archive: [],
    });
    const again = await World.open(storage, scenarios);
    const { notice, fortigates, ems } = await again.summary();
    expect(notice).toBe(
      '2 stored entries could not be read and were set aside: firewall policy 17 of FGT-HQ, no such table x. The rest of the world was loaded.',
    );
    const before = await world.summary();
    expect(ems).toEqual(before.ems);
    const policies = (of: typeof before): number[] =>
      of.fortigates.map(({ firewallPolicies }) => firewallPolicies);
    expect(policies({ ...before, fortigates })).toEqual(
      policies(before).map((count, i) => (i === 0 ? count - 1 : count)),
    );
    await carry(again, addTag('Medium'));
    const third = await World.open(storage, scenarios);
    expect((await third.summary()).notice).toBe(null);
  });
});

test('a change writes the rows that it changes, and no others', async () => {
  const { watched, writes } = noted(memoryStorage());
  const world = await World.open(watched, scenarios);
  expect(writes).toEqual([]);
  const rowsOf = (write: WorldWrite | undefined): string[] =>
    (write?.rows ?? []).map(({ table, owner }) => `${table} ${owner}`.trim()).toSorted();
  // What was never stored is stored whole.
  await carry(world, addTag('Low'));
  expect(rowsOf(writes.at(-1)).length).toBeGreaterThan(100);
  await carry(world, addTag('Medium'));
  expect(rowsOf(writes.at(-1))).toEqual(['changed', 'endpoint', 'past']);
  const policy = { fortigate: 'FGT-HQ', table: 'firewall policy' } as const;
  await carry(world, { kind: 'fortigate/move', ...policy, key: '17', place: 'after', other: '5' });
  const rows = rowsOf(writes.at(-1)).filter((row) => row !== 'changed');
  expect(rows).toEqual(['config firewall policy FGT-HQ', 'past']);
  await world.undo();
  expect(rowsOf(writes.at(-1)).filter((row) => row !== 'changed')).toEqual(rows);
  await world.redo();
  expect(rowsOf(writes.at(-1)).filter((row) => row !== 'changed')).toEqual(rows);
});

test('another page takes the rows of changes over in their order, and asks for no others', async () => {
  const storage = await browserStorage();
  let loads = 0;
  const first = await World.open(storage, scenarios);
  const second = await World.open(
    {
      ...storage,
      load: () => {
        loads++;
        return storage.load();
      },
    },
    scenarios,
  );
  loads = 0;
  await carry(first, addTag('Low'));
  await carry(first, {
    kind: 'fortigate/delete',
    fortigate: 'FGT-HQ',
    table: 'firewall policy',
    key: '5',
  });
  await first.undo();
  await carry(first, addTag('Medium'));
  await second.refresh();
  expect(loads).toBe(0);
  expect(await second.summary()).toEqual(await first.summary());
  const tagsOf = async (world: World) => world.ask(queries.endpoint, { uid: ann });
  expect(await tagsOf(second)).toEqual(await tagsOf(first));
  // Another scenario is more rows than a line names: it is loaded.
  await first.loadScenario('large');
  await second.refresh();
  expect(await second.summary()).toEqual(await first.summary());
});
