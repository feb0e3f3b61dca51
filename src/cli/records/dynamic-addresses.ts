/** `diagnose firewall dynamic`: tags as dynamic addresses, with what they resolve to (shape: [477578]). */
import { type ResolvedTag, knowledgeOf } from '#engine/sync/knowledge.ts';
import { type AddressKind, parseTagAddressName, tagAddressName } from '#model/tagging/tag-names.ts';
import { tagKey } from '#model/tagging/tags.ts';
import type { CliWorld } from '../session.ts';

function knownTags({ fortigate, ems }: CliWorld): readonly ResolvedTag[] {
  return [...knowledgeOf(ems, fortigate).tags.values()];
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
  const { tag, ips, macs } = known;
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
        ...[...ips].map((ip) => `        ADDR(${ip})`),
        'Total IP dynamic range blocks: 0.',
        `Total IP dynamic addresses: ${ips.size}.`,
        '',
      ];
    // [assumed]: the documents show no MAC address.
    case 'mac':
      return [
        ...head,
        ...[...macs].map((mac) => `        MAC(${mac})`),
        `Total MAC dynamic addresses: ${macs.size}.`,
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
  const known = knowledgeOf(world.ems, world.fortigate).tags.get(tagKey(parsed.tag));
  return known ? block(world, known, parsed.kind) : null;
}
