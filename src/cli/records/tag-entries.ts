/**
 * Tags as entries of `firewall address`: EMS makes them, so they are there and can only be looked at [735065].
 * The lab's configuration does not hold those that EMS shares; they are found by their names.
 */
import type { LooseRow } from '#model/fortios/fields.ts';
import { looseRow } from '#model/fortios/rows.parse.ts';
import type { TableName } from '#model/fortios/tables.ts';
import { textOf } from '#model/fortios/values.ts';
import { parseTagAddressName } from '#model/tagging/tag-names.ts';
import { tagObject } from '#model/tagging/tag-objects.ts';
import { tagCategorySchema } from '#model/tagging/tags.ts';
import { tagObjectNames } from '../field-values.ts';
import type { CliWorld } from '../session.ts';

/** A shared tag as the address object that it is on the device. */
export function sharedObject(world: CliWorld, name: string): LooseRow | undefined {
  const parsed = parseTagAddressName(name);
  return parsed && tagObjectNames(world).includes(name)
    ? looseRow(tagObject(parsed.tag, parsed.kind, parsed.connector))
    : undefined;
}

/** True for the object of a tag, whole: one that is half there, or of an older release, can be deleted. */
function isTagObject(row: LooseRow): boolean {
  return (
    row['type'] === 'dynamic' &&
    row['sub-type'] === 'ems-tag' &&
    textOf(row['obj-tag']) !== '' &&
    tagCategorySchema.safeParse(row['tag-type']).success
  );
}

/** The entry of that name that nobody may change; null for any other. */
export function readOnlyEntry(
  world: CliWorld,
  table: TableName,
  row: LooseRow | undefined,
  name: string,
): LooseRow | null {
  if (table !== 'firewall address') return null;
  if (row) return isTagObject(row) && parseTagAddressName(name) !== null ? row : null;
  return sharedObject(world, name) ?? null;
}
