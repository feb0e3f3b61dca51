import { type DBSchema, deleteDB, openDB } from 'idb';
import { type StorageSchema, keptRows, rowKeyOf, stores } from './browser-schema.ts';
import { keepOverwritten, snapshotsIn } from './browser-snapshots.ts';
import type { RowWrite } from './rows.ts';
import { type FormerWorld, type WorldStorage, mostJournalLines, rowsSince } from './storage.ts';

/** The name of a world's database; those of further worlds begin with it. */
export const worldDatabase = 'posture-lab-rows';

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
  const database = await openDB<StorageSchema>(name, 2, {
    upgrade(fresh) {
      for (const store of stores)
        if (!fresh.objectStoreNames.contains(store))
          fresh.createObjectStore(store, { autoIncrement: store === 'aside' });
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
      return { revision, rows: keptRows(keys, values) };
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
        value: (await rows.get(rowKeyOf(address))) ?? null,
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
        await keepOverwritten(transaction, written);
        await Promise.all([
          current.put(revision, 'current'),
          ...written.map((one) =>
            one.value ? rows.put(one.value, rowKeyOf(one)) : rows.delete(rowKeyOf(one)),
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
    setAside: async (unread, inPlace = null) => {
      const transaction = database.transaction(stores, 'readwrite');
      const rows = transaction.objectStore('rows');
      await keepOverwritten(transaction, unread);
      await Promise.all([
        ...unread.map((one) => transaction.objectStore('aside').add(one)),
        ...unread.map((one) =>
          inPlace ? rows.put(inPlace, rowKeyOf(one)) : rows.delete(rowKeyOf(one)),
        ),
      ]);
      await transaction.done;
    },
    setFormerAside: async (world) => {
      await database.add('aside', world);
    },
    former: () => (name === worldDatabase ? formerWorld() : Promise.resolve(undefined)),
    ...snapshotsIn(database),
  };
}
