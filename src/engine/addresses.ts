/** Address objects and groups as questions that can be asked of a packet's address. */
import { ipNumber, subnetNumbers } from '#model/fortios/ip.ts';
import type { Address, AddressGroup, FortiosConfig } from '#model/fortios/tables.ts';
import { type Resolver } from '#model/session.ts';
import { tagKey } from '#model/tags.ts';
import { sharesCategory } from './sync.ts';
import type { Knowledge } from './sync.ts';
import type { TagMeaning, TagResolver } from './tag-meaning.ts';

/** One end of a packet: its IP address, and its MAC address where the FortiGate sees it (rule F2). */
export interface End {
  readonly ip: string;
  readonly ipNumber: number | null;
  readonly mac: string | null;
}
export interface AddressWorld {
  readonly knowledge: Knowledge;
  readonly resolver: Resolver;
}
type Matcher = (end: End, world: AddressWorld) => boolean;

export function endOf(ip: string, mac: string | null): End {
  return { ip, ipNumber: ipNumber(ip), mac };
}

const nothing: Matcher = () => false;

/** True if the packet's address is in the list that the tag resolves to on this FortiGate (rule F3). */
export function tagContains(meaning: TagMeaning, end: End, knowledge: Knowledge): boolean {
  switch (meaning.kind) {
    case 'tag': {
      const device = knowledge.device;
      if (!device || !sharesCategory(device, meaning.tag.category)) return false;
      const addresses = knowledge.tags.get(tagKey(meaning.tag));
      if (!addresses) return false;
      return meaning.addressKind === 'ip'
        ? addresses.ips.has(end.ip)
        : end.mac !== null && addresses.macs.has(end.mac.toLowerCase());
    }
    case 'group':
      return meaning.members.some((member) => tagContains(member.meaning, end, knowledge));
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
      return (end, { resolver }) =>
        Object.hasOwn(resolver.fqdn, fqdn) && (resolver.fqdn[fqdn] ?? []).includes(end.ip);
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
      return (end, { knowledge }) => tagContains(meaning, end, knowledge);
    }
    case 'mac':
    case 'route-tag':
      return nothing;
  }
}

// A subnet asks nothing of the world around it.
const emptyWorld: AddressWorld = {
  knowledge: {
    device: null,
    authorized: false,
    tags: new Map(),
    byAddress: new Map(),
    byUid: new Map(),
  },
  resolver: { fqdn: {}, geography: {} },
};

export type AddressResolver = (name: string) => Matcher;

/**
 * Resolves names of addresses, groups and tags. A name that does not exist contains nothing; a group that
 * contains itself ends there.
 */
export function addressResolver(config: FortiosConfig, tags: TagResolver): AddressResolver {
  const addresses = new Map<string, Address>(config['firewall address'].map((a) => [a.name, a]));
  const groups = new Map<string, AddressGroup>(config['firewall addrgrp'].map((g) => [g.name, g]));
  const done = new Map<string, Matcher>();

  function resolve(name: string, inside: readonly string[]): Matcher {
    if (name === 'all') return () => true;
    if (name === 'none') return nothing;
    const known = done.get(name);
    if (known) return known;
    const address = addresses.get(name);
    if (address) return ofAddress(address, tags);
    const group = groups.get(name);
    if (group) {
      if (inside.includes(name)) return nothing;
      const within = [...inside, name];
      const members = group.member.map((member) => resolve(member, within));
      const excluded =
        group.exclude === 'enable'
          ? group['exclude-member'].map((member) => resolve(member, within))
          : [];
      return (end, world) =>
        members.some((member) => member(end, world)) &&
        !excluded.some((member) => member(end, world));
    }
    const meaning = tags(name);
    return meaning.kind === 'dangling'
      ? nothing
      : (end, { knowledge }) => tagContains(meaning, end, knowledge);
  }

  return (name) => {
    const known = done.get(name);
    if (known) return known;
    const matcher = resolve(name, []);
    done.set(name, matcher);
    return matcher;
  };
}
