/** Address objects and groups as questions that can be asked of a packet's address. */
import { ipNumber, subnetNumbers } from '#model/fortios/ip.ts';
import type { Address, AddressGroup, FortiosConfig } from '#model/fortios/tables.ts';
import { type Resolver, emptyResolver } from '#model/decision/session.ts';
import { tagKey } from '#model/tagging/tags.ts';
import { type Addresses, sharesCategory } from '../sync/knowledge.ts';
import { type EmsLine, lineBy } from '../sync/lines.ts';
import type { TagMeaning, TagResolver } from './tag-meaning.ts';

/** One end of a packet: its IP address, and its MAC address where the FortiGate sees it (rule F2). */
export interface End {
  readonly ip: string;
  readonly ipNumber: number | null;
  readonly mac: string | null;
}
export interface AddressWorld {
  readonly lines: readonly EmsLine[];
  readonly resolver: Resolver;
}
type Matcher = (end: End, world: AddressWorld) => boolean;

export function endOf(ip: string, mac: string | null): End {
  return { ip, ipNumber: ipNumber(ip), mac };
}

const nothing: Matcher = () => false;

/** The address of a packet's end that is looked for in the lists of the tag's kind; null where it shows none. */
export function listedAs(
  { addressKind }: { readonly addressKind: 'ip' | 'mac' },
  end: End,
): string | null {
  return addressKind === 'ip' ? end.ip : (end.mac?.toLowerCase() ?? null);
}

/** The addresses of its kind that a tag resolves to on this FortiGate; null where it has no such list. */
export function listOfTag(
  meaning: Extract<TagMeaning, { kind: 'tag' }>,
  lines: readonly EmsLine[],
): Addresses | null {
  const knowledge = lineBy(lines, meaning.connector)?.knowledge;
  const device = knowledge?.device;
  if (!knowledge || !device || !sharesCategory(device, meaning.tag.category)) return null;
  const resolved = knowledge.tags.get(tagKey(meaning.tag));
  if (!resolved) return null;
  return meaning.addressKind === 'ip' ? resolved.ips : resolved.macs;
}

/** True if the packet's address is in the list that the tag resolves to on this FortiGate (rule F3). */
export function tagContains(meaning: TagMeaning, end: End, lines: readonly EmsLine[]): boolean {
  switch (meaning.kind) {
    case 'tag': {
      const address = listedAs(meaning, end);
      return address !== null && listOfTag(meaning, lines)?.has(address) === true;
    }
    case 'group':
      return meaning.members.some((member) => tagContains(member.meaning, end, lines));
    case 'built-in':
    case 'dangling':
      return false;
  }
}

function inSubnet(text: string): Matcher {
  const subnet = subnetNumbers(text);
  if (!subnet) return nothing;
  const base = (subnet.ip & subnet.mask) >>> 0;
  return (end) => end.ipNumber !== null && (end.ipNumber & subnet.mask) >>> 0 === base;
}

function ofAddress(address: Address, tags: TagResolver): Matcher {
  switch (address.type) {
    case 'ipmask':
    case 'interface-subnet':
      return inSubnet(address.subnet);
    case 'wildcard':
      return inSubnet(address.wildcard);
    case 'iprange': {
      const first = ipNumber(address['start-ip']);
      const last = ipNumber(address['end-ip']);
      if (first === null || last === null) return nothing;
      return (end) => end.ipNumber !== null && end.ipNumber >= first && end.ipNumber <= last;
    }
    case 'fqdn': {
      const { fqdn } = address;
      const name = fqdn.toLowerCase();
      // What FortiClient asks TCP forwarding for may be the name itself.
      return (end, { resolver }) =>
        (end.ipNumber === null && end.ip.toLowerCase() === name) ||
        (Object.hasOwn(resolver.fqdn, fqdn) && (resolver.fqdn[fqdn] ?? []).includes(end.ip));
    }
    case 'geography': {
      const { country } = address;
      return (end, { resolver }) =>
        end.ipNumber !== null &&
        Object.hasOwn(resolver.geography, country) &&
        (resolver.geography[country] ?? []).some((subnet) => inSubnet(subnet)(end, emptyWorld));
    }
    case 'dynamic': {
      const meaning = tags(address.name);
      return (end, { lines }) => tagContains(meaning, end, lines);
    }
    case 'mac':
    case 'route-tag':
    case 'wildcard-fqdn':
      return nothing;
  }
}

