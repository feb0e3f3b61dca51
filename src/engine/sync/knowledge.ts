/** What each FortiGate learns from EMS (domain.md sections 4 and 7; F1). */
import type { Ems, EmsServer, Endpoint, FabricDevice } from '#model/ems/ems.ts';
import { type Link, isBroken } from '#model/ems/standing.ts';
import { type Tag, type TagCategory, tagKey } from '#model/tagging/tags.ts';
import { AddressBook } from './address-book.ts';
import { type Connection, type ConnectingFortiGate, connectionOf, linkOf } from './connection.ts';
import { Counted } from './counted.ts';
import {
  type Carriers,
  type EndpointIndex,
  changedPlaces,
  endpointOf,
  followEndpoints,
  followedIn,
  indexOf,
  timesOf,
} from './endpoint-index.ts';
import { addressStanding, ipsGiven, macsGiven } from './routes.ts';

/** True if EMS shares tags of this category with the device; Zero Trust Tags always are [445705]. */
export function sharesCategory(device: FabricDevice, category: TagCategory): boolean {
  return category === 'zero_trust' || device.tagTypes.includes(category);
}

/** True if FortiClient Endpoint Sharing gives an address of this endpoint to the device [445705]. */
export function sharesEndpoint(device: FabricDevice, endpoint: Endpoint): boolean {
  return addressStanding(device, endpoint).kind === 'given';
}

export interface ResolvedTag {
  readonly tag: Tag;
  /** The endpoints whose addresses the tag resolves to on this FortiGate. */
  readonly endpoints: readonly Endpoint[];
  readonly ips: Addresses;
  /** In lower case. */
  readonly macs: Addresses;
}

/** Different addresses, in the order of their endpoints. */
export type Addresses = Pick<ReadonlySet<string>, 'has' | 'size'> & Iterable<string>;

/** Everything that one FortiGate knows from EMS. */
export interface Knowledge {
  readonly device: FabricDevice | null;
  readonly link: Link;
  /** False where the connector does not ask for tags: `pull-tags disable` [335228]. */
  readonly pullsTags: boolean;
  /** Tags that exist on the FortiGate: their type is shared and an endpoint carries them. By tagKey. */
  readonly tags: ReadonlyMap<string, ResolvedTag>;
  /** Shared tags that the FortiGate has no room for, by tagKey. */
  readonly refused: ReadonlySet<string>;
  /** Endpoints whose address the FortiGate received, by IP address (R4's second way). */
  readonly byAddress: {
    readonly get: (ip: string) => Endpoint | undefined;
    readonly keys: () => readonly string[];
  };
  readonly byUid: { readonly get: (uid: string) => Endpoint | undefined };
  /** As EMS told of them: while it is out of reach, as it last did. */
  readonly endpoints: readonly Endpoint[];
}

/** Shared tags in the order in which the first endpoint got them, and how many of them there is room for. */
function sharedTags(index: EndpointIndex, device: FabricDevice, pullsTags: boolean, link: Link) {
  const shared =
    pullsTags && !isBroken(link)
      ? [...index.carriers.values()].filter(({ tag }) => sharesCategory(device, tag.category))
      : [];
  return { shared, room: device.tagLimit ?? shared.length };
}

function byArrival(index: EndpointIndex, shared: readonly Carriers[]): readonly Tag[] {
  return shared
    .toSorted((a, b) => timesOf(index, a).earliest - timesOf(index, b).earliest)
    .map(({ tag }) => tag);
}

/** Tags that come to be on the device, and those that it refuses since its room for tags is full [25915]. */
export function roomFor(
  ems: EmsServer,
  device: FabricDevice,
  fortigate: ConnectingFortiGate,
): { readonly count: number; readonly tags: readonly Tag[]; readonly refused: readonly Tag[] } {
  const index = indexOf(ems.endpoints);
  const connection = connectionOf(fortigate, ems);
  const link = linkOf(device, connection);
  const { shared, room } = sharedTags(index, device, connection.pullsTags, link);
  const count = Math.min(shared.length, room);
  // Which came first is found when it matters: in a large world that takes long.
  const first = (): readonly Tag[] => byArrival(index, shared);
  return {
    count,
    get tags() {
      return first().slice(0, room);
    },
    refused: shared.length > room ? first().slice(room) : [],
  };
}

const kinds = { ip: ipsGiven, mac: macsGiven } as const;
type Kind = keyof typeof kinds;

/** Each part is found when it is asked for. */
interface Resolved {
  endpoints: readonly Endpoint[] | null;
  ip: Counted | null;
  mac: Counted | null;
}

const resolved = new WeakMap<FabricDevice, WeakMap<Carriers, Resolved>>();

function resolves(device: FabricDevice, endpoint: Endpoint): boolean {
  return endpoint.registered && endpoint.online && sharesEndpoint(device, endpoint);
}

