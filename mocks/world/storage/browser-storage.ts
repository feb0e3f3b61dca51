import { type DBSchema, deleteDB, openDB } from 'idb';
import type { RowAddress, RowWrite, StoredRow } from './rows.ts';
import {
  type FormerWorld,
  type KeptRow,
  type JournalLine,
  type WorldStorage,
  mostJournalLines,
  rowsSince,
} from './storage.ts';

type RowKey = [table: string, owner: string, key: string];

interface Schema extends DBSchema {
  rows: { key: RowKey; value: StoredRow };
  log: { key: number; value: JournalLine };
  /** What takes a change back, by its revision. */
  archive: { key: number; value: unknown };
  /** Rows that could not be read, and worlds of earlier versions. */
  aside: { key: number; value: unknown };
  revision: { key: 'current'; value: number };
}

/** The name of a world's database; those of further worlds begin with it. */
export const worldDatabase = 'posture-lab-rows';
const stores = ['rows', 'log', 'archive', 'revision'] as const;

const keyOf = ({ table, owner, key }: RowAddress): RowKey => [table, owner, key];

/** The database of versions before this one, which kept a world as one value. */
const formerName = 'posture-lab';
interface FormerSchema extends DBSchema {
  world: { key: string; value: unknown };
}

async function formerWorld(): Promise<FormerWorld | undefined> {
  // Opening a database makes it: where it is not, nothing is opened.
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === formerName)) return undefined;
  let isNew = false;
  const database = await openDB<FormerSchema>(formerName, undefined, {
    upgrade() {
      isNew = true;
    },
    // A page of an earlier version that is still open is no reason for this one to wait.
    blocking: (_, __, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
  const drop = (): void => {
    database.close();
    // It goes when no page of an earlier version has it open any more; nobody waits for that.
    void deleteDB(formerName);
  };
  const hasWorld = !isNew && database.objectStoreNames.contains('world');
  const world = hasWorld ? await database.get('world', 'current') : undefined;
  if (world === undefined) {
    drop();
    return undefined;
  }
  return {
    world,
    history: await database.get('world', 'history'),
    kept: (key) => database.get('world', `kept ${key}`),
    drop,
  };
}

/** IndexedDB, in the worker. A change is one transaction, so another tab cannot come in between. */
export async function browserStorage(name = worldDatabase): Promise<WorldStorage> {
  const database = await openDB<Schema>(name, 1, {
    upgrade(fresh) {
      for (const name of stores) fresh.createObjectStore(name);
      fresh.createObjectStore('aside', { autoIncrement: true });
    },
    // Another tab deletes the world.
    blocking: (_, __, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
  return {
    load: async () => {
      const transaction = database.transaction(['rows', 'revision']);
      const rows = transaction.objectStore('rows');
      const [revision, keys, values] = await Promise.all([
        transaction.objectStore('revision').get('current'),
        rows.getAllKeys(),
        rows.getAll(),
      ]);
      if (revision === undefined) return undefined;
      return {
        revision,
        rows: keys.flatMap(([table, owner, key], i): KeptRow[] => {
          const value = values[i];
          return value ? [{ table, owner, key, value }] : [];
        }),
      };
    },
    since: async (known) => {
      const transaction = database.transaction(['rows', 'log', 'revision']);
      const revision = await transaction.objectStore('revision').get('current');
      if (revision === undefined) return null;
      const later = await transaction
        .objectStore('log')
        .getAll(IDBKeyRange.lowerBound(known, true));
      // As many lines as revisions, or some are gone.
      const found =
        later.length === revision - known
          ? rowsSince(known, revision, (at) => later[at - known - 1])
          : null;
      if (!found) return null;
      const rows = transaction.objectStore('rows');
      const written = found.map(async (address): Promise<RowWrite> => ({
        ...address,
        value: (await rows.get(keyOf(address))) ?? null,
      }));
      return { revision, rows: await Promise.all(written) };
    },
    write: async ({ expected, revision, rows: written, line, archive }) => {
      const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' });
      const current = transaction.objectStore('revision');
      const isMine = ((await current.get('current')) ?? null) === expected;
      if (isMine) {
        const rows = transaction.objectStore('rows');
        const kept = transaction.objectStore('archive');
        const log = transaction.objectStore('log');
        await Promise.all([
          current.put(revision, 'current'),
          ...written.map((one) =>
            one.value ? rows.put(one.value, keyOf(one)) : rows.delete(keyOf(one)),
          ),
          ...archive.map(({ key, value }) =>
            value === null ? kept.delete(key) : kept.put(value, key),
          ),
          log.put(line, revision),
          log.delete(revision - mostJournalLines),
        ]);
      }
      await transaction.done;
      return isMine;
    },
    archived: (revision) => database.get('archive', revision),
    setAside: async (unread) => {
      const transaction = database.transaction(['rows', 'aside'], 'readwrite');
      await Promise.all([
        ...unread.map((one) => transaction.objectStore('aside').add(one)),
        ...unread.map((one) => transaction.objectStore('rows').delete(keyOf(one))),
      ]);
      await transaction.done;
    },
    setFormerAside: async (world) => {
      await database.add('aside', world);
    },
    former: () => (name === worldDatabase ? formerWorld() : Promise.resolve(undefined)),
  };
}