// A subnet asks nothing of the world around it.
const emptyWorld: AddressWorld = { lines: [], resolver: emptyResolver };

/** Kinds that cannot be the source of a ZTNA policy [276058]. */
const unusableTypes: ReadonlySet<Address['type']> = new Set(['geography', 'fqdn', 'wildcard-fqdn']);

/**
 * Of names of sources, those by which a ZTNA policy matches nothing: such an address, or a group that has one
 * [assumed for groups].
 */
export function unusableSources(
  config: FortiosConfig,
): (names: readonly string[]) => readonly string[] {
  const addresses = config['firewall address'];
  const unusable = new Set(
    addresses.flatMap(({ name, type }) => (unusableTypes.has(type) ? [name] : [])),
  );
  if (unusable.size === 0) return () => [];
  const taken = new Set(addresses.map(({ name }) => name));
  const groups = config['firewall addrgrp'].filter(({ name }) => !taken.has(name));
  // A group that has such a member, until no more come to it.
  for (let size = -1; size !== unusable.size;) {
    size = unusable.size;
    for (const { name, member } of groups)
      if (member.some((one) => unusable.has(one))) unusable.add(name);
  }
  return (names) => names.filter((name) => unusable.has(name));
}

/** Deeper than any configuration nests groups that exclude, and far from the end of the stack. */
const deepestExclusion = 200;

export type AddressResolver = (name: string) => Matcher;

/**
 * Resolves names of addresses, groups and tags. A name that does not exist contains nothing; a group that
 * contains itself ends there.
 */
export function addressResolver(config: FortiosConfig, tags: TagResolver): AddressResolver {
  const addresses = new Map<string, Address>(config['firewall address'].map((a) => [a.name, a]));
  const groups = new Map<string, AddressGroup>(config['firewall addrgrp'].map((g) => [g.name, g]));
  const done = new Map<string, Matcher>();

  /** What is no group. */
  function leaf(name: string): Matcher {
    if (name === 'all') return () => true;
    if (name === 'none') return nothing;
    const address = addresses.get(name);
    if (address) return ofAddress(address, tags);
    const meaning = tags(name);
    return meaning.kind === 'dangling'
      ? nothing
      : (end, { lines }) => tagContains(meaning, end, lines);
  }

  function groupOf(name: string): AddressGroup | undefined {
    return name === 'all' || name === 'none' || addresses.has(name) ? undefined : groups.get(name);
  }

  /** Members of groups that exclude nothing: the set of what can be reached. Null where one excludes. */
  function reachable(group: AddressGroup): readonly Matcher[] | null {
    const members: Matcher[] = [];
    const seen = new Set<string>([group.name]);
    const open = [group];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next.exclude === 'enable') return null;
      for (const member of next.member) {
        if (seen.has(member)) continue;
        seen.add(member);
        const inner = groupOf(member);
        if (inner) open.push(inner);
        else members.push(leaf(member));
      }
    }
    return members;
  }

  function ofGroup(group: AddressGroup): Matcher {
    const members = reachable(group);
    return members
      ? (end, world) => members.some((member) => member(end, world))
      : (end, world) => groupContains(group, end, world, new Map(), 0);
  }

  function matcherOf(name: string): Matcher {
    let matcher = done.get(name);
    if (!matcher) {
      const group = groupOf(name);
      matcher = group ? ofGroup(group) : leaf(name);
      done.set(name, matcher);
    }
    return matcher;
  }

  /**
   * `asked` holds what is known of each group for this address: one is asked once, however many ways lead
   * to it, and one that is asked within itself, or too deep, contains nothing there.
   */
  function groupContains(
    group: AddressGroup,
    end: End,
    world: AddressWorld,
    asked: Map<string, boolean>,
    depth: number,
  ): boolean {
    const known = asked.get(group.name);
    if (known !== undefined) return known;
    asked.set(group.name, false);
    if (depth > deepestExclusion) return false;
    const contains = (member: string): boolean => {
      const inner = groupOf(member);
      return inner
        ? groupContains(inner, end, world, asked, depth + 1)
        : matcherOf(member)(end, world);
    };
    const result =
      group.member.some(contains) &&
      !(group.exclude === 'enable' && group['exclude-member'].some(contains));
    asked.set(group.name, result);
    return result;
  }

  return matcherOf;
}
