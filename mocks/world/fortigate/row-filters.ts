/**
 * FortiOS's filter expressions: `[field][operator][pattern]`, a comma for or, `&` (or another `filter`)
 * for and, a backslash before a sign that is meant as itself [Terraform provider fortios, "Filter results
 * of datasource"; FortiOS API schema 7.6]. An unknown field is refused, as is what is no expression [assumed].
 */
import type { Field, FieldSet, LooseRow } from '#model/fortios/fields.ts';
import { type TableName, tables } from '#model/fortios/tables.ts';
import { isNames, isRows, textOf } from '#model/fortios/values.ts';
import { otherValue } from '#model/fortios/wire.parse.ts';
import { invalid } from '../refusal.ts';

const signs = ['==', '=*', '=@', '!=', '!*', '!@', '<=', '>=', '<', '>'] as const;
type Sign = (typeof signs)[number];

/** Where values stand in a row: a field, or one of the entries of a field. */
export interface Column {
  readonly path: readonly string[];
  readonly field: Field;
}
export type RowTest = (row: LooseRow) => boolean;

function columnIn(fields: FieldSet, [name = '', ...rest]: readonly string[]): Column | null {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!field) return null;
  if (field.kind !== 'table') {
    // A reference is an object with a name: `srcaddr.name` is `srcaddr`.
    const isWhole = rest.length === 0 || (field.kind === 'names' && rest.join('.') === 'name');
    return isWhole ? { path: [name], field } : null;
  }
  if (rest.length === 0) return null;
  const inside = columnIn(field.fields, rest);
  return inside && { ...inside, path: [name, ...inside.path] };
}

/** FortiOS looks into the entries of an entry as well: `ip` of an access proxy is its real servers'. */
function columnBelow(fields: FieldSet, name: string): Column | null {
  for (const [outer, field] of Object.entries(fields)) {
    if (field.kind !== 'table') continue;
    const found = columnIn(field.fields, [name]) ?? columnBelow(field.fields, name);
    if (found) return { ...found, path: [outer, ...found.path] };
  }
  return null;
}

/** @param parameter what names the field, for the refusal */
function columnOf(table: TableName, name: string, parameter: string): Column {
  const { fields, key } = tables[table];
  const path = (name === 'q_origin_key' ? key : name).split('.');
  return (
    columnIn(fields, path) ??
    columnBelow(fields, name) ??
    invalid(-651, parameter, `${table} has no field ${name} by which it can be told apart.`)
  );
}

/** The values of a row at a place, as the API would show them. */
export function textsAt(row: LooseRow, { path: [name = '', ...rest], field }: Column): string[] {
  const value = row[name];
  if (rest.length > 0)
    return isRows(value) ? value.flatMap((one) => textsAt(one, { path: rest, field })) : [];
  switch (field.kind) {
    case 'names':
      return isNames(value) ? [...value] : [];
    case 'words':
      return [isNames(value) ? value.join(' ') : ''];
    case 'option':
      return [otherValue(row, name) ?? textOf(value)];
    case 'number':
    case 'text':
    case 'word':
    case 'table':
      return [textOf(value)];
  }
}

const number = /^-?\d+(?:\.\d+)?$/;

function isBefore(a: string, b: string): boolean {
  return number.test(a) && number.test(b) ? Number(a) < Number(b) : a < b;
}

/** Whether one value fits; the signs that say no are the opposite of those that say yes. */
function fitOf(sign: Sign, pattern: string): (value: string) => boolean {
  const lower = pattern.toLowerCase();
  switch (sign) {
    case '==':
    case '!=':
      return (value) => value === pattern;
    case '=*':
    case '!*':
      return (value) => value.toLowerCase() === lower;
    case '=@':
    case '!@':
      return (value) => value.toLowerCase().includes(lower);
    case '<':
      return (value) => isBefore(value, pattern);
    case '>':
      return (value) => isBefore(pattern, value);
    case '<=':
      return (value) => !isBefore(pattern, value);
    case '>=':
      return (value) => !isBefore(value, pattern);
  }
}

/** The text at unescaped separators. */
function splitAt(text: string, separator: string): string[] {
  const parts = [''];
  for (let i = 0; i < text.length; i++) {
    const sign = text.charAt(i);
    if (sign === separator) {
      parts.push('');
      continue;
    }
    const taken = sign === '\\' ? text.slice(i, i + 2) : sign;
    parts[parts.length - 1] += taken;
    i += taken.length - 1;
  }
  return parts;
}

const expression = /^([\w-]+(?:\\?\.[\w-]+)*)(==|=\*|=@|!=|!\*|!@|<=|>=|<|>)(.*)$/s;

function testOf(table: TableName, text: string): RowTest {
  const [, name, sign, raw] = expression.exec(text) ?? [];
  const known = signs.find((one) => one === sign);
  if (name === undefined || raw === undefined || !known)
    return invalid(
      -651,
      'filter',
      `${text === '' ? 'An empty text' : text} is no filter. Write a field, one of ${signs.join(' ')}, and a value: name=@web.`,
    );
  const column = columnOf(table, name.replaceAll('\\', ''), 'filter');
  const pattern = raw.replaceAll(/\\(.)/gs, '$1');
  const isNumber = column.field.kind === 'number';
  if (isNumber && /^[<>]/.test(known) && !number.test(pattern))
    return invalid(-651, 'filter', `${name} is a number: ${pattern || 'nothing'} is none.`);
  // `007` is the number 7.
  const fit = fitOf(known, isNumber && number.test(pattern) ? String(Number(pattern)) : pattern);
  // No name in a list is an empty value, so that `groups==` finds policies without groups.
  const some: RowTest = (row) => {
    const texts = textsAt(row, column);
    return texts.length === 0 ? fit('') : texts.some(fit);
  };
  return known.startsWith('!') ? (row) => !some(row) : some;
}

/** What all of the filters ask for. Refuses what is no filter of the table. */
export function filterOf(table: TableName, texts: readonly string[]): RowTest {
  const all = texts
    .flatMap((text) => splitAt(text, '&'))
    .map((text) => splitAt(text, ',').map((one) => testOf(table, one)));
  return (row) => all.every((anyOf) => anyOf.some((test) => test(row)));
}

/** `policyid,dsc` [hFortix guide: `asc`, the default, or `dsc`]; an empty text leaves the order. */
export function orderOf(
  table: TableName,
  sort: string,
): ((a: LooseRow, b: LooseRow) => number) | null {
  if (sort === '') return null;
  const [name = '', way = 'asc', ...more] = sort.split(',');
  if ((way !== 'asc' && way !== 'dsc') || more.length > 0)
    return invalid(-651, 'sort', `${sort} is no order. Write a field, then asc or dsc: name,dsc.`);
  const column = columnOf(table, name, 'sort');
  const factor = way === 'asc' ? 1 : -1;
  return (a, b) => {
    const [one, other] = [a, b].map((row) => textsAt(row, column).join(' '));
    if (one === undefined || other === undefined || one === other) return 0;
    return isBefore(one, other) ? -factor : factor;
  };
}
