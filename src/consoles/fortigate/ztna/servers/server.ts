/** A ZTNA server as the page shows it. */
import type { ObjectUse } from '#model/fortios/fortios-api.ts';
import type { AccessProxy, ApiGateway, RealServer, Vip } from '#model/fortios/tables.ts';
import { rowFromAnswer } from '#model/fortios/wire.parse.ts';
import type { ServerFacts, ZtnaServers } from '#model/fortios/ztna-servers.ts';

export interface Server {
  readonly proxy: AccessProxy;
  /** Null where the access proxy names a VIP that is not there. */
  readonly vip: Vip | null;
  /** The first policies of each table that use it, and how many of each there are. */
  readonly uses: readonly ObjectUse[];
  readonly totals: Readonly<Record<string, number>>;
}

/** A server as it came. */
export function serverOf({ proxy, vip, uses }: ZtnaServers['servers'][number]): Server {
  return {
    proxy: rowFromAnswer('firewall access-proxy', proxy),
    vip: vip === null ? null : rowFromAnswer('firewall vip', vip),
    uses: uses.flatMap(({ first }) => first),
    totals: Object.fromEntries(uses.map(({ table, total }) => [table, total])),
  };
}

/** The setting in force (rule R1): the VIP's, else the access proxy's, as older texts have it, else FortiOS's. */
export function certificateSettings({ proxy, vip }: Pick<Server, 'proxy' | 'vip'>) {
  return {
    clientCert: vip?.['client-cert'] || proxy['client-cert'] || 'enable',
    emptyCertAction: vip?.['empty-cert-action'] || proxy['empty-cert-action'] || 'block',
    userAgentDetect: vip?.['user-agent-detect'] || proxy['user-agent-detect'] || 'enable',
  } as const;
}

export type Service = ApiGateway['service'];

/** What the form calls a service; the last three are made by CLI alone [325639, 259754]. */
export const serviceWords: Readonly<Record<Service, string>> = {
  http: 'HTTP',
  https: 'HTTPS',
  'tcp-forwarding': 'TCP Forwarding',
  samlsp: 'SAML SP',
  'web-portal': 'Web portal',
  saas: 'SaaS',
};

/** Where a real server is, in one word. */
function addressWords({ ip, address, domain }: RealServer): string {
  return [ip === '0.0.0.0' ? '' : ip, address, domain].find((one) => one !== '') ?? '?';
}

function realServerWords(service: Service, real: RealServer): string {
  const ports = service === 'tcp-forwarding' ? real.mappedport.join(',') : String(real.port);
  return `${addressWords(real)}${ports === '' ? '' : `:${ports}`}`;
}

/** A mapping in one line: `HTTPS app.example.com/wiki → 10.88.1.20:443`. */
export function mappingWords(
  gateway: ApiGateway,
  hosts: ServerFacts['virtualHosts'] | undefined,
): string {
  const { service, realservers } = gateway;
  const name = gateway['virtual-host'];
  const host = hosts?.find((one) => one.name === name)?.host ?? name;
  const servers =
    realservers.map((real) => realServerWords(service, real)).join(', ') || 'no real server';
  switch (service) {
    case 'http':
    case 'https':
      return `${serviceWords[service]} ${host}${gateway['url-map']} → ${servers}`;
    case 'tcp-forwarding':
      return `${serviceWords[service]} ${host === '' ? '' : `${host} `}→ ${servers}`;
    case 'samlsp':
      return `${serviceWords[service]} ${gateway['saml-server']}`.trim();
    case 'web-portal':
    case 'saas':
      return `${serviceWords[service]} ${host}${gateway['url-map']}`;
  }
}
