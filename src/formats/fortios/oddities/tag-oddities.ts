/** Tags by names that are none of today: `!TAG`, objects of older releases, objects that are half there. */
import type { Address, FortiosConfig } from '#model/fortios/tables.ts';
import { references } from '#model/fortios/references.ts';
import { parseFormerTagName, tagAddressName } from '#model/tagging/tag-names.ts';
import { type Tag, tagCategorySchema } from '#model/tagging/tags.ts';
import type { KnownWorld, Note } from './known-world.ts';

const tagLists: ReadonlySet<string> = new Set(['ztna-ems-tag', 'ztna-ems-tag-secondary']);

/** `!TAG` in a list of tags. */
export function isNegatedTag(field: string, name: string): boolean {
  return tagLists.has(field) && name.startsWith('!');
}

function connectorOf(config: FortiosConfig, serial: string): number | null {
  const entry = config['endpoint-control fctems'].find(
    (one) => one['serial-number'].toUpperCase() === serial,
  );
  return entry?.['ems-id'] ?? null;
}

/** What to name in place of an object that stands for no tag. */
function adviceOn(config: FortiosConfig, { tags }: KnownWorld, address: Address): string {
  const former = parseFormerTagName(address.name);
  if (!former)
    return 'EMS completes the object, or delete it: the name alone stands for its tag then.';
  const { serial, name: written, kind } = former;
  const connector = connectorOf(config, serial);
  if (connector === null) return `No connector of this FortiGate has the EMS ${serial}.`;
  const tag: Tag = tags.find(({ name }) => name.toLowerCase() === written.toLowerCase()) ?? {
    category: 'zero_trust',
    name: written,
  };
  return `The object of today is ${tagAddressName(tag, kind, connector)}.`;
}

/** The setting without which the object stands for no tag; null where it has both. */
function missingIn(address: Address): 'obj-tag' | 'tag-type' | null {
  if (address.type !== 'dynamic' || address['sub-type'] !== 'ems-tag') return null;
  if (address['obj-tag'] === '') return 'obj-tag';
  return tagCategorySchema.safeParse(address['tag-type']).success ? null : 'tag-type';
}

export const noteTags: Note = ({ config, placeOf }, warnings, known) => {
  const half = new Map(
    config['firewall address'].flatMap((address) => {
      const missing = missingIn(address);
      return missing === null ? [] : [[address.name, { address, missing }] as const];
    }),
  );
  for (const { table, key, field, name, target } of references(config)) {
    if (!target.tables.includes('firewall address')) continue;
    const where = `${table} ${key}`;
    const found = half.get(name);
    if (isNegatedTag(field, name))
      warnings.note(placeOf(table, key, field), {
        where,
        what: `${field} has ${name}. FortiOS has no such notation, and the name matches nothing. To match endpoints without the tag, name it without ! and set ztna-ems-tag-negate enable.`,
        decides: true,
      });
    else if (found)
      warnings.note(placeOf(table, key, field), {
        where,
        what: `${field} names ${name}, a tag object without ${found.missing}, which stands for nothing. ${adviceOn(config, known, found.address)}`,
        decides: true,
      });
  }
};
