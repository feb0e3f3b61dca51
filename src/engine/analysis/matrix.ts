/** Every endpoint against every ZTNA server of a FortiGate, each as the plain session. */
import type { Decision } from '#model/decision.ts';
import type { Ems, Endpoint } from '#model/ems.ts';
import { portRange } from '#model/fortios/ip.ts';
import type { FortiosConfig, Vip } from '#model/fortios/tables.ts';
import {
  type Moment,
  type Resolver,
  type Session,
  asPresented,
  emptyResolver,
} from '#model/session.ts';
import type { FortiGateInput } from '../compile.ts';
import { decide } from '../decide.ts';

/** A ZTNA server and the VIP at which it is reached; undefined where the configuration has none of that name. */
export interface Server {
  readonly name: string;
  readonly vip: Vip | undefined;
}

/** The ZTNA servers in the order of the configuration. */
export function serversOf(config: FortiosConfig): readonly Server[] {
  return config['firewall access-proxy'].map(({ name, vip }) => ({
    name,
    vip: config['firewall vip'].find((one) => one.name === vip),
  }));
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
  vip: Vip,
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

export interface MatrixRow {
  readonly endpoint: Endpoint;
  /** In the order of the servers; null where a server has no VIP to connect to. */
  readonly decisions: readonly (Decision | null)[];
}
export interface Matrix {
  readonly servers: readonly Server[];
  /** In EMS's order. */
  readonly rows: readonly MatrixRow[];
}

/** Of all endpoints, or of those that are given. */
export function matrix(
  ems: Ems,
  fortigate: FortiGateInput,
  options: PlainOptions,
  resolver: Resolver = emptyResolver,
  endpoints: readonly Endpoint[] = ems.endpoints,
): Matrix {
  const servers = serversOf(fortigate.config);
  return {
    servers,
    rows: endpoints.map((endpoint) => ({
      endpoint,
      decisions: servers.map(({ vip }) =>
        vip
          ? decide(ems, fortigate, plainSession(endpoint, fortigate.name, vip, options), resolver)
          : null,
      ),
    })),
  };
}
