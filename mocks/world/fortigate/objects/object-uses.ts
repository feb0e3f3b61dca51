/** Which entries of a configuration use which object, counted once for all of them. */
import type { ObjectUse } from '#model/fortios/fortios-api.ts';
import { type UsesByTable, namedUses } from '#model/fortios/objects/object-lists.ts';
import { referencesOf } from '#model/fortios/references.ts';
import { looseRow, rowsOf, tableRow } from '#model/fortios/rows.parse.ts';
import {
  type FortiosConfig,
  type RowOf,
  type TableName,
  tableNames,
} from '#model/fortios/tables.ts';
import { textOf } from '#model/fortios/values.ts';

interface Counted {
  total: number;
  readonly first: ObjectUse[];
}
/** By the object's table and name, then by the table that uses it. */
type Uses = ReadonlyMap<string, ReadonlyMap<TableName, Counted>>;

/** Tables with a list that can show every entry that uses an object. */
const hasList: ReadonlySet<TableName> = new Set([
  'firewall policy',
  'firewall proxy-policy',
  'firewall addrgrp',
  'user group',
]);
/** Of the others so many are named, as there is no list to open. */
const shownUses = 50;

/** What a row is where it uses an object. */
export function objectUse<T extends TableName>(
  table: T,
  row: RowOf<T>,
  key: string,
  field: string,
): ObjectUse {
  const given = tableRow(table, row);
  const use = { table, key, field, name: textOf(looseRow(row)['name']) };
  return given.table === 'firewall addrgrp'
    ? { ...use, isTagGroup: given.row.category === 'ztna-ems-tag' }
    : use;
}

function count(config: FortiosConfig): Uses {
  const uses = new Map<string, Map<TableName, Counted>>();
  const note = (of: string, table: TableName, made: () => ObjectUse): void => {
    const byTable = uses.get(of) ?? new Map<TableName, Counted>();
    uses.set(of, byTable);
    const known = byTable.get(table) ?? { total: 0, first: [] };
    byTable.set(table, known);
    known.total++;
    const most = hasList.has(table) ? namedUses : shownUses;
    if (known.first.length < most) known.first.push(made());
  };
  const visit = <T extends TableName>(table: T): void => {
    for (const row of rowsOf(config, table)) {
      // An entry that names an object in several fields uses it once.
      const seen = new Set<string>();
      for (const { name, key, field, target } of referencesOf(table, row))
        for (const of of target.tables) {
          const object = `${of} ${name}`;
          if (seen.has(object)) continue;
          seen.add(object);
          note(object, table, () => objectUse(table, row, key, field));
        }
    }
  };
  for (const table of tableNames) visit(table);
  return uses;
}

const counted = new WeakMap<FortiosConfig, Uses>();

/** Who uses an object: each table that does, with how many of its entries, and the first of them. */
export function usesOf(config: FortiosConfig, table: TableName, name: string): UsesByTable {
  const uses = counted.get(config) ?? count(config);
  counted.set(config, uses);
  return [...(uses.get(`${table} ${name}`) ?? [])].map(([by, { total, first }]) => ({
    table: by,
    total,
    first: [...first],
  }));
}
