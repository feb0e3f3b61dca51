/** Everything that a decision rests on, handed from rule to rule as it came. */
import type { Endpoint, Ems, FabricDevice } from '#model/ems/ems.ts';
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

/** Section 12: the connector is in force if it is enabled, verified, and of this EMS's serial number. */
function connectorIsInForce({ ems, fortigate }: Situation): boolean {
  const { config, connector, unverified = [] } = fortigate;
  const entries = config['endpoint-control fctems'];
  const hasTable =
    entries.length > 0 || JSON.stringify(config.layout).includes('"endpoint-control fctems"');
  if (!hasTable) return true;
  return entries.some(
    (entry) =>
      entry['ems-id'] === connector &&
      entry.status === 'enable' &&
      entry['serial-number'] === ems.serial &&
      !unverified.includes(connector),
  );
}

/** Section 12: `pull-tags disable`, and no tags come. */
export function tagsArePulled({ fortigate: { config, connector } }: Situation): boolean {
  return !config['endpoint-control fctems'].some(
    (entry) => entry['ems-id'] === connector && entry['pull-tags'] === 'disable',
  );
}

/** This FortiGate as EMS knows it, if its connector is in force, EMS authorized it and its connection is up. */
export function connectedDevice(situation: Situation): FabricDevice | undefined {
  const { ems, fortigate } = situation;
  if (!connectorIsInForce(situation)) return undefined;
  const device = ems.fabricDevices.find((one) => one.name === fortigate.name);
  return device?.authorized && device.connected !== false ? device : undefined;
}

/** Section 4: Zero Trust Tags are always shared; the other types where they are selected. */
export function typeIsShared(device: FabricDevice, category: TagCategory): boolean {
  return category === 'zero_trust' || device.tagTypes.includes(category);
}

/** Section 4: FortiClient Endpoint Sharing. */
function endpointIsShared(device: FabricDevice, endpoint: Endpoint): boolean {
  switch (device.endpointSharing) {
    case 'all':
      return true;
    case 'connected':
      return endpoint.gateway === device.name;
    case 'selected':
      return (
        endpoint.gateway === device.name ||
        (endpoint.gateway !== null && device.selected.includes(endpoint.gateway))
      );
  }
}

/** F1: the endpoints whose addresses this FortiGate learns for a tag. */
export function f1Endpoints(situation: Situation, tag: Tag): readonly Endpoint[] {
  const device = connectedDevice(situation);
  if (!device || !tagsArePulled(situation) || !typeIsShared(device, tag.category)) return [];
  return situation.ems.endpoints.filter(
    (endpoint) =>
      endpoint.registered &&
      endpoint.online &&
      endpoint.tags.some((one) => one.category === tag.category && one.name === tag.name) &&
      endpointIsShared(device, endpoint),
  );
}

/** The endpoint that the session really comes from. */
export function ownEndpoint({ ems, session }: Situation): Endpoint | undefined {
  return session.endpointUid === null
    ? undefined
    : ems.endpoints.find((endpoint) => endpoint.uid === session.endpointUid);
}
