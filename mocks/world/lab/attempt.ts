/** A connection as the session that it is, at this moment of the world. */
import { endpointOfAny } from '#engine/sync/lines.ts';
import { noEndpoint } from '#model/words/refusals.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type { Vip } from '#model/fortios/tables.ts';
import { portRange } from '#model/fortios/ip.ts';
import { type ConnectRequest, connectRequestSchema } from '#model/lab/connect-request.ts';
import { type Session, asPresented } from '#model/decision/session.ts';
import { invalid, notFound } from '../refusal.ts';
import { type FortiGate, type WorldState, fortigateNamed } from '../state.ts';

interface Attempt {
  readonly fortigate: FortiGate;
  readonly endpoint: Endpoint | undefined;
  readonly session: Session;
}

function vipBehind(fortigate: FortiGate, server: string): Vip {
  const proxy = fortigate.config['firewall access-proxy'].find((one) => one.name === server);
  if (!proxy)
    return notFound(`${fortigate.name} has no ZTNA server ${server}.`, 'destination.server');
  const vip = fortigate.config['firewall vip'].find((one) => one.name === proxy.vip);
  return (
    vip ??
    notFound(
      `The ZTNA server ${server} uses the VIP ${proxy.vip}, which does not exist.`,
      'destination.server',
    )
  );
}

type Whither = Pick<Session, 'dstintf' | 'dstip' | 'dstport' | 'protocol' | 'path' | 'host'>;

function whither({ destination, srcintf }: ConnectRequest, fortigate: FortiGate): Whither {
  if (destination.kind === 'address') {
    const { dstip, dstport, dstintf, protocol } = destination;
    // At a ZTNA server's address it is a ZTNA session, as a browser's that was given the address alone.
    return { dstip, dstport, dstintf, protocol, path: '/', host: null };
  }
  const vip = vipBehind(fortigate, destination.server);
  if (vip.extintf !== 'any' && vip.extintf !== srcintf)
    return invalid(
      -15,
      'srcintf',
      `${vip.name} listens only on ${vip.extintf}. A connection through ${srcintf} does not reach it.`,
    );
  return {
    dstintf: 'root',
    dstip: vip.extip,
    // The first of a range: one port is as good as another.
    dstport: portRange(vip.extport)?.first ?? 0,
    protocol: 6,
    path:
      destination.kind === 'server'
        ? destination.path
        : `/tcp?address=${destination.address}&port=${destination.port}&tls=0`,
    host: destination.host,
  };
}

function endpointNamed(state: WorldState, { source }: ConnectRequest): Endpoint | undefined {
  if (source.kind === 'unknown') return undefined;
  const endpoint = endpointOfAny(state.ems, source.uid);
  if (!endpoint) return notFound(noEndpoint(source.uid), 'source.uid');
  if (endpoint.quarantined)
    return invalid(
      -15,
      'source.uid',
      `${endpoint.host} is quarantined, so FortiClient blocks the connection. Unquarantine the endpoint on EMS first.`,
    );
  return endpoint;
}

/** Refuses what cannot be tried at all, whoever made the request. */
export function attemptOf(state: WorldState, request: ConnectRequest): Attempt {
  const fortigate = fortigateNamed(state, request.fortigate, 'fortigate');
  const endpoint = endpointNamed(state, request);
  const checked = connectRequestSchema.safeParse(request);
  const [issue] = checked.error?.issues ?? [];
  if (issue) return invalid(-15, issue.path.join('.'), issue.message);
  const { source, srcintf, certificate, user, login } = request;
  const session: Session = {
    fortigate: fortigate.name,
    endpointUid: endpoint?.uid ?? null,
    os: endpoint?.os ?? (source.kind === 'unknown' ? source.os : 'windows'),
    srcintf,
    srcip: source.srcip,
    ...whither(request, fortigate),
    certificate: asPresented(certificate, endpoint),
    user: user ? user.name : (endpoint?.user ?? null),
    groups: user?.groups ?? endpoint?.groups ?? [],
    ...(login ? { login } : {}),
    at: state.clock,
  };
  return { fortigate, endpoint, session };
}
