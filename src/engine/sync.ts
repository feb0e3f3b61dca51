/** What each FortiGate learns from EMS (domain.md sections 4 and 7; F1). */
import type { Ems, Endpoint, FabricDevice } from '#model/ems.ts';
import { type Tag, type TagCategory, tagKey } from '#model/tags.ts';

/** True if EMS shares tags of this category with the device; Zero Trust Tags always are [445705]. */
export function sharesCategory(device: FabricDevice, category: TagCategory): boolean {
  return category === 'zero_trust' || device.tagTypes.includes(category);
}

/** True if FortiClient Endpoint Sharing gives this endpoint's addresses to the device [445705]. */
export function sharesEndpoint(device: FabricDevice, endpoint: Endpoint): boolean {
  if (endpoint.gateway === device.name) return true;
  switch (device.endpointSharing) {
    case 'all':
      return true;
    case 'connected':
      return false;
    case 'selected':
      return endpoint.gateway !== null && device.selected.includes(endpoint.gateway);
  }
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
  readonly authorized: boolean;
  /** Tags that exist on the FortiGate: their type is shared and an endpoint carries them. By tagKey. */
  readonly tags: ReadonlyMap<string, TagAddresses>;
  /** Endpoints whose address the FortiGate received, by IP address (R4's second way). */
  readonly byAddress: ReadonlyMap<string, Endpoint>;
  readonly byUid: ReadonlyMap<string, Endpoint>;
}

interface Growing {
  readonly tag: Tag;
  readonly endpoints: Endpoint[];
  readonly ips: Set<string>;
  readonly macs: Set<string>;
}

function learn(ems: Ems, deviceName: string): Knowledge {
  const device = ems.fabricDevices.find((d) => d.name === deviceName) ?? null;
  // A device whose connection is down has forgotten what EMS shared with it [assumed].
  const authorized = (device?.authorized ?? false) && device?.connected !== false;
  const tags = new Map<string, Growing>();
  const byAddress = new Map<string, Endpoint>();
  const byUid = new Map<string, Endpoint>();
  for (const endpoint of ems.endpoints) {
    byUid.set(endpoint.uid, endpoint);
    if (!device || !authorized) continue;
    const resolves = endpoint.registered && endpoint.online && sharesEndpoint(device, endpoint);
    for (const { category, name } of endpoint.tags) {
      if (!sharesCategory(device, category)) continue;
      const tag: Tag = { category, name };
      const key = tagKey(tag);
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
  return { device, authorized, tags, byAddress, byUid };
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
