/** What a configuration refers to and does not have: a warning each, with the line that refers to it. */
import type { ConfigWarning } from '#model/fortios/config-tree.ts';
import { type Reference, references, resolverOf } from '#model/fortios/references.ts';
import { predefinedServiceNames } from '#model/fortios/services.ts';
import type { TableName } from '#model/fortios/tables.ts';
import { parseTagAddressName } from '#model/tagging/tag-names.ts';
import type { ConfigReading } from './config.ts';
import { isNegatedTag } from './oddities/tag-oddities.ts';
import { Warnings } from '../warnings.ts';

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

function whatDangles({ field, name }: Reference, isTag: boolean): string {
  return isTag
    ? `${field} asks for ${name}, but this FortiGate does not know the tag. No endpoint has the tag, or EMS does not share its type.`
    : `${field} names ${name}, which does not exist. It matches nothing.`;
}

/**
 * Dangling references, one a name; of a reading, or of a merge, where what the script did not set has no place
 * in its text: line and column are 0 there. That a tag is not known is a fact of EMS and none of the text.
 * @param hasTag whether a tag address name (`EMS1_ZTNA_…`) is a tag that EMS shares with this FortiGate
 */
export function referenceWarnings(
  { config, placeOf }: Pick<ConfigReading, 'config' | 'placeOf'>,
  hasTag: (name: string) => boolean,
): readonly ConfigWarning[] {
  const warnings = new Warnings();
  const said = new Set<string>();
  const isThere = resolverOf(config, predefinedServiceNames);
  for (const reference of references(config)) {
    const { table, key, field, name } = reference;
    if (reference.target.tables.some((one) => byName.has(one))) continue;
    if (isThere(reference) || isNegatedTag(field, name)) continue;
    const isTag =
      reference.target.tables.includes('firewall address') && parseTagAddressName(name) !== null;
    if (isTag && hasTag(name)) continue;
    const where = `${table} ${key}`;
    const what = whatDangles(reference, isTag);
    if (said.has(`${where} ${what}`)) continue;
    said.add(`${where} ${what}`);
    warnings.note(placeOf(table, key, field), { where, what, decides: !isTag });
  }
  return warnings.list();
}
