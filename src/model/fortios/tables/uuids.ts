/** The UUID that FortiOS gives each object and policy. */
import type { FieldSet, LooseRow } from '../fields.ts';
import { looseRow, rowFromLoose, rowKey, rowsOf, withTable } from '../rows.parse.ts';
import { type FortiosConfig, type RowOf, type TableName, tableNames, tables } from '../tables.ts';

function hasUuid(table: TableName): boolean {
  const fields: FieldSet = tables[table].fields;
  return Object.hasOwn(fields, 'uuid');
}

/** The tables whose rows have one. */
const tablesWithUuids = tableNames.filter(hasUuid);

/** FNV-1a over 32 bits, from a start of its own for each part. */
function hash(text: string, start: number): string {
  let value = start ^ 0x811c9dc5;
  for (let i = 0; i < text.length; i++)
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  // What differs in the last letters alone must differ in the first digits too.
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) >>> 0;
  value = Math.imul(value ^ (value >>> 12), 0x297a2d39) >>> 0;
  return ((value ^ (value >>> 15)) >>> 0).toString(16).padStart(8, '0');
}

/**
 * The UUID of an object that has none: the same each time, so that a world replayed is the same world. A device
 * draws it from its clock; digits and form are as published configurations have them [assumed].
 */
function uuidFor(fortigate: string, table: TableName, key: string): string {
  const text = JSON.stringify([fortigate, table, key]);
  const [a, b, c, d] = [hash(text, 1), hash(text, 2), hash(text, 3), hash(text, 4)];
  return `${a}-${b.slice(0, 4)}-51f0-${c.slice(0, 4)}-${c.slice(4)}${d}`;
}

/** The row with a UUID: its own, else that of `before`, else a new one, unless `fortigate` is null. */
export function withUuid<T extends TableName>(
  fortigate: string | null,
  table: T,
  row: RowOf<T>,
  before?: LooseRow,
): RowOf<T> {
  if (!hasUuid(table) || looseRow(row)['uuid'] !== '') return row;
  const made = fortigate === null ? '' : uuidFor(fortigate, table, rowKey(table, row));
  const uuid = before?.['uuid'] || made;
  return rowFromLoose(table, { ...looseRow(row), uuid });
}

function withTableUuids<T extends TableName>(
  config: FortiosConfig,
  table: T,
  fortigate: string | null,
  before: FortiosConfig | null,
): FortiosConfig {
  const rows = rowsOf(config, table);
  if (rows.every((row) => looseRow(row)['uuid'] !== '')) return config;
  const held = new Map(
    (before ? rowsOf(before, table) : []).map((row) => [rowKey(table, row), looseRow(row)]),
  );
  return withTable(
    config,
    table,
    rows.map((row) => withUuid(fortigate, table, row, held.get(rowKey(table, row)))),
  );
}

/** Every object with a UUID, as `withUuid` has it; those that `before` has already keep theirs. */
export function withUuids(
  config: FortiosConfig,
  fortigate: string | null,
  before: FortiosConfig | null = null,
): FortiosConfig {
  return tablesWithUuids.reduce(
    (made, table) => withTableUuids(made, table, fortigate, before),
    config,
  );
}
