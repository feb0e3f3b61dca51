/**
 * Rows as FortiOS's REST API writes them: a reference is `{name, q_origin_key}`, a list of plain values is
 * one text, every row carries `q_origin_key` (domain.md section 10).
 */
import type { Kept } from './config-tree.ts';
import type { Field, FieldSet, FieldValue, LooseRow } from './fields.ts';
import {
  type FieldProblem,
  type RowDraft,
  looseRow,
  newRow,
  rowFromLoose,
  rowKey,
  valueProblem,
} from './rows.parse.ts';
import { type RowOf, type TableName, tables } from './tables.ts';
import { type Held, isNames, isRows, isKept, textOf } from './values.ts';

export type WireValue =
  | string
  | number
  | readonly { readonly name: string; readonly q_origin_key: string }[]
  | readonly WireRow[];
export interface WireRow {
  readonly [field: string]: WireValue;
}

function valueToWire(field: Field, value: LooseRow[string] | undefined): WireValue {
  switch (field.kind) {
    case 'names':
      return isNames(value) ? value.map((name) => ({ name, q_origin_key: name })) : [];
    case 'words':
      return isNames(value) ? value.join(' ') : '';
    case 'number':
      return typeof value === 'number' ? value : 0;
    case 'table':
      return isRows(value)
        ? value.map((row) => ({
            ...rowToWireFields(field.fields, row),
            q_origin_key: textOf(row[field.key]),
          }))
        : [];
    case 'text':
    case 'word':
    case 'option':
      return textOf(value);
  }
}

function rowToWireFields(fields: FieldSet, row: LooseRow): WireRow {
  const wire: Record<string, WireValue> = {};
  for (const [name, field] of Object.entries(fields)) {
    const other = field.kind === 'option' ? otherValue(row, name) : undefined;
    wire[name] = other ?? valueToWire(field, row[name]);
  }
  return wire;
}

/** What a GET shows of a row. Settings that are not ours stay on the device and are not shown. */
export function toWire<T extends TableName>(table: T, row: RowOf<T>): WireRow {
  const key = rowKey(table, row);
  return {
    ...rowToWireFields(tables[table].fields, looseRow(row)),
    q_origin_key: tables[table].key === 'name' ? key : Number(key),
  };
}

function sets({ place, statement }: Kept, field: string): boolean {
  return place === 'inside' && statement.kind === 'set' && statement.name === field;
}

function otherSetting(name: string, text: string): Kept {
  const values = [{ text, quoted: false }];
  return {
    place: 'inside',
    after: '',
    statement: { kind: 'set', name, values, line: 0, column: 0 },
  };
}

