import { addressesShared } from '#engine/sync/shared-addresses.ts';
import { noEndpoint, noFabricDevice } from '#model/words/refusals.ts';
import { changedPlaces, endpointOf, indexOf } from '#engine/sync/endpoint-index.ts';
import { connectionOf } from '#engine/sync/connection.ts';
import { compareNames } from '#model/name-order.ts';
import type { Endpoint, FabricDevice } from '#model/ems/ems.ts';
import {
  type EndpointAnswer,
  type EndpointCounts,
  type EndpointSort,
  type EndpointStatus,
  type FabricDeviceAnswer,
  type FabricDeviceSort,
  endpointStatus,
  deviceIdOf,
} from '#model/ems/ems-api.ts';
import {
  type Tag,
  type TagCategory,
  builtInClassificationTags,
  sameTag,
  tagKey,
} from '#model/tagging/tags.ts';
import { quarantineCode } from '#model/ems/quarantine-code.ts';
import { ipNumber } from '#model/fortios/ip.ts';
import { cacheEnd, lastSeen } from './device-connections.ts';
import type { Beside } from '../jobs.ts';
import { ListIndex } from '../list-index.ts';
import { type ListQuery, pageOf } from '../list-page.ts';
import { notFound } from '../refusal.ts';
import { type WorldState, changedAt, findFortiGate, objectPath } from '../state.ts';
import { pendingTags } from '../tagging/tag-changes.ts';
import { tagRoom } from './tag-room.ts';

export type EndpointLists = ListIndex<Endpoint, EndpointSort>;

export interface EndpointQuery {
  readonly offset: number;
  readonly count: number;
  readonly search: string;
  readonly status: EndpointStatus | null;
  readonly tag: Tag | null;
  readonly sort: EndpointSort;
  readonly descending: boolean;
}

function compareBy(a: Endpoint, b: Endpoint, sort: EndpointSort): number {
  switch (sort) {
    case 'host':
      return compareNames(a.host, b.host);
    case 'user':
      return compareNames(a.user ?? '', b.user ?? '');
    case 'ip':
      return (ipNumber(a.ip) ?? 0) - (ipNumber(b.ip) ?? 0);
    case 'os':
      return compareNames(`${a.os} ${a.osVersion}`, `${b.os} ${b.osVersion}`);
    case 'gateway':
      return compareNames(a.gateway ?? '', b.gateway ?? '');
    case 'status':
      return compareNames(endpointStatus(a), endpointStatus(b));
  }
}

/** A search finds no text that begins in one field and ends in the next. */
const betweenFields = '\n';

/** In lower case. */
export function searchedText({ host, user, ip, mac, uid }: Endpoint): string {
  return [host, user ?? '', ip, mac, uid].join(betweenFields).toLowerCase();
}

export function endpointLists(): EndpointLists {
  return new ListIndex({
    text: searchedText,
    compare: (a, b, sort) => compareBy(a, b, sort) || compareNames(a.host, b.host),
    changed: changedPlaces,
  });
}

function endpointAnswer(state: WorldState, one: Endpoint): EndpointAnswer {
  const handTags = state.tagsByHand
    .filter(({ uid }) => uid === one.uid)
    .map(({ tag: { category, name }, add }) => ({ category, name, add }));
  return {
    ...one,
    pendingTags: pendingTags(state, one.uid),
    handTags,
    sharedAddresses: [],
    quarantineCode: one.quarantined ? quarantineCode(one) : null,
  };
}

/** How many endpoints have which status; after a change, from the endpoints that changed. */
export class StatusCounts {
  private endpoints: readonly Endpoint[] = [];
  private counts: EndpointCounts = countsOf([]);

  of(endpoints: readonly Endpoint[]): EndpointCounts {
    const places = changedPlaces(this.endpoints, endpoints);
    if (!places) this.counts = countsOf(endpoints);
    else {
      const counts = { ...this.counts };
      for (const place of places) {
        const [was, is] = [this.endpoints[place], endpoints[place]];
        if (was) counts[endpointStatus(was)]--;
        if (is) counts[endpointStatus(is)]++;
      }
      this.counts = counts;
    }
    this.endpoints = endpoints;
    return this.counts;
  }
}

function countsOf(endpoints: readonly Endpoint[]): EndpointCounts {
  const counts = { online: 0, offline: 0, unregistered: 0, quarantined: 0, 'out-of-sync': 0 };
  for (const one of endpoints) counts[endpointStatus(one)]++;
  return counts;
}

