/** Everything that a decision rests on, handed from rule to rule as it came. */
import type { Ems, EmsServer, Endpoint, EndpointRoute, FabricDevice } from '#model/ems/ems.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import type { Resolver, Session } from '#model/decision/session.ts';
import type { Tag, TagCategory } from '#model/tagging/tags.ts';

export interface FortiGate {
  readonly name: string;
  readonly connector: number;
  readonly config: FortiosConfig;
  /** Connectors whose EMS certificate nobody accepted. */
  readonly unverified?: readonly number[] | undefined;
}

export interface Situation {
  readonly ems: Ems;
  readonly fortigate: FortiGate;
  readonly session: Session;
  readonly resolver: Resolver;
}

export interface ReferenceDecision {
  readonly kind: 'ztna' | 'forward';
  readonly action: 'accept' | 'deny';
  readonly policyid: number;
  readonly policytype: 'policy' | 'proxy-policy';
  readonly error: number | null;
}

/** A connection to EMS that can stand: the server, and the number of the connector to it. */
export interface Line {
  readonly server: EmsServer;
  readonly connector: number;
}

/** Section 11: a VDOM with `set override enable` has connectors of its own. */
function connectorEntries({ config }: FortiGate) {
  const own = config['endpoint-control fctems-override'];
  const isOverridden = JSON.stringify(config.layout).includes(
    '"kind":"set","name":"override","values":[{"text":"enable"',
  );
  return own.length > 0 && isOverridden ? own : config['endpoint-control fctems'];
}

/** Whether the configuration has the table of connectors, with entries or without. */
export function tellsOfConnectors(fortigate: FortiGate): boolean {
  return (
    connectorEntries(fortigate).length > 0 ||
    JSON.stringify(fortigate.config.layout).includes('"endpoint-control fctems"')
  );
}

/**
 * Section 12: a connector is in force if it is enabled, verified, and of a server's serial number. A
 * configuration that tells of no connector is connected to the first server, as EMS says.
 */
export function linesInForce({ ems, fortigate }: Situation): readonly Line[] {
  const { connector, unverified = [] } = fortigate;
  const entries = connectorEntries(fortigate);
  if (!tellsOfConnectors(fortigate)) return [{ server: ems, connector }];
  const others = ems.otherServers ?? [];
  const own = entries.find((entry) => entry['ems-id'] === connector)?.['serial-number'];
  const isTaken = others.some(({ serial }) => serial === own);
  return [ems, ...others].flatMap((server): Line[] => {
    const [entry] = entries.filter(
      (one) =>
        one.status === 'enable' &&
        one['serial-number'] === server.serial &&
        // The FortiGate's own connector is the first server's, unless it is to another one.
        (server !== ems || isTaken || one['ems-id'] === connector),
    );
    return entry && !unverified.includes(entry['ems-id'])
      ? [{ server, connector: entry['ems-id'] }]
      : [];
  });
}

/** Section 12: `pull-tags disable`, and no tags come. */
export function tagsArePulled({ fortigate }: Situation, { connector }: Line): boolean {
  return !connectorEntries(fortigate).some(
    (entry) => entry['ems-id'] === connector && entry['pull-tags'] === 'disable',
  );
}

/** What EMS has told a FortiGate. */
export interface Told {
  readonly device: FabricDevice;
  readonly endpoints: readonly Endpoint[];
}

/**
 * What the FortiGate has of the server, if EMS authorized it. Section 11: while the connection is down, what
 * it last knew, for the seconds of its `out-of-sync-threshold`; then nothing.
 */
export function toldBy(situation: Situation, { server, connector }: Line): Told | undefined {
  const { fortigate, session } = situation;
  const device = server.fabricDevices.find((one) => one.name === fortigate.name);
  if (!device?.authorized) return undefined;
  if (device.connected !== false) return { device, endpoints: server.endpoints };
  if (device.downSince === undefined) return undefined;
  const entry = connectorEntries(fortigate).find((one) => one['ems-id'] === connector);
  const seconds = entry?.['out-of-sync-threshold'] ?? 180;
  if (session.at.epochMs - device.downSince >= seconds * 1000) return undefined;
  return (
    server.lastKnown?.find((one) => one.device.name === fortigate.name) ?? {
      device,
      endpoints: server.endpoints,
    }
  );
}

/** Section 4: Zero Trust Tags are always shared; the other types where they are selected. */
export function typeIsShared(device: FabricDevice, category: TagCategory): boolean {
  return category === 'zero_trust' || device.tagTypes.includes(category);
}

/** Section 11: an endpoint's routes, that of its own `ip`, `mac` and `gateway` among them. */
export function routesOf(endpoint: Endpoint): readonly EndpointRoute[] {
  const { ip, mac, gateway } = endpoint;
  return [{ ip, mac, gateway, interface: null, vpn: false }, ...(endpoint.routes ?? [])];
}

/** Section 4, FortiClient Endpoint Sharing: whether the device gets the addresses of a route. */
function routeIsShared(device: FabricDevice, { gateway }: EndpointRoute): boolean {
  switch (device.endpointSharing) {
    case 'all':
      return true;
    case 'connected':
      return gateway === device.name;
    case 'selected':
      return gateway === device.name || (gateway !== null && device.selected.includes(gateway));
  }
}

/** An address that a FortiGate learns: the MAC is null where EMS gives none, as over a VPN. */
export interface LearnedAddress {
  readonly endpoint: Endpoint;
  readonly ip: string;
  readonly mac: string | null;
}

/** F1: the addresses that this FortiGate learns for a tag of the server behind the connector. */
export function f1Addresses(
  situation: Situation,
  connector: number,
  tag: Tag,
): readonly LearnedAddress[] {
  const line = linesInForce(situation).find((one) => one.connector === connector);
  if (!line || !tagsArePulled(situation, line)) return [];
  const told = toldBy(situation, line);
  if (!told || !typeIsShared(told.device, tag.category)) return [];
  return told.endpoints
    .filter(
      (endpoint) =>
        endpoint.registered &&
        endpoint.online &&
        endpoint.tags.some((one) => one.category === tag.category && one.name === tag.name),
    )
    .flatMap((endpoint) =>
      routesOf(endpoint)
        .filter((route) => routeIsShared(told.device, route))
        .map(({ ip, mac, vpn }) => ({ endpoint, ip, mac: vpn ? null : mac })),
    );
}

/** F2: the MAC of an endpoint's packet is known on a route that is no VPN and whose gateway is this FortiGate. */
export function f2Mac(
  { fortigate }: Situation,
  endpoint: Endpoint | undefined,
  ip: string,
): string | null {
  if (!endpoint) return null;
  const [own, ...others] = routesOf(endpoint);
  // An address that is none of its own came to it on the way [assumed].
  const route = [own, ...others].find((one) => one?.ip === ip) ?? own;
  return route && !route.vpn && route.gateway === fortigate.name ? route.mac : null;
}

/** Every endpoint of every server. */
export function allEndpoints({ ems }: Situation): readonly Endpoint[] {
  return [ems, ...(ems.otherServers ?? [])].flatMap(({ endpoints }) => endpoints);
}

/** The endpoint that the session really comes from. */
export function ownEndpoint(situation: Situation): Endpoint | undefined {
  const { endpointUid } = situation.session;
  return endpointUid === null
    ? undefined
    : allEndpoints(situation).find((endpoint) => endpoint.uid === endpointUid);
}
