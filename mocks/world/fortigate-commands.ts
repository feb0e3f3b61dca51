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
import { withKeptBlock } from '#cli/unknown-sections.ts';
import type { ConfigBlock } from '#model/fortios/config-tree.ts';
import type { FieldSet, FieldValue, LooseRow } from '#model/fortios/fields.ts';
import { objectUseName } from '#model/fortios-api.ts';
import { textOf } from '#model/fortios/values.ts';
import { maxTagName } from '#model/tags.ts';
import { RefusalError, invalid, notFound } from './refusal.ts';
import { checkRevision } from './revisions.ts';
import { savingProblems } from './row-checks.ts';
import {
  type FortiGate,
  type WorldState,
  objectPath,
  withFortiGate,
  fortigateNamed,
} from './state.ts';

interface Target {
  readonly fortigate: string;
  readonly table: TableName;
}
export type FortiGateCommand = Target &
  (
    | { readonly kind: 'fortigate/create'; readonly values: unknown }
    | {
        readonly kind: 'fortigate/update';
        readonly key: string;
        readonly values: unknown;
        readonly basedOn: number | null;
      }
    | { readonly kind: 'fortigate/delete'; readonly key: string }
    | {
        readonly kind: 'fortigate/move';
        readonly key: string;
        readonly place: 'before' | 'after';
        readonly other: string;
      }
    /** A copy below the original, switched off, under a free number [assumed for the number]. */
    | { readonly kind: 'fortigate/clone'; readonly key: string; readonly newKey: string | null }
    /** A whole entry from the command line, settings that the lab does not know included; `key` null for a new one. */
    | { readonly kind: 'fortigate/save-row'; readonly key: string | null; readonly row: LooseRow }
    /** References to the entry go along, as on a device. */
    | { readonly kind: 'fortigate/rename'; readonly key: string; readonly newKey: string }
  );

/** A section that is none of the lab's tables, which keeps it as it is. */
export interface KeepSectionCommand {
  readonly kind: 'fortigate/keep-section';
  readonly fortigate: string;
  readonly block: ConfigBlock;
}

function freeNumber(config: FortiosConfig, table: TableName): number {
  const taken = new Set(config[table].map((row) => rowKey(table, row)));
  let number = 1;
  while (taken.has(String(number))) number++;
  return number;
}

function save<T extends TableName>(
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

function create<T extends TableName>(
  state: WorldState,
  fortigate: FortiGate,
  table: T,
  values: unknown,
): WorldState {
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
  refuseFirst(state, fortigate, table, row, null);
  return save(state, fortigate, table, [...rowsOf(config, table), row]);
}

function saveRow<T extends TableName>(
  state: WorldState,
  fortigate: FortiGate,
  table: T,
  key: string | null,
  values: LooseRow,
): WorldState {
  const before = key === null ? null : existing(fortigate, table, key);
  const row = rowFromLoose(table, values);
  refuseFirst(state, fortigate, table, row, before);
  const rows = rowsOf(fortigate.config, table);
  return save(
    state,
    fortigate,
    table,
    before ? rows.map((one) => (one === before ? row : one)) : [...rows, row],
  );
}

function rename<T extends TableName>(
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
  refuseFirst(state, fortigate, table, row, before);
  const config = withTable(
    fortigate.config,
    table,
    rowsOf(fortigate.config, table).map((one) => (one === before ? row : one)),
  );
  return withFortiGate(state, fortigate.name, (one) => ({
    ...one,
    config: withReferencesRenamed(config, { table, name: key, newName: newKey }),
  }));
}

export function keepSection(
  state: WorldState,
  { fortigate: name, block }: KeepSectionCommand,
): WorldState {
  fortigateNamed(state, name);
  return withFortiGate(state, name, (one) => ({
    ...one,
    config: withKeptBlock(one.config, block),
  }));
}

function existing<T extends TableName>(fortigate: FortiGate, table: T, key: string): RowOf<T> {
  return (
    findRow(fortigate.config, table, key) ??
    notFound(noEntry(fortigate.name, table, key), tables[table].key)
  );
}

function update<T extends TableName>(
  state: WorldState,
  fortigate: FortiGate,
  table: T,
  key: string,
  values: unknown,
): WorldState {
  const before = existing(fortigate, table, key);
  const { row, problems } = fromWire(table, values, before);
  const [problem] = problems;
  if (problem) return invalid(problem.code, problem.field, problem.message);
  if (rowKey(table, row) !== key)
    return invalid(
      -15,
      tables[table].key,
      `${key} cannot be renamed, because other objects refer to it. Clone it under the new name.`,
    );
  refuseFirst(state, fortigate, table, row, before);
  return save(
    state,
    fortigate,
    table,
    rowsOf(fortigate.config, table).map((one) => (one === before ? row : one)),
  );
}

/** `policy 17 ZTNA-webserver-allow`, for a person. */
function useInWords(config: FortiosConfig, { table, key, field }: Reference): string {
  switch (table) {
    case 'firewall policy':
    case 'firewall proxy-policy': {
      const row = findRow(config, table, key);
      return objectUseName({ table, key, field, name: row ? textOf(looseRow(row)['name']) : '' });
    }
    case 'firewall access-proxy':
      return `ZTNA server ${key}`;
    case 'firewall addrgrp':
      return `address group ${key}`;
    default:
      return `${table} ${key}`;
  }
}

function remove<T extends TableName>(
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
  return save(
    state,
    fortigate,
    table,
    rowsOf(fortigate.config, table).filter((one) => one !== before),
  );
}

function move<T extends TableName>(
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
  return save(state, fortigate, table, without.toSpliced(at, 0, row));
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

function clone<T extends TableName>(
  state: WorldState,
  fortigate: FortiGate,
  table: T,
  key: string,
  newKey: string | null,
): WorldState {
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
  refuseFirst(state, fortigate, table, copy, null);
  const rows = rowsOf(config, table);
  return save(state, fortigate, table, rows.toSpliced(rows.indexOf(original) + 1, 0, copy));
}

export function runFortiGate(state: WorldState, command: FortiGateCommand): WorldState {
  const fortigate = fortigateNamed(state, command.fortigate);
  const { table } = command;
  switch (command.kind) {
    case 'fortigate/create':
      return create(state, fortigate, table, command.values);
    case 'fortigate/update':
      checkRevision(
        state,
        objectPath.row(fortigate.name, table, command.key),
        command.basedOn,
        `The settings of ${command.key}`,
      );
      return update(state, fortigate, table, command.key, command.values);
    case 'fortigate/delete':
      return remove(state, fortigate, table, command.key);
    case 'fortigate/move':
      return move(state, fortigate, table, command);
    case 'fortigate/clone':
      return clone(state, fortigate, table, command.key, command.newKey);
    case 'fortigate/save-row':
      return saveRow(state, fortigate, table, command.key, command.row);
    case 'fortigate/rename':
      return rename(state, fortigate, table, command.key, command.newKey);
  }
}

/** The key of the row that a create or clone just added: the one that was not there before. */
export function addedKey(before: FortiGate, after: FortiGate, table: TableName): string {
  const known = new Set(before.config[table].map((row) => rowKey(table, row)));
  for (const row of after.config[table]) {
    const key = rowKey(table, row);
    if (!known.has(key)) return key;
  }
  throw new RefusalError({ kind: 'not-found', message: `Nothing was added to ${table}.` });
}
