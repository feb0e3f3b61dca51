/** Entries of a FortiGate's tables, changed one at a time, or refused as FortiOS would. */
import { noEntry } from '#model/words/refusals.ts';
import { fromWire } from '#model/fortios/wire.parse.ts';
import { type Reference, usersOf, withReferencesRenamed } from '#model/fortios/references.ts';
import {
  findRow,
  looseRow,
  newRow,
  rowFromLoose,
  rowKey,
  rowsOf,
  withTable,
} from '#model/fortios/rows.parse.ts';
import { type FortiosConfig, type RowOf, type TableName, tables } from '#model/fortios/tables.ts';
import { withUuid } from '#model/fortios/tables/uuids.ts';
import type { FieldSet, FieldValue, LooseRow } from '#model/fortios/fields.ts';
import { objectUseName } from '#model/fortios/fortios-api.ts';
import { negationField, withNegationOfTags } from '#model/tagging/tag-negation.ts';
import { isNames, textOf } from '#model/fortios/values.ts';
import { maxTagName } from '#model/tagging/tags.ts';
import type { Carried } from '../command.ts';
import { invalid, notFound } from '../refusal.ts';
import { followKeys, savingProblems } from './row-checks.ts';
import { type FortiGate, type WorldState, withFortiGate } from '../state.ts';

function freeNumber(config: FortiosConfig, table: TableName): number {
  const taken = new Set(config[table].map((row) => rowKey(table, row)));
  let number = 1;
  while (taken.has(String(number))) number++;
  return number;
}

function withRows<T extends TableName>(
  state: WorldState,
  fortigate: FortiGate,
  table: T,
  rows: readonly RowOf<T>[],
): WorldState {
  return withFortiGate(state, fortigate.name, (one) => ({
    ...one,
    config: withTable(one.config, table, rows),
  }));
}

function refuseFirst<T extends TableName>(
  state: WorldState,
  fortigate: FortiGate,
  table: T,
  row: RowOf<T>,
  before: RowOf<T> | null,
): void {
  const [first] = savingProblems(state, fortigate, table, row, before);
  if (first) invalid(first.code, first.field, first.message);
}

function add<T extends TableName>(
  state: WorldState,
  fortigate: FortiGate,
  table: T,
  given: RowOf<T>,
  place: number,
): Carried {
  const row = withUuid(fortigate.name, table, given);
  refuseFirst(state, fortigate, table, row, null);
  const before = rowsOf(fortigate.config, table);
  const rows = before.toSpliced(place, 0, row);
  followKeys(table, before, rows, row);
  return { state: withRows(state, fortigate, table, rows), key: rowKey(table, row) };
}

function replace<T extends TableName>(
  state: WorldState,
  fortigate: FortiGate,
  table: T,
  before: RowOf<T>,
  given: RowOf<T>,
): WorldState {
  const row = withUuid(fortigate.name, table, given, looseRow(before));
  refuseFirst(state, fortigate, table, row, before);
  const rows = rowsOf(fortigate.config, table).map((one) => (one === before ? row : one));
  return withRows(state, fortigate, table, rows);
}

export function create<T extends TableName>(
  state: WorldState,
  fortigate: FortiGate,
  table: T,
  values: unknown,
): Carried {
  const { config } = fortigate;
  const numbered = tables[table].key === 'policyid';
  const base = newRow(table, {});
  const { row: given, problems } = fromWire(table, values, base);
  const [problem] = problems;
  if (problem) return invalid(problem.code, problem.field, problem.message);
  // Policy 0 is the implicit deny; FortiOS takes it as "the next free number".
  const row: RowOf<T> =
    numbered && rowKey(table, given) === '0'
      ? { ...given, policyid: freeNumber(config, table) }
      : given;
  return add(state, fortigate, table, row, config[table].length);
}

export function save<T extends TableName>(
  state: WorldState,
  fortigate: FortiGate,
  table: T,
  key: string | null,
  values: LooseRow,
): Carried {
  const row = rowFromLoose(table, values);
  return key === null
    ? add(state, fortigate, table, row, fortigate.config[table].length)
    : { state: replace(state, fortigate, table, existing(fortigate, table, key), row) };
}

export function rename<T extends TableName>(
  state: WorldState,
  fortigate: FortiGate,
  table: T,
  key: string,
  newKey: string,
): WorldState {
  const before = existing(fortigate, table, key);
  const keyField = tables[table].key;
  const row = rowFromLoose(table, {
    ...looseRow(before),
    [keyField]: keyField === 'name' ? newKey : Number(newKey),
  });
  return withFortiGate(replace(state, fortigate, table, before, row), fortigate.name, (one) => ({
    ...one,
    config: withReferencesRenamed(one.config, { table, name: key, newName: newKey }),
  }));
}

function existing<T extends TableName>(fortigate: FortiGate, table: T, key: string): RowOf<T> {
  return (
    findRow(fortigate.config, table, key) ??
    notFound(noEntry(fortigate.name, table, key), tables[table].key)
  );
}

