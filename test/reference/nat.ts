/** A VIP as destination of a standard policy (domain.md section 12). */
import type { FortiosConfig, Vip } from '#model/fortios/tables.ts';
import type { Situation } from './situation.ts';

/** `443` or `8000-8080`; null where it is none, or upside down. */
function ports(text: string): readonly [number, number] | null {
  const [first = '', last = first] = text.split('-');
  if (!/^\d+$/.test(first) || !/^\d+$/.test(last)) return null;
  return Number(first) <= Number(last) ? [Number(first), Number(last)] : null;
}

/** Parts padded, so that texts sort as addresses do. */
function sortable(ip: string): string {
  return ip
    .split('.')
    .map((part) => part.padStart(3, '0'))
    .join('.');
}

const numbers: Readonly<Record<Vip['protocol'], number>> = { tcp: 6, udp: 17, sctp: 132, icmp: 1 };

/** Section 12: matched by `extip`, `extport`, `protocol` and `extintf`; the first one in the list [assumed]. */
export function natVip({ fortigate: { config }, session }: Situation): Vip | undefined {
  return config['firewall vip'].find((vip) => {
    if (vip.type !== 'static-nat' || vip.status === 'disable') return false;
    if (vip.extintf !== 'any' && vip.extintf !== session.srcintf) return false;
    const [first = '', last = first] = vip.extip.split('-');
    const asked = sortable(session.dstip);
    if (first === '' || asked < sortable(first) || sortable(last) < asked) return false;
    if (vip.portforward === 'disable') return true;
    const range = ports(vip.extport);
    return (
      numbers[vip.protocol] === session.protocol &&
      (vip.protocol === 'icmp' ||
        (range !== null && range[0] <= session.dstport && session.dstport <= range[1]))
    );
  });
}

/** The port that the VIP leads a port to: as far into `mappedport` as that is into `extport`. */
export function portBehind(vip: Vip, port: number): number {
  const [from, to] = [ports(vip.extport), ports(vip.mappedport)];
  return vip.portforward === 'enable' && vip.protocol !== 'icmp' && from && to
    ? Math.min(to[0] + port - from[0], to[1])
    : port;
}

/** By its own name, or by that of a group that has it. */
export function policyNamesVip(
  config: FortiosConfig,
  names: readonly string[],
  { name }: Vip,
): boolean {
  return (
    names.includes(name) ||
    config['firewall vipgrp'].some(
      (group) => names.includes(group.name) && group.member.includes(name),
    )
  );
}
