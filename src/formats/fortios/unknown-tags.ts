/** Tags that a configuration asks for and an EMS does not have. */
import { references } from '#model/fortios/references.ts';
import type { FortiosConfig, TableName } from '#model/fortios/tables.ts';
import { parseTagAddressName } from '#model/tagging/tag-names.ts';
import { type Tag, tagCategorySchema, tagKey } from '#model/tagging/tags.ts';

export interface UnknownTag {
  readonly tag: Tag;
  /** The rows that name it, each once: address objects of the tag, groups and policies. */
  readonly namedBy: readonly { readonly table: TableName; readonly key: string }[];
}

/**
 * By address objects of type dynamic with `obj-tag` and `tag-type`, and by the naming `EMS1_ZTNA_…` where
 * there is no object of that name. In the order in which the configuration names them.
 * @param known the tags that the EMS has
 */
export function unknownTags(config: FortiosConfig, known: readonly Tag[]): readonly UnknownTag[] {
  const has = new Set(known.map(tagKey));
  const found = new Map<
    string,
    { readonly tag: Tag; readonly by: Map<string, { table: TableName; key: string }> }
  >();
  const note = (tag: Tag, table: TableName, key: string): void => {
    if (has.has(tagKey(tag))) return;
    const one = found.get(tagKey(tag)) ?? { tag, by: new Map() };
    found.set(tagKey(tag), one);
    one.by.set(`${table}\n${key}`, { table, key });
  };
  const objects = new Map<string, Tag | null>();
  for (const address of config['firewall address']) {
    const category = tagCategorySchema.safeParse(address['tag-type']);
    const isTag =
      address.type === 'dynamic' && address['sub-type'] === 'ems-tag' && category.success;
    const tag = isTag ? { category: category.data, name: address['obj-tag'] } : null;
    objects.set(address.name, tag);
    if (tag) note(tag, 'firewall address', address.name);
  }
  const groups = new Set(config['firewall addrgrp'].map(({ name }) => name));
  for (const { table, key, name, target } of references(config)) {
    if (!target.tables.includes('firewall address')) continue;
    const tag = objects.has(name)
      ? objects.get(name)
      : groups.has(name)
        ? null
        : parseTagAddressName(name)?.tag;
    if (tag) note(tag, table, key);
  }
  return [...found.values()].map(({ tag, by }) => ({ tag, namedBy: [...by.values()] }));
}
