/** VIPs of `type static-nat` as destinations of standard policies [461532, 259754]. */
import { addressRange, ipNumber, portRange } from '#model/fortios/ip.ts';
import type { FortiosConfig, Vip } from '#model/fortios/tables.ts';
import type { NatFinding } from '#model/decision/decision.ts';
import type { Session } from '#model/decision/session.ts';

const protocolNumbers: Readonly<Record<Vip['protocol'], number>> = {
  tcp: 6,
  udp: 17,
  sctp: 132,
  icmp: 1,
};

export interface NatVip {
  readonly name: string;
  /** Its own name and those of the groups that have it: what a policy may call it. */
  readonly names: ReadonlySet<string>;
  /** Where the VIP leads the session; null where it does not take it. */
  readonly lead: (session: Session) => NatFinding | null;
}

function dotted(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}

/** As far into the range as the original is into its own; its last where the range is shorter. */
function shifted(first: number, to: { first: number; last: number }, from: number): number {
  return Math.min(to.first + from - first, to.last);
}

function natVip(vip: Vip, names: ReadonlySet<string>): NatVip | null {
  const external = addressRange(vip.extip);
  if (vip.type !== 'static-nat' || vip.status === 'disable' || !external) return null;
  const mapped = addressRange(vip.mappedip[0] ?? '');
  const forwardsPorts = vip.portforward === 'enable';
  const ports = forwardsPorts && vip.protocol !== 'icmp' ? portRange(vip.extport) : null;
  // A range that is none, or stands upside down, leaves the port as it is [assumed].
  const mappedPorts = ports && portRange(vip.mappedport);
  if (forwardsPorts && vip.protocol !== 'icmp' && !ports) return null;
  const lead: NatVip['lead'] = ({ dstip, dstport, srcintf, protocol }) => {
    const ip = ipNumber(dstip);
    if (ip === null || ip < external.first || external.last < ip) return null;
    if (vip.extintf !== 'any' && vip.extintf !== srcintf) return null;
    if (forwardsPorts && protocolNumbers[vip.protocol] !== protocol) return null;
    if (ports && (dstport < ports.first || ports.last < dstport)) return null;
    return {
      vip: vip.name,
      ip: mapped ? dotted(shifted(external.first, mapped, ip)) : dstip,
      port: ports && mappedPorts ? shifted(ports.first, mappedPorts, dstport) : dstport,
    };
  };
  return { name: vip.name, names, lead };
}

export function natVips(config: FortiosConfig): readonly NatVip[] {
  return config['firewall vip'].flatMap((vip) => {
    const groups = config['firewall vipgrp'].filter(({ member }) => member.includes(vip.name));
    return natVip(vip, new Set([vip.name, ...groups.map(({ name }) => name)])) ?? [];
  });
}

/** The first in the list that takes the session [assumed], and where it leads it. */
export function natOf(
  vips: readonly NatVip[],
  session: Session,
): { readonly vip: NatVip; readonly to: NatFinding } | null {
  for (const vip of vips) {
    const to = vip.lead(session);
    if (to) return { vip, to };
  }
  return null;
}
