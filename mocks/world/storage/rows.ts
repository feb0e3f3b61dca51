/** Rows of the world as they are stored: each by its table, its owner and its key. */

export interface RowAddress {
  readonly table: string;
  /** The FortiGate whose row it is; empty for EMS's and the lab's own. */
  readonly owner: string;
  readonly key: string;
}

export interface StoredRow {
  /** Orders the rows of a table; 0 where their order means nothing. */
  readonly rank: number;
  readonly row: unknown;
}

/** Null deletes. */
export interface RowWrite extends RowAddress {
  readonly value: StoredRow | null;
}

/** Null before it was there, and after it is gone. */
export interface RowChange extends RowAddress {
  readonly before: StoredRow | null;
  readonly after: StoredRow | null;
}

export const writeOf = ({ before: _, after, ...address }: RowChange): RowWrite => ({
  ...address,
  value: after,
});

/** What takes the change back. */
export const inverseOf = ({ before, after: _, ...address }: RowChange): RowWrite => ({
  ...address,
  value: before,
});

/** One text for one address: parts are names, which have no line breaks. */
export function addressKey({ table, owner, key }: RowAddress): string {
  return `${table}\n${owner}\n${key}`;
}

/** The same for the rows of one table and owner together. */
export function groupKey({ table, owner }: Pick<RowAddress, 'table' | 'owner'>): string {
  return `${table}\n${owner}`;
}
