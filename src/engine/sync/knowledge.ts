/** What each FortiGate learns from EMS (domain.md sections 4 and 7; F1). */
import type { Ems, Endpoint, FabricDevice } from '#model/ems/ems.ts';
import type { AddressStanding, Link } from '#model/ems/standing.ts';
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
}

/** Shared tags in the order in which the first endpoint got them, and how many of them there is room for. */
function sharedTags(index: EndpointIndex, device: FabricDevice, connection: Connection) {
  const shared =
    connection.pullsTags && linkOf(device, connection) === 'up'
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
  ems: Ems,
  device: FabricDevice,
  fortigate: ConnectingFortiGate,
): { readonly tags: readonly Tag[]; readonly refused: readonly Tag[] } {
  const index = indexOf(ems.endpoints);
  const { shared, room } = sharedTags(index, device, connectionOf(fortigate, ems));
  const tags = byArrival(index, shared);
  return { tags: tags.slice(0, room), refused: tags.slice(room) };
}

const kinds = {
  ip: ({ ip }: Endpoint): string => ip,
  mac: ({ mac }: Endpoint): string => mac.toLowerCase(),
} as const;
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
    own[kind] ??= Counted.of(endpointsOf().map(kinds[kind]));
    const counted = own[kind];
    return {
      has: (address) => counted.has(address),
      size: counted.size,
      [Symbol.iterator]: () => new Set(endpointsOf().map(kinds[kind])).values(),
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
        return endpoint && has && resolves(device, endpoint) ? kinds[kind](endpoint) : [];
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

type Facts = Pick<Knowledge, 'device' | 'link' | 'pullsTags' | 'refused'>;

/** Whose addresses the device received: it has one of the tags that come to it. */
function isReceived({ device, link, pullsTags, refused }: Facts, endpoint: Endpoint): boolean {
  return (
    device !== null &&
    link === 'up' &&
    pullsTags &&
    resolves(device, endpoint) &&
    endpoint.tags.some((tag) => sharesCategory(device, tag.category) && !refuses({ refused }, tag))
  );
}

/** @param bookOf the addresses that it received, where they follow from those of an earlier state */
function learn(
  ems: Ems,
  connection: Connection,
  bookOf: (facts: Facts) => AddressBook | null = () => null,
): Learned {
  const device = ems.fabricDevices.find((d) => d.name === connection.name) ?? null;
  const link = linkOf(device, connection);
  const index = indexOf(ems.endpoints);
  const { shared, room } = device ? sharedTags(index, device, connection) : { shared: [], room: 0 };
  const refused = new Set(
    shared.length > room ? byArrival(index, shared).slice(room).map(tagKey) : [],
  );
  const tags = new Map<string, ResolvedTag>();
  for (const carriers of shared) {
    const key = tagKey(carriers.tag);
    if (device && !refused.has(key)) tags.set(key, tagAddresses(device, index, carriers));
  }
  const facts: Facts = { device, link, pullsTags: connection.pullsTags, refused };
  let book = bookOf(facts);
  const addresses = (): AddressBook => {
    book ??= AddressBook.of(ems.endpoints, (endpoint) => isReceived(facts, endpoint));
    return book;
  };
  const knowledge: Knowledge = {
    ...facts,
    tags,
    byAddress: {
      get: (ip) => ems.endpoints[addresses().firstAt(ip) ?? -1],
      keys: () => addresses().addresses(),
    },
    byUid: { get: (uid) => endpointOf(ems, uid) },
  };
  return { connection, knowledge, book: () => book };
}

/** True if the FortiGate has no room for the tag. */
export function refuses({ refused }: Pick<Knowledge, 'refused'>, tag: Tag): boolean {
  return refused.size > 0 && refused.has(tagKey(tag));
}

const learned = new WeakMap<Ems, Map<string, Learned>>();

function learnedOf(ems: Ems): Map<string, Learned> {
  let byDevice = learned.get(ems);
  if (!byDevice) {
    byDevice = new Map();
    learned.set(ems, byDevice);
  }
  return byDevice;
}

/** FortiGates of one name differ in what they know by their connector alone. */
function keyOf({ name, broken, pullsTags }: Connection): string {
  return `${broken ?? 'in-force'} ${pullsTags} ${name}`;
}

/** What a FortiGate knows. Computed once for each state of EMS, which is immutable, and of its connector. */
export function knowledgeOf(ems: Ems, fortigate: ConnectingFortiGate): Knowledge {
  const byDevice = learnedOf(ems);
  const connection = connectionOf(fortigate, ems);
  const key = keyOf(connection);
  let one = byDevice.get(key);
  if (!one) {
    one = learn(ems, connection);
    byDevice.set(key, one);
  }
  return one.knowledge;
}

/**
 * Says that one state of EMS follows another: what FortiGates knew is then known of the next one from the
 * endpoints that changed. Without it they learn everything anew, and know the same.
 */
export function followKnowledge(before: Ems, after: Ems): void {
  const earlier = learned.get(before);
  if (!earlier || before === after) return;
  followEndpoints(before.endpoints, after.endpoints);
  const places = changedPlaces(before.endpoints, after.endpoints);
  const byDevice = learnedOf(after);
  const [was, is] = [indexOf(before.endpoints), indexOf(after.endpoints)];
  for (const device of after.fabricDevices)
    if (places && resolved.has(device)) followAddresses(device, was, is);
  for (const [key, { connection, knowledge, book }] of earlier) {
    const old = book();
    const bookOf = (facts: Facts): AddressBook | null =>
      old &&
      places &&
      knowledge.device === facts.device &&
      knowledge.refused.size + facts.refused.size === 0
        ? old.with(
            places.map((place) => ({
              place,
              before: addressIn(knowledge, before.endpoints[place]),
              after: addressIn(facts, after.endpoints[place]),
            })),
          )
        : null;
    if (!byDevice.has(key)) byDevice.set(key, learn(after, connection, bookOf));
  }
}

/** The address that the FortiGate received of the endpoint; null for none. */
function addressIn(facts: Facts, endpoint: Endpoint | undefined): string | null {
  return endpoint && isReceived(facts, endpoint) ? endpoint.ip : null;
}