/** The value of an option that our table lacks, as `ipsec` of `set action ipsec`; undefined for any other. */
export function otherValue(
  { unknown }: { readonly unknown: readonly Kept[] },
  field: string,
): string | undefined {
  if (unknown.length === 0) return undefined;
  const statement = unknown.findLast((one) => sets(one, field))?.statement;
  return statement?.kind === 'set' ? statement.values.map(({ text }) => text).join(' ') : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameIn(value: unknown): unknown {
  return isObject(value) ? (value['name'] ?? value['q_origin_key']) : value;
}

/** A value off the wire; the value itself where it has another shape, for the check to refuse in words. */
function valueFromWire(
  field: Field,
  value: unknown,
  before: Held,
  problems: FieldProblem[],
  at: string,
  from: 'request' | 'answer',
): FieldValue {
  switch (field.kind) {
    case 'names': {
      const list = Array.isArray(value) ? value.map(nameIn) : [nameIn(value)];
      if (list.every((one) => typeof one === 'string')) return list;
      problems.push({ field: at, code: -651, message: `${at} takes a list of names.` });
      return [];
    }
    case 'words': {
      const list = Array.isArray(value)
        ? value
        : typeof value === 'string'
          ? value.split(/\s+/)
          : [value];
      if (list.every((one) => typeof one === 'string')) return list.filter((one) => one !== '');
      problems.push({ field: at, code: -651, message: `${at} takes a text.` });
      return [];
    }
    case 'number':
      if (typeof value === 'number') return value;
      if (typeof value === 'string' && /^\d+$/.test(value)) return Number(value);
      problems.push({ field: at, code: -651, message: `${at} takes a whole number.` });
      return field.default;
    case 'table':
      if (!Array.isArray(value)) {
        problems.push({ field: at, code: -651, message: `${at} takes a list of entries.` });
        return [];
      }
      return value.map((one: unknown, i) => {
        const given = isObject(one) ? one : {};
        const id = given['id'] ?? i + 1;
        // An entry that was there keeps what the request does not say, settings unknown to us included.
        const old =
          isRows(before) && (typeof id === 'string' || typeof id === 'number')
            ? before.find((row) => textOf(row['id']) === String(id))
            : {};
        return fieldsFromWire(
          field.fields,
          { ...given, id },
          old ?? {},
          problems,
          `${at}.${i}.`,
          from,
        );
      });
    case 'text':
    case 'word':
    case 'option':
      if (typeof value === 'string') return value;
      if (typeof value === 'number') return String(value);
      problems.push({ field: at, code: -651, message: `${at} takes a text.` });
      return field.default;
  }
}

function fieldsFromWire(
  fields: FieldSet,
  wire: Readonly<Record<string, unknown>>,
  base: Readonly<Record<string, FieldValue | LooseRow['unknown']>>,
  problems: FieldProblem[],
  prefix: string,
  from: 'request' | 'answer',
): LooseRow {
  const row: Record<string, FieldValue | LooseRow['unknown']> = {};
  const before = base['unknown'];
  let unknown = isKept(before) ? before : [];
  for (const [name, field] of Object.entries(fields)) {
    row[name] = base[name] ?? (field.kind === 'table' ? [] : field.default);
    if (!Object.hasOwn(wire, name)) continue;
    const other = field.kind === 'option' ? otherValue({ unknown }, name) : undefined;
    // The value that our table lacks, as it was shown: it stays.
    if (other !== undefined && other === wire[name]) continue;
    const value = valueFromWire(field, wire[name], base[name], problems, prefix + name, from);
    if (from === 'answer' && field.kind === 'option' && valueProblem(name, field, value)) {
      unknown = [...unknown, otherSetting(name, textOf(value))];
      continue;
    }
    row[name] = value;
    if (other !== undefined) unknown = unknown.filter((one) => !sets(one, name));
  }
  return { ...row, unknown };
}

export interface WireReading<T extends TableName> {
  readonly row: RowOf<T>;
  readonly problems: readonly FieldProblem[];
}

function reading<T extends TableName>(
  table: T,
  wire: unknown,
  base: RowOf<T> | undefined,
  from: 'request' | 'answer',
): WireReading<T> {
  const problems: FieldProblem[] = [];
  if (!isObject(wire))
    return {
      row: base ?? newRow(table, {}),
      problems: [{ field: '', code: -651, message: 'Send the object as JSON.' }],
    };
  const row = fieldsFromWire(
    tables[table].fields,
    wire,
    looseRow(base ?? newRow(table, {})),
    problems,
    '',
    from,
  );
  return { row: rowFromLoose(table, row), problems };
}

/**
 * A row of a request: fields that it leaves out keep what `base` has, or FortiOS's default. An option that
 * `base` has with a value that our table lacks keeps it where the request gives that very value back.
 */
export function fromWire<T extends TableName>(
  table: T,
  wire: unknown,
  base?: RowOf<T>,
): WireReading<T> {
  return reading(table, wire, base, 'request');
}

/**
 * A row of a response, for the page. Throws where the answer is not of the table's shape. An option with a
 * value that our table lacks, as a newer FortiOS may have, stands at its default, with the value kept
 * beside it (`otherValue`): such a row matches nothing here, and breaks no list.
 */
export function rowFromAnswer<T extends TableName>(table: T, wire: unknown): RowOf<T> {
  const { row, problems } = reading(table, wire, undefined, 'answer');
  const [first] = problems;
  if (first) throw new TypeError(`${table}: ${first.message}`);
  return row;
}

/** Part of a row as a request sends it: the given fields alone. */
export function draftToWire<T extends TableName>(table: T, draft: RowDraft<T>): WireRow {
  const wire = rowToWireFields(tables[table].fields, looseRow(newRow(table, draft)));
  return Object.fromEntries(Object.entries(wire).filter(([field]) => Object.hasOwn(draft, field)));
}
