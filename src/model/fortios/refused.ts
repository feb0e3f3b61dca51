/** Settings that a device would have refused when the configuration was read: an unknown word, a bad mask. */
import type { Kept } from './config-tree.ts';
import type { FieldSet } from './fields.ts';
import { type RowOf, type TableName, tables } from './tables.ts';

/** These say nothing of what a row matches or does. */
const idle: ReadonlySet<string> = new Set([
  'uuid',
  'comment',
  'comments',
  'alias',
  'dirty',
  'logtraffic',
  'nat',
  'ssl-certificate',
  // An entry's key is where it stands, whatever is set in it; a policy has a name for people.
  'name',
  'id',
  'policyid',
]);

/** Decisions do not depend on the setting. */
export function isIdleSetting(name: string): boolean {
  return idle.has(name);
}

function refusedOf(fields: FieldSet, unknown: readonly Kept[]): readonly string[] {
  return unknown.flatMap(({ place, statement }) =>
    place === 'inside' &&
    (statement.kind === 'set' || statement.kind === 'append') &&
    Object.hasOwn(fields, statement.name) &&
    !isIdleSetting(statement.name)
      ? [statement.name]
      : [],
  );
}

/**
 * The fields that the row was given a value for which is none. The reader keeps such a statement among
 * what it does not know, and the field at its default; but a default may match everything, so the engine
 * takes the whole object as matching nothing.
 */
function refusedFields<T extends TableName>(table: T, row: RowOf<T>): readonly string[] {
  // Nearly every row: nothing unknown, nothing to look up.
  return row.unknown.length === 0 ? [] : refusedOf(tables[table].fields, row.unknown);
}

export function isRefused<T extends TableName>(table: T, row: RowOf<T>): boolean {
  return refusedFields(table, row).length > 0;
}

const { 'api-gateway': gateways } = tables['firewall access-proxy'].fields;

/** The same for an API gateway or one of its real servers. */
export function isRefusedPart(
  part: 'api-gateway' | 'realservers',
  { unknown }: { readonly unknown: readonly Kept[] },
): boolean {
  const { fields } = part === 'api-gateway' ? gateways : gateways.fields.realservers;
  return unknown.length > 0 && refusedOf(fields, unknown).length > 0;
}
