/** Which API gateway and real server a request reaches (rule R3). */
import type {
  AccessProxy,
  ApiGateway,
  FortiosConfig,
  RealServer,
  VirtualHost,
} from '#model/fortios/tables.ts';
import { ipNumber, portRange } from '#model/fortios/ip.ts';
import { distance } from 'fastest-levenshtein';
import type { Session } from '#model/decision/session.ts';
import type { RouteFinding } from '#model/decision/decision.ts';
import { type AddressWorld, endOf } from './addresses.ts';
import type { Compiled } from './compile.ts';

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

/**
 * Paths of a SAML gateway's own addresses: it matches these alone, whatever its `url-map` says [461532; order
 * among the gateways inferred].
 */
export function samlPaths(config: FortiosConfig, gateway: ApiGateway): readonly string[] {
  const server = config['user saml'].find(({ name }) => name === gateway['saml-server']);
  const urls = server
    ? [server['entity-id'], server['single-sign-on-url'], server['single-logout-url']]
    : [];
  return urls.flatMap((url) => {
    const [, rest] = url.split('://');
    const slash = rest?.indexOf('/') ?? -1;
    return rest === undefined || slash < 0 ? [] : [rest.slice(slash).split(/[?#]/)[0] ?? ''];
  });
}

function urlMatches(config: FortiosConfig, gateway: ApiGateway, path: string): boolean {
  if (gateway.service === 'samlsp')
    return samlPaths(config, gateway).includes(path.split('?')[0] ?? '');
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

type Request = Pick<Session, 'path' | 'host' | 'turn'>;
type Place = Pick<Request, 'path' | 'host'>;

function gatewayOf(
  config: FortiosConfig,
  proxy: AccessProxy | undefined,
  { path, host }: Place,
): ApiGateway | undefined {
  return proxy?.['api-gateway'].find(
    (candidate) => urlMatches(config, candidate, path) && hostMatches(config, candidate, host),
  );
}

/** The virtual host of the API gateway that a request reaches; undefined where that takes any host. */
export function matchedVirtualHost(
  config: FortiosConfig,
  proxy: AccessProxy | undefined,
  request: Place,
): VirtualHost | undefined {
  // Nearly no configuration has any: nothing to match then.
  if (config['firewall access-proxy-virtual-host'].length === 0) return undefined;
  const gateway = gatewayOf(config, proxy, request);
  return gateway && virtualHostOf(config, gateway);
}

/** What FortiClient asks a TCP forwarding gateway for: `/tcp?address=A&port=P&tls=…` [166918]. */
function askedOf(path: string): { readonly address: string; readonly port: number } {
  const asked = new URLSearchParams(path.slice(path.indexOf('?') + 1));
  return { address: asked.get('address') ?? '', port: Number(asked.get('port') ?? Number.NaN) };
}

/** Active ones; where none is, those on standby [inferred]. */
export function usable(servers: readonly RealServer[]): readonly RealServer[] {
  const active = servers.filter(({ status }) => status === 'active');
  return active.length > 0 ? active : servers.filter(({ status }) => status === 'standby');
}

/** Lists and ranges; none stands for any port. */
function hasPort({ mappedport }: RealServer, port: number): boolean {
  return (
    mappedport.length === 0 ||
    mappedport.some((text) => {
      const range = portRange(text);
      return range !== null && range.first <= port && port <= range.last;
    })
  );
}

/** The addresses that a name resolves to; an address is its own. */
export function addressesFor(
  address: string,
  { resolver }: Pick<AddressWorld, 'resolver'>,
): readonly string[] {
  if (ipNumber(address) !== null) return [address];
  return Object.hasOwn(resolver.fqdn, address) ? (resolver.fqdn[address] ?? []) : [];
}

function hasAddress(
  server: RealServer,
  asked: string,
  { config, addresses }: Compiled,
  world: AddressWorld,
): boolean {
  if (server.domain !== '' && server.domain.toLowerCase() === asked.toLowerCase()) return true;
  if (server.address === '') return server.ip !== '' && server.ip === asked;
  const object = config['firewall address'].find(({ name }) => name === server.address);
  if (object?.type === 'fqdn' && object.fqdn.toLowerCase() === asked.toLowerCase()) return true;
  return addressesFor(asked, world).some((ip) => addresses(server.address)(endOf(ip, null), world));
}

/** A name that resolves, and that differs in a letter or two. */
function nearName(name: string, { resolver }: AddressWorld): string | null {
  const known = Object.keys(resolver.fqdn).filter((one) => (resolver.fqdn[one] ?? []).length > 0);
  return known.find((one) => distance(one.toLowerCase(), name.toLowerCase()) <= 2) ?? null;
}

/** Where the gateway leads, or that the name there does not resolve. */
function reached(
  { id }: ApiGateway,
  to: {
    readonly name: string;
    readonly addresses: readonly string[];
    readonly port: number;
    readonly server?: number;
  },
  world: AddressWorld,
): RouteFinding {
  const { name, port } = to;
  const [realServer] = to.addresses;
  if (realServer === undefined)
    return { kind: 'unresolved', gateway: id, name, near: nearName(name, world) };
  const server = to.server ?? null;
  const resolved = realServer === name ? {} : { resolved: name };
  return { kind: 'routed', gateway: id, realServer, port, server, ...resolved };
}

/** What is asked of DNS for a real server of `addr-type fqdn`; an address object may have an address instead. */
function nameOf({ config }: Compiled, { address }: RealServer): string {
  const object = config['firewall address'].find(({ name }) => name === address);
  if (object?.type === 'ipmask') return object.subnet.split(/[\s/]/)[0] ?? '';
  return object?.type === 'fqdn' ? object.fqdn : address;
}

/** `ldb-method` among those that can serve; `static` stays with the first [assumed]. */
function inTurn(
  gateway: ApiGateway,
  servers: readonly RealServer[],
  { host, turn = 0 }: Request,
): RealServer | undefined {
  const [first] = servers;
  switch (gateway['ldb-method']) {
    case 'static':
    case 'first-alive':
      return first;
    case 'round-robin':
      return servers[turn % Math.max(1, servers.length)];
    case 'weighted': {
      let rest =
        turn %
        Math.max(
          1,
          servers.reduce((sum, { weight }) => sum + weight, 0),
        );
      for (const server of servers) {
        if (rest < server.weight) return server;
        rest -= server.weight;
      }
      return first;
    }
    case 'http-host': {
      const asked = host?.toLowerCase();
      return servers.find((one) => one['http-host'].toLowerCase() === asked) ?? first;
    }
  }
}

/** The real server that has the address and the port that FortiClient asks for. */
function forwarded(
  gateway: ApiGateway,
  path: string,
  compiled: Compiled,
  world: AddressWorld,
): RouteFinding {
  const { address, port } = askedOf(path);
  const server = usable(gateway.realservers).find(
    (one) => hasPort(one, port) && hasAddress(one, address, compiled, world),
  );
  const asked = address === '' ? 'no address' : `${address}:${port}`;
  if (!server) return { kind: 'no-real-server', gateway: gateway.id, asked };
  const found = addressesFor(address, world);
  // A name that no address object asks DNS for is led on as it is [assumed].
  const addresses = found.length > 0 || server['addr-type'] === 'fqdn' ? found : [address];
  return reached(gateway, { name: address, addresses, port }, world);
}

export function route(
  compiled: Compiled,
  proxy: AccessProxy | undefined,
  request: Request,
  world: AddressWorld,
): RouteFinding {
  const { config } = compiled;
  const gateway = gatewayOf(config, proxy, request);
  if (!gateway) return { kind: 'no-gateway' };
  const { id, service } = gateway;
  switch (service) {
    case 'saas':
    case 'web-portal':
    case 'samlsp':
      return { kind: 'without-server', gateway: id, service };
    case 'tcp-forwarding':
      return forwarded(gateway, request.path, compiled, world);
    case 'http':
    case 'https': {
      const server = inTurn(gateway, usable(gateway.realservers), request);
      if (!server) return { kind: 'no-real-server', gateway: id };
      const { port } = server;
      const isName = server['addr-type'] === 'fqdn';
      const name = isName ? nameOf(compiled, server) : addressOf(config, server);
      const addresses = isName ? addressesFor(name, world) : [name];
      return reached(gateway, { name, addresses, port, server: server.id }, world);
    }
  }
}
