/** Which policies and groups of a FortiGate name which tag, found in one pass over its references. */
import { compile } from '#engine/compile.ts';
import type { ObjectUse } from '#model/fortios-api.ts';
import { references } from '#model/fortios/references.ts';
import { looseRow, rowKey, rowsOf } from '#model/fortios/rows.parse.ts';
import type { TableName } from '#model/fortios/tables.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import { textOf } from '#model/fortios/values.ts';
import { type Tag, tagKey } from '#model/tags.ts';
import type { FortiGate } from './state.ts';

export interface TagUses {
  /** Policies and groups that name the tag, by whatever name (IP, MAC, or an object of another name). */
  readonly of: (tag: Tag) => readonly ObjectUse[];
  /** How many references were looked at. */
  readonly visited: number;
}

function isTagField(field: string): boolean {
  return field === 'ztna-ems-tag' || field === 'ztna-ems-tag-secondary';
}

/** The names of a table's rows by key, each table gone through once. */
function rowNames(config: FortiosConfig): (table: TableName, key: string) => string {
  const tables = new Map<TableName, ReadonlyMap<string, string>>();
  return (table, key) => {
    let names = tables.get(table);
    if (!names) {
      names = new Map(
        rowsOf(config, table).map((row) => [rowKey(table, row), textOf(looseRow(row)['name'])]),
      );
      tables.set(table, names);
    }
    return names.get(key) ?? '';
  };
}

function find(fortigate: FortiGate): TagUses {
  const { tags } = compile(fortigate);
  const nameOf = rowNames(fortigate.config);
  const byTag = new Map<string, Map<string, ObjectUse>>();
  let visited = 0;
  for (const { name, table, key, field, target } of references(fortigate.config)) {
    visited++;
    if (!isTagField(field) && !target.tables.includes('firewall addrgrp')) continue;
    const stands = tags(name);
    if (stands.kind !== 'tag') continue;
    const uses = byTag.get(tagKey(stands.tag)) ?? new Map<string, ObjectUse>();
    byTag.set(tagKey(stands.tag), uses);
    uses.set(`${table} ${key}`, { table, key, field, name: nameOf(table, key) });
  }
  return { of: (tag) => [...(byTag.get(tagKey(tag))?.values() ?? [])], visited };
}

const found = new WeakMap<FortiosConfig, Map<number, TagUses>>();

/** Found once for each configuration, which is immutable. */
export function tagUses(fortigate: FortiGate): TagUses {
  const byConnector = found.get(fortigate.config) ?? new Map<number, TagUses>();
  found.set(fortigate.config, byConnector);
  const uses = byConnector.get(fortigate.connector) ?? find(fortigate);
  byConnector.set(fortigate.connector, uses);
  return uses;
}
