/** Which API gateway and real server a request reaches (rule R3). */
import type {
  AccessProxy,
  ApiGateway,
  FortiosConfig,
  RealServer,
  VirtualHost,
} from '#model/fortios/tables.ts';
import type { RouteFinding } from '#model/decision/decision.ts';

/** `*` stands for any text, `?` for one character; everything else for itself. Linear in both lengths' product. */
function wildcardMatches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const c = pattern[p];
    if (c === '*') {
      star = p++;
      resume = t;
    } else if (c !== undefined && (c === '?' || c === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

function urlMatches(gateway: ApiGateway, path: string): boolean {
  const map = gateway['url-map'];
  switch (gateway['url-map-type']) {
    case 'sub-string':
      return path.includes(map);
    case 'wildcard':
      return wildcardMatches(map, path);
    case 'regex':
      try {
        return new RegExp(map).test(path);
      } catch {
        // An expression that is none matches no path.
        return false;
      }
  }
}

function virtualHostOf(config: FortiosConfig, gateway: ApiGateway): VirtualHost | undefined {
  const name = gateway['virtual-host'];
  return name === ''
    ? undefined
    : config['firewall access-proxy-virtual-host'].find((one) => one.name === name);
}

function hostMatches(config: FortiosConfig, gateway: ApiGateway, host: string | null): boolean {
  if (gateway['virtual-host'] === '') return true;
  const virtualHost = virtualHostOf(config, gateway);
  if (!virtualHost || host === null) return false;
  const asked = host.toLowerCase();
  const wanted = virtualHost.host.toLowerCase();
  return virtualHost['host-type'] === 'wildcard'
    ? wildcardMatches(wanted, asked)
    : asked.includes(wanted);
}

/** The address at which a real server is reached. */
export function addressOf(config: FortiosConfig, server: RealServer): string {
  if (server.ip !== '' && server.ip !== '0.0.0.0') return server.ip;
  const address = config['firewall address'].find((a) => a.name === server.address);
  if (address?.type === 'ipmask') return address.subnet.split(/[\s/]/)[0] ?? '';
  return address?.type === 'fqdn' ? address.fqdn : server.address;
}

interface Request {
  readonly path: string;
  readonly host: string | null;
}

function gatewayOf(
  config: FortiosConfig,
  proxy: AccessProxy | undefined,
  { path, host }: Request,
): ApiGateway | undefined {
  return proxy?.['api-gateway'].find(
    (candidate) => urlMatches(candidate, path) && hostMatches(config, candidate, host),
  );
}

/** The virtual host of the API gateway that a request reaches; undefined where that takes any host. */
export function matchedVirtualHost(
  config: FortiosConfig,
  proxy: AccessProxy | undefined,
  request: Request,
): VirtualHost | undefined {
  // Nearly no configuration has any: nothing to match then.
  if (config['firewall access-proxy-virtual-host'].length === 0) return undefined;
  const gateway = gatewayOf(config, proxy, request);
  return gateway && virtualHostOf(config, gateway);
}

export function route(
  config: FortiosConfig,
  proxy: AccessProxy | undefined,
  request: Request,
): RouteFinding {
  const gateway = gatewayOf(config, proxy, request);
  if (!gateway) return { kind: 'no-gateway' };
  const server = gateway.realservers.find((candidate) => candidate.status === 'active');
  if (!server) return { kind: 'no-real-server', gateway: gateway.id };
  return {
    kind: 'routed',
    gateway: gateway.id,
    realServer: addressOf(config, server),
    port: server.port,
  };
}