function resolvedBy(device: FabricDevice): WeakMap<Carriers, Resolved> {
  let byCarriers = resolved.get(device);
  if (!byCarriers) {
    byCarriers = new WeakMap();
    resolved.set(device, byCarriers);
  }
  return byCarriers;
}

/** Found again when one of the tag's endpoints has changed. */
function resolvedOf(device: FabricDevice, carriers: Carriers): Resolved {
  const byCarriers = resolvedBy(device);
  let found = byCarriers.get(carriers);
  if (!found) {
    found = { endpoints: null, ip: null, mac: null };
    byCarriers.set(carriers, found);
  }
  return found;
}

function tagAddresses(device: FabricDevice, index: EndpointIndex, carriers: Carriers): ResolvedTag {
  const own = resolvedOf(device, carriers);
  const endpointsOf = (): readonly Endpoint[] => {
    own.endpoints ??= carriers.places.all().flatMap((place) => {
      const endpoint = index.endpoints[place];
      return endpoint && resolves(device, endpoint) ? endpoint : [];
    });
    return own.endpoints;
  };
  const addressesOf = (kind: Kind): Addresses => {
    own[kind] ??= Counted.of(endpointsOf().flatMap((one) => kinds[kind](device, one)));
    const counted = own[kind];
    return {
      has: (address) => counted.has(address),
      size: counted.size,
      [Symbol.iterator]: () =>
        new Set(endpointsOf().flatMap((one) => kinds[kind](device, one))).values(),
    };
  };
  return {
    tag: carriers.tag,
    get endpoints() {
      return endpointsOf();
    },
    get ips() {
      return addressesOf('ip');
    },
    get macs() {
      return addressesOf('mac');
    },
  };
}

/** Addresses of the tags whose endpoints changed follow from what they were. */
function followAddresses(device: FabricDevice, before: EndpointIndex, after: EndpointIndex): void {
  const byCarriers = resolvedBy(device);
  for (const [carriers, { before: earlier, places }] of followedIn(after)) {
    const old = byCarriers.get(earlier);
    if (!old || byCarriers.has(carriers)) continue;
    const { category, name } = carriers.tag;
    const addresses = ({ endpoints }: EndpointIndex, kind: Kind): readonly string[] =>
      places.flatMap((place) => {
        const endpoint = endpoints[place];
        const has = endpoint?.tags.some((tag) => tag.name === name && tag.category === category);
        return endpoint && has && resolves(device, endpoint) ? kinds[kind](device, endpoint) : [];
      });
    const follow = (kind: Kind): Counted | null =>
      old[kind]?.with(addresses(after, kind), addresses(before, kind)) ?? null;
    byCarriers.set(carriers, { endpoints: null, ip: follow('ip'), mac: follow('mac') });
  }
}

/** What is learned of one device, with what the next state's can be made from. */
interface Learned {
  readonly connection: Connection;
  readonly knowledge: Knowledge;
  /** Null before it is asked for. */
  readonly book: () => AddressBook | null;
}

const noAddresses: readonly string[] = [];

type Facts = Pick<Knowledge, 'device' | 'link' | 'pullsTags' | 'refused'>;

/** Whose addresses the device received: it has one of the tags that come to it. */
function isReceived({ device, link, pullsTags, refused }: Facts, endpoint: Endpoint): boolean {
  return (
    device !== null &&
    !isBroken(link) &&
    pullsTags &&
    resolves(device, endpoint) &&
    endpoint.tags.some((tag) => sharesCategory(device, tag.category) && !refuses({ refused }, tag))
  );
}

/** What EMS told a device, and how it is connected. */
interface Told {
  readonly endpoints: readonly Endpoint[];
  readonly device: FabricDevice | null;
  readonly link: Link;
}

function deviceOf({ fabricDevices }: EmsServer, { name }: Connection): FabricDevice | null {
  return fabricDevices.find((one) => one.name === name) ?? null;
}

/** What EMS says now; a device whose connection is down has it no more. */
function toldNow(ems: EmsServer, connection: Connection): Told {
  const device = deviceOf(ems, connection);
  const link = linkOf(device, connection, Number.POSITIVE_INFINITY);
  return { endpoints: ems.endpoints, device, link };
}

/** What the device knew when its connection went down. */
function toldLast(ems: EmsServer, connection: Connection): Told {
  const known = ems.lastKnown?.find(({ device }) => device.name === connection.name);
  const { endpoints, device } = known ?? {
    endpoints: ems.endpoints,
    device: deviceOf(ems, connection),
  };
  return { endpoints, device, link: 'cached' };
}

