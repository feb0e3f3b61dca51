import { isBuiltInTagName } from '#model/tagging/tag-names.ts';
import type { Field, FieldSet, LooseRow, RefersTo } from './fields.ts';
import { isNames, isRows, textOf } from './values.ts';
import { looseRow, rowFromLoose, rowKey, rowsOf, withTable } from './rows.parse.ts';
import {
  type FortiosConfig,
  type RowOf,
  type TableName,
  isTableName,
  tableNames,
  tables,
} from './tables.ts';

/** Where a name may stand, and which words FortiOS knows by itself. */
export interface Target {
  readonly tables: readonly TableName[];
  readonly builtIn: readonly string[];
  readonly others: boolean;
}

const targets = new WeakMap<RefersTo, Target>();

function targetOfField(field: Field): Target | undefined {
  const refersTo = 'refersTo' in field ? field.refersTo : undefined;
  if (!refersTo) return undefined;
  let target = targets.get(refersTo);
  if (!target) {
    const { tables: names, builtIn, others = false } = refersTo;
    target = { tables: names.filter(isTableName), builtIn, others };
    targets.set(refersTo, target);
  }
  return target;
}

/** The field of that name, of a table or of one of its sub-tables. */
function fieldNamed(fields: FieldSet, name: string): Field | undefined {
  if (Object.hasOwn(fields, name)) return fields[name];
  for (const field of Object.values(fields)) {
    const found = field.kind === 'table' ? fieldNamed(field.fields, name) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** What a field of a table, or of one of its sub-tables, refers to. */
export function targetOf(table: TableName, field: string): Target | undefined {
  const found = fieldNamed(tables[table].fields, field);
  return found && targetOfField(found);
}

/** The tables whose objects a field names; none for a field that refers to nothing. */
export function referredTables(table: TableName, field: string): readonly TableName[] {
  return targetOf(table, field)?.tables ?? [];
}

export interface Reference {
  readonly table: TableName;
  /** The key of the row that holds the reference. */
  readonly key: string;
  readonly field: string;
  /** Where the field stands in its row, as `api-gateway.0.virtual-host`. */
  readonly at: string;
  /** The name referred to. */
  readonly name: string;
  readonly target: Target;
}

function* ofRow(
  table: TableName,
  key: string,
  fields: FieldSet,
  row: LooseRow,
  within = '',
): Generator<Reference> {
  for (const [name, field] of Object.entries(fields)) {
    const value = row[name];
    if (field.kind === 'table') {
      if (isRows(value))
        for (const [i, sub] of value.entries())
          yield* ofRow(table, key, field.fields, sub, `${within}${name}.${i}.`);
      continue;
    }
    const target = targetOfField(field);
    if (!target) continue;
    const named = isNames(value) ? value : [textOf(value)];
    for (const one of named)
      if (one !== '') yield { table, key, field: name, at: within + name, name: one, target };
  }
}

/** The references that one row holds. */
export function referencesOf<T extends TableName>(table: T, row: RowOf<T>): Generator<Reference> {
  return ofRow(table, rowKey(table, row), tables[table].fields, looseRow(row));
}

/** Every reference from one object to another, in table order. */
export function* references(config: FortiosConfig): Generator<Reference> {
  for (const table of tableNames) {
    for (const row of config[table]) yield* referencesOf(table, row);
  }
}

/** Who refers to the object `name` of `table`. */
export function usersOf(
  config: FortiosConfig,
  table: TableName,
  name: string,
): readonly Reference[] {
  const found: Reference[] = [];
  for (const reference of references(config))
    if (reference.name === name && reference.target.tables.includes(table)) found.push(reference);
  return found;
}

function renamedRow(
  fields: FieldSet,
  row: LooseRow,
  to: { readonly table: TableName; readonly name: string; readonly newName: string },
): LooseRow {
  let changed = row;
  for (const [name, field] of Object.entries(fields)) {
    const value = row[name];
    if (field.kind === 'table') {
      if (!isRows(value)) continue;
      const rows = value.map((sub) => renamedRow(field.fields, sub, to));
      if (rows.some((sub, i) => sub !== value[i])) changed = { ...changed, [name]: rows };
    } else if (targetOfField(field)?.tables.includes(to.table)) {
      const swap = (one: string): string => (one === to.name ? to.newName : one);
      if (isNames(value) && value.includes(to.name))
        changed = { ...changed, [name]: value.map(swap) };
      else if (value === to.name) changed = { ...changed, [name]: to.newName };
    }
  }
  return changed;
}

/** The configuration with every reference to the object of that name to its new one; other rows stay the same objects. */
export function withReferencesRenamed(
  config: FortiosConfig,
  to: { readonly table: TableName; readonly name: string; readonly newName: string },
): FortiosConfig {
  let after = config;
  const renameIn = <T extends TableName>(table: T): void => {
    const before = rowsOf(config, table);
    const rows = before.map((row) => {
      const loose = looseRow(row);
      const renamed = renamedRow(tables[table].fields, loose, to);
      return renamed === loose ? row : rowFromLoose(table, renamed);
    });
    if (rows.some((row, i) => row !== before[i])) after = withTable(after, table, rows);
  };
  for (const table of tableNames) renameIn(table);
  return after;
}

/** `resolves` for many references of one configuration. */
export function resolverOf(
  config: FortiosConfig,
  predefinedServices: ReadonlySet<string>,
): (reference: Reference) => boolean {
  const keys = new Map<TableName, ReadonlySet<string>>();
  const keysOf = (table: TableName): ReadonlySet<string> => {
    let found = keys.get(table);
    if (!found) {
      found = new Set(config[table].map((row) => rowKey(table, row)));
      keys.set(table, found);
    }
    return found;
  };
  return (reference) =>
    isKnown(reference, predefinedServices) ||
    reference.target.tables.some((table) => keysOf(table).has(reference.name));
}

/** True if FortiOS knows the name without an object. */
function isKnown(
  { name, target }: Pick<Reference, 'name' | 'target'>,
  predefinedServices: ReadonlySet<string>,
): boolean {
  return (
    target.others ||
    target.builtIn.includes(name) ||
    isBuiltInTagName(name) ||
    (target.tables.includes('firewall service custom') && predefinedServices.has(name))
  );
}

/** True if FortiOS knows the name without an object, or an object of that name is there. */
export function resolves(
  config: FortiosConfig,
  reference: Reference,
  predefinedServices: ReadonlySet<string>,
): boolean {
  return resolvesTo(config, reference.target, reference.name, predefinedServices);
}

/** The same for a name that may become a reference. */
export function resolvesTo(
  config: FortiosConfig,
  target: Target,
  name: string,
  predefinedServices: ReadonlySet<string>,
): boolean {
  if (isKnown({ name, target }, predefinedServices)) return true;
  return target.tables.some((table) => config[table].some((row) => rowKey(table, row) === name));
}