export function update<T extends TableName>(
  state: WorldState,
  fortigate: FortiGate,
  table: T,
  key: string,
  values: unknown,
): WorldState {
  const before = existing(fortigate, table, key);
  const { row: given, problems } = fromWire(table, values, before);
  const [problem] = problems;
  if (problem) return invalid(problem.code, problem.field, problem.message);
  const row =
    typeof values === 'object' && values !== null && negationField in values
      ? given
      : rowFromLoose(table, withNegationOfTags(looseRow(given), looseRow(before)));
  if (rowKey(table, row) !== key)
    return invalid(
      -15,
      tables[table].key,
      `${key} cannot be renamed, because other objects refer to it. Clone it under the new name.`,
    );
  return replace(state, fortigate, table, before, row);
}

/** Names put into a list of an entry, or taken out; the rest of the entry stays. */
export function changeList<T extends TableName>(
  state: WorldState,
  fortigate: FortiGate,
  table: T,
  change: {
    readonly key: string;
    readonly list: string;
    readonly names: readonly string[];
    readonly isAdded: boolean;
  },
): WorldState {
  const { key, list, names, isAdded } = change;
  const before = existing(fortigate, table, key);
  const fields: FieldSet = tables[table].fields;
  const held = looseRow(before)[list];
  if (fields[list]?.kind !== 'names' || !isNames(held))
    return notFound(`${table} has no list of names ${list}.`, list);
  const inIt = new Set(held);
  const absent = isAdded ? undefined : names.find((name) => !inIt.has(name));
  if (absent !== undefined) return notFound(`${absent} is not in ${list} of ${key}.`, list);
  const gone = new Set(names);
  const after = isAdded ? [...held, ...names] : held.filter((name) => !gone.has(name));
  const row = rowFromLoose(table, { ...looseRow(before), [list]: after });
  return replace(state, fortigate, table, before, row);
}

/** `policy 17 ZTNA-webserver-allow`, for a person. */
function useInWords(config: FortiosConfig, { table, key, field }: Reference): string {
  switch (table) {
    case 'firewall policy':
    case 'firewall proxy-policy':
    case 'firewall security-policy': {
      const row = findRow(config, table, key);
      return objectUseName({ table, key, field, name: row ? textOf(looseRow(row)['name']) : '' });
    }
    case 'firewall access-proxy':
      return `ZTNA server ${key}`;
    case 'firewall addrgrp':
      return `address group ${key}`;
    case 'system zone':
      return `zone ${key}`;
    default:
      return `${table} ${key}`;
  }
}

export function remove<T extends TableName>(
  state: WorldState,
  fortigate: FortiGate,
  table: T,
  key: string,
): WorldState {
  const before = existing(fortigate, table, key);
  const uses = usersOf(fortigate.config, table, key);
  if (uses.length > 0) {
    const named = [...new Set(uses.map((use) => useInWords(fortigate.config, use)))];
    return invalid(
      -23,
      tables[table].key,
      `${key} is used by ${named.join(', ')}. Remove it there first.`,
    );
  }
  return withRows(
    state,
    fortigate,
    table,
    rowsOf(fortigate.config, table).filter((one) => one !== before),
  );
}

export function move<T extends TableName>(
  state: WorldState,
  fortigate: FortiGate,
  table: T,
  { key, place, other }: { key: string; place: 'before' | 'after'; other: string },
): WorldState {
  const row = existing(fortigate, table, key);
  const anchor = existing(fortigate, table, other);
  if (row === anchor) return state;
  const without = rowsOf(fortigate.config, table).filter((one) => one !== row);
  const at = without.indexOf(anchor) + (place === 'after' ? 1 : 0);
  return withRows(state, fortigate, table, without.toSpliced(at, 0, row));
}

/** `web`, then `web (2)`, cut to what the field takes. */
function freeName(taken: ReadonlySet<string>, name: string, max: number): string {
  if (name === '') return '';
  for (let n = 2; ; n++) {
    const ending = `-${n}`;
    const candidate = name.slice(0, max - ending.length) + ending;
    if (!taken.has(candidate)) return candidate;
  }
}

export function clone<T extends TableName>(
  state: WorldState,
  fortigate: FortiGate,
  table: T,
  key: string,
  newKey: string | null,
): Carried {
  const { config } = fortigate;
  const original = existing(fortigate, table, key);
  const { key: keyField } = tables[table];
  const fields: FieldSet = tables[table].fields;
  const taken = new Set(rowsOf(config, table).map((one) => ('name' in one ? one.name : '')));
  const nameField = fields['name'];
  const copyName = freeName(
    taken,
    'name' in original ? original.name : '',
    nameField?.kind === 'text' ? nameField.max : maxTagName,
  );
  const changes: Record<string, FieldValue> =
    keyField === 'name'
      ? { name: newKey ?? copyName }
      : {
          [keyField]: newKey === null ? freeNumber(config, table) : Number(newKey),
          name: copyName,
        };
  if (Object.hasOwn(fields, 'uuid')) changes['uuid'] = '';
  if (keyField === 'policyid') changes['status'] = 'disable';
  const copy = rowFromLoose(table, { ...looseRow(original), ...changes });
  return add(state, fortigate, table, copy, rowsOf(config, table).indexOf(original) + 1);
}
