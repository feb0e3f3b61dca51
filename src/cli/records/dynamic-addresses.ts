/** `diagnose firewall dynamic`: tags as dynamic addresses, with what they resolve to (shape: [477578]). */
import { type ResolvedTag, knowledgeOf } from '#engine/sync/knowledge.ts';
import { type Tag, tagKey } from '#model/tagging/tags.ts';
import { type AddressKind, parseTagAddressName, tagAddressName } from '#model/tagging/tag-names.ts';
import type { CliWorld } from '../session.ts';

function knownTags({ fortigate, ems }: CliWorld): readonly ResolvedTag[] {
  return [...knowledgeOf(ems, fortigate).tags.values()];
}

/** What the device knows of the tag; undefined where it knows of none. */
export function resolvedTag({ fortigate, ems }: CliWorld, tag: Tag): ResolvedTag | undefined {
  return knowledgeOf(ems, fortigate).tags.get(tagKey(tag));
}

/** Each address once, as the command line prints them and *View Resolved Addresses* shows them. */
export function addressesOf({ ips, macs }: ResolvedTag, kind: AddressKind): readonly string[] {
  return [...(kind === 'ip' ? ips : macs)];
}

export function dynamicNames(world: CliWorld): readonly string[] {
  return knownTags(world).flatMap(({ tag }) => [
    tagAddressName(tag, 'ip', world.fortigate.connector),
    tagAddressName(tag, 'mac', world.fortigate.connector),
  ]);
}

/** A number by which the device tells dynamic addresses apart; ours counts them [assumed]. */
function numberOf(world: CliWorld, known: ResolvedTag, kind: AddressKind): number {
  return knownTags(world).indexOf(known) * 2 + (kind === 'ip' ? 1 : 2);
}

function block(world: CliWorld, known: ResolvedTag, kind: AddressKind): readonly string[] {
  const { tag } = known;
  const addresses = addressesOf(known, kind);
  const name = tagAddressName(tag, kind, world.fortigate.connector);
  const head = [
    `CMDB name: ${name}`,
    `TAG name: ${tag.name}`,
    `${name}: ID(${numberOf(world, known, kind)})`,
  ];
  switch (kind) {
    case 'ip':
      return [
        ...head,
        ...addresses.map((ip) => `        ADDR(${ip})`),
        'Total IP dynamic range blocks: 0.',
        `Total IP dynamic addresses: ${addresses.length}.`,
        '',
      ];
    // [assumed]: the documents show no MAC address.
    case 'mac':
      return [
        ...head,
        ...addresses.map((mac) => `        MAC(${mac})`),
        `Total MAC dynamic addresses: ${addresses.length}.`,
        '',
      ];
  }
}

export function dynamicList(world: CliWorld): readonly string[] {
  const known = knownTags(world);
  return [
    'List all dynamic addresses:',
    'IP dynamic addresses in VDOM root(vfid: 0):',
    ...known.flatMap((one) => block(world, one, 'ip')),
    'MAC dynamic addresses in VDOM root(vfid: 0):',
    ...known.flatMap((one) => block(world, one, 'mac')),
  ];
}

/** Null where the device has no such dynamic address. */
export function dynamicAddress(world: CliWorld, name: string): readonly string[] | null {
  const parsed = parseTagAddressName(name);
  if (!parsed || parsed.connector !== world.fortigate.connector) return null;
  const known = resolvedTag(world, parsed.tag);
  return known ? block(world, known, parsed.kind) : null;
}
