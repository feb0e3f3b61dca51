import { type RowAddress, type RowWrite, type StoredRow, addressKey } from './rows.ts';
import {
  type KeptRow,
  type JournalLine,
  type WorldStorage,
  mostJournalLines,
  rowsSince,
} from './storage.ts';

/** All that a storage keeps. */
interface Kept {
  readonly rows: readonly KeptRow[];
  /** By revision, rising. */
  readonly lines: readonly (readonly [number, JournalLine])[];
  readonly archive: readonly (readonly [number, unknown])[];
}

/** For Node and for browsers without IndexedDB: kept as long as the process lives. */
export const memoryStorage = (): WorldStorage => memoryStore().storage;

/** The same for who keeps all of it elsewhere as well. */
export function memoryStore(): { readonly storage: WorldStorage; readonly kept: () => Kept } {
  const rows = new Map<string, KeptRow>();
  const lines = new Map<number, JournalLine>();
  const archive = new Map<number, unknown>();
  const snapshots = new Map<string, readonly KeptRow[]>();
  let revision: number | null = null;
  const valueOf = (address: RowAddress): StoredRow | null =>
    rows.get(addressKey(address))?.value ?? null;
  const storage: WorldStorage = {
    load: async () => (revision === null ? undefined : { revision, rows: [...rows.values()] }),
    since: async (known) => {
      const found = revision === null ? null : rowsSince(known, revision, (at) => lines.get(at));
      if (found === null || revision === null) return null;
      const written = found.map((address): RowWrite => ({ ...address, value: valueOf(address) }));
      return { revision, rows: written };
    },
    write: async (write) => {
      if (revision !== write.expected) return false;
      ({ revision } = write);
      for (const { value, ...address } of write.rows)
        if (value) rows.set(addressKey(address), { ...address, value });
        else rows.delete(addressKey(address));
      lines.set(revision, write.line);
      lines.delete(revision - mostJournalLines);
      for (const { key, value } of write.archive)
        if (value === null) archive.delete(key);
        else archive.set(key, value);
      return true;
    },
    archived: async (key) => archive.get(key),
    setAside: async (unread, inPlace = null) => {
      for (const { value: _, ...address } of unread)
        if (inPlace) rows.set(addressKey(address), { ...address, value: inPlace });
        else rows.delete(addressKey(address));
    },
    setFormerAside: async () => undefined,
    former: async () => undefined,
    takeSnapshot: async (name, of) => {
      if (revision !== of) return false;
      snapshots.set(name, [...rows.values()]);
      return true;
    },
    snapshot: async (name) => snapshots.get(name),
    snapshots: async () => [...snapshots.keys()],
    dropSnapshot: async (name) => void snapshots.delete(name),
  };
  const kept = (): Kept => ({
    rows: [...rows.values()],
    lines: [...lines],
    archive: [...archive],
  });
  return { storage, kept };
}