export function endpoints(
  state: WorldState,
  { status, tag, ...query }: EndpointQuery,
  { endpoints: lists, statusCounts }: Beside,
): { endpoints: readonly EndpointAnswer[]; total: number; counts: EndpointCounts } {
  const { rows, total } = lists.page(state.ems.endpoints, {
    ...query,
    keeps: (endpoint) =>
      (status === null || endpointStatus(endpoint) === status) &&
      (tag === null || endpoint.tags.some((one) => sameTag(one, tag))),
  });
  return {
    endpoints: rows.map((one) => endpointAnswer(state, one)),
    total,
    counts: statusCounts.of(state.ems.endpoints),
  };
}

export function endpoint(state: WorldState, { uid }: { readonly uid: string }): EndpointAnswer {
  const found = endpointOf(state.ems, uid);
  return found
    ? { ...endpointAnswer(state, found), sharedAddresses: addressesShared(state.ems, found) }
    : notFound(noEndpoint(uid), 'uid');
}

/** The same by EMS's number of it. */
export function endpointOfDevice(
  state: WorldState,
  { deviceId }: { readonly deviceId: number },
): EndpointAnswer {
  const found = state.ems.endpoints.find(({ uid }) => deviceIdOf(uid) === deviceId);
  return found
    ? endpointAnswer(state, found)
    : notFound(`EMS has no endpoint with the device ID ${deviceId}.`, 'device_id');
}

/** Every tag of EMS with how many endpoints carry it; classification tags also where none does. */
export function tags({
  ems,
}: WorldState): { category: TagCategory; name: string; endpoints: number }[] {
  const { carriers } = indexOf(ems.endpoints);
  const always = [...builtInClassificationTags, ...ems.customClassificationTags].map((name) => ({
    category: 'classification' as const,
    name,
  }));
  const found = new Map<string, Tag>();
  for (const tag of [...always, ...[...carriers.values()].map((one) => one.tag)])
    found.set(tagKey(tag), tag);
  return [...found].map(([key, { category, name }]) => ({
    category,
    name,
    endpoints: carriers.get(key)?.places.size ?? 0,
  }));
}

export interface FabricDeviceQuery extends ListQuery<FabricDeviceSort> {
  readonly authorized: boolean | null;
}

/** Standalone devices first, then each Security Fabric from its root on, then each HA cluster. */
function groupOf({ fabric, ha, name }: FabricDevice): string {
  if (fabric) return `1 ${fabric.name} ${fabric.role === 'root' ? 0 : 1} ${name}`;
  return ha ? `2 ${ha.cluster} ${name}` : `0 ${name}`;
}

const compareDevices: Record<FabricDeviceSort, (a: FabricDevice, b: FabricDevice) => number> = {
  group: (a, b) => compareNames(groupOf(a), groupOf(b)),
  name: (a, b) => compareNames(a.name, b.name),
  ip: (a, b) => (ipNumber(a.ip) ?? 0) - (ipNumber(b.ip) ?? 0),
  version: (a, b) => compareNames(a.version, b.version),
  authorized: (a, b) => Number(b.authorized) - Number(a.authorized),
};

function deviceAnswer(state: WorldState, device: FabricDevice): FabricDeviceAnswer {
  const fortigate = findFortiGate(state, device.name);
  // Who does not connect is not connected, whatever EMS has agreed to.
  const calls = !fortigate || connectionOf(fortigate, state.ems).broken === null;
  return {
    device: {
      ...device,
      ...(calls ? {} : { connected: false }),
      lastSeen: lastSeen(device, state.ems, state.clock.epochMs),
    },
    revision: changedAt(state, objectPath.fabricDevice(device.serial)),
    endpoints: state.ems.endpoints.filter((one) => one.gateway === device.name).length,
    room: tagRoom(state, device.serial),
    cacheEnds: cacheEnd(state, device),
  };
}

export function fabricDevices(
  state: WorldState,
  query: FabricDeviceQuery,
): {
  devices: FabricDeviceAnswer[];
  total: number;
  endpoints: number;
  fortiAnalyzerConnected: boolean;
} {
  const { rows, total } = pageOf(
    state.ems.fabricDevices.filter(
      ({ authorized }) => query.authorized === null || authorized === query.authorized,
    ),
    query,
    ({ name, alias, serial, ip }) => [name, alias ?? '', serial, ip],
    compareDevices,
  );
  return {
    devices: rows.map((device) => deviceAnswer(state, device)),
    total,
    endpoints: state.ems.endpoints.length,
    fortiAnalyzerConnected: state.ems.fortiAnalyzerConnected,
  };
}

export function fabricDevice(
  state: WorldState,
  { serial }: { readonly serial: string },
): FabricDeviceAnswer {
  const device = state.ems.fabricDevices.find((one) => one.serial === serial);
  return device ? deviceAnswer(state, device) : notFound(noFabricDevice(serial), 'serial');
}
