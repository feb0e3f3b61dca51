/**
 * Rows are made here and nowhere else, so that a row always has every field of its table. The type of a
 * row is computed from the table's description, which TypeScript cannot follow through a loop: hence
 * the assertions in this file.
 */
import { nameProblem } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';
import { keptSchema } from './config-tree.ts';
import type { Field, FieldSet, FieldValue, LooseRow } from './fields.ts';
import { textOf } from './values.ts';
import {
  addressRange,
  ipNumber,
  isContiguousMask,
  isUpsideDown,
  portRange,
  subnetNumbers,
} from './ip.ts';
import { type FortiosConfig, type RowOf, type TableName, tableNames, tables } from './tables.ts';

/** What is wrong with one field, in words; `code` is FortiOS's error number (domain.md section 10). */
export interface FieldProblem {
  readonly field: string;
  readonly code: number;
  readonly message: string;
}

export function defaultOf(field: Field): FieldValue {
  return field.kind === 'table' ? [] : field.default;
}

function complete(fields: FieldSet, values: Readonly<Record<string, unknown>>): LooseRow {
  const row: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) row[name] = defaultOf(field);
    else if (field.kind === 'table')
      row[name] = (value as readonly Record<string, unknown>[]).map((sub) =>
        complete(field.fields, sub),
      );
    else row[name] = value;
  }
  row['unknown'] = values['unknown'] ?? [];
  return row as unknown as LooseRow;
}

/** Sub-tables may be given in part as well. */
type Draft<R> = {
  readonly [K in keyof R]?: R[K] extends readonly (infer S)[]
    ? S extends string
      ? R[K]
      : readonly Draft<S>[]
    : R[K];
};
export type RowDraft<T extends TableName> = Draft<RowOf<T>>;

/** A row with FortiOS's default in each field that is not given. */
export function newRow<T extends TableName>(table: T, values: RowDraft<T>): RowOf<T> {
  return complete(tables[table].fields, values) as unknown as RowOf<T>;
}

/** The same from values whose types were checked by the caller field by field (reader, API). */
export function rowFromLoose<T extends TableName>(
  table: T,
  values: Readonly<Record<string, FieldValue | LooseRow['unknown']>>,
): RowOf<T> {
  return complete(tables[table].fields, values) as unknown as RowOf<T>;
}

/** The same where the reader has given every field of the table: nothing is copied. */
export function rowOfComplete<T extends TableName>(table: T, row: LooseRow): RowOf<T>;
export function rowOfComplete(_table: TableName, row: LooseRow): unknown {
  return row;
}

export function looseRow<T extends TableName>(row: RowOf<T>): LooseRow {
  return row;
}

export function emptyConfig(): FortiosConfig {
  const config: Record<string, unknown> = { layout: [] };
  for (const name of tableNames) config[name] = [];
  return config as unknown as FortiosConfig;
}

/** The row's key as a string: its name, or its number. */
export function rowKey<T extends TableName>(table: T, row: RowOf<T>): string {
  return textOf(looseRow(row)[tables[table].key]);
}

/** One table's rows, for code that is written once for every table. */
export function rowsOf<T extends TableName>(config: FortiosConfig, table: T): readonly RowOf<T>[] {
  return config[table] as unknown as readonly RowOf<T>[];
}

export function findRow<T extends TableName>(
  config: FortiosConfig,
  table: T,
  key: string,
): RowOf<T> | undefined {
  return rowsOf(config, table).find((row) => rowKey(table, row) === key);
}

/** The configuration with one table's rows replaced. */
export function withTable<T extends TableName>(
  config: FortiosConfig,
  table: T,
  rows: readonly RowOf<T>[],
): FortiosConfig {
  return { ...config, [table]: rows };
}

const namedByText: ReadonlySet<string> = new Set(['name']);

function wordProblem(check: string, value: string): { code: number; message: string } | null {
  if (value === '') return null;
  switch (check) {
    case 'ip':
      return ipNumber(value) === null
        ? { code: -8, message: `${value} is not an IPv4 address. Write it as 10.0.3.10.` }
        : null;
    case 'ip-range':
      return addressRange(value) === null
        ? {
            code: -8,
            message: `${value} is not an IPv4 address or range. Write it as 10.0.3.10 or 10.0.3.10-10.0.3.19.`,
          }
        : null;
    case 'subnet':
    case 'wildcard': {
      const subnet = subnetNumbers(value);
      if (subnet === null)
        return {
          code: -8,
          message: `${value} is not an address with a mask. Write it as 10.0.3.0 255.255.255.0 or 10.0.3.0/24.`,
        };
      return check === 'wildcard' || isContiguousMask(subnet.mask)
        ? null
        : {
            code: -8,
            message: `The mask in ${value} has a gap. Write a mask such as 255.255.255.0.`,
          };
    }
    case 'port-range':
      return portRange(value) === null
        ? {
            code: -15,
            message: isUpsideDown(value)
              ? `The range ${value} is upside down. Write the lower port first.`
              : `${value} is not a port. Write a number from 1 to 65535, or a range 8000-8080.`,
          }
        : null;
    default:
      return null;
  }
}

