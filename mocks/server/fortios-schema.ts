/**
 * What a table has, as `action=schema` answers it [answer of a FortiGate 7.4.2, addrgrp]: FortiOS's words for
 * types and limits. Only the fields that the lab knows are there, and no help texts, which are Fortinet's own.
 */
import type { Field, FieldSet } from '#model/fortios/fields.ts';
import { referredTables } from '#model/fortios/references.ts';
import { defaultOf, newRow } from '#model/fortios/rows.parse.ts';
import { type TableName, tables } from '#model/fortios/tables.ts';
import { toWire } from '#model/fortios/wire.parse.ts';

/** `firewall.address.name`, of each table whose objects a field names. */
function datasources(table: TableName, name: string): { readonly datasource?: readonly string[] } {
  const referred = referredTables(table, name);
  if (referred.length === 0) return {};
  return {
    datasource: referred.map((one) => `${one.replaceAll(' ', '.')}.${tables[one].key}`),
  };
}

const wordTypes = {
  any: 'user',
  ip: 'ipv4-address-any',
  'ip-range': 'user',
  subnet: 'ipv4-classnet-any',
  wildcard: 'ipv4-classnet-any',
  'port-range': 'user',
  uuid: 'uuid',
} as const;

function unitary(name: string, isKey: boolean) {
  return { category: 'unitary', name, ...(isKey ? { required: true } : {}) };
}

function fieldSchema(table: TableName, name: string, field: Field, isKey: boolean): object {
  const about = { ...unitary(name, isKey), ...datasources(table, name) };
  switch (field.kind) {
    case 'text':
      return {
        ...about,
        type: 'string',
        size: field.max,
        default: field.default,
        multiple_values: false,
      };
    case 'word':
      return {
        ...about,
        type: wordTypes[field.check],
        default: field.default,
        multiple_values: false,
      };
    case 'words':
      return { ...about, type: 'user', default: field.default.join(' '), multiple_values: true };
    case 'number':
      return {
        ...about,
        type: 'integer',
        'min-value': field.min,
        'max-value': field.max,
        default: field.default,
        multiple_values: false,
      };
    case 'option':
      return {
        ...about,
        type: 'option',
        options: field.values.filter((value) => value !== '').map((value) => ({ name: value })),
        default: defaultOf(field),
        multiple_values: false,
      };
    case 'names': {
      const member = { ...unitary('name', true), ...datasources(table, name), type: 'string' };
      return {
        category: 'table',
        name,
        mkey: 'name',
        mkey_type: 'string',
        member_table: true,
        children: { name: member },
      };
    }
    case 'table':
      return {
        category: 'table',
        name,
        mkey: field.key,
        mkey_type: 'integer',
        children: childrenOf(table, field.fields, field.key),
      };
  }
}

function childrenOf(table: TableName, fields: FieldSet, key: string): Record<string, object> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      fieldSchema(table, name, field, name === key),
    ]),
  );
}

export function schemaOf(table: TableName): object {
  const words = table.split(' ');
  const { key, fields } = tables[table];
  return {
    category: 'table',
    path: words.slice(0, -1).join('.'),
    name: words.at(-1) ?? '',
    mkey: key,
    mkey_type: key === 'name' ? 'string' : 'integer',
    children: childrenOf(table, fields, key),
  };
}

/** A row as it is before anything is set. */
export function defaultsOf(table: TableName): object {
  return toWire(table, newRow(table, {}));
}
