/** `diagnose endpoint …` and fcnacd's cache: endpoints as EMS gave them to the device (shapes: [477578]). */
import { gatewayInterface } from '#engine/decide/incoming-interface.ts';
import { knowledgeOf, refuses, sharesCategory, sharesEndpoint } from '#engine/sync/knowledge.ts';
import { type Endpoint, type OperatingSystem, operatingSystemWords } from '#model/ems/ems.ts';
import { type Tag, sameTag } from '#model/tagging/tags.ts';
import { isFrom } from '#model/fortios/tables/releases.ts';
import { isBroken } from '#model/ems/standing.ts';
import { firstByConnector, worldsByConnector } from './by-connector.ts';
import { routesGiven } from './routes-given.ts';
import type { CliWorld } from '../session.ts';

/** Registered endpoints, if the device's connection to EMS is up: those of which it can know anything (rule R4). */
export function knownEndpoints({ fortigate, ems }: CliWorld): readonly Endpoint[] {
  const { link, endpoints } = knowledgeOf(ems, fortigate);
  return isBroken(link) ? [] : endpoints.filter(({ registered }) => registered);
}

export function knownUids(world: CliWorld): readonly string[] {
  return worldsByConnector(world).flatMap((one) => knownEndpoints(one).map(({ uid }) => uid));
}

export function byUid(world: CliWorld, uid: string): Endpoint | undefined {
  return knownEndpoints(world).find((one) => one.uid.toLowerCase() === uid.toLowerCase());
}

/** The endpoint's tags of the types that EMS shares with the device; none while it is offline (rule R5). */
export function sharedTags({ fortigate, ems }: CliWorld, endpoint: Endpoint): readonly Tag[] {
  const known = knowledgeOf(ems, fortigate);
  const { device } = known;
  return device && endpoint.online
    ? endpoint.tags.filter((tag) => sharesCategory(device, tag.category) && !refuses(known, tag))
    : [];
}

function gives({ fortigate, ems }: CliWorld, endpoint: Endpoint): boolean {
  const { device } = knowledgeOf(ems, fortigate);
  return device !== null && sharesEndpoint(device, endpoint);
}

function gatewayInterfaceName({ fortigate }: CliWorld, endpoint: Endpoint): string {
  const { name, config } = fortigate;
  return gatewayInterface(name, config['system interface'], endpoint) ?? '';
}

const osWords: Record<OperatingSystem, string> = {
  ...operatingSystemWords,
  windows: 'WIN64',
  macos: 'MAC64',
  linux: 'Linux',
};

function routes(world: CliWorld, endpoint: Endpoint): readonly string[] {
  const given = routesGiven(world, endpoint);
  const serialOf = (gateway: string | null): string =>
    world.ems.fabricDevices.find(({ name }) => name === gateway)?.serial ?? '';
  return [
    `                Number of Routes: (${given.length})`,
    ...given.flatMap((one, i) => [
      `                        Gateway Route #${i}:`,
      `                                - IP:${one.ip}, MAC: ${one.mac ?? ''}, VPN: ${one.vpn ? 'yes' : 'no'}`,
      `                                - Interface:${one.interface ?? ''}, VFID:0, SN: ${serialOf(one.gateway)}`,
    ]),
  ];
}

/** Lines between the version and the routes are [assumed] but for the UID and the host name. */
function record(world: CliWorld, endpoint: Endpoint, number: number): readonly string[] {
  const { ems } = world;
  const isGiven = gives(world, endpoint);
  const facts: readonly (readonly [string, string])[] = [
    ['IP Address =', isGiven ? endpoint.ip : ''],
    ['MAC Address =', isGiven ? endpoint.mac : ''],
    ['MAC list =', ''],
    ['VDOM =', 'root (0)'],
    ['EMS serial number:', ems.serial],
    ['EMS tenant id:', ems.tenant],
    ['Client cert SN:', endpoint.certificateSerial],
    ['Public IP address:', endpoint.publicIp],
    ['Quarantined:', endpoint.quarantined ? 'yes' : 'no'],
    ['Online status:', endpoint.online ? 'online' : 'offline'],
    ['Registration status:', endpoint.registered ? 'registered' : 'unregistered'],
    ['On-net status:', endpoint.onNet ? 'on-net' : 'off-net'],
    ['Gateway Interface:', gatewayInterfaceName(world, endpoint)],
    ['FortiClient version:', endpoint.forticlientVersion],
    ['FortiClient UID:', endpoint.uid],
    ['Host Name:', endpoint.host],
    ['OS Type:', osWords[endpoint.os]],
    ['OS Version:', endpoint.osVersion],
    ['Last Login User:', endpoint.user ?? ''],
    ['Owner:', endpoint.owner ?? ''],
  ];
  return [
    `Record #${number}:`,
    ...facts.map(([name, text]) => `                ${name} ${text}`.trimEnd()),
    ...routes(world, endpoint),
  ];
}

/**
 * Those with a route of this device, whatever endpoint sharing gives it besides [382827], and those that have come
 * in by ZTNA, for whose records it asked by their UID [366887].
 */
