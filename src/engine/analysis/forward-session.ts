/** The session that stands for a pair of an endpoint and an address behind a FortiGate, wherever pairs are compared. */
import type { Endpoint } from '#model/ems/ems.ts';
import { type Session, asPresented } from '#model/decision/session.ts';
import type { FortiGateInput } from '../decide/compile.ts';
import { incomingInterface } from '../decide/incoming-interface.ts';
import type { PlainOptions } from './plain-session.ts';

/** Where a forward session goes, and by which interface it leaves. */
export type ForwardPlace = Pick<Session, 'dstip' | 'dstport' | 'protocol' | 'dstintf'>;

/** Where the endpoint's traffic comes in, as its own record tells. */
export function cameInBy({ name, config }: FortiGateInput, endpoint: Endpoint): string {
  return incomingInterface(name, config['system interface'], endpoint) ?? 'any';
}

/** Null options' `srcintf`: the session comes in where the endpoint's own record tells. */
export function forwardSession(
  endpoint: Endpoint,
  fortigate: FortiGateInput,
  place: ForwardPlace,
  { srcintf, at }: PlainOptions,
): Session {
  const { dstip, dstport, protocol, dstintf } = place;
  return {
    fortigate: fortigate.name,
    endpointUid: endpoint.uid,
    os: endpoint.os,
    srcintf: srcintf ?? cameInBy(fortigate, endpoint),
    srcip: endpoint.ip,
    dstintf,
    dstip,
    dstport,
    protocol,
    path: '/',
    host: null,
    certificate: asPresented(endpoint.registered ? 'valid' : 'none', endpoint),
    user: endpoint.user,
    groups: endpoint.groups,
    at,
  };
}
