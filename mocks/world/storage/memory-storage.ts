import { type RowAddress, type RowWrite, type StoredRow, addressKey } from './rows.ts';
import {
  type KeptRow,
  type LogLine,
  type WorldStorage,
  mostLogLines,
  rowsSince,
} from './storage.ts';

/** For Node and for browsers without IndexedDB: kept as long as the process lives. */
export function memoryStorage(): WorldStorage {
  const rows = new Map<string, KeptRow>();
  const lines = new Map<number, LogLine>();
  const archive = new Map<number, unknown>();
  let revision: number | null = null;
  const valueOf = (address: RowAddress): StoredRow | null =>
    rows.get(addressKey(address))?.value ?? null;
  return {
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
      lines.delete(revision - mostLogLines);
      for (const { key, value } of write.archive)
        if (value === null) archive.delete(key);
        else archive.set(key, value);
      return true;
    },
    archived: async (key) => archive.get(key),
    setAside: async (unread) => {
      for (const row of unread) rows.delete(addressKey(row));
    },
    setFormerAside: async () => undefined,
    former: async () => undefined,
  };
}
