/** Whether names of addresses and groups contain a packet's address (rules R7 and F4). */
import type { Address } from '#model/fortios/tables.ts';
import type { Resolver } from '#model/decision/session.ts';
import { type Situation, f1Addresses } from './situation.ts';
import { tagReference } from './tag-references.ts';

/** One end of a packet. The MAC is null where it is unknown (F2), and always in ZTNA. */
export interface PacketEnd {
  readonly ip: string;
  readonly mac: string | null;
}

/** Four numbers, or null if the text is no IPv4 address. */
function octets(text: string): readonly number[] | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part))) return null;
  const values = parts.map(Number);
  return values.every((value) => value <= 255) ? values : null;
}

function maskOctets(text: string): readonly number[] | null {
  if (!/^\d{1,2}$/.test(text)) return octets(text);
  const length = Number(text);
  if (length > 32) return null;
  const bits = '1'.repeat(length).padEnd(32, '0');
  return [0, 8, 16, 24].map((at) => Number.parseInt(bits.slice(at, at + 8), 2));
}

/** `10.0.1.0 255.255.255.0` or `10.0.1.0/24`; bits that the mask leaves out do not matter. */
function inSubnet(ip: string, subnet: string): boolean {
  const [base = '', mask = ''] = subnet.split(/[ /]/);
  const address = octets(ip);
  const network = octets(base);
  const masked = maskOctets(mask);
  if (!address || !network || !masked) return false;
  return address.every(
    (value, i) => (value & (masked[i] ?? 0)) === ((network[i] ?? 0) & (masked[i] ?? 0)),
  );
}

function inRange(ip: string, start: string, end: string): boolean {
  const padded = [ip, start, end].map((text) =>
    octets(text)
      ?.map((value) => String(value).padStart(3, '0'))
      .join('.'),
  );
  const [address, first, last] = padded;
  if (address === undefined || first === undefined || last === undefined) return false;
  return first <= address && address <= last;
}

function entry(table: Readonly<Record<string, readonly string[]>>, key: string): readonly string[] {
  return Object.entries(table).find(([name]) => name === key)?.[1] ?? [];
}

function objectContains(address: Address, ip: string, resolver: Resolver): boolean {
  switch (address.type) {
    case 'ipmask':
    case 'interface-subnet':
      return inSubnet(ip, address.subnet);
    case 'wildcard':
      return inSubnet(ip, address.wildcard);
    case 'iprange':
      return inRange(ip, address['start-ip'], address['end-ip']);
    case 'fqdn':
      // What FortiClient asks TCP forwarding for may be the name itself.
      return (
        ip.toLowerCase() === address.fqdn.toLowerCase() ||
        entry(resolver.fqdn, address.fqdn).includes(ip)
      );
    case 'geography':
      return entry(resolver.geography, address.country).some((subnet) => inSubnet(ip, subnet));
    case 'dynamic':
    case 'mac':
    case 'route-tag':
    case 'wildcard-fqdn':
      return false;
  }
}

/** A tag address contains what F1 gives it: addresses of the tag's endpoints, of its own kind. */
function tagContains(situation: Situation, name: string, end: PacketEnd): boolean {
  const reference = tagReference(situation.fortigate, name);
  if (reference.kind !== 'tag') return false;
  return f1Addresses(situation, reference.connector, reference.tag).some(({ ip, mac }) =>
    reference.address === 'ip'
      ? ip === end.ip
      : end.mac !== null && mac?.toLowerCase() === end.mac.toLowerCase(),
  );
}

function nameContains(
  situation: Situation,
  name: string,
  end: PacketEnd,
  within: readonly string[],
): boolean {
  if (name === 'all') return true;
  const { config } = situation.fortigate;
  const object = config['firewall address'].find((one) => one.name === name);
  if (object && !(object.type === 'dynamic' && object['sub-type'] === 'ems-tag'))
    return objectContains(object, end.ip, situation.resolver);
  const group = config['firewall addrgrp'].find((one) => one.name === name);
  if (!object && group) {
    if (within.includes(name)) return false;
    const inside = [...within, name];
    return (
      group.member.some((member) => nameContains(situation, member, end, inside)) &&
      !(
        group.exclude === 'enable' &&
        group['exclude-member'].some((member) => nameContains(situation, member, end, inside))
      )
    );
  }
  return tagContains(situation, name, end);
}

/** `all`, or an address, group or tag address that contains the packet's; negation inverts. */
export function addressesContain(
  situation: Situation,
  names: readonly string[],
  negate: 'enable' | 'disable',
  end: PacketEnd,
): boolean {
  const contains = names.some((name) => nameContains(situation, name, end, []));
  return negate === 'enable' ? !contains : contains;
}
