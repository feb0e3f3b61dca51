/** What each FortiGate learns from EMS (domain.md sections 4 and 7; F1). */
import type { Ems, Endpoint, FabricDevice } from '#model/ems.ts';
import type { AddressStanding, Link } from '#model/standing.ts';
import { type Tag, type TagCategory, tagKey } from '#model/tags.ts';

/** True if EMS shares tags of this category with the device; Zero Trust Tags always are [445705]. */
export function sharesCategory(device: FabricDevice, category: TagCategory): boolean {
  return category === 'zero_trust' || device.tagTypes.includes(category);
}

const ownGateway: AddressStanding = { kind: 'given', by: 'own-gateway' };
const everyone: AddressStanding = { kind: 'given', by: 'all' };
const selectedGateway: AddressStanding = { kind: 'given', by: 'selected' };

/** Whether FortiClient Endpoint Sharing gives the endpoint's addresses to the device, and by what [445705]. */
export function addressStanding(device: FabricDevice, { gateway }: Endpoint): AddressStanding {
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

/** True if FortiClient Endpoint Sharing gives this endpoint's addresses to the device [445705]. */
export function sharesEndpoint(device: FabricDevice, endpoint: Endpoint): boolean {
  return addressStanding(device, endpoint).kind === 'given';
}

/** Whether the device's connection to EMS stands; absent is yes. */
export function isConnected({ connected }: Pick<FabricDevice, 'connected'>): boolean {
  return connected !== false;
}

/**
 * The state of a FortiGate's connection. One that is denied says so first: EMS would share nothing with it
 * were its line up. A device whose connection is down has forgotten what EMS shared with it [assumed].
 */
function linkOf(device: FabricDevice | null): Link {
  if (!device) return 'not-configured';
  if (!device.authorized) return 'not-authorized';
  return isConnected(device) ? 'up' : 'down';
}

/** The root of the device's Security Fabric, through which it reaches EMS; none for any other device. */
export function fabricRoot(
  { fabricDevices }: Pick<Ems, 'fabricDevices'>,
  device: FabricDevice,
): FabricDevice | undefined {
  return device.fabric?.role === 'downstream'
    ? fabricDevices.find(
        (one) => one.fabric?.role === 'root' && one.fabric.name === device.fabric?.name,
      )
    : undefined;
}

export interface TagAddresses {
  readonly tag: Tag;
  /** The endpoints whose addresses the tag resolves to on this FortiGate. */
  readonly endpoints: readonly Endpoint[];
  readonly ips: ReadonlySet<string>;
  /** In lower case. */
  readonly macs: ReadonlySet<string>;
}

/** Everything that one FortiGate knows from EMS. */
export interface Knowledge {
  readonly device: FabricDevice | null;
  readonly link: Link;
  /** Tags that exist on the FortiGate: their type is shared and an endpoint carries them. By tagKey. */
  readonly tags: ReadonlyMap<string, TagAddresses>;
  /** Shared tags that the FortiGate has no room for, by tagKey. */
  readonly refused: ReadonlySet<string>;
  /** Endpoints whose address the FortiGate received, by IP address (R4's second way). */
  readonly byAddress: ReadonlyMap<string, Endpoint>;
  readonly byUid: ReadonlyMap<string, Endpoint>;
}

const arrived = new WeakMap<Ems['endpoints'], readonly Tag[]>();

/** Every tag that an endpoint carries, in the order in which the first endpoint got it. */
function arrivals({ endpoints }: Ems): readonly Tag[] {
  let tags = arrived.get(endpoints);
  if (!tags) {
    const first = new Map<string, { readonly tag: Tag; since: number }>();
    for (const endpoint of endpoints)
      for (const { category, name, since } of endpoint.tags) {
        const tag: Tag = { category, name };
        const entry = first.get(tagKey(tag));
        if (!entry) first.set(tagKey(tag), { tag, since });
        else if (since < entry.since) entry.since = since;
      }
    tags = [...first.values()].toSorted((a, b) => a.since - b.since).map(({ tag }) => tag);
    arrived.set(endpoints, tags);
  }
  return tags;
}

/** Tags that come to be on the device, and those that it refuses since its room for tags is full [25915]. */
export function roomFor(
  ems: Ems,
  device: FabricDevice,
): { readonly tags: readonly Tag[]; readonly refused: readonly Tag[] } {
  const shared =
    linkOf(device) === 'up'
      ? arrivals(ems).filter(({ category }) => sharesCategory(device, category))
      : [];
  const room = device.tagLimit ?? shared.length;
  return { tags: shared.slice(0, room), refused: shared.slice(room) };
}

interface Growing {
  readonly tag: Tag;
  readonly endpoints: Endpoint[];
  readonly ips: Set<string>;
  readonly macs: Set<string>;
}

function learn(ems: Ems, deviceName: string): Knowledge {
  const device = ems.fabricDevices.find((d) => d.name === deviceName) ?? null;
  const link = linkOf(device);
  const refused = new Set(
    device?.tagLimit === undefined ? [] : roomFor(ems, device).refused.map(tagKey),
  );
  const tags = new Map<string, Growing>();
  const byAddress = new Map<string, Endpoint>();
  const byUid = new Map<string, Endpoint>();
  for (const endpoint of ems.endpoints) {
    byUid.set(endpoint.uid, endpoint);
    if (!device || link !== 'up') continue;
    const resolves = endpoint.registered && endpoint.online && sharesEndpoint(device, endpoint);
    for (const { category, name } of endpoint.tags) {
      if (!sharesCategory(device, category)) continue;
      const tag: Tag = { category, name };
      const key = tagKey(tag);
      if (refused.has(key)) continue;
      let entry = tags.get(key);
      if (!entry) {
        entry = { tag, endpoints: [], ips: new Set(), macs: new Set() };
        tags.set(key, entry);
      }
      if (!resolves) continue;
      entry.endpoints.push(endpoint);
      entry.ips.add(endpoint.ip);
      entry.macs.add(endpoint.mac.toLowerCase());
      if (!byAddress.has(endpoint.ip)) byAddress.set(endpoint.ip, endpoint);
    }
  }
  return { device, link, tags, refused, byAddress, byUid };
}

/** True if the FortiGate has no room for the tag. */
export function refuses({ refused }: Pick<Knowledge, 'refused'>, tag: Tag): boolean {
  return refused.size > 0 && refused.has(tagKey(tag));
}

const learned = new WeakMap<Ems, Map<string, Knowledge>>();

/** What the FortiGate of that name knows. Computed once for each state of EMS, which is immutable. */
export function knowledgeOf(ems: Ems, deviceName: string): Knowledge {
  let byDevice = learned.get(ems);
  if (!byDevice) {
    byDevice = new Map();
    learned.set(ems, byDevice);
  }
  let knowledge = byDevice.get(deviceName);
  if (!knowledge) {
    knowledge = learn(ems, deviceName);
    byDevice.set(deviceName, knowledge);
  }
  return knowledge;
}
