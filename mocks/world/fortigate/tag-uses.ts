/** Which policies and groups of a FortiGate name which tag, found in one pass over its references. */
import { compile } from '#engine/decide/compile.ts';
import type { ObjectUse } from '#model/fortios/fortios-api.ts';
import { referencesOf } from '#model/fortios/references.ts';
import { rowsOf } from '#model/fortios/rows.parse.ts';
import {
  type FortiosConfig,
  type RowOf,
  type TableName,
  tableNames,
} from '#model/fortios/tables.ts';
import type { AddressKind } from '#model/tagging/tag-names.ts';
import { type Tag, tagKey } from '#model/tagging/tags.ts';
import type { FortiGate } from '../state.ts';
import { objectUse } from './objects/object-uses.ts';

export interface TagUses {
  /** Policies and groups that name the tag, by whatever name (IP, MAC, or an object of another name). */
  readonly of: (tag: Tag) => readonly ObjectUse[];
  /** Of these, those by names that stand for its addresses of one kind. */
  readonly ofKind: (tag: Tag, kind: AddressKind, connector: number) => readonly ObjectUse[];
  /** Policies and groups that name a tag group or a built-in tag. */
  readonly ofName: (name: string) => readonly ObjectUse[];
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
  return [...referencesOf(table, row)]
    .filter(({ field, target }) => isTagField(field) || target.tables.includes('firewall addrgrp'))
    .map(({ name, key, field }) => ({ name, use: objectUse(table, row, key, field) }));
}

/** Of each entry once, whatever configurations it is in. */
const namedIn = new WeakMap<object, readonly Named[]>();

function kindKey(tag: Tag, kind: AddressKind, connector: number): string {
  return `${connector} ${kind} ${tagKey(tag)}`;
}

function find(fortigate: FortiGate): TagUses {
  const { tags } = compile(fortigate);
  /** By what is asked for: a tag, a tag's kind of addresses, a name. */
  const uses = {
    tag: new Map<string, ObjectUse[]>(),
    kind: new Map<string, ObjectUse[]>(),
    name: new Map<string, ObjectUse[]>(),
  };
  const note = (of: Map<string, ObjectUse[]>, key: string, use: ObjectUse): void => {
    const known = of.get(key);
    if (known) known.push(use);
    else of.set(key, [use]);
  };
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
        switch (stands.kind) {
          case 'tag':
            note(uses.tag, tagKey(stands.tag), use);
            note(uses.kind, kindKey(stands.tag, stands.addressKind, stands.connector), use);
            break;
          case 'group':
          case 'built-in':
            note(uses.name, name, use);
            break;
          case 'dangling':
        }
      }
    }
  };
  for (const table of tableNames) visit(table);
  // An entry that names the tag in several fields is one use.
  const once = (all: readonly ObjectUse[] = []): readonly ObjectUse[] => [
    ...new Map(all.map((use) => [`${use.table} ${use.key}`, use])).values(),
  ];
  return {
    of: (tag) => once(uses.tag.get(tagKey(tag))),
    ofKind: (tag, kind, connector) => once(uses.kind.get(kindKey(tag, kind, connector))),
    ofName: (name) => once(uses.name.get(name)),
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
