/** What FortiOS refuses of the objects that a ZTNA server is made of. */
import { ipNumber, notAPort, portRange } from '#model/fortios/ip.ts';
import type { FieldProblem } from '#model/fortios/rows.parse.ts';
import type {
  AccessProxy,
  ApiGateway,
  FortiosConfig,
  RealServer,
  Vip,
  VirtualHost,
} from '#model/fortios/tables.ts';

const lacks = (field: string, message: string): FieldProblem => ({ field, code: -56, message });

function portsOverlap(a: string, b: string): boolean {
  const [one, other] = [portRange(a), portRange(b)];
  return one !== null && other !== null && one.first <= other.last && other.first <= one.last;
}

/** `before`: the VIP that it replaces; a world made before the certificate was asked for keeps its VIPs. */
export function vipProblems(
  config: FortiosConfig,
  vip: Vip,
  before: Vip | undefined,
): FieldProblem[] {
  if (vip.extip === '') return [lacks('extip', 'Type the external IP address.')];
  if (vip.extintf === '') return [lacks('extintf', 'Choose the interface.')];
  if (vip.type !== 'access-proxy') return [];
  if (vip.extport === '') return [lacks('extport', 'Type the external port.')];
  const had = before === undefined || before['ssl-certificate'].length > 0;
  if (had && vip['server-type'] === 'https' && vip['ssl-certificate'].length === 0)
    return [lacks('ssl-certificate', 'Choose the default certificate.')];
  const twin = config['firewall vip'].find(
    (one) =>
      one.name !== before?.name &&
      one.extip === vip.extip &&
      portsOverlap(one.extport, vip.extport) &&
      (one.extintf === 'any' || vip.extintf === 'any' || one.extintf === vip.extintf),
  );
  return twin
    ? [
        {
          field: 'extport',
          code: -15,
          message: `${twin.name} already listens on ${twin.extip}:${twin.extport}. Choose another address or port.`,
        },
      ]
    : [];
}

/** `before`: the one that it replaces; text without a host is kept as it came. */
export function virtualHostProblems(
  { host }: VirtualHost,
  before: VirtualHost | undefined,
): FieldProblem[] {
  return host === '' && before?.host !== ''
    ? [lacks('host', 'Type the host, as in app.example.com.')]
    : [];
}

/** Whether it was so before: then it does not stand in the way of other settings. */
type WasSo = (holds: (before: RealServer) => boolean) => boolean;

/** A server that the FortiGate forwards TCP to: an address object, and the ports at it [259754]. */
function forwardingProblems(
  { address, domain, ip, mappedport }: RealServer,
  at: string,
  wasSo: WasSo,
): FieldProblem[] {
  const wrong = notAPort(mappedport);
  if (address === '' && domain === '' && ip === '')
    return [lacks(`${at}.address`, 'Choose the address.')];
  if (mappedport.length === 0 && !wasSo((before) => before.mappedport.length === 0))
    return [lacks(`${at}.mappedport`, 'Type the ports, as in 3389 or 8000-8080.')];
  if (wrong !== undefined && !wasSo((before) => before.mappedport.includes(wrong)))
    return [
      {
        field: `${at}.mappedport`,
        code: -15,
        message: `${wrong} is not a port. Write numbers from 1 to 65535, or ranges 8000-8080.`,
      },
    ];
  return [];
}

function webServerProblems(
  config: FortiosConfig,
  server: RealServer,
  at: string,
  wasSo: WasSo,
): FieldProblem[] {
  const { ip, address } = server;
  if (ip !== '' && ipNumber(ip) === null)
    return [
      {
        field: `${at}.ip`,
        code: -8,
        message: `${ip} is not an IPv4 address. Write it as 10.88.0.3.`,
      },
    ];
  if (server['addr-type'] === 'fqdn') {
    if (address === '') return [lacks(`${at}.address`, 'Choose the address.')];
    const object = config['firewall address'].find((one) => one.name === address);
    const isSame = wasSo((before) => before['addr-type'] === 'fqdn' && before.address === address);
    return object === undefined || object.type === 'fqdn' || isSame
      ? []
      : [
          {
            field: `${at}.address`,
            code: -15,
            message: `${address} does not stand for a domain name. Choose an address of type FQDN.`,
          },
        ];
  }
  return ip === '' && address === '' ? [lacks(`${at}.ip`, 'Type the real server’s address.')] : [];
}

function realServerProblems(
  config: FortiosConfig,
  { service }: ApiGateway,
  server: RealServer,
  at: string,
  before: RealServer | undefined,
): FieldProblem[] {
  const wasSo: WasSo = (holds) => before !== undefined && holds(before);
  switch (service) {
    case 'tcp-forwarding':
      return forwardingProblems(server, at, wasSo);
    case 'https':
    case 'http':
      return webServerProblems(config, server, at, wasSo);
    // Of these the real servers are not asked.
    case 'samlsp':
    case 'web-portal':
    case 'saas':
      return [];
  }
}

export function proxyProblems(
  config: FortiosConfig,
  proxy: AccessProxy,
  before: AccessProxy | undefined,
): FieldProblem[] {
  const servers = proxy['api-gateway'].flatMap((gateway, g) => {
    const old = before?.['api-gateway'].find(
      ({ id, service }) => id === gateway.id && service === gateway.service,
    );
    return gateway.realservers.flatMap((server, s) =>
      realServerProblems(
        config,
        gateway,
        server,
        `api-gateway.${g}.realservers.${s}`,
        old?.realservers.find(({ id }) => id === server.id),
      ),
    );
  });
  return [...(proxy.vip === '' ? [lacks('vip', 'Choose the VIP.')] : []), ...servers];
}
