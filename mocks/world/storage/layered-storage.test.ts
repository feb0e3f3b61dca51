/** Laws of snapshots and of worlds on top of others: rows as a plain map has them, whatever happens below. */
import 'fake-indexeddb/auto';
import * as fc from 'fast-check';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { browserStorage } from './browser-storage.ts';
import { layeredStorage } from './layered-storage.ts';
import { memoryStorage } from './memory-storage.ts';
import { type RowWrite, addressKey } from './rows.ts';
import type { KeptRow, WorldStorage } from './storage.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const kinds = { memory: async () => memoryStorage(), IndexedDB: browserStorage } as const;

/** Few addresses, so that rows meet; some of tables whose names begin alike. */
const addresses = ['endpoint', 'endpoint group'].flatMap((table) =>
  ['', 'FGT-HQ'].flatMap((owner) => ['', 'a', 'b'].map((key) => ({ table, owner, key }))),
);
const rowWrite = fc.record({
  address: fc.constantFrom(...addresses),
  value: fc.option(fc.record({ rank: fc.nat(9), row: fc.string({ maxLength: 2 }) })),
});
const writes = fc
  .array(rowWrite, { maxLength: 6 })
  .map((all): RowWrite[] => all.map(({ address, value }) => ({ ...address, value })));

type Rows = ReadonlyMap<string, KeptRow>;

function withWrites(rows: Rows, written: readonly RowWrite[]): Rows {
  const next = new Map(rows);
  for (const { value, ...address } of written)
    if (value) next.set(addressKey(address), { ...address, value });
    else next.delete(addressKey(address));
  return next;
}

function byAddress(rows: Iterable<KeptRow>): readonly KeptRow[] {
  return [...rows].toSorted((a, b) => (addressKey(a) < addressKey(b) ? -1 : 1));
}

/** A storage and what a plain map makes of the same writes. */
class Twin {
  rows: Rows;
  revision: number | null = null;
  readonly storage: WorldStorage;

  constructor(storage: WorldStorage, rows: Rows = new Map()) {
    this.storage = storage;
    this.rows = rows;
  }

  async write(written: readonly RowWrite[]): Promise<void> {
    const revision = (this.revision ?? 0) + 1;
    const isWritten = await this.storage.write({
      expected: this.revision,
      revision,
      rows: written,
      line: { change: { kind: 'time', ms: 1 }, at: 0, rows: written },
      archive: [],
    });
    if (!isWritten) throw new Error(`Revision ${revision} was not written.`);
    this.revision = revision;
    this.rows = withWrites(this.rows, written);
  }

  /** A world on top of this one as it is now. */
  async above(own: WorldStorage, name: string): Promise<Twin> {
    const isTaken = await this.storage.takeSnapshot(name, this.revision ?? 0);
    if (!isTaken) throw new Error(`Snapshot ${name} was not taken.`);
    return new Twin(layeredStorage(own, this.storage, name), this.rows);
  }

  async stored(): Promise<readonly KeptRow[]> {
    return byAddress((await this.storage.load())?.rows ?? []);
  }

  expected(): readonly KeptRow[] {
    return this.revision === null ? [] : byAddress(this.rows.values());
  }
}

describe.each(Object.entries(kinds))('%s', (kind, open) => {
  const runs = kind === 'memory' ? 200 : 40;

  test('a snapshot has the rows of its moment, whatever is written later', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(writes, { minLength: 1, maxLength: 6 }), async (steps) => {
        globalThis.indexedDB = new IDBFactory();
        const twin = new Twin(await open('posture-lab-test'));
        const taken: Rows[] = [];
        for (const [at, step] of steps.entries()) {
          await twin.write(step);
          expect(await twin.storage.takeSnapshot(`at ${at}`, -1)).toBe(false);
          expect(await twin.storage.takeSnapshot(`at ${at}`, at + 1)).toBe(true);
          taken.push(twin.rows);
        }
        for (const [at, rows] of taken.entries()) {
          const found = await twin.storage.snapshot(`at ${at}`);
          expect(byAddress(found ?? [])).toEqual(byAddress(rows.values()));
        }
        await twin.storage.dropSnapshot('at 0');
        expect(await twin.storage.snapshot('at 0')).toBe(undefined);
        expect(await twin.storage.snapshots()).toEqual(steps.slice(1).map((_, i) => `at ${i + 1}`));
        expect(await twin.stored()).toEqual(twin.expected());
      }),
      { numRuns: runs },
    );
  });

  test('worlds on top of one another each have their own rows', async () => {
    const step = fc.record({ level: fc.nat(2), written: writes });
    await fc.assert(
      fc.asyncProperty(writes, fc.array(step, { maxLength: 12 }), async (first, steps) => {
        globalThis.indexedDB = new IDBFactory();
        const ground = new Twin(await open('posture-lab-test'));
        await ground.write(first);
        const levels = [ground];
        for (const { level, written } of steps) {
          const top = levels.at(-1) ?? ground;
          if (level === levels.length && top.revision !== null)
            levels.push(await top.above(await open(`posture-lab-test-${level}`), `level ${level}`));
          await levels[Math.min(level, levels.length - 1)]?.write(written);
        }
        for (const one of levels) expect(await one.stored()).toEqual(one.expected());
      }),
      { numRuns: runs },
    );
  });

  test('what another page needs of a change says which rows of the world below are gone', async () => {
    const [gone, stays] = [addresses[0], addresses[1]];
    if (!gone || !stays) throw new Error('There are no addresses.');
    const value = { rank: 1, row: 'x' };
    const ground = new Twin(await open('posture-lab-test'));
    await ground.write([
      { ...gone, value },
      { ...stays, value },
    ]);
    const upper = await ground.above(await open('posture-lab-test-2'), 'upper');
    await upper.write([]);
    await upper.write([{ ...gone, value: null }]);
    expect(await upper.storage.since(1)).toEqual({
      revision: 2,
      rows: [{ ...gone, value: null }],
    });
    expect(await upper.stored()).toEqual(upper.expected());
  });

  test('a row of the world below that cannot be read is set aside in the upper one alone', async () => {
    const [bad] = addresses;
    if (!bad) throw new Error('There are no addresses.');
    const row = { ...bad, value: { rank: 1, row: 'unreadable' } };
    const ground = new Twin(await open('posture-lab-test'));
    await ground.write([row]);
    const upper = await ground.above(await open('posture-lab-test-2'), 'upper');
    await upper.write([]);
    await upper.storage.setAside([row]);
    expect(await upper.stored()).toEqual([]);
    expect(await ground.stored()).toEqual(ground.expected());
    // And what is set aside below stays in the snapshot: a later version may read it.
    await ground.storage.setAside([row]);
    expect(await ground.storage.snapshot('upper')).toEqual([row]);
  });
});
