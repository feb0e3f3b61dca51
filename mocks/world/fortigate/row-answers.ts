/** A row as an answer of FortiOS's API shows it: its fields, and what a request asks for besides them. */
import { isBuiltInTagName } from '#model/tagging/tag-names.ts';
import { predefinedServices } from '#model/fortios/services.ts';
import { references, referredTables, targetOf } from '#model/fortios/references.ts';
import { defaultOf, looseRow, rowKey, rowsOf } from '#model/fortios/rows.parse.ts';
import { type FortiosConfig, type RowOf, type TableName, tables } from '#model/fortios/tables.ts';
import type { FieldSet } from '#model/fortios/fields.ts';
import { isNames, textOf } from '#model/fortios/values.ts';
import { type WireValue, toWire } from '#model/fortios/wire.parse.ts';

/** What of a row is shown, as the query asks for it. */
export interface Shown {
  /** These fields alone, with the key; all where it is empty. */
  readonly format: readonly string[];
  /** Each reference names the table that it leads to. */
  readonly datasource: boolean;
  readonly meta: boolean;
  /** Without the settings that the row's type has no use for. */
  readonly skip: boolean;
  readonly withoutDefaults: boolean;
}
export const plainly: Shown = {
  format: [],
  datasource: false,
  meta: false,
  skip: false,
  withoutDefaults: false,
};

interface Referred {
  readonly name: string;
  readonly q_origin_key: string;
  readonly datasource: string;
}
export interface ShownRow {
  readonly [field: string]: WireValue | boolean | readonly Referred[];
}

/** `firewall.service.custom`: as FortiOS names a table in an answer. */
function pathOf(table: TableName): string {
  return table.replaceAll(' ', '.');
}

/** `firewall.address.name`: a table's key, as FortiOS's schema and answers name it. */
function datasourceOf(table: TableName): string {
  return `${pathOf(table)}.${tables[table].key}`;
}

const keySets = new WeakMap<object, ReadonlySet<string>>();
/** The keys of a table's rows; the rows of an unchanged table are the same object. */
export function keysOf<T extends TableName>(table: T, rows: readonly RowOf<T>[]) {
  let keys = keySets.get(rows);
  if (!keys) {
    keys = new Set(rows.map((row) => rowKey(table, row)));
    keySets.set(rows, keys);
  }
  return keys;
}

/** Which table a name leads to; of names that FortiOS has by itself, the one where it has them. */
function tableNamed(config: FortiosConfig, table: TableName, field: string, name: string) {
  const candidates = referredTables(table, field);
  const found = candidates.find((one) => keysOf(one, rowsOf(config, one)).has(name));
  if (found) return found;
  if (isBuiltInTagName(name)) return 'firewall address';
  if (Object.hasOwn(predefinedServices, name) && candidates.includes('firewall service custom'))
    return 'firewall service custom';
  // `always` is a recurring schedule of FortiOS's own.
  return candidates.includes('firewall schedule recurring')
    ? 'firewall schedule recurring'
    : (candidates[0] ?? null);
}

const countsByConfig = new WeakMap<FortiosConfig, ReadonlyMap<string, number>>();
/** How often objects are referred to, by table and name. */
function countsOf(config: FortiosConfig): ReadonlyMap<string, number> {
  let counts = countsByConfig.get(config);
  if (!counts) {
    const counting = new Map<string, number>();
    for (const { name, target } of references(config))
      for (const table of target.tables) {
        const key = `${table} ${name}`;
        counting.set(key, (counting.get(key) ?? 0) + 1);
      }
    counts = counting;
    countsByConfig.set(config, counts);
  }
  return counts;
}

/** Settings of addresses that only one type has [FortiOS CLI reference, "config firewall address"]. */
const addressFields: Readonly<Record<string, readonly string[]>> = {
  ipmask: ['subnet'],
  iprange: ['start-ip', 'end-ip'],
  fqdn: ['fqdn'],
  geography: ['country'],
  wildcard: ['wildcard'],
  dynamic: ['sub-type', 'obj-tag', 'tag-type', 'tag-detection-level', 'obj-type', 'dirty'],
};
const typedFields = new Set(Object.values(addressFields).flat());

function isSkipped(table: TableName, type: string, field: string): boolean {
  if (table !== 'firewall address' || !typedFields.has(field)) return false;
  return !(addressFields[type] ?? []).includes(field);
}

/** What FortiOS says of an object beside its settings; its numbers of types (`q_type`) are not published. */
function metaOf(config: FortiosConfig, table: TableName, key: string, isOwn: boolean) {
  const words = table.split(' ');
  return {
    q_ref: countsOf(config).get(`${table} ${key}`) ?? 0,
    q_static: !isOwn,
    q_no_rename: !isOwn || tables[table].key !== 'name',
    q_global_entry: false,
    q_path: words.slice(0, -1).join('.'),
    q_name: words.at(-1) ?? '',
    q_mkey_type: tables[table].key === 'name' ? 'string' : 'integer',
    q_no_edit: !isOwn,
  };
}

/** @param isOwn false for what EMS put there */
export function shownRow<T extends TableName>(
  config: FortiosConfig,
  table: T,
  row: RowOf<T>,
  { format, datasource, meta, skip, withoutDefaults }: Shown,
  isOwn: boolean,
): ShownRow {
  const wire = toWire(table, row);
  const { key } = tables[table];
  const fields: FieldSet = tables[table].fields;
  const type = textOf(looseRow(row)['type']);
  const shown: Record<string, ShownRow[string]> = {};
  for (const [name, value] of Object.entries(wire)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field) {
      if (format.length > 0 && !format.includes(name)) continue;
      if (skip && isSkipped(table, type, name)) continue;
      const isDefault = JSON.stringify(looseRow(row)[name]) === JSON.stringify(defaultOf(field));
      if (withoutDefaults && name !== key && isDefault) continue;
    }
    const named = looseRow(row)[name];
    shown[name] =
      datasource && targetOf(table, name) && isNames(named)
        ? named.map((one) => {
            const found = tableNamed(config, table, name, one);
            return {
              name: one,
              q_origin_key: one,
              datasource: found === null ? '' : datasourceOf(found),
            };
          })
        : value;
  }
  return meta ? { ...shown, ...metaOf(config, table, rowKey(table, row), isOwn) } : shown;
}
