/**
 * What was asked of a ZTNA server, which no log line tells: something that reaches the API gateway and the
 * real server of the line, as `route` finds them.
 */
import type { RouteFinding } from '#model/decision/decision.ts';
import type { LoggedSession } from '#model/decision/logged-session.ts';
import type { Session } from '#model/decision/session.ts';
import { ipNumber, portRange } from '#model/fortios/ip.ts';
import type { AccessProxy, ApiGateway, FortiosConfig, RealServer } from '#model/fortios/tables.ts';
import type { AddressWorld } from '../decide/addresses.ts';
import type { Compiled } from '../decide/compile.ts';
import { addressOf, route, samlPaths, usable } from '../decide/route.ts';

type Request = Pick<Session, 'path' | 'host' | 'turn'>;

const plain: Request = { path: '/', host: null };

/** A text that a wildcard pattern matches. */
function wildcardExample(pattern: string): string {
  return pattern.replaceAll('*', '').replaceAll('?', 'x');
}

/** A text that most regular expressions of paths match; whether it does is seen when it is routed. */
function regexExample(pattern: string): string {
  return pattern
    .replaceAll(/^\^|\$$/g, '')
    .replaceAll(/\((?:\?:)?([^()|]*)[^()]*\)/g, '$1')
    .replaceAll(/\[(?!\^)(.)[^\]]*\]/g, '$1')
    .replaceAll(String.raw`\d`, '1')
    .replaceAll(String.raw`\w`, 'a')
    .replaceAll(/\.[*?]/g, '')
    .replaceAll(/(?<!\\)[*+?]/g, '')
    .replaceAll(/\\(.)/g, '$1');
}

function examplePath(gateway: ApiGateway): string {
  const map = gateway['url-map'];
  switch (gateway['url-map-type']) {
    case 'sub-string':
      return map;
    case 'wildcard':
      return wildcardExample(map);
    case 'regex':
      return regexExample(map);
  }
}

/** What TCP forwarding can have been asked for: where the line says that it went, else any of its servers. */
function forwardedTo(
  config: FortiosConfig,
  servers: readonly RealServer[],
  { dstip, dstport }: LoggedSession,
): readonly string[] {
  const own = servers.map((server) => {
    const [ports = ''] = server.mappedport;
    const port = portRange(ports)?.first ?? dstport;
    return `address=${server.domain || addressOf(config, server)}&port=${port}&tls=0`;
  });
  return [`address=${dstip}&port=${dstport}&tls=0`, ...own];
}

function pathsTo(
  config: FortiosConfig,
  gateway: ApiGateway,
  logged: LoggedSession,
): readonly string[] {
  const example = examplePath(gateway);
  const short = example.startsWith('/') ? [example] : [`/${example}`, example];
  // A longer one, or a deeper one, where a gateway before this one takes the first.
  const rooted = [
    ...short,
    ...short.map((path) => `${path}x`),
    ...short.map((path) => `/x${path}`),
  ];
  switch (gateway.service) {
    case 'samlsp':
      return samlPaths(config, gateway);
    case 'tcp-forwarding':
      return ['/tcp', ...rooted, ...rooted.map((path) => `/tcp${path}`)].flatMap((path) =>
        forwardedTo(config, gateway.realservers, logged).map((asked) => `${path}?${asked}`),
      );
    default:
      return rooted;
  }
}

function hostsOf(config: FortiosConfig, gateway: ApiGateway): readonly (string | null)[] {
  const virtual = config['firewall access-proxy-virtual-host'].find(
    ({ name }) => name === gateway['virtual-host'],
  );
  const own = virtual?.['host-type'] === 'wildcard' ? wildcardExample(virtual.host) : virtual?.host;
  const byHost = gateway['ldb-method'] === 'http-host';
  return [own ?? null, ...(byHost ? gateway.realservers.map((one) => one['http-host']) : [])];
}

/** The turns at which each of the servers is the one; the first for what has none. */
function turnsOf(gateway: ApiGateway): readonly number[] {
  const servers = usable(gateway.realservers);
  if (servers.length === 0) return [0];
  switch (gateway['ldb-method']) {
    case 'round-robin':
      return servers.map((_, turn) => turn);
    case 'weighted': {
      let begun = 0;
      return servers.map(({ weight }) => {
        const turn = begun;
        begun += weight;
        return turn;
      });
    }
    default:
      return [0];
  }
}

function* requestsTo(
  config: FortiosConfig,
  gateway: ApiGateway,
  logged: LoggedSession,
): Generator<Request> {
  for (const host of hostsOf(config, gateway))
    for (const path of pathsTo(config, gateway, logged))
      for (const turn of turnsOf(gateway)) yield turn === 0 ? { path, host } : { path, host, turn };
}

function isReached(found: RouteFinding): boolean {
  return found.kind === 'routed' || found.kind === 'without-server';
}

/** The gateway and the real server are the line's; one without an address is logged as the VIP. */
function isLogged(found: RouteFinding, logged: LoggedSession): boolean {
  if (found.kind === 'without-server') return true;
  if (found.kind !== 'routed' || found.server !== logged.realServer) return false;
  return (
    ipNumber(found.realServer) === null ||
    (found.realServer === logged.dstip && found.port === logged.dstport)
  );
}

/** The real server of the line is what this proxy has behind that gateway. */
export function leadsAsLogged(
  logged: LoggedSession,
  compiled: Compiled,
  proxy: AccessProxy | undefined,
  world: AddressWorld,
): boolean {
  return isLogged(
    route(compiled, proxy, loggedRequest(logged, compiled, proxy, world), world),
    logged,
  );
}

/**
 * Of a line that names its gateway, what leads to that gateway, to the real server of the line if anything does.
 * Of any other `/`; but where policies were asked the session was led somewhere, so it asks for what some gateway takes.
 */
export function loggedRequest(
  logged: LoggedSession,
  compiled: Compiled,
  proxy: AccessProxy | undefined,
  world: AddressWorld,
): Request {
  const { config } = compiled;
  const gateways = proxy?.['api-gateway'] ?? [];
  if (logged.gateway === null) {
    if (!logged.askedPolicies || isReached(route(compiled, proxy, plain, world))) return plain;
    for (const gateway of gateways)
      for (const request of requestsTo(config, gateway, logged))
        if (isReached(route(compiled, proxy, request, world))) return request;
    return plain;
  }
  let near: Request | undefined;
  /** Leads to the gateway, where no server of it can be reached here: the lab then says so. */
  let far: Request | undefined;
  for (const gateway of gateways) {
    if (gateway.id !== logged.gateway) continue;
    for (const request of requestsTo(config, gateway, logged)) {
      const found = route(compiled, proxy, request, world);
      if (!('gateway' in found) || found.gateway !== gateway.id) continue;
      if (isLogged(found, logged)) return request;
      if (isReached(found)) near ??= request;
      far ??= request;
    }
  }
  return near ?? far ?? plain;
}
