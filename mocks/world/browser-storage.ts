import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type StoredWorld, type WorldStorage } from './storage.ts';

interface Schema extends DBSchema {
  world: { key: 'current' | 'aside'; value: unknown };
  revision: { key: 'current'; value: number };
}

const databaseName = 'posture-lab';

/** IndexedDB, in the worker. A write is one transaction, so another tab cannot come in between. */
export async function browserStorage(): Promise<WorldStorage> {
  const database: IDBPDatabase<Schema> = await openDB<Schema>(databaseName, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('world');
      fresh.createObjectStore('revision');
    },
  });
  return {
    load: () => database.get('world', 'current'),
    async save(world: StoredWorld, expected: number | null) {
      const transaction = database.transaction(['world', 'revision'], 'readwrite');
      const revisions = transaction.objectStore('revision');
      const stored = await revisions.get('current');
      const mine = expected === null || stored === undefined || stored === expected;
      if (mine) {
        await transaction.objectStore('world').put(world, 'current');
        await revisions.put(world.revision, 'current');
      }
      await transaction.done;
      return mine;
    },
    async setAside(stored: unknown) {
      await database.put('world', stored, 'aside');
    },
  };
}
