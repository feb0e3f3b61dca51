/** Requests that come to each of a ZTNA server's API gateways, so that none is left out where sessions are tried. */
import type { ApiGateway, FortiosConfig, RealServer, AccessProxy } from '#model/fortios/tables.ts';
import { addressRange, ipText, subnetNumbers } from '#model/fortios/ip.ts';
import { usable } from '../decide/route.ts';

export interface GatewayRequest {
  readonly path: string;
  readonly host: string | null;
}

/** A text that the wildcards match. */
function matching(pattern: string): string {
  return pattern.replaceAll('*', 'x').replaceAll('?', 'x');
}

/** A path that the gateway's map takes, as far as that can be read off it. */
function pathOf(gateway: ApiGateway): string {
  const map = gateway['url-map'];
  switch (gateway['url-map-type']) {
    case 'sub-string':
      return map.startsWith('/') ? map : `/${map}`;
    case 'wildcard':
      return matching(map);
    case 'regex':
      return map.replaceAll(/[\^$]/g, '').replaceAll('.*', 'x');
  }
}

function hostOf(config: FortiosConfig, gateway: ApiGateway): string | null {
  const name = gateway['virtual-host'];
  const host = config['firewall access-proxy-virtual-host'].find((one) => one.name === name)?.host;
  return host === undefined ? null : matching(host);
}

/** An address that a TCP forwarding server is for. */
function forwardedAddress(config: FortiosConfig, server: RealServer): string {
  if (server.domain !== '') return server.domain;
  if (server.address === '') return server.ip;
  const object = config['firewall address'].find(({ name }) => name === server.address);
  switch (object?.type) {
    case 'fqdn':
      return object.fqdn;
    case 'iprange':
      return object['start-ip'];
    case 'ipmask': {
      const subnet = subnetNumbers(object.subnet);
      // The subnet's own address is no host's, unless it is one alone.
      return subnet ? ipText(subnet.mask === 0xffffffff ? subnet.ip : subnet.ip + 1) : '';
    }
    default:
      return addressRange(server.address) ? server.address : '10.0.0.1';
  }
}

export function requestsTo(
  config: FortiosConfig,
  proxy: AccessProxy | undefined,
): readonly GatewayRequest[] {
  const found = new Map<string, GatewayRequest>();
  const note = (request: GatewayRequest): void => {
    found.set(JSON.stringify(request), request);
  };
  note({ path: '/', host: null });
  for (const gateway of proxy?.['api-gateway'] ?? []) {
    const host = hostOf(config, gateway);
    if (gateway.service === 'tcp-forwarding')
      for (const server of usable(gateway.realservers)) {
        const port = server.mappedport[0]?.split('-')[0] ?? '443';
        const address = forwardedAddress(config, server);
        note({ path: `/tcp?address=${address}&port=${port}&tls=0`, host });
      }
    else if (gateway.service !== 'samlsp') note({ path: pathOf(gateway), host });
  }
  return [...found.values()];
}
