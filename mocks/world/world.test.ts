import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { scenarios } from '#mocks/scenarios/scenarios.ts';
import { browserStorage } from './storage/browser-storage.ts';
import { reopened } from '#test/fixtures/stored.ts';
import { memoryStorage } from './storage/memory-storage.ts';
import * as queries from './queries.ts';
import { type Announce, World } from './world.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const low = { kind: 'ems/add-classification-tag', name: 'Low' } as const;
const ann = 'A1D0C6E27B9F4A58830E5C14F7B26D01';

async function tagsOf(world: World, uid: string): Promise<readonly string[]> {
  const found = await world.ask(queries.endpoint, { uid });
  return found.ok ? found.value.tags.map((tag) => tag.name) : [];
}

test.each(scenarios.map((one) => [one.about.name, one] as const))(
  '%s names nothing twice',
  (_, { ems, fortigates }) => {
    const twice = (values: readonly string[]): readonly string[] =>
      values.filter((value, i) => values.indexOf(value) !== i);
    expect(twice(ems.endpoints.map(({ uid }) => uid))).toEqual([]);
    expect(twice(ems.endpoints.map(({ host }) => host))).toEqual([]);
    expect(twice(ems.endpoints.map(({ ip }) => ip))).toEqual([]);
    expect(twice(ems.fabricDevices.map(({ serial }) => serial))).toEqual([]);
    expect(fortigates.map(({ name }) => name)).toEqual(ems.fabricDevices.map(({ name }) => name));
  },
);

describe('the world', () => {
  test.each(scenarios.map((one) => [one.about.name, one.about.id] as const))(
    '%s outlives being stored',
    async (_, id) => {
      const storage = memoryStorage();
      const world = await World.open(storage, scenarios);
      await world.loadScenario(id);
      const again = await World.open(reopened(storage), scenarios);
      expect(await again.summary()).toEqual(await world.summary());
    },
  );

  test('is there again in IndexedDB, and takes a change of another tab over before its own', async () => {
    const first = await World.open(await browserStorage(), scenarios);
    const second = await World.open(await browserStorage(), scenarios);
    expect((await first.execute({ ...low, uid: ann })).ok).toBe(true);
    // The second has not heard of it: its change is made on what is stored, not on what it remembers.
    const other = await second.execute({
      kind: 'ems/add-classification-tag',
      uid: ann,
      name: 'Medium',
    });
    expect(other.ok).toBe(true);
    expect(await tagsOf(second, ann)).toEqual(expect.arrayContaining(['Low', 'Medium']));
    const third = await World.open(await browserStorage(), scenarios);
    expect(await tagsOf(third, ann)).toEqual(await tagsOf(second, ann));
  });

  test('undoes a change, and keeps what was logged since', async () => {
    const world = await World.open(memoryStorage(), scenarios);
    await world.execute({ ...low, uid: ann });
    const connected = await world.execute({
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
    });
    expect(connected.ok).toBe(true);
    const before = await world.summary();
    expect(await world.undo()).toEqual({
      ok: true,
      value: { changes: ['add the tag Low'], stayEnded: 0 },
    });
    expect(await tagsOf(world, ann)).not.toContain('Low');
    const after = await world.summary();
    expect(after.fortigates).toEqual(before.fortigates);
    expect(after.clock).toEqual(before.clock);
    const last = await world.ask(queries.lastConnection, null);
    expect(last).toMatchObject({ ok: true, value: { outOfDate: true } });
    expect((await world.undo()).ok).toBe(false);
  });

  test('refuses a command whole: nothing is stored, nothing is announced', async () => {
    let announced = 0;
    const storage = memoryStorage();
    const world = await World.open(storage, scenarios, () => announced++);
    await world.execute({ ...low, uid: ann });
    announced = 0;
    const before = structuredClone(await storage.load());
    expect((await world.execute({ ...low, uid: 'nobody' })).ok).toBe(false);
    expect(await storage.load()).toEqual(before);
    expect(announced).toBe(0);
  });

  test('says what a change is about, and to the page that takes it over as well', async () => {
    const storage = await browserStorage();
    const heard: [string, string, readonly string[]][] = [];
    const hear =
      (who: string): Announce =>
      (cause, topics) =>
        void heard.push([who, cause, topics.toSorted()]);
    const first = await World.open(storage, scenarios, hear('first'));
    await first.execute({ ...low, uid: ann });
    const second = await World.open(storage, scenarios, hear('second'));
    heard.length = 0;
    const policy = { fortigate: 'FGT-HQ', table: 'firewall policy', key: '5' } as const;
    await first.execute({ kind: 'fortigate/delete', ...policy });
    await second.refresh();
    await second.refresh();
    const topics = ['config/FGT-HQ', 'decisions', 'knowledge', 'world'];
    expect(heard).toEqual([
      ['first', 'request', topics],
      ['second', 'elsewhere', topics],
    ]);
  });
});