function recordedEndpoints(world: CliWorld): readonly Endpoint[] {
  return knownEndpoints(world).filter(
    ({ gateway, routes: further = [], uid }) =>
      [gateway, ...further.map((one) => one.gateway)].includes(world.fortigate.name) ||
      world.ztnaUids.has(uid),
  );
}

/** Of these, those of which the device knows the tag: *View Matched Endpoints* of the pages. */
export function endpointsMatching(world: CliWorld, tag: Tag): readonly Endpoint[] {
  return recordedEndpoints(world).filter((endpoint) =>
    sharedTags(world, endpoint).some((one) => sameTag(one, tag)),
  );
}

function hasWords({ ems }: CliWorld, endpoint: Endpoint, words: readonly string[]): boolean {
  const { ip, mac, routes = [] } = endpoint;
  const has = [ems.serial, ems.tenant, ip, mac, ...routes.flatMap((one) => [one.ip, one.mac])];
  const lowered = new Set(has.map((one) => one?.toLowerCase()));
  return words.every((word) => lowered.has(word.toLowerCase()));
}

/** @param words addresses, and the EMS and its tenant, that a record must have all [286458] */
export function endpointRecords(world: CliWorld, words: readonly string[] = []): readonly string[] {
  const listed = worldsByConnector(world).flatMap((of) =>
    recordedEndpoints(of)
      .filter((endpoint) => hasWords(of, endpoint, words))
      .map((endpoint) => ({ of, endpoint })),
  );
  const counted = (isOne: (endpoint: Endpoint) => boolean): number =>
    listed.filter(({ endpoint }) => isOne(endpoint)).length;
  const online = counted((one) => one.online);
  const quarantined = counted((one) => one.quarantined);
  const outOfSync = counted((one) => !one.inSync);
  return [
    ...listed.flatMap(({ of, endpoint }, i) => [...record(of, endpoint, i + 1), '']),
    `online records: ${online}; offline records: ${listed.length - online}; quarantined records: ${quarantined}; out-of-sync records: ${outOfSync}`,
  ];
}

export function endpointRecord(world: CliWorld, uid: string): readonly string[] {
  const found = firstByConnector(world, (of) => {
    const endpoint = byUid(of, uid);
    return endpoint && { of, endpoint };
  });
  // [assumed]
  if (!found) return ['No record found.'];
  return [
    ...record(found.of, found.endpoint, 1),
    'Tags:',
    ...sharedTags(found.of, found.endpoint).map(({ name }) => name),
    '',
  ];
}

/** `diagnose test application fcnacd 7`, in the form of 7.6 [866827, 7.6.7], or of the releases before. */
export function ztnaCache(world: CliWorld): readonly string[] {
  const print = isFrom(world.fortigate.version, '7.6.0') ? cacheEntry : formerCacheEntry;
  return worldsByConnector(world)
    .flatMap((of) => knownEndpoints(of).map((endpoint) => ({ of, endpoint })))
    .flatMap(({ of, endpoint }, i) => [...print(of, endpoint, i), '']);
}

/** A tag that a rule gives is in EMS's own list; `ttdl:2` stands for the others [477578]. */
function cachedTags(world: CliWorld, endpoint: Endpoint, gap: string): readonly string[] {
  return sharedTags(world, endpoint).map(
    ({ category, name }, t) =>
      `idx:${t}, ttdl:${category === 'zero_trust' ? 1 : 2}${gap}name:${name}`,
  );
}

function cacheEntry(world: CliWorld, endpoint: Endpoint): readonly string[] {
  const { serial, tenant } = world.ems;
  return [
    `UID:     ${endpoint.uid}`,
    `EMS:     ${serial} ${tenant}`,
    `State:   sysinfo:1, tag:1, tagsz:1, out-of-sync:${endpoint.inSync ? 0 : 1}, ref:0`,
    `Owner:   ${endpoint.owner ?? ''}`.trimEnd(),
    `Cert SN: ${endpoint.certificateSerial}`,
    `online:  ${endpoint.online ? 'Yes' : 'No'}`,
    'Sub TS:  0',
    ...routesGiven(world, endpoint).map(({ ip }) => `Route IP:${ip}, vdom:root(0)`),
    'Tags:',
    ...cachedTags(world, endpoint, ' '),
  ];
}

/** [7.4.1] Times of update are left out: the lab's EMS has none. */
function formerCacheEntry(world: CliWorld, endpoint: Endpoint, i: number): readonly string[] {
  const { serial, tenant } = world.ems;
  return [
    `Entry #${i + 1}:`,
    ` - UID: ${endpoint.uid}`,
    ` - EMS Fabric ID: ${serial}:${tenant}`,
    'lls_idx_mask = 0x00000001',
    `#ID:${i}`,
    `UID:     ${endpoint.uid}`,
    `State:   sysinfo:1, tag:1, tagsz:1, out-of-sync:${endpoint.inSync ? 0 : 1}`,
    `Owner:   ${endpoint.owner ?? ''}`,
    `Cert SN: ${endpoint.certificateSerial}`,
    `online:  ${endpoint.online ? 'Yes' : 'No'}`,
    `Route IP:${gives(world, endpoint) ? endpoint.ip : ''}`,
    'vfid:    0',
    'has more:No',
    'Tags:',
    ...cachedTags(world, endpoint, '   '),
  ];
}
