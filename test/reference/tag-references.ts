/** What a name that stands under a policy's tags means (rule R6, section 2). */
import { type Tag, type TagCategory, tagCategories } from '#model/tagging/tags.ts';
import type { FortiGate } from './situation.ts';

export type TagReference =
  | { readonly kind: 'tag'; readonly tag: Tag; readonly address: 'ip' | 'mac' }
  | { readonly kind: 'group'; readonly name: string; readonly members: readonly string[] }
  | { readonly kind: 'built-in'; readonly name: string }
  | { readonly kind: 'nothing' };

const categoryInNames: readonly (readonly [string, TagCategory])[] = [
  ['ZTNA_', 'zero_trust'],
  ['CLASS_', 'classification'],
  ['OUTBREAK_', 'outbreak_alert'],
  ['FABRIC_', 'fabric'],
];

/** Section 2: `EMS<N>_ZTNA_<tag>` and so on, N being this FortiGate's connector. */
function byNaming(name: string, connector: number): TagReference {
  for (const address of ['ip', 'mac'] as const)
    for (const [infix, category] of categoryInNames) {
      const start = `${address === 'mac' ? 'MAC_' : ''}EMS${connector}_${infix}`;
      if (name.startsWith(start) && name.length > start.length)
        return { kind: 'tag', tag: { category, name: name.slice(start.length) }, address };
    }
  return { kind: 'nothing' };
}

/**
 * An address object of a tag: `type dynamic`, `sub-type ems-tag`, `obj-tag`, `tag-type`. An object of
 * another kind stands for no tag, and takes its name from the naming of section 2 [assumed].
 */
function byAddressObject({ config }: FortiGate, name: string): TagReference | undefined {
  const object = config['firewall address'].find((one) => one.name === name);
  if (!object) return undefined;
  if (object.type !== 'dynamic' || object['sub-type'] !== 'ems-tag') return { kind: 'nothing' };
  const category = tagCategories.find((one) => one === object['tag-type']);
  return category === undefined
    ? { kind: 'nothing' }
    : { kind: 'tag', tag: { category, name: object['obj-tag'] }, address: object['obj-type'] };
}

/** First the name's own address object, then tag groups, then the built-ins, then the naming. */
export function tagReference(fortigate: FortiGate, name: string): TagReference {
  const object = byAddressObject(fortigate, name);
  if (object) return object;
  const group = fortigate.config['firewall addrgrp'].find((one) => one.name === name);
  if (group)
    return group.category === 'ztna-ems-tag'
      ? { kind: 'group', name, members: group.member }
      : { kind: 'nothing' };
  if (name === 'EMS_ALL_UNKNOWN_CLIENTS' || name === 'EMS_ALL_UNMANAGEABLE_CLIENTS')
    return { kind: 'built-in', name };
  return byNaming(name, fortigate.connector);
}

/**
 * Whether one listed name holds: a group if one member does, however deep. `within` are the groups that
 * are being looked into: a loop ends there, and the repeated group matches nothing.
 */
export function oneHolds(
  fortigate: FortiGate,
  name: string,
  holds: (reference: TagReference) => boolean,
  within: readonly string[] = [],
): boolean {
  const reference = tagReference(fortigate, name);
  if (reference.kind !== 'group') return holds(reference);
  if (within.includes(name)) return false;
  return reference.members.some((member) => oneHolds(fortigate, member, holds, [...within, name]));
}
