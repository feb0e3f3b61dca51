import { newRow } from '#model/fortios/rows.parse.ts';
import type { Address } from '#model/fortios/tables.ts';
import { type AddressKind, tagAddressName } from '#model/tagging/tag-names.ts';
import type { Tag } from '#model/tagging/tags.ts';

/** The address object that a shared tag is on a FortiGate, one of its two in each VDOM [477578]. */
export function tagObject(tag: Tag, kind: AddressKind, connector: number): Address {
  return newRow('firewall address', {
    name: tagAddressName(tag, kind, connector),
    type: 'dynamic',
    'sub-type': 'ems-tag',
    'obj-tag': tag.name,
    'tag-type': tag.category,
    'obj-type': kind,
    dirty: 'clean',
  });
}
