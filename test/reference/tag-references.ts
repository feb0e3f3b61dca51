/** What a name that stands under a policy's tags means (rule R6, section 2). */
import { type Tag, type TagCategory, tagCategories } from '#model/tagging/tags.ts';
import { type FortiGate, tellsOfConnectors } from './situation.ts';

export type TagReference =
  | {
      readonly kind: 'tag';
      readonly connector: number;
      readonly tag: Tag;
      readonly address: 'ip' | 'mac';
    }
  | { readonly kind: 'group'; readonly name: string; readonly members: readonly string[] }
  | { readonly kind: 'built-in'; readonly name: string }
  | { readonly kind: 'nothing' };

const categoryInNames: readonly (readonly [string, TagCategory])[] = [
  ['ZTNA_', 'zero_trust'],
  ['CLASS_', 'classification'],
  ['OUTBREAK_', 'outbreak_alert'],
  ['FABRIC_', 'fabric'],
];

/** Sections 2 and 11: `EMS<N>_ZTNA_<tag>` and so on is a tag of the server behind connector N. */
function byNaming(name: string): TagReference {
  for (const connector of [1, 2, 3, 4, 5, 6, 7])
    for (const address of ['ip', 'mac'] as const)
      for (const [infix, category] of categoryInNames) {
        const start = `${address === 'mac' ? 'MAC_' : ''}EMS${connector}_${infix}`;
        if (name.startsWith(start) && name.length > start.length)
          return {
            kind: 'tag',
            connector,
            tag: { category, name: name.slice(start.length) },
            address,
          };
      }
  return { kind: 'nothing' };
}

/**
 * An address object of a tag: `type dynamic`, `sub-type ems-tag`, `obj-tag`, `tag-type`. An object of
 * another kind stands for no tag, and takes its name from the naming of section 2 [assumed]. The number in
 * its name says whose tag it is; a name without one, and any where the configuration tells of no connectors,
 * is a tag of the FortiGate's own connector [assumed].
 */
function byAddressObject(fortigate: FortiGate, name: string): TagReference | undefined {
  const { config, connector } = fortigate;
  const object = config['firewall address'].find((one) => one.name === name);
  if (!object) return undefined;
  if (object.type !== 'dynamic' || object['sub-type'] !== 'ems-tag') return { kind: 'nothing' };
  const category = tagCategories.find((one) => one === object['tag-type']);
  // Section 11: one without `obj-tag` stands for nothing.
  if (category === undefined || object['obj-tag'] === '') return { kind: 'nothing' };
  const named = byNaming(name);
  return {
    kind: 'tag',
    connector: named.kind === 'tag' && tellsOfConnectors(fortigate) ? named.connector : connector,
    tag: { category, name: object['obj-tag'] },
    address: object['obj-type'],
  };
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
  return byNaming(name);
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
