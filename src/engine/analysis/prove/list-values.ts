/** The values that stand for all others in a list of policies: interfaces, services, real servers. */
import { ipNumber, portRange } from '#model/fortios/ip.ts';
import { predefinedServices } from '#model/fortios/services.ts';
import { sdwanZones } from '#model/fortios/tables/sdwan.ts';
import type { Compiled } from '../../decide/compile.ts';
import { addressOf, usable } from '../../decide/route.ts';
import { type ListedPolicy, type PolicyList } from './policy-list.ts';

/** A service that a session can be of. */
export interface ServicePoint {
  readonly protocol: number;
  readonly port: number;
}

/** A name that is none of these, to stand for all others. */
export function otherThan(taken: readonly string[], name: string): string {
  let other = name;
  while (taken.includes(other)) other += '-2';
  return other;
}

export function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** The first of a list that is never empty, and the others. */
export function atLeast<T>(values: readonly T[], otherwise: T): readonly [T, ...T[]] {
  const [first = otherwise, ...rest] = values;
  return [first, ...rest];
}

/** Names that a session's interface can have: those that are there, one for all others, and zones last. */
export function interfaceNames(
  policies: readonly ListedPolicy[],
  { config }: Compiled,
): readonly [string, ...string[]] {
  const wan = sdwanZones(config.layout);
  const zones = new Set([
    ...config['system zone'].map(({ name }) => name),
    ...[...wan.values()].flat(),
  ]);
  const named = unique([
    ...config['system interface'].map(({ name }) => name),
    ...config['system zone'].flatMap((zone) => zone.interface),
    ...wan.keys(),
    ...policies.flatMap(({ policy }) => [...policy.srcintf, ...policy.dstintf]),
  ]).filter((name) => name !== 'any');
  const other = otherThan([...named, ...zones], 'port99');
  const isZone = (name: string): boolean => zones.has(name);
  return atLeast([...named.filter((name) => !isZone(name)), other, ...named.filter(isZone)], other);
}

export function servicePoints(
  policies: readonly ListedPolicy[],
  { config }: Compiled,
): readonly [ServicePoint, ...ServicePoint[]] {
  const named = new Set(
    policies.flatMap(({ policy }) => ('service' in policy ? policy.service : [])),
  );
  const groups = new Map(config['firewall service group'].map((one) => [one.name, one.member]));
  for (const name of named) for (const member of groups.get(name) ?? []) named.add(member);
  const customs = config['firewall service custom'].filter(({ name }) => named.has(name));
  const predefined = [...named].flatMap((name) =>
    Object.hasOwn(predefinedServices, name) ? [predefinedServices[name]] : [],
  );
  const startsOf = (texts: readonly string[]): number[] => {
    const ranges = texts.map((text) => portRange(text.split(':')[0] ?? ''));
    const starts = ranges.flatMap((one) => (one ? [one.first, one.last + 1] : []));
    return unique([0, 1, 443, ...starts]).filter((port) => port <= 65535);
  };
  const tcp = startsOf([
    ...customs.flatMap((one) => one['tcp-portrange']),
    ...predefined.flatMap((one) => one?.tcp ?? []),
  ]);
  const udp = startsOf([
    ...customs.flatMap((one) => one['udp-portrange']),
    ...predefined.flatMap((one) => one?.udp ?? []),
  ]);
  const protocols = unique([
    1,
    58,
    132,
    ...customs.map((one) => one['protocol-number']),
    ...predefined.flatMap((one) => (typeof one?.protocol === 'number' ? [one.protocol] : [])),
  ]).filter((protocol) => protocol !== 6 && protocol !== 17);
  const other = Array.from({ length: 256 }, (_, i) => 255 - i).find(
    (one) => one !== 6 && one !== 17 && !protocols.includes(one),
  );
  return atLeast(
    [
      { protocol: 6, port: 443 },
      ...tcp.filter((port) => port !== 443).map((port) => ({ protocol: 6, port })),
      ...udp.map((port) => ({ protocol: 17, port })),
      ...[...protocols, ...(other === undefined ? [] : [other])].map((protocol) => ({
        protocol,
        port: 0,
      })),
    ],
    { protocol: 6, port: 443 },
  );
}

/**
 * Where a full policy's sessions can be led: the addresses of the real servers, and nothing where a gateway has
 * none. Null where FortiClient asks for any address, or a name is resolved.
 */
export function destinationsOf(list: PolicyList, { config }: Compiled): readonly string[] | null {
  if (list.kind !== 'ztna') return null;
  const found: string[] = [];
  for (const gateway of list.proxy['api-gateway']) {
    switch (gateway.service) {
      case 'tcp-forwarding':
        return null;
      case 'saas':
      case 'web-portal':
      case 'samlsp':
        found.push('');
        break;
      case 'http':
      case 'https':
        for (const server of usable(gateway.realservers)) {
          if (server['addr-type'] === 'fqdn') return null;
          const address = addressOf(config, server);
          if (ipNumber(address) === null) return null;
          found.push(address);
        }
    }
  }
  return unique(found);
}
