/** What a world's database in IndexedDB holds. */
import type { DBSchema, IDBPTransaction } from 'idb';
import type { RowAddress, StoredRow } from './rows.ts';
import type { JournalLine, KeptRow } from './storage.ts';

export type RowKey = [table: string, owner: string, key: string];
export type SnapshotKey = [name: string, ...row: RowKey];

export interface StorageSchema extends DBSchema {
  rows: { key: RowKey; value: StoredRow };
  log: { key: number; value: JournalLine };
  /** What takes a change back, by its revision. */
  archive: { key: number; value: unknown };
  /** Rows that could not be read, and worlds of earlier versions. */
  aside: { key: number; value: unknown };
  revision: { key: 'current'; value: number };
  /** The revisions of snapshots, by their names. */
  snapshots: { key: string; value: number };
  /** What rows were when a snapshot was taken, where they have changed since; null where there were none. */
  overwritten: { key: SnapshotKey; value: StoredRow | null };
}

export const stores = [
  'rows',
  'log',
  'archive',
  'aside',
  'revision',
  'snapshots',
  'overwritten',
] as const;
export type StorageWriting = IDBPTransaction<StorageSchema, typeof stores, 'readwrite'>;

export const rowKeyOf = ({ table, owner, key }: RowAddress): RowKey => [table, owner, key];

export function keptRows(keys: readonly RowKey[], values: readonly StoredRow[]): KeptRow[] {
  return keys.flatMap(([table, owner, key], i): KeptRow[] => {
    const value = values[i];
    return value ? [{ table, owner, key, value }] : [];
  });
}
