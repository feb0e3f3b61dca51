/** One address, interface and service of those that a policy names, to try a session with. */
import { compile } from '#engine/decide/compile.ts';
import { lineBy, linesOf } from '#engine/sync/lines.ts';
import { ipText, portRange, subnetNumbers } from '#model/fortios/ip.ts';
import { predefinedServices } from '#model/fortios/services.ts';
import type { FortiosConfig, Vip } from '#model/fortios/tables.ts';
import { sdwanZones } from '#model/fortios/tables/sdwan.ts';
import { tagKey } from '#model/tagging/tags.ts';
import type { FortiGate, WorldState } from '../state.ts';

/** A host of the subnet: its own address where it is one, else its tenth, or its first. */
function hostOf(subnetText: string): string | null {
  const subnet = subnetNumbers(subnetText);
  if (!subnet || subnet.mask === 0) return null;
  const size = ~subnet.mask >>> 0;
  if (size === 0) return ipText(subnet.ip);
  return ipText(((subnet.ip & subnet.mask) >>> 0) + (size > 10 ? 10 : 1));
}

interface Sample {
  readonly protocol: number;
  readonly port: number;
}

/** The VIPs of these names, and those of the VIP groups. */
function vipsNamed({ config }: FortiGate, names: readonly string[]): readonly Vip[] {
  const groups = config['firewall vipgrp'].filter(({ name }) => names.includes(name));
  const all = new Set([...names, ...groups.flatMap(({ member }) => member)]);
  return config['firewall vip'].filter(({ name }) => all.has(name));
}

const vipProtocols = { tcp: 6, udp: 17, sctp: 132, icmp: 1 } as const;

/** What the first VIP listens to, where it forwards a port; undefined for none. */
export function forwardedBy(fortigate: FortiGate, names: readonly string[]): Sample | undefined {
  const [vip] = vipsNamed(fortigate, names);
  const port = portRange(vip?.extport ?? '')?.first;
  if (vip?.portforward !== 'enable' || port === undefined) return undefined;
  return { protocol: vipProtocols[vip.protocol], port: vip.protocol === 'icmp' ? 0 : port };
}

/** An address that the object, the group or the tag contains; null for `all`, and where none can be told. */
function addressIn(
  state: WorldState,
  fortigate: FortiGate,
  name: string,
  seen: ReadonlySet<string> = new Set(),
): string | null {
  const { config } = fortigate;
  if (seen.has(name)) return null;
  const group = config['firewall addrgrp'].find((one) => one.name === name);
  if (group) return firstOf(state, fortigate, group.member, new Set([...seen, name]));
  const [vip] = vipsNamed(fortigate, [name]);
  if (vip) return vip.extip.split('-')[0] ?? null;
  const meaning = compile(fortigate).tags(name);
  if (meaning.kind === 'tag') {
    const line = lineBy(linesOf(state.ems, fortigate, state.clock.epochMs), meaning.connector);
    const resolved = line?.knowledge.tags.get(tagKey(meaning.tag));
    return line?.server.endpoints.find(({ ip }) => resolved?.ips.has(ip))?.ip ?? null;
  }
  const address = config['firewall address'].find((one) => one.name === name);
  switch (address?.type) {
    case 'ipmask':
      return hostOf(address.subnet);
    case 'iprange':
      return address['start-ip'];
    case 'fqdn':
      return state.names.fqdn[address.fqdn]?.[0] ?? null;
    case 'geography':
      return hostOf(state.names.geography[address.country]?.[0] ?? '');
    default:
      return null;
  }
}

/** The first of the names that gives an address. */
export function firstOf(
  state: WorldState,
  fortigate: FortiGate,
  names: readonly string[],
  seen?: ReadonlySet<string>,
): string | null {
  for (const name of names) {
    const found = addressIn(state, fortigate, name, seen);
    if (found !== null) return found;
  }
  return null;
}

/** The first interface that a policy names, or that is in a zone that it names; null for `any`. */
export function interfaceIn({ config }: FortiGate, names: readonly string[]): string | null {
  const [first] = names;
  if (first === undefined || names.includes('any')) return null;
  const [member] = config['system zone'].find((one) => one.name === first)?.interface ?? [];
  const inSdwan = [...sdwanZones(config.layout)].find(([, zones]) => zones.includes(first));
  return member ?? inSdwan?.[0] ?? first;
}

/** A host behind the interface. */
export function hostBehind({ config }: FortiGate, name: string | null): string | null {
  const found = config['system interface'].find((one) => one.name === name);
  return found ? hostOf(found.ip) : null;
}

const web: Sample = { protocol: 6, port: 443 };

function ofPorts(tcp: readonly string[], udp: readonly string[]): Sample | null {
  for (const [protocol, ranges] of [[6, tcp] as const, [17, udp] as const]) {
    const range = portRange(ranges[0]?.split(':')[0] ?? '');
    // Of all ports, the one of the web is as good as the first.
    if (range) return { protocol, port: range.first <= 1 && range.last >= 443 ? 443 : range.first };
  }
  return null;
}

function leaf(config: FortiosConfig, name: string): Sample | null {
  const own = config['firewall service custom'].find((one) => one.name === name);
  if (own)
    switch (own.protocol) {
      case 'TCP/UDP/SCTP':
        return ofPorts(own['tcp-portrange'], own['udp-portrange']);
      case 'IP':
        return own['protocol-number'] === 0 ? web : { protocol: own['protocol-number'], port: 0 };
      case 'ALL':
        return web;
      case 'ICMP':
        return { protocol: 1, port: 0 };
      case 'ICMP6':
        return { protocol: 58, port: 0 };
    }
  const known = Object.hasOwn(predefinedServices, name) ? predefinedServices[name] : undefined;
  if (!known) return null;
  const { protocol, tcp = [], udp = [] } = known;
  if (protocol === 'all') return web;
  return protocol === undefined ? ofPorts(tcp, udp) : { protocol, port: 0 };
}

/** Protocol and port of the first service that has any; the web's where none does. */
export function serviceIn(config: FortiosConfig, names: readonly string[]): Sample {
  const open = [...names];
  const seen = new Set<string>();
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const name = next;
    const found = leaf(config, name);
    if (found) return found;
    open.push(...(config['firewall service group'].find((one) => one.name === name)?.member ?? []));
  }
  return web;
}
