/** Service objects as a question on protocol and destination port (rule F4). */
import { portRange } from '#model/fortios/ip.ts';
import { predefinedServices } from '#model/fortios/services.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';

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

/** Resolves names of custom, group and predefined services; a custom one hides a predefined one. */
export function serviceResolver(config: FortiosConfig): ServiceResolver {
  const done = new Map<string, ServiceMatcher>();

  function resolve(name: string, inside: readonly string[]): ServiceMatcher {
    const custom = config['firewall service custom'].find((service) => service.name === name);
    if (custom)
      switch (custom.protocol) {
        case 'TCP/UDP/SCTP':
          return byPorts(custom['tcp-portrange'], custom['udp-portrange']);
        case 'IP': {
          const number = custom['protocol-number'];
          return (protocol) => number === 0 || protocol === number;
        }
        case 'ALL':
          return () => true;
        case 'ICMP':
          return (protocol) => protocol === 1;
        case 'ICMP6':
          return (protocol) => protocol === 58;
      }
    const group = config['firewall service group'].find((service) => service.name === name);
    if (group) {
      if (inside.includes(name)) return nothing;
      const members = group.member.map((member) => resolve(member, [...inside, name]));
      return (protocol, port) => members.some((member) => member(protocol, port));
    }
    const predefined = Object.hasOwn(predefinedServices, name)
      ? predefinedServices[name]
      : undefined;
    if (!predefined) return nothing;
    const { protocol: wanted } = predefined;
    if (wanted === 'all') return () => true;
    if (wanted !== undefined) return (protocol) => protocol === wanted;
    return byPorts(predefined.tcp ?? [], predefined.udp ?? []);
  }

  return (name) => {
    let matcher = done.get(name);
    if (!matcher) {
      matcher = resolve(name, []);
      done.set(name, matcher);
    }
    return matcher;
  };
}
