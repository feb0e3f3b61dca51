/** The ways by which an endpoint's traffic comes, and which of their addresses a FortiGate gets (F1, F2). */
import type { Endpoint, EndpointRoute, FabricDevice } from '#model/ems/ems.ts';
import type { AddressStanding } from '#model/ems/standing.ts';

type Routed = Pick<Endpoint, 'ip' | 'mac' | 'gateway' | 'routes'>;

const ownGateway: AddressStanding = { kind: 'given', by: 'own-gateway' };
const everyone: AddressStanding = { kind: 'given', by: 'all' };
const selectedGateway: AddressStanding = { kind: 'given', by: 'selected' };

/** That of the endpoint's own record. */
function ownRoute({ ip, mac, gateway }: Routed): EndpointRoute {
  return { ip, mac, gateway, interface: null, vpn: false };
}

/** That of the endpoint's own record first. */
export function routesOf(endpoint: Routed): readonly EndpointRoute[] {
  return [ownRoute(endpoint), ...(endpoint.routes ?? [])];
}

/** The route with the address; that of the endpoint's own record where it came to another on the way [assumed]. */
export function routeAt(endpoint: Routed, ip: string): EndpointRoute {
  const further = ip === endpoint.ip ? undefined : endpoint.routes?.find((one) => one.ip === ip);
  return further ?? ownRoute(endpoint);
}

export function hasAddress(endpoint: Routed, ip: string): boolean {
  return endpoint.ip === ip || (endpoint.routes?.some((one) => one.ip === ip) ?? false);
}

/** Every one, in lower case. */
export function macsOf(endpoint: Routed): readonly string[] {
  if (!endpoint.routes) return [endpoint.mac.toLowerCase()];
  return routesOf(endpoint).flatMap(({ mac }) => (mac === null ? [] : [mac.toLowerCase()]));
}

/** The MAC address of a packet from or to the address: seen on the FortiGate's own network alone (F2). */
export function macSeen(
  endpoint: Routed | undefined,
  ip: string,
  fortigate: string,
): string | null {
  if (!endpoint) return null;
  const { vpn, gateway, mac } = routeAt(endpoint, ip);
  return !vpn && gateway === fortigate ? mac : null;
}

/** Whether FortiClient Endpoint Sharing gives what is behind the gateway to the device, and by what [445705]. */
function gatewayStanding(device: FabricDevice, gateway: string | null): AddressStanding {
  if (gateway === device.name) return ownGateway;
  switch (device.endpointSharing) {
    case 'all':
      return everyone;
    case 'selected':
      return gateway !== null && device.selected.includes(gateway)
        ? selectedGateway
        : { kind: 'left-out', gateway };
    case 'connected':
      return { kind: 'left-out', gateway };
  }
}

/** Whether FortiClient Endpoint Sharing gives any of the endpoint's addresses to the device, and by what. */
export function addressStanding(device: FabricDevice, endpoint: Routed): AddressStanding {
  const own = gatewayStanding(device, endpoint.gateway);
  if (own.kind === 'given' || !endpoint.routes) return own;
  return (
    endpoint.routes
      .map(({ gateway }) => gatewayStanding(device, gateway))
      .find(({ kind }) => kind === 'given') ?? own
  );
}

/** Whether it gives the route that a packet with the address came by. */
export function routeStanding(device: FabricDevice, endpoint: Routed, ip: string): AddressStanding {
  return gatewayStanding(device, routeAt(endpoint, ip).gateway);
}

/** Of the endpoint's routes, those whose addresses the device gets. */
function routesGiven(device: FabricDevice, endpoint: Routed): readonly EndpointRoute[] {
  return routesOf(endpoint).filter(
    ({ gateway }) => gatewayStanding(device, gateway).kind === 'given',
  );
}

export function ipsGiven(device: FabricDevice, endpoint: Routed): readonly string[] {
  // Nearly every endpoint has one route, and there may be 100,000.
  if (!endpoint.routes)
    return gatewayStanding(device, endpoint.gateway).kind === 'given' ? [endpoint.ip] : [];
  return routesGiven(device, endpoint).map(({ ip }) => ip);
}

/** In lower case; EMS gives none of a VPN. */
export function macsGiven(device: FabricDevice, endpoint: Routed): readonly string[] {
  if (!endpoint.routes)
    return gatewayStanding(device, endpoint.gateway).kind === 'given'
      ? [endpoint.mac.toLowerCase()]
      : [];
  return routesGiven(device, endpoint).flatMap(({ mac, vpn }) =>
    mac === null || vpn ? [] : [mac.toLowerCase()],
  );
}
