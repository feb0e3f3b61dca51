/** What the form of a ZTNA server holds, and what it refuses. */
import { ipNumber, notAPort, portParts, portRange } from '#model/fortios/ip.ts';
import type { ApiGateway, RealServer } from '#model/fortios/tables.ts';
import type { ServerFacts } from '#model/fortios/ztna-servers.ts';
import { nameProblem } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';
import { type Server, type Service, certificateSettings } from './server.ts';

const maxName = 79;
const maxHost = 79;
const maxDomain = 79;
const maxComment = 255;

const ipProblem = (value: string, what: string): string | null => {
  if (value === '') return `Type the ${what}.`;
  return ipNumber(value) === null
    ? `${value} is not an IPv4 address. Write it as 10.0.3.10.`
    : null;
};
/** @param isRange whether a range is taken too */
function portProblem(value: string, what: string, isRange: boolean): string | null {
  if (value === '') return `Type the ${what}.`;
  const range = isRange || /^\d+$/.test(value) ? portRange(value) : null;
  if (range !== null && range.first > 0) return null;
  return `${value} is not a port. Write a number from 1 to 65535${isRange ? ', or a range 8000-8080' : ''}.`;
}
function portsProblem(value: string): string | null {
  const parts = portParts(value);
  if (parts.length === 0) return 'Type the ports, as in 3389 or 8000-8080.';
  const wrong = notAPort(parts);
  if (wrong !== undefined)
    return `${wrong} is not a port. Write numbers from 1 to 65535, or ranges 8000-8080.`;
  const twice = parts.find((part, at) => parts.indexOf(part) !== at);
  return twice === undefined ? null : `${twice} stands twice. Write each port once.`;
}

/** A text, and what is wrong with it in words. */
const checked = (problemOf: (value: string) => string | null) =>
  z.string().superRefine((value, context) => {
    const message = problemOf(value);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });

/** `object` is an address object by its name, which HTTP and HTTPS servers can have by CLI. */
export const addressTypes = ['ip', 'fqdn', 'object'] as const;
export type AddressType = (typeof addressTypes)[number];

const realServerSchema = z.object({
  id: z.number(),
  addressType: z.enum(addressTypes),
  ip: z.string(),
  address: z.string(),
  /** The address is a new object, of this domain name. */
  isNewAddress: z.boolean(),
  domainName: z.string(),
  port: z.string(),
  /** What stands in place of an address object by CLI; TCP is forwarded there as well. */
  otherAddress: z.string(),
  /** Of a server that TCP is forwarded to. */
  ports: z.string(),
  status: z.enum(['active', 'standby', 'disable']),
  weight: z.string(),
  httpHost: z.string().max(63, { message: 'The HTTP host takes at most 63 characters.' }),
});
type RealServerForm = z.infer<typeof realServerSchema>;

const gatewaySchema = z.object({
  id: z.number(),
  service: z.enum(['https', 'http', 'tcp-forwarding', 'samlsp', 'web-portal', 'saas']),
  urlMap: z.string(),
  urlMapType: z.enum(['sub-string', 'wildcard', 'regex']),
  virtualHost: z.object({
    kind: z.enum(['any', 'specify']),
    /** Blank for a new object. */
    name: z.string(),
    host: z.string(),
    hostType: z.enum(['sub-string', 'wildcard']),
  }),
  loadBalancing: z.enum(['static', 'round-robin', 'weighted', 'first-alive', 'http-host']),
  servers: z.array(realServerSchema),
});
type GatewayForm = z.infer<typeof gatewaySchema>;

/** Services whose mappings the form can make and change. */
export const editedServices = ['http', 'https', 'tcp-forwarding'] as const;
export type EditedService = (typeof editedServices)[number];
export function isEdited(service: Service): service is EditedService {
  return service === 'http' || service === 'https' || service === 'tcp-forwarding';
}

type Problem = readonly [path: readonly (string | number)[], message: string | null];

function weightProblem(weight: string): string | null {
  const number = /^\d+$/.test(weight) ? Number(weight) : 0;
  return number >= 1 && number <= 255
    ? null
    : `${weight === '' ? 'A blank' : weight} is not a weight. Write a number from 1 to 255.`;
}

