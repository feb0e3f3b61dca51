import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { HistoryWrite, StoredWorld, WorldStorage } from './storage.ts';

interface Schema extends DBSchema {
  /** Beside the world, its history, and the states that *Undo* and *Redo* lead to. */
  world: { key: 'current' | 'aside' | 'history' | `kept ${string}`; value: unknown };
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
    loadHistory: () => database.get('world', 'history'),
    loadKept: (key) => database.get('world', `kept ${key}`),
    async save(world: StoredWorld, expected: number | null, past?: HistoryWrite) {
      const transaction = database.transaction(['world', 'revision'], 'readwrite');
      const revisions = transaction.objectStore('revision');
      const stored = await revisions.get('current');
      const mine = expected === null || stored === undefined || stored === expected;
      if (mine) {
        const worlds = transaction.objectStore('world');
        await worlds.put(world, 'current');
        await revisions.put(world.revision, 'current');
        if (past) {
          await worlds.put(past.history, 'history');
          await Promise.all([
            ...past.drop.map((key) => worlds.delete(`kept ${key}`)),
            ...past.keep.map(({ key, world: state }) => worlds.put(state, `kept ${key}`)),
          ]);
        }
      }
      await transaction.done;
      return mine;
    },
    async setAside(stored: unknown) {
      await database.put('world', stored, 'aside');
    },
  };
}
