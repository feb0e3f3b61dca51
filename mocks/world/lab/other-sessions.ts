/** Sessions that a scenario brings: its history, and what is logged beside a person's connections. */
import { incomingInterface } from '#engine/decide/incoming-interface.ts';
import type { Session } from '#model/decision/session.ts';
import type { OtherSession } from '#model/lab/scenario.ts';
import type { FortiGate, WorldState } from '../state.ts';

/** Null where no endpoint has that host name, as after someone removed it. */
export function otherSession(
  state: WorldState,
  { endpoint, fortigate, dstintf, dstip, dstport, certificate }: OtherSession,
  target: FortiGate,
): Session | null {
  const found = state.ems.endpoints.find((one) => one.host === endpoint);
  if (!found) return null;
  return {
    fortigate,
    dstintf,
    dstip,
    dstport,
    certificate,
    srcintf: incomingInterface(target.name, target.config['system interface'], found) ?? 'any',
    endpointUid: found.uid,
    os: found.os,
    srcip: found.ip,
    protocol: 6,
    path: '/',
    host: null,
    user: found.user,
    groups: found.groups,
    at: state.clock,
  };
}
