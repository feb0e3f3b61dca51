/** Snapshots of a world in IndexedDB: what is overwritten after one was taken is kept for it. */
import type { IDBPDatabase } from 'idb';
import {
  type StorageSchema,
  type StorageWriting,
  type SnapshotKey,
  keptRows,
  rowKeyOf,
} from './browser-schema.ts';
import { type RowAddress, type RowWrite, addressKey } from './rows.ts';
import { type WorldStorage, hasValue } from './storage.ts';

/** All keys that begin with a snapshot's name: an array is greater than any text. */
function keysOf(snapshot: string): IDBKeyRange {
  return IDBKeyRange.bound([snapshot], [snapshot, []]);
}

/** What these rows are is kept for each snapshot that does not have them yet. */
export async function keepOverwritten(
  transaction: StorageWriting,
  addresses: readonly RowAddress[],
): Promise<void> {
  const names = await transaction.objectStore('snapshots').getAllKeys();
  if (names.length === 0) return;
  const rows = transaction.objectStore('rows');
  const overwritten = transaction.objectStore('overwritten');
  await Promise.all(
    addresses.map(async (address) => {
      const value = (await rows.get(rowKeyOf(address))) ?? null;
      await Promise.all(
        names.map(async (name) => {
          const key: SnapshotKey = [name, ...rowKeyOf(address)];
          if ((await overwritten.getKey(key)) === undefined) await overwritten.put(value, key);
        }),
      );
    }),
  );
}

type Snapshots = Pick<WorldStorage, 'takeSnapshot' | 'snapshot' | 'snapshots' | 'dropSnapshot'>;

export function snapshotsIn(database: IDBPDatabase<StorageSchema>): Snapshots {
  return {
    takeSnapshot: async (snapshot, revision) => {
      const transaction = database.transaction(['revision', 'snapshots'], 'readwrite', {
        durability: 'strict',
      });
      const isMine = (await transaction.objectStore('revision').get('current')) === revision;
      if (isMine) await transaction.objectStore('snapshots').put(revision, snapshot);
      await transaction.done;
      return isMine;
    },
    snapshot: async (snapshot) => {
      const transaction = database.transaction(['rows', 'snapshots', 'overwritten']);
      const rows = transaction.objectStore('rows');
      const overwritten = transaction.objectStore('overwritten');
      const [taken, keys, values, formerKeys, formerValues] = await Promise.all([
        transaction.objectStore('snapshots').get(snapshot),
        rows.getAllKeys(),
        rows.getAll(),
        overwritten.getAllKeys(keysOf(snapshot)),
        overwritten.getAll(keysOf(snapshot)),
      ]);
      if (taken === undefined) return undefined;
      const former = new Map(
        formerKeys.map(([, table, owner, key], i): [string, RowWrite] => {
          const address = { table, owner, key };
          return [addressKey(address), { ...address, value: formerValues[i] ?? null }];
        }),
      );
      return [
        ...keptRows(keys, values).filter((row) => !former.has(addressKey(row))),
        ...[...former.values()].filter(hasValue),
      ];
    },
    snapshots: () => database.getAllKeys('snapshots'),
    dropSnapshot: async (snapshot) => {
      const transaction = database.transaction(['snapshots', 'overwritten'], 'readwrite');
      await Promise.all([
        transaction.objectStore('snapshots').delete(snapshot),
        transaction.objectStore('overwritten').delete(keysOf(snapshot)),
      ]);
      await transaction.done;
    },
  };
}
