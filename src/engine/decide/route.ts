/** Which API gateway and real server a request reaches (rule R3). */
import type {
  AccessProxy,
  ApiGateway,
  FortiosConfig,
  RealServer,
  VirtualHost,
} from '#model/fortios/tables.ts';
import { ipNumber, portRange } from '#model/fortios/ip.ts';
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

/** What FortiClient asks a TCP forwarding gateway for: `/tcp?address=A&port=P&tls=…` [166918]. */
function askedOf(path: string): { readonly address: string; readonly port: number } {
  const asked = new URLSearchParams(path.slice(path.indexOf('?') + 1));
  return { address: asked.get('address') ?? '', port: Number(asked.get('port') ?? Number.NaN) };
}

/** Active ones; where none is, those on standby [inferred]. */
function usable(servers: readonly RealServer[]): readonly RealServer[] {
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
function addressesFor(address: string, { resolver }: AddressWorld): readonly string[] {
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
  const [realServer = address] = addressesFor(address, world);
  return { kind: 'routed', gateway: gateway.id, realServer, port };
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
      return { kind: 'without-server', gateway: id, service };
    case 'tcp-forwarding':
      return forwarded(gateway, request.path, compiled, world);
    case 'http':
    case 'https':
    case 'samlsp': {
      const [server] = usable(gateway.realservers);
      return server
        ? { kind: 'routed', gateway: id, realServer: addressOf(config, server), port: server.port }
        : { kind: 'no-real-server', gateway: id };
    }
  }
}
