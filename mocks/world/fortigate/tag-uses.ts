/** Which policies and groups of a FortiGate name which tag, found in one pass over its references. */
import { compile } from '#engine/decide/compile.ts';
import type { ObjectUse } from '#model/fortios/fortios-api.ts';
import { referencesOf } from '#model/fortios/references.ts';
import { looseRow, rowsOf } from '#model/fortios/rows.parse.ts';
import {
  type FortiosConfig,
  type RowOf,
  type TableName,
  tableNames,
} from '#model/fortios/tables.ts';
import { textOf } from '#model/fortios/values.ts';
import { type Tag, tagKey } from '#model/tagging/tags.ts';
import type { FortiGate } from '../state.ts';

export interface TagUses {
  /** Policies and groups that name the tag, by whatever name (IP, MAC, or an object of another name). */
  readonly of: (tag: Tag) => readonly ObjectUse[];
  /** How many entries were looked at that had not been looked at before. */
  readonly visited: number;
}

function isTagField(field: string): boolean {
  return field === 'ztna-ems-tag' || field === 'ztna-ems-tag-secondary';
}

/** A name where a tag may stand, and the use that it is if one does. */
interface Named {
  readonly name: string;
  readonly use: ObjectUse;
}

function namedBy<T extends TableName>(table: T, row: RowOf<T>): readonly Named[] {
  const title = textOf(looseRow(row)['name']);
  return [...referencesOf(table, row)]
    .filter(({ field, target }) => isTagField(field) || target.tables.includes('firewall addrgrp'))
    .map(({ name, key, field }) => ({ name, use: { table, key, field, name: title } }));
}

/** Of each entry once, whatever configurations it is in. */
const namedIn = new WeakMap<object, readonly Named[]>();

function find(fortigate: FortiGate): TagUses {
  const { tags } = compile(fortigate);
  const byTag = new Map<string, ObjectUse[]>();
  let visited = 0;
  const visit = <T extends TableName>(table: T): void => {
    for (const row of rowsOf(fortigate.config, table)) {
      let named = namedIn.get(row);
      if (!named) {
        visited++;
        named = namedBy(table, row);
        namedIn.set(row, named);
      }
      for (const { name, use } of named) {
        const stands = tags(name);
        if (stands.kind !== 'tag') continue;
        const key = tagKey(stands.tag);
        const known = byTag.get(key);
        if (known) known.push(use);
        else byTag.set(key, [use]);
      }
    }
  };
  for (const table of tableNames) visit(table);
  return {
    of: (tag) => {
      // An entry that names the tag in several fields is one use.
      const uses = byTag.get(tagKey(tag)) ?? [];
      return [...new Map(uses.map((use) => [`${use.table} ${use.key}`, use])).values()];
    },
    visited,
  };
}

const found = new WeakMap<FortiosConfig, Map<number, TagUses>>();

/** Found once for each configuration, which is immutable; entries that did not change are not read again. */
export function tagUses(fortigate: FortiGate): TagUses {
  const byConnector = found.get(fortigate.config) ?? new Map<number, TagUses>();
  found.set(fortigate.config, byConnector);
  const uses = byConnector.get(fortigate.connector) ?? find(fortigate);
  byConnector.set(fortigate.connector, uses);
  return uses;
}
