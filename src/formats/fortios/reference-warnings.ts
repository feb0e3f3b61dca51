/** What a configuration refers to and does not have: a warning each, with the line that refers to it. */
import type { ConfigWarning } from '#model/fortios/config-tree.ts';
import { type Reference, references, resolverOf } from '#model/fortios/references.ts';
import { predefinedServiceNames } from '#model/fortios/services.ts';
import type { FortiosConfig, TableName } from '#model/fortios/tables.ts';
import { parseTagAddressName } from '#model/tagging/tag-names.ts';
import type { ConfigReading } from './config.ts';

const groupTables = [
  'firewall addrgrp',
  'firewall service group',
  'firewall schedule group',
] as const satisfies readonly TableName[];
type GroupTable = (typeof groupTables)[number];

/**
 * These are matched by their names alone, and a part of a configuration may well leave their tables out:
 * that they are not there changes no decision.
 */
const byName: ReadonlySet<TableName> = new Set([
  'system interface',
  'system zone',
  'user local',
  'user group',
]);

/** Groups of one table that contain themselves, each once, in their order. */
function circular(config: FortiosConfig, table: GroupTable): readonly string[] {
  const members = new Map<string, readonly string[]>(
    config[table].map((group) => [
      group.name,
      'exclude-member' in group ? [...group.member, ...group['exclude-member']] : group.member,
    ]),
  );
  return [...members.keys()].filter((name) => {
    const seen = new Set<string>();
    const open = [...(members.get(name) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === name) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(members.get(next) ?? []));
    }
    return false;
  });
}

function danglingMessage(reference: Reference, isTag: boolean): string {
  const { table, key, field, name } = reference;
  return isTag
    ? `${table} ${key}: ${field} asks for ${name}, but this FortiGate does not know the tag. No endpoint has the tag, or EMS does not share its type.`
    : `${table} ${key}: ${field} names ${name}, which does not exist. It matches nothing.`;
}

/**
 * Dangling references and groups that contain themselves, by line; of a reading, or of a merge, where what
 * the script did not set has no place in its text: line and column are 0 there.
 * @param hasTag whether a tag address name (`EMS1_ZTNA_…`) is a tag that EMS shares with this FortiGate
 */
export function referenceWarnings(
  { config, placeOf }: Pick<ConfigReading, 'config' | 'placeOf'>,
  hasTag: (name: string) => boolean,
): readonly ConfigWarning[] {
  const warnings: ConfigWarning[] = [];
  const said = new Set<string>();
  const isThere = resolverOf(config, predefinedServiceNames);
  for (const reference of references(config)) {
    const { table, key, field, name } = reference;
    if (reference.target.tables.some((one) => byName.has(one))) continue;
    if (isThere(reference)) continue;
    const isTag =
      reference.target.tables.includes('firewall address') && parseTagAddressName(name) !== null;
    if (isTag && hasTag(name)) continue;
    const message = danglingMessage(reference, isTag);
    if (said.has(message)) continue;
    said.add(message);
    warnings.push({ ...placeOf(table, key, field), message });
  }
  for (const table of groupTables)
    for (const name of circular(config, table))
      warnings.push({
        ...placeOf(table, name, 'member'),
        message: `${table} ${name} contains itself. Only its members outside the loop count.`,
      });
  return warnings.toSorted((a, b) => a.line - b.line);
}
