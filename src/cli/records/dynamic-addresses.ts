/** `diagnose firewall dynamic`: tags as dynamic addresses, with what they resolve to (shape: [477578]). */
import { type KnownTag, knownTag, knownTags as tagsOn } from '#engine/sync/known-tags.ts';
import type { ResolvedTag } from '#engine/sync/knowledge.ts';
import { type Tag, sameTag } from '#model/tagging/tags.ts';
import { type AddressKind, parseTagAddressName, tagAddressName } from '#model/tagging/tag-names.ts';
import type { CliWorld } from '../session.ts';

function knownTags({ fortigate, ems }: CliWorld): readonly KnownTag[] {
  return tagsOn(ems, fortigate);
}

/** What the device knows of the tag by its own connector; undefined where it knows of none. */
export function resolvedTag({ fortigate, ems }: CliWorld, tag: Tag): ResolvedTag | undefined {
  return knownTag(ems, fortigate, fortigate.connector, tag);
}

/** Each address once, as the command line prints them and *View Resolved Addresses* shows them. */
export function addressesOf({ ips, macs }: ResolvedTag, kind: AddressKind): readonly string[] {
  return [...(kind === 'ip' ? ips : macs)];
}

export function dynamicNames(world: CliWorld): readonly string[] {
  return knownTags(world).flatMap(({ connector, resolved: { tag } }) => [
    tagAddressName(tag, 'ip', connector),
    tagAddressName(tag, 'mac', connector),
  ]);
}

/** A number by which the device tells dynamic addresses apart; ours counts them [assumed]. */
function numberOf(world: CliWorld, { connector, resolved }: KnownTag, kind: AddressKind): number {
  const place = knownTags(world).findIndex(
    (one) => one.connector === connector && sameTag(one.resolved.tag, resolved.tag),
  );
  return place * 2 + (kind === 'ip' ? 1 : 2);
}

function block(world: CliWorld, known: KnownTag, kind: AddressKind): readonly string[] {
  const { connector, resolved } = known;
  const { tag } = resolved;
  const addresses = addressesOf(resolved, kind);
  const name = tagAddressName(tag, kind, connector);
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
  if (!parsed) return null;
  const { connector, tag, kind } = parsed;
  const resolved = knownTag(world.ems, world.fortigate, connector, tag);
  return resolved ? block(world, { connector, resolved }, kind) : null;
}
