/** Devices that could exist, as the lab's world has them and *Connect* tries them. */
import { type Example, counterexample } from '#engine/analysis/prove/counterexample.ts';
import type { Counterexample, CounterexamplePolicy } from '#model/lab/findings.ts';
import type { ConnectRequest } from '#model/lab/connect-request.ts';
import type { Moment } from '#model/decision/session.ts';
import { conflict } from '../../refusal.ts';
import { type WorldState, findFortiGate } from '../../state.ts';

/** A device that the policy takes, decided so; null where none is known. */
export function exampleFor(
  state: WorldState,
  { fortigate: name, policytype, policyid }: CounterexamplePolicy,
): Example | null {
  const fortigate = findFortiGate(state, name);
  if (!fortigate) return null;
  return counterexample(`${policytype} ${policyid}`, {
    ems: state.ems,
    fortigate,
    resolver: state.names,
    at: state.clock,
  });
}

function destinationOf({ session, server }: Example): ConnectRequest['destination'] {
  const { path, host, dstip, protocol, dstport, dstintf } = session;
  if (server === null) return { kind: 'address', dstip, protocol, dstport, dstintf };
  if (!path.startsWith('/tcp?')) return { kind: 'server', server, path, host };
  const asked = new URLSearchParams(path.slice(path.indexOf('?') + 1));
  return {
    kind: 'tcp-forwarding',
    server,
    address: asked.get('address') ?? '',
    port: Number(asked.get('port')),
    host,
  };
}

/** The connection that tries it. */
export function exampleRequest(example: Example): ConnectRequest {
  const { device, session } = example;
  const { fortigate, srcintf, srcip, os, certificate, user, groups, login } = session;
  return {
    fortigate,
    source: device
      ? { kind: 'endpoint', uid: device.endpoint.uid, srcip }
      : { kind: 'unknown', srcip, os },
    srcintf,
    destination: destinationOf(example),
    certificate,
    ...(device ? {} : { user: { name: user, groups: [...groups] } }),
    ...(login ? { login: { ...login, groups: [...login.groups] } } : {}),
  };
}

/** The same of a policy; refused where none is known. */
export function counterexampleRequest(
  state: WorldState,
  policy: CounterexamplePolicy,
): ConnectRequest {
  const example = exampleFor(state, policy);
  return example
    ? exampleRequest(example)
    : conflict('No device is known that the policy takes. The world has changed; look again.');
}

/** When it is so, in milliseconds of the epoch; null for now. */
export function otherTimeOf({ session }: Example, { epochMs }: Moment): number | null {
  const minute = (ms: number): number => Math.floor(ms / 60_000);
  return minute(session.at.epochMs) === minute(epochMs) ? null : session.at.epochMs;
}

export function shownExample(example: Example, { clock }: WorldState): Counterexample {
  const { device } = example;
  return {
    device: device && {
      ip: device.endpoint.ip,
      user: device.endpoint.user,
      groups: [...device.endpoint.groups],
      isOwner: device.endpoint.owner !== null,
      tags: device.endpoint.tags.map(({ category, name }) => ({ category, name })),
    },
    request: exampleRequest(example),
    otherTime: otherTimeOf(example, clock),
  };
}