/** What is wrong with one value of one field; null if nothing is. */
export function valueProblem(
  name: string,
  field: Field,
  value: FieldValue,
): { code: number; message: string } | null {
  switch (field.kind) {
    case 'text': {
      if (typeof value !== 'string') return { code: -651, message: `${name} takes one text.` };
      if (namedByText.has(name) && value !== '') {
        const problem = nameProblem(value, 'object', field.max);
        if (problem) return { code: -15, message: problem };
      }
      return value.length > field.max
        ? {
            code: -15,
            message: `${name} has ${value.length} characters; it takes at most ${field.max}.`,
          }
        : null;
    }
    case 'word':
      return typeof value === 'string'
        ? wordProblem(field.check, value)
        : { code: -651, message: `${name} takes one value.` };
    case 'number':
      return typeof value === 'number' &&
        Number.isInteger(value) &&
        value >= field.min &&
        value <= field.max
        ? null
        : { code: -15, message: `${name} takes a whole number from ${field.min} to ${field.max}.` };
    case 'option':
      return typeof value === 'string' && field.values.includes(value)
        ? null
        : {
            code: -15,
            message: `${name} takes one of ${field.values.filter((v) => v !== '').join(', ')}.`,
          };
    case 'names':
    case 'words': {
      if (!Array.isArray(value) || !value.every((v) => typeof v === 'string'))
        return { code: -651, message: `${name} takes a list.` };
      // A group may have thousands of members.
      const seen = new Set<string>();
      const twice = value.find((v) => seen.size === seen.add(v).size);
      return twice === undefined ? null : { code: -5, message: `${name} lists ${twice} twice.` };
    }
    case 'table':
      return Array.isArray(value)
        ? null
        : { code: -651, message: `${name} takes a list of entries.` };
  }
}

function fieldProblems(fields: FieldSet, row: LooseRow, prefix: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const [name, field] of Object.entries(fields)) {
    const value = row[name] as FieldValue;
    const problem = valueProblem(name, field, value);
    if (problem) problems.push({ field: prefix + name, ...problem });
    else if (field.kind === 'table')
      (value as readonly LooseRow[]).forEach((sub, i) => {
        problems.push(...fieldProblems(field.fields, sub, `${prefix}${name}.${i}.`));
      });
  }
  return problems;
}

/** Everything wrong with a row by itself, without looking at other rows. */
export function rowProblems<T extends TableName>(table: T, row: RowOf<T>): readonly FieldProblem[] {
  const loose = looseRow(row);
  const problems = fieldProblems(tables[table].fields, loose, '');
  if (tables[table].key === 'name' && loose['name'] === '')
    problems.unshift({ field: 'name', code: -56, message: 'Type a name.' });
  return problems;
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** What of a row is not FortiOS's default: all that storing it takes. */
function told(fields: FieldSet, row: LooseRow): Readonly<Record<string, unknown>> {
  const own: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = row[name];
    const fallback = defaultOf(field);
    const isDefault = isList(fallback)
      ? isList(value) &&
        value.length === fallback.length &&
        value.every((v, i) => v === fallback[i])
      : value === fallback;
    if (isDefault) continue;
    own[name] =
      field.kind === 'table'
        ? (value as readonly LooseRow[]).map((sub) => told(field.fields, sub))
        : value;
  }
  if (row.unknown.length > 0) own['unknown'] = row.unknown;
  return own;
}

export function storedRow<T extends TableName>(
  table: T,
  row: RowOf<T>,
): Readonly<Record<string, unknown>> {
  return told(tables[table].fields, looseRow(row));
}

function isHeld(field: Field, value: unknown): boolean {
  switch (field.kind) {
    case 'text':
    case 'word':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number';
    case 'option':
      return typeof value === 'string' && field.values.includes(value);
    case 'names':
    case 'words':
      return isList(value) && value.every((one) => typeof one === 'string');
    case 'table':
      return isList(value) && value.every((sub) => isTold(field.fields, sub));
  }
}

const keptListSchema = z.array(keptSchema);

function isTold(fields: FieldSet, stored: unknown): stored is Readonly<Record<string, unknown>> {
  return (
    typeof stored === 'object' &&
    stored !== null &&
    Object.entries(stored).every(([name, value]) => {
      if (name === 'unknown') return keptListSchema.safeParse(value).success;
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return field !== undefined && isHeld(field, value);
    })
  );
}

/** The row of what `storedRow` made of it; null where it is no row of the table. */
export function rowFromStored<T extends TableName>(table: T, stored: unknown): RowOf<T> | null {
  const { fields } = tables[table];
  return isTold(fields, stored) ? (complete(fields, stored) as unknown as RowOf<T>) : null;
}

/** A row together with its table, so that a switch on the table tells the row's type. */
export type TableRow = {
  [T in TableName]: { readonly table: T; readonly row: RowOf<T> };
}[TableName];

export function tableRow<T extends TableName>(table: T, row: RowOf<T>): TableRow {
  return { table, row } as unknown as TableRow;
}
