import { type DBSchema, deleteDB, openDB } from 'idb';
import { browserStorage, worldDatabase } from '../storage/browser-storage.ts';
import type { WorldStorage } from '../storage/storage.ts';
import {
  type Shelf,
  type ShelfIndex,
  firstIndex,
  firstWorld,
  shelfIndexSchema,
  storageOver,
} from './shelf.ts';

interface Schema extends DBSchema {
  index: { key: 'current'; value: unknown };
}

/** The first world's database has the name that it had when there were no others. */
function databaseOf(id: string): string {
  return id === firstWorld ? worldDatabase : `${worldDatabase}-${id}`;
}

/** An index that names no world that there is would leave nothing open. */
function indexOf(stored: unknown): ShelfIndex {
  const read = shelfIndexSchema.safeParse(stored);
  const [first] = read.data?.worlds ?? [];
  if (!read.success || !first) return firstIndex;
  const { worlds, open } = read.data;
  return worlds.some(({ id }) => id === open) ? read.data : { ...read.data, open: first.id };
}

/** IndexedDB: a database a world, and one with the index. */
export async function browserShelf(): Promise<Shelf> {
  const database = await openDB<Schema>('posture-lab-worlds', 1, {
    upgrade: (fresh) => void fresh.createObjectStore('index'),
  });
  const opened = new Map<string, Promise<WorldStorage>>();
  const own = (id: string): Promise<WorldStorage> => {
    const found = opened.get(id) ?? browserStorage(databaseOf(id));
    opened.set(id, found);
    return found;
  };
  return {
    read: async () => indexOf(await database.get('index', 'current')),
    change: async (make) => {
      const transaction = database.transaction('index', 'readwrite', { durability: 'strict' });
      const after = make(indexOf(await transaction.store.get('current')));
      await transaction.store.put(after, 'current');
      await transaction.done;
      return after;
    },
    storage: (world) => storageOver(own, world),
    drop: async (id) => {
      opened.delete(id);
      // It goes when no page has it open any more; nobody waits for that.
      void deleteDB(databaseOf(id));
    },
  };
}