function domainProblem(domain: string): string | null {
  if (domain === '') return 'Type the domain name, as in wiki.example.com.';
  if (domain.length > maxDomain)
    return `The domain name has ${domain.length} characters. Its object takes at most ${maxDomain}.`;
  return /^[\w-]+(?:\.[\w-]+)*$/.test(domain)
    ? null
    : `${domain} is not a domain name. Write it as wiki.example.com.`;
}

function addressProblem(server: RealServerForm, service: EditedService): Problem {
  if (service !== 'tcp-forwarding' && server.addressType === 'ip')
    return [['ip'], ipProblem(server.ip, 'real server’s address')];
  if (service !== 'tcp-forwarding' && server.addressType === 'fqdn' && server.isNewAddress)
    return [['domainName'], domainProblem(server.domainName)];
  const isElsewhere = service === 'tcp-forwarding' && server.otherAddress !== '';
  return [['address'], server.address === '' && !isElsewhere ? 'Choose the address.' : null];
}

/** Whether the FortiGate chooses among servers: with one, the form has neither method nor weight. */
export function isBalanced({
  service,
  servers,
}: Pick<GatewayForm, 'service' | 'servers'>): boolean {
  return service !== 'tcp-forwarding' && servers.length > 1;
}

function serverProblems(server: RealServerForm, gateway: GatewayForm): readonly Problem[] {
  const { service, loadBalancing } = gateway;
  if (!isEdited(service)) return [];
  const address = addressProblem(server, service);
  return service === 'tcp-forwarding'
    ? [address, [['ports'], portsProblem(server.ports)]]
    : [
        address,
        [['port'], portProblem(server.port, 'port', false)],
        [
          ['weight'],
          loadBalancing === 'weighted' && isBalanced(gateway) ? weightProblem(server.weight) : null,
        ],
      ];
}

function hostProblem(host: string): string | null {
  if (host === '') return 'Type the host, as in app.example.com.';
  if (host.length > maxHost)
    return `The host has ${host.length} characters. FortiOS takes at most ${maxHost}.`;
  return /^[\w.*?-]+$/.test(host) ? null : `${host} is not a host. Write it as app.example.com.`;
}

function gatewayProblems(gateway: GatewayForm): readonly Problem[] {
  if (!isEdited(gateway.service)) return [];
  const { virtualHost, urlMap, servers } = gateway;
  return [
    [['urlMap'], urlMap === '' ? 'Type the path, at least /.' : null],
    [
      ['virtualHost', 'host'],
      virtualHost.kind === 'specify' ? hostProblem(virtualHost.host) : null,
    ],
    [['servers'], servers.length === 0 ? 'Add at least one real server.' : null],
    ...servers.flatMap((server, at) =>
      serverProblems(server, gateway).map(([path, message]): Problem => [
        ['servers', at, ...path],
        message,
      ]),
    ),
  ];
}

export const serverFormSchema = z.object({
  name: checked((value) => nameProblem(value, 'ZTNA server', maxName)),
  comments: z.string().max(maxComment, {
    message: `The comments take at most ${maxComment} characters.`,
  }),
  extintf: z.string().min(1, { message: 'Choose the interface.' }),
  extip: checked((value) => ipProblem(value, 'external IP address')),
  extport: checked((value) => portProblem(value, 'external port', true)),
  certificate: z.string().min(1, { message: 'Choose the default certificate.' }),
  clientCert: z.enum(['enable', 'disable']),
  emptyCertAction: z.enum(['block', 'accept', 'accept-unmanageable']),
  userAgentDetect: z.enum(['enable', 'disable']),
  gateways: z
    .array(
      gatewaySchema.superRefine((gateway, context) => {
        for (const [path, message] of gatewayProblems(gateway))
          if (message !== null) context.addIssue({ code: 'custom', path: [...path], message });
      }),
    )
    .min(1, { message: 'Add at least one service mapping.' }),
});
export type ServerForm = z.infer<typeof serverFormSchema>;

