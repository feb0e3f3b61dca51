/** Sessions to begin with in *Connect*: one that a policy is about, and the one that a log line tells of. */
import { compile } from '#engine/decide/compile.ts';
import { decide } from '#engine/decide/decide.ts';
import { endOf } from '#engine/decide/addresses.ts';
import { incomingInterface } from '#engine/decide/incoming-interface.ts';
import { type Replay, replay } from '#engine/analysis/log-replay.ts';
import { linesOf, endpointsOfAll } from '#engine/sync/lines.ts';
import { routesOf } from '#engine/sync/routes.ts';
import type { LogLineRequest } from '#model/decision/log-replay.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import { type ConsideredType, decidingList } from '#model/decision/decision.ts';
import {
  type ForwardPolicy,
  type ProxyPolicy,
  type Vip,
  isSecurityPolicy,
} from '#model/fortios/tables.ts';
import { hasPorts } from '#model/fortios/services.ts';
import type { ConnectRequest } from '#model/lab/connect-request.ts';
import { interfaceTowards } from '#model/lab/session-interfaces.ts';
import { RefusalError, invalid, notFound } from '../refusal.ts';
import { type FortiGate, type WorldState, fortigateNamed } from '../state.ts';
import { policiesOf } from '../fortigate/policy-list.ts';
import { attemptOf } from './attempt.ts';
import { readLoggedLines } from './logged-lines.ts';
import { firstOf, forwardedBy, hostBehind, interfaceIn, serviceIn } from './policy-samples.ts';

/** Addresses of nobody [documentation ranges, RFC 5737]. */
const anyone = '198.51.100.200';
const anywhere = '203.0.113.10';

/** So many endpoints are tried for one whose session the policy would take. */
const mostTried = 100;

type Destination = ConnectRequest['destination'];

function ofServer(fortigate: FortiGate, vip: Vip | undefined): Destination | null {
  const proxy = fortigate.config['firewall access-proxy'].find((one) => one.vip === vip?.name);
  return proxy ? { kind: 'server', server: proxy.name, path: '/', host: null } : null;
}

function accessProxyVip({ config }: FortiGate, names: readonly string[]): Vip | undefined {
  return config['firewall vip'].find(
    ({ name, type }) => type === 'access-proxy' && names.includes(name),
  );
}

/** The ZTNA server that a policy is for, else an address and a service of its own. */
export function sampleDestination(
  state: WorldState,
  fortigate: FortiGate,
  policy: ForwardPolicy | ProxyPolicy,
): Destination {
  const { config } = fortigate;
  if ('access-proxy' in policy) {
    const [server] = policy['access-proxy'];
    if (server !== undefined) return { kind: 'server', server, path: '/', host: null };
  } else if (!isSecurityPolicy(policy)) {
    const vip =
      policy['ztna-status'] === 'enable' ? accessProxyVip(fortigate, policy.dstaddr) : undefined;
    const server = ofServer(fortigate, vip);
    if (server) return server;
  }
  const dstintf = interfaceIn(fortigate, policy.dstintf);
  const forwarded = 'service' in policy ? forwardedBy(fortigate, policy.dstaddr) : undefined;
  const negate = policy['dstaddr-negate'] === 'enable';
  const dstip =
    (negate ? null : firstOf(state, fortigate, policy.dstaddr)) ??
    hostBehind(fortigate, dstintf) ??
    anywhere;
  const { protocol, port } =
    forwarded ?? serviceIn(config, 'service' in policy ? policy.service : []);
  return {
    kind: 'address',
    dstip,
    protocol,
    dstport: port,
    dstintf: dstintf ?? interfaceTowards(config['system interface'], dstip),
  };
}

/** The address by which the endpoint is among the policy's sources; null where it is not. */
function sourceOf(
  state: WorldState,
  fortigate: FortiGate,
  policy: ForwardPolicy | ProxyPolicy,
  endpoint: Endpoint,
): string | null {
  const { addresses } = compile(fortigate);
  const lines = linesOf(state.ems, fortigate, state.clock.epochMs);
  const world = { lines, resolver: state.names };
  const negate = policy['srcaddr-negate'] === 'enable';
  const isIn = (ip: string): boolean =>
    policy.srcaddr.some((name) => addresses(name)(endOf(ip, endpoint.mac), world)) !== negate;
  return routesOf(endpoint).find(({ ip }) => isIn(ip))?.ip ?? null;
}

function isTakenBy(
  state: WorldState,
  request: ConnectRequest,
  { policyid }: { readonly policyid: number },
  list: ConsideredType,
): boolean {
  try {
    const { fortigate, session } = attemptOf(state, request);
    const decision = decide(state.ems, fortigate, session, state.names);
    return decision.policyid === policyid && decidingList(decision) === list;
  } catch (error) {
    if (error instanceof RefusalError) return false;
    throw error;
  }
}

