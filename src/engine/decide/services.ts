/** Service objects as a question on protocol and destination port (rule F4). */
import { portRange } from '#model/fortios/ip.ts';
import { predefinedServices } from '#model/fortios/services.ts';
import type { FortiosConfig, RowOf } from '#model/fortios/tables.ts';

type ServiceMatcher = (protocol: number, port: number) => boolean;
export type ServiceResolver = (name: string) => ServiceMatcher;

const nothing: ServiceMatcher = () => false;

function portsOf(texts: readonly string[]): ServiceMatcher {
  // `443:1024-65535` limits the source port as well, which the lab does not model.
  const ranges = texts.map((text) => portRange(text.split(':')[0] ?? ''));
  return (_protocol, port) =>
    ranges.some((range) => range !== null && port >= range.first && port <= range.last);
}

function byPorts(tcp: readonly string[], udp: readonly string[]): ServiceMatcher {
  const overTcp = portsOf(tcp);
  const overUdp = portsOf(udp);
  return (protocol, port) =>
    protocol === 6 ? overTcp(protocol, port) : protocol === 17 ? overUdp(protocol, port) : false;
}

/** Resolves names of custom, group and predefined services. */
export function serviceResolver(config: FortiosConfig): ServiceResolver {
  const done = new Map<string, ServiceMatcher>();
  const customs = new Map(config['firewall service custom'].map((one) => [one.name, one]));
  const groups = new Map(config['firewall service group'].map((one) => [one.name, one]));

  function custom(service: RowOf<'firewall service custom'>): ServiceMatcher {
    switch (service.protocol) {
      case 'TCP/UDP/SCTP':
        return byPorts(service['tcp-portrange'], service['udp-portrange']);
      case 'IP': {
        const number = service['protocol-number'];
        return (protocol) => number === 0 || protocol === number;
      }
      case 'ALL':
        return () => true;
      case 'ICMP':
        return (protocol) => protocol === 1;
      case 'ICMP6':
        return (protocol) => protocol === 58;
    }
  }

  /** What is no group; a custom service hides a predefined one. */
  function leaf(name: string): ServiceMatcher {
    const own = customs.get(name);
    if (own) return custom(own);
    const predefined = Object.hasOwn(predefinedServices, name)
      ? predefinedServices[name]
      : undefined;
    if (!predefined) return nothing;
    const { protocol: wanted } = predefined;
    if (wanted === 'all') return () => true;
    if (wanted !== undefined) return (protocol) => protocol === wanted;
    return byPorts(predefined.tcp ?? [], predefined.udp ?? []);
  }

  function resolve(name: string): ServiceMatcher {
    // Groups may name each other: what counts is the set of services that can be reached.
    const members: ServiceMatcher[] = [];
    const seen = new Set<string>();
    const open = [name];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const group = customs.has(next) ? undefined : groups.get(next);
      if (group) open.push(...group.member);
      else members.push(leaf(next));
    }
    return (protocol, port) => members.some((member) => member(protocol, port));
  }

  return (name) => {
    let matcher = done.get(name);
    if (!matcher) {
      matcher = resolve(name);
      done.set(name, matcher);
    }
    return matcher;
  };
}