export const newRealServer: RealServerForm = {
  id: 1,
  addressType: 'ip',
  ip: '',
  address: '',
  isNewAddress: false,
  domainName: '',
  port: '443',
  otherAddress: '',
  ports: '',
  status: 'active',
  weight: '1',
  httpHost: '',
};

export const anyHost: GatewayForm['virtualHost'] = {
  kind: 'any',
  name: '',
  host: '',
  hostType: 'sub-string',
};

export const newMapping: GatewayForm = {
  id: 1,
  service: 'https',
  urlMap: '/',
  urlMapType: 'sub-string',
  virtualHost: anyHost,
  loadBalancing: 'static',
  servers: [newRealServer],
};

/** FortiClient asks for TCP under this path, which the form of the product has no field for [166918, 259754]. */
export const tcpPath = '/tcp';
/** What a new mapping of the others has. */
export const usualPath = '/';

function addressTypeOf(real: RealServer): AddressType {
  if (real['addr-type'] === 'fqdn') return 'fqdn';
  const hasIp = real.ip !== '' && real.ip !== '0.0.0.0';
  return !hasIp && real.address !== '' ? 'object' : 'ip';
}

function realServerForm(real: RealServer, service: Service): RealServerForm {
  const isForwarded = service === 'tcp-forwarding';
  return {
    ...newRealServer,
    id: real.id,
    addressType: addressTypeOf(real),
    ip: real.ip === '0.0.0.0' ? '' : real.ip,
    address: real.address,
    port: String(real.port),
    otherAddress: (isForwarded && [real.domain, real.ip].find((one) => one !== '')) || '',
    ports: real.mappedport.join(' '),
    status: real.status,
    weight: String(real.weight),
    httpHost: real['http-host'],
  };
}

function hostForm(name: string, hosts: ServerFacts['virtualHosts']): GatewayForm['virtualHost'] {
  if (name === '') return anyHost;
  const known = hosts.find((one) => one.name === name);
  return {
    kind: 'specify',
    name,
    host: known?.host ?? '',
    hostType: known?.hostType ?? 'sub-string',
  };
}

function gatewayForm(gateway: ApiGateway, { virtualHosts }: ServerFacts): GatewayForm {
  return {
    id: gateway.id,
    service: gateway.service,
    urlMap: gateway['url-map'],
    urlMapType: gateway['url-map-type'],
    virtualHost: hostForm(gateway['virtual-host'], virtualHosts),
    loadBalancing: gateway['ldb-method'],
    servers: gateway.realservers.map((real) => realServerForm(real, gateway.service)),
  };
}

export function formOf(server: Server | null, facts: ServerFacts): ServerForm {
  if (!server)
    return {
      name: '',
      comments: '',
      extintf: '',
      extip: '',
      extport: '443',
      certificate: '',
      clientCert: 'enable',
      emptyCertAction: 'block',
      userAgentDetect: 'enable',
      gateways: [newMapping],
    };
  const { proxy, vip } = server;
  return {
    name: proxy.name,
    comments: vip?.comment ?? '',
    extintf: vip?.extintf ?? '',
    extip: vip?.extip ?? '',
    extport: vip?.extport ?? '443',
    certificate: vip?.['ssl-certificate'][0] ?? '',
    ...certificateSettings(server),
    gateways: proxy['api-gateway'].map((gateway) => gatewayForm(gateway, facts)),
  };
}

/** The next free number of a sub-table. */
export function nextId(entries: readonly { readonly id: number }[]): number {
  return Math.max(0, ...entries.map(({ id }) => id)) + 1;
}

/** The interface at whose own pages the server would stand; null where it stands in nobody's way [325639]. */
export function managedInterface(
  { extintf, extip, extport }: Pick<ServerForm, 'extintf' | 'extip' | 'extport'>,
  { interfaces, adminPort }: ServerFacts,
): string | null {
  const ports = portRange(extport);
  if (extip === '' || ports === null || ports.first > adminPort || ports.last < adminPort)
    return null;
  const clashes = interfaces.find(
    (one) =>
      one.isManaged &&
      one.ip === extip &&
      (extintf === 'any' || extintf === '' || one.name === extintf),
  );
  return clashes?.name ?? null;
}