/** A session that the policy would take, from an endpoint if there is one; else the nearest to it. */
export function policyStart(
  state: WorldState,
  { fortigate: name, list, id }: { fortigate: string; list: ConsideredType; id: string },
): ConnectRequest {
  const fortigate = fortigateNamed(state, name, 'fortigate');
  const { config } = fortigate;
  const policy =
    policiesOf(fortigate, list).find((one) => String(one.policyid) === id) ??
    notFound(`${name} has no policy ${id}. It may have been deleted.`, 'id');
  const destination = sampleDestination(state, fortigate, policy);
  const vip =
    destination.kind === 'server'
      ? accessProxyVip(fortigate, [
          config['firewall access-proxy'].find((one) => one.name === destination.server)?.vip ?? '',
        ])
      : undefined;
  const asked = interfaceIn(fortigate, policy.srcintf);
  const srcintf = vip && vip.extintf !== 'any' ? vip.extintf : asked;
  const interfaces = config['system interface'];
  const from = (endpoint: Endpoint, srcip: string): ConnectRequest => ({
    fortigate: name,
    source: { kind: 'endpoint', uid: endpoint.uid, srcip },
    srcintf: srcintf ?? incomingInterface(name, interfaces, endpoint) ?? 'any',
    destination,
    certificate: endpoint.registered ? 'valid' : 'none',
  });
  const candidates: ConnectRequest[] = [];
  for (const endpoint of endpointsOfAll(state.ems)) {
    const srcip = endpoint.quarantined ? null : sourceOf(state, fortigate, policy, endpoint);
    if (srcip !== null) candidates.push(from(endpoint, srcip));
    if (candidates.length === mostTried) break;
  }
  const best =
    candidates.find((request) => isTakenBy(state, request, policy, list)) ?? candidates[0];
  if (best) return best;
  const negate = policy['srcaddr-negate'] === 'enable';
  const srcip =
    (negate ? null : firstOf(state, fortigate, policy.srcaddr)) ??
    hostBehind(fortigate, srcintf) ??
    anyone;
  return {
    fortigate: name,
    source: { kind: 'unknown', srcip, os: 'windows' },
    srcintf: srcintf ?? interfaceTowards(interfaces, srcip),
    destination,
    certificate: 'none',
  };
}

/** The ZTNA server of a line, asked for what leads where the line says. */
function loggedServer({ server, decided }: Replay): Destination | null {
  if (!server?.proxy || (server.by === 'address' && !decided)) return null;
  const { name } = server.proxy;
  const { path = '/', host = null } = decided?.session ?? {};
  const [, asked] = /^\/tcp\?(address=.*)$/.exec(path) ?? [];
  if (asked === undefined)
    return { kind: 'server', server: name, path: path.startsWith('/') ? path : '/', host };
  const to = new URLSearchParams(asked);
  return {
    kind: 'tcp-forwarding',
    server: name,
    address: to.get('address') ?? '',
    port: Number(to.get('port')),
    host,
  };
}

/** The session that the line tells of, as it would be tried now. */
export function lineStart(
  state: WorldState,
  { line, fortigate: chosen }: LogLineRequest,
): ConnectRequest {
  const [first] = readLoggedLines(line);
  if (!first) return invalid(-56, 'line', 'This is not a log line.');
  const { session: logged } = first;
  if ('problem' in logged) return invalid(-15, 'line', logged.problem);
  const found = replay(logged, state, state.clock, chosen);
  const { fortigate } = found;
  if (!fortigate)
    return invalid(
      -15,
      'fortigate',
      'The line does not say which FortiGate wrote it. Choose one first.',
    );
  const { srcip, srcintf, dstip, dstport, dstintf, protocol, user, groups, os } = logged;
  if (hasPorts(protocol) && dstport === 0)
    return invalid(-15, 'line', 'The line has no dstport, so the session cannot be tried.');
  const endpoint = found.endpoint?.endpoint;
  // A line of forward traffic does not say; a person who tries it elsewhere has what the endpoint has.
  const presented =
    logged.certificate ??
    (logged.kind === 'ztna' ? logged.uid !== null : endpoint?.registered === true);
  const login =
    user === null || logged.authServer === null ? null : { user, groups: [...groups], ok: true };
  const isOther =
    login === null && user !== null && (user !== (endpoint?.user ?? null) || groups.length > 0);
  return {
    fortigate: fortigate.name,
    source: endpoint
      ? { kind: 'endpoint', uid: endpoint.uid, srcip }
      : { kind: 'unknown', srcip, os: os ?? 'windows' },
    srcintf,
    destination: loggedServer(found) ?? {
      kind: 'address',
      dstip,
      protocol,
      dstport,
      dstintf,
    },
    certificate: presented ? 'valid' : 'none',
    ...(login ? { login } : {}),
    ...(isOther
      ? {
          user: {
            name: user,
            groups: groups.length > 0 ? [...groups] : [...(endpoint?.groups ?? [])],
          },
        }
      : {}),
  };
}