/** @param bookOf the addresses that it received, where they follow from those of an earlier state */
function learn(
  { endpoints, device, link }: Told,
  connection: Connection,
  bookOf: (facts: Facts) => AddressBook | null = () => null,
): Learned {
  const index = indexOf(endpoints);
  const { pullsTags } = connection;
  const { shared, room } = device
    ? sharedTags(index, device, pullsTags, link)
    : { shared: [], room: 0 };
  const refused = new Set(
    shared.length > room ? byArrival(index, shared).slice(room).map(tagKey) : [],
  );
  const tags = new Map<string, ResolvedTag>();
  for (const carriers of shared) {
    const key = tagKey(carriers.tag);
    if (device && !refused.has(key)) tags.set(key, tagAddresses(device, index, carriers));
  }
  const facts: Facts = { device, link, pullsTags, refused };
  let book = bookOf(facts);
  const addresses = (): AddressBook => {
    book ??= AddressBook.of(endpoints, (endpoint) => addressesIn(facts, endpoint));
    return book;
  };
  const knowledge: Knowledge = {
    ...facts,
    tags,
    byAddress: {
      get: (ip) => endpoints[addresses().firstAt(ip) ?? -1],
      keys: () => addresses().addresses(),
    },
    byUid: { get: (uid) => endpointOf({ endpoints }, uid) },
    endpoints,
  };
  return { connection, knowledge, book: () => book };
}

/** True if the FortiGate has no room for the tag. */
export function refuses({ refused }: Pick<Knowledge, 'refused'>, tag: Tag): boolean {
  return refused.size > 0 && refused.has(tagKey(tag));
}

const learned = new WeakMap<EmsServer, Map<string, Learned>>();

function learnedOf(ems: EmsServer): Map<string, Learned> {
  let byDevice = learned.get(ems);
  if (!byDevice) {
    byDevice = new Map();
    learned.set(ems, byDevice);
  }
  return byDevice;
}

/** FortiGates of one name differ in what they know by their connector alone. */
function keyOf({ name, broken, pullsTags, keepsMs }: Connection): string {
  return `${broken ?? 'in-force'} ${pullsTags} ${keepsMs} ${name}`;
}

/**
 * What a FortiGate knows by its connector to an EMS server. Computed once for each state of the server, which
 * is immutable, and of the connector.
 * @param atMs milliseconds of the epoch, for a device whose connection is down: what it knew then counts while
 *   its cache holds. Without a time it holds: a world takes `downSince` away as it ends.
 */
export function knowledgeOf(
  ems: EmsServer,
  fortigate: ConnectingFortiGate,
  atMs = Number.NEGATIVE_INFINITY,
): Knowledge {
  const byDevice = learnedOf(ems);
  const connection = connectionOf(fortigate, ems);
  const key = keyOf(connection);
  let now = byDevice.get(key);
  if (!now) {
    now = learn(toldNow(ems, connection), connection);
    byDevice.set(key, now);
  }
  const { device, link } = now.knowledge;
  if (link !== 'down' || linkOf(device, connection, atMs) !== 'cached') return now.knowledge;
  let last = byDevice.get(`cached ${key}`);
  if (!last) {
    last = learn(toldLast(ems, connection), connection);
    byDevice.set(`cached ${key}`, last);
  }
  return last.knowledge;
}

/** What the FortiGates knew by one server is known of its next state from the endpoints that changed. */
function followServer(before: EmsServer, after: EmsServer): void {
  const earlier = learned.get(before);
  if (!earlier || before === after) return;
  followEndpoints(before.endpoints, after.endpoints);
  const places = changedPlaces(before.endpoints, after.endpoints);
  const byDevice = learnedOf(after);
  const [was, is] = [indexOf(before.endpoints), indexOf(after.endpoints)];
  for (const device of after.fabricDevices)
    if (places && resolved.has(device)) followAddresses(device, was, is);
  for (const [key, { connection, knowledge, book }] of earlier) {
    // What was known before the connection went down is made anew when it is asked for.
    if (byDevice.has(key) || knowledge.link === 'cached') continue;
    const old = book();
    const bookOf = (facts: Facts): AddressBook | null =>
      old &&
      places &&
      knowledge.device === facts.device &&
      knowledge.refused.size + facts.refused.size === 0
        ? old.with(
            places.map((place) => ({
              place,
              before: addressesIn(knowledge, before.endpoints[place]),
              after: addressesIn(facts, after.endpoints[place]),
            })),
          )
        : null;
    byDevice.set(key, learn(toldNow(after, connection), connection, bookOf));
  }
}

/**
 * Says that one state of EMS follows another: what FortiGates knew is then known of the next one from the
 * endpoints that changed. Without it they learn everything anew, and know the same.
 */
export function followKnowledge(before: Ems, after: Ems): void {
  followServer(before, after);
  for (const server of after.otherServers ?? []) {
    const earlier = before.otherServers?.find(({ serial }) => serial === server.serial);
    if (earlier) followServer(earlier, server);
  }
}

/** The addresses that the FortiGate received of the endpoint. */
function addressesIn(facts: Facts, endpoint: Endpoint | undefined): readonly string[] {
  return endpoint && facts.device && isReceived(facts, endpoint)
    ? ipsGiven(facts.device, endpoint)
    : noAddresses;
}
