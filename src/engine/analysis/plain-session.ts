/** The session that stands for a pair of an endpoint and a ZTNA server, wherever pairs are compared. */
import type { Endpoint } from '#model/ems/ems.ts';
import { portRange } from '#model/fortios/ip.ts';
import type { FortiosConfig, Vip } from '#model/fortios/tables.ts';
import { type Moment, type Session, asPresented } from '#model/decision/session.ts';

/** A ZTNA server and the VIP at which it is reached; undefined where the configuration has none of that name. */
export interface Server {
  readonly name: string;
  readonly vip: Vip | undefined;
}

/** The ZTNA servers in the order of the configuration. */
export function serversOf(config: FortiosConfig): readonly Server[] {
  // Of two VIPs of one name the first counts.
  const vips = new Map(config['firewall vip'].toReversed().map((one) => [one.name, one]));
  return config['firewall access-proxy'].map(({ name, vip }) => ({ name, vip: vips.get(vip) }));
}

export interface PlainOptions {
  /** The incoming interface; null: the VIP's own, or `port1` where that is any. */
  readonly srcintf: string | null;
  readonly at: Moment;
}

/** The endpoint's address, the certificate that it has by default, path `/`. */
export function plainSession(
  endpoint: Endpoint,
  fortigate: string,
  vip: Pick<Vip, 'extip' | 'extintf' | 'extport'>,
  { srcintf, at }: PlainOptions,
): Session {
  const own = vip.extintf === 'any' || vip.extintf === '' ? 'port1' : vip.extintf;
  return {
    fortigate,
    endpointUid: endpoint.uid,
    os: endpoint.os,
    srcintf: srcintf ?? own,
    srcip: endpoint.ip,
    dstintf: 'any',
    dstip: vip.extip,
    dstport: portRange(vip.extport)?.first ?? 0,
    protocol: 6,
    path: '/',
    host: null,
    certificate: asPresented(endpoint.registered ? 'valid' : 'none', endpoint),
    user: endpoint.user,
    groups: endpoint.groups,
    at,
  };
}
