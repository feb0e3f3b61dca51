/**
 * What the policies of a FortiGate can ask of many endpoints at once: for each answer the set of endpoints that
 * have it. It is the rules' own functions that answer, once for each endpoint or for each thing asked.
 */
import type { Ems, Endpoint } from '#model/ems/ems.ts';
import { ipNumber, subnetNumbers } from '#model/fortios/ip.ts';
import type { Resolver, Session } from '#model/decision/session.ts';
import { madeIn } from '#model/maps.ts';
import type { BuiltInTagName } from '#model/tagging/tag-names.ts';
import type { Tag, TagCategory } from '#model/tagging/tags.ts';
import { type AddressWorld, endOf } from '../../decide/addresses.ts';
import {
  type AskedOfClients,
  certificateError,
  readCertificate,
} from '../../decide/certificate.ts';
import { type Compiled, type FortiGateInput, compile } from '../../decide/compile.ts';
import { builtInsOf, findDevice, tagsKnown } from '../../decide/device.ts';
import type { TagMeaning } from '../../decide/tag-meaning.ts';
import { type EmsLines, endpointsOfAll, lineTo, linesOf } from '../../sync/lines.ts';
import { type PlainOptions, plainSession } from '../plain-session.ts';
import { type Bits, noBits, orInto, setBit } from './bits.ts';

/** What is known of the device: everything; that it is offline; nothing (R5, R9). */
export const knownOfDevice = { all: 0, offline: 1, nothing: 2 } as const;

/** What a FortiGate finds of the devices where it asks for a certificate, or where it does not (R4, R5). */
export interface Found {
  /** By place, one of `knownOfDevice`. */
  readonly device: Uint8Array;
  /** Whose owner is the user of the session. */
  readonly owned: Bits;
  /** Who has a tag, as this FortiGate knows it. */
  readonly tags: TagSets;
  /** The same of the built-in ones. */
  readonly builtIns: ReadonlyMap<BuiltInTagName, Bits>;
}

/** Who has a tag: by connector, category and name. One key of all three, made for each of a million tags, is slow. */
class TagSets {
  private readonly count: number;
  private readonly byConnector = new Map<number | null, Map<TagCategory, Map<string, Bits>>>();

  constructor(count: number) {
    this.count = count;
  }

  add(connector: number | null, tags: readonly Tag[], place: number): void {
    if (tags.length === 0) return;
    const own = madeIn(
      this.byConnector,
      connector,
      () => new Map<TagCategory, Map<string, Bits>>(),
    );
    for (const { category, name } of tags) {
      const byName = madeIn(own, category, () => new Map<string, Bits>());
      setBit(
        madeIn(byName, name, () => noBits(this.count)),
        place,
      );
    }
  }

  of(connector: number | null, { category, name }: Tag): Bits | undefined {
    return this.byConnector.get(connector)?.get(category)?.get(name);
  }
}

/** Any VIP: what is asked here does not depend on where a session goes. */
const nowhere = { extip: '0.0.0.0', extintf: 'any', extport: '0' } as const;

/**
 * Whose word counts: the FortiGate's own; or EMS's, as if all that EMS has on a registered endpoint had come to the
 * FortiGate, which tells near misses from endpoints that lack what is asked for.
 */
export type Knowing = 'fortigate' | 'ems';

type Looked = Pick<Population, 'endpoints' | 'lines' | 'sessionOf'>;

/** What is found, endpoint after endpoint. */
class Finding implements Found {
  readonly device: Uint8Array;
  readonly owned: Bits;
  readonly tags: TagSets;
  readonly builtIns = new Map<BuiltInTagName, Bits>();
  done = 0;
  private readonly of: Looked;
  private readonly knowing: Knowing;
  private readonly clientCert: AskedOfClients['clientCert'];

  constructor(of: Looked, knowing: Knowing, clientCert: AskedOfClients['clientCert']) {
    this.of = of;
    this.knowing = knowing;
    this.clientCert = clientCert;
    this.device = new Uint8Array(of.endpoints.length);
    this.owned = noBits(of.endpoints.length);
    this.tags = new TagSets(of.endpoints.length);
  }

  private look(endpoint: Endpoint, place: number): void {
    const { lines } = this.of;
    const session = this.of.sessionOf(endpoint);
    const presented = this.clientCert === 'enable' && session.certificate !== 'none';
    const found = findDevice(session, presented, lines);
    const { finding, line } = found;
    this.device[place] = finding.information
      ? finding.online
        ? knownOfDevice.all
        : knownOfDevice.offline
      : knownOfDevice.nothing;
    if (this.knowing === 'ems') {
      const { connector } = lineTo(lines, endpoint.uid) ?? line;
      if (endpoint.registered) this.tags.add(connector, endpoint.tags, place);
      if (endpoint.owner !== null && endpoint.owner === session.user) setBit(this.owned, place);
      return;
    }
    const owner = found.endpoint?.owner ?? null;
    if (owner !== null && owner === session.user) setBit(this.owned, place);
    this.tags.add(line.connector, tagsKnown(found), place);
    for (const name of builtInsOf(finding, presented, !endpoint.manageable))
      setBit(
        madeIn(this.builtIns, name, () => noBits(this.device.length)),
        place,
      );
  }

  /** Looks at so many more. */
  advance(count: number): void {
    const { endpoints } = this.of;
    const end = Math.min(endpoints.length, this.done + count);
    for (; this.done < end; this.done++) {
      const endpoint = endpoints[this.done];
      if (endpoint) this.look(endpoint, this.done);
    }
  }
}

export class Population {
  readonly endpoints: readonly Endpoint[];
  readonly compiled: Compiled;
  readonly lines: EmsLines;
  readonly world: AddressWorld;
  private readonly knowing: Knowing;
  /** The FortiGate’s name. */
  readonly device: string;
  private readonly options: PlainOptions;
  private readonly empty: Bits;
  private readonly byAsked: Partial<Record<'enable' | 'disable', Finding>> = {};
  /** The subnet of each address that is one; of two of a name the last counts, as where they are decided. */
  private readonly subnets: ReadonlyMap<string, string | undefined>;
  private readonly byTagName = {
    enable: new Map<string, Bits>(),
    disable: new Map<string, Bits>(),
  };
  private readonly bySource = new Map<string, Bits>();
  private readonly byIdentity = new Map<string, Bits>();
  private users: ReadonlyMap<string, readonly number[]> | null = null;
  private readonly byGroup = new Map<string, Bits>();
  private readonly byCertificate = new Map<string, Bits>();
  private order: { readonly places: Uint32Array; readonly ips: Uint32Array } | null = null;

  constructor(
    ems: Ems,
    fortigate: FortiGateInput,
    options: PlainOptions,
    resolver: Resolver,
    knowing: Knowing = 'fortigate',
    endpoints: readonly Endpoint[] = endpointsOfAll(ems),
  ) {
    this.knowing = knowing;
    this.endpoints = endpoints;
    this.compiled = compile(fortigate);
    this.lines = linesOf(ems, fortigate, options.at.epochMs);
    this.world = { lines: this.lines, resolver };
    this.device = fortigate.name;
    this.options = options;
    this.empty = noBits(this.endpoints.length);
    this.subnets = new Map(
      fortigate.config['firewall address'].map(({ name, type, subnet }) => [
        name,
        type === 'ipmask' ? subnet : undefined,
      ]),
    );
    this.endpoints.forEach(({ groups }, place) => {
      for (const group of groups) setBit(this.groupColumn(group), place);
    });
  }

  sessionOf(endpoint: Endpoint): Session {
    return plainSession(endpoint, this.device, nowhere, this.options);
  }

  /** Who gets past R2 at a server that asks so. */
  certified(asked: AskedOfClients): Bits {
    const key = `${asked.clientCert} ${asked.emptyCertAction} ${asked.userAgentDetect}`;
    let bits = this.byCertificate.get(key);
    if (!bits) {
      bits = noBits(this.endpoints.length);
      for (const [place, endpoint] of this.endpoints.entries()) {
        const certificate = readCertificate(this.sessionOf(endpoint), asked, endpoint);
        if (certificateError(certificate, endpoint) === null) setBit(bits, place);
      }
      this.byCertificate.set(key, bits);
    }
    return bits;
  }

  private findingOf(clientCert: AskedOfClients['clientCert']): Finding {
    return (this.byAsked[clientCert] ??= new Finding(this, this.knowing, clientCert));
  }

  found(clientCert: AskedOfClients['clientCert']): Found {
    const finding = this.findingOf(clientCert);
    finding.advance(this.endpoints.length);
    return finding;
  }

  /** Looks at so many endpoints where a certificate is asked for; how many are looked at then. */
  advance(count: number): number {
    const finding = this.findingOf('enable');
    finding.advance(count);
    return finding.done;
  }

  /** Who has what stands under a policy's tags by that name. */
  tagColumn(name: string, clientCert: AskedOfClients['clientCert']): Bits {
    const known = this.byTagName[clientCert];
    let bits = known.get(name);
    if (!bits) {
      bits = this.meant(this.compiled.tags(name), clientCert);
      known.set(name, bits);
    }
    return bits;
  }

  private meant(meaning: TagMeaning, clientCert: AskedOfClients['clientCert']): Bits {
    const { tags, builtIns } = this.found(clientCert);
    switch (meaning.kind) {
      case 'tag':
        return tags.of(meaning.connector, meaning.tag) ?? this.empty;
      case 'built-in':
        return builtIns.get(meaning.builtIn) ?? this.empty;
      case 'group': {
        const any = noBits(this.endpoints.length);
        for (const member of meaning.members) orInto(any, this.meant(member.meaning, clientCert));
        return any;
      }
      case 'dangling':
        return this.empty;
    }
  }

  /** Whether the name is that of an address with a subnet. */
  isSubnet(name: string): boolean {
    return name !== 'all' && name !== 'none' && this.subnets.get(name) !== undefined;
  }

  /** Whose address is in one of these sources. */
  sourceColumn(names: readonly string[]): Bits {
    const key = JSON.stringify(names);
    let bits = this.bySource.get(key);
    if (!bits) {
      const [name, ...more] = names;
      if (name === undefined) bits = this.empty;
      else if (more.length === 0) bits = this.addressColumn(name);
      else {
        bits = noBits(this.endpoints.length);
        for (const one of names) orInto(bits, this.sourceColumn([one]));
      }
      this.bySource.set(key, bits);
    }
    return bits;
  }

  private addressColumn(name: string): Bits {
    const bits = noBits(this.endpoints.length);
    const text = name === 'all' || name === 'none' ? undefined : this.subnets.get(name);
    const subnet = text === undefined ? null : subnetNumbers(text);
    const size = subnet ? (~subnet.mask >>> 0) + 1 : 0;
    // The addresses of a mask without gaps stand side by side.
    if (subnet && (size & (size - 1)) === 0 && size > 0) {
      this.addRange(bits, (subnet.ip & subnet.mask) >>> 0, size);
      return bits;
    }
    const contains = this.compiled.addresses(name);
    for (const [place, { ip }] of this.endpoints.entries())
      if (contains(endOf(ip, null), this.world)) setBit(bits, place);
    return bits;
  }

  /** Endpoints by their address, made once. */
  private get byAddress() {
    if (!this.order) {
      const numbers = this.endpoints.map(({ ip }) => ipNumber(ip));
      const places = Uint32Array.from(
        numbers.flatMap((number, place) => (number === null ? [] : [place])),
      ).toSorted((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0));
      const ips = places.map((place) => numbers[place] ?? 0);
      this.order = { places, ips };
    }
    return this.order;
  }

  private addRange(bits: Bits, first: number, size: number): void {
    const { places, ips } = this.byAddress;
    let low = 0;
    for (let high = ips.length; low < high;) {
      const middle = (low + high) >>> 1;
      if ((ips[middle] ?? 0) < first) low = middle + 1;
      else high = middle;
    }
    for (; low < ips.length && (ips[low] ?? 0) - first < size; low++)
      setBit(bits, places[low] ?? 0);
  }

  /** Made once somebody asks for a user: few policies do. */
  private get byUser(): ReadonlyMap<string, readonly number[]> {
    if (this.users) return this.users;
    const users = new Map<string, number[]>();
    for (const [place, { user }] of this.endpoints.entries()) {
      if (user === null) continue;
      const places = users.get(user);
      if (places) places.push(place);
      else users.set(user, [place]);
    }
    this.users = users;
    return users;
  }

  private groupColumn(name: string): Bits {
    let bits = this.byGroup.get(name);
    if (!bits) {
      bits = noBits(this.endpoints.length);
      this.byGroup.set(name, bits);
    }
    return bits;
  }

  /** Who is one of these users, or in one of these groups, as EMS reports or as the FortiGate's own groups say (R7). */
  identityColumn(users: readonly string[], groups: readonly string[]): Bits {
    const key = JSON.stringify([users, groups]);
    let bits = this.byIdentity.get(key);
    if (!bits) {
      bits = this.identities(users, groups);
      this.byIdentity.set(key, bits);
    }
    return bits;
  }

  private identities(users: readonly string[], groups: readonly string[]): Bits {
    const bits = noBits(this.endpoints.length);
    const add = (user: string): void => {
      for (const place of this.byUser.get(user) ?? []) setBit(bits, place);
    };
    users.forEach(add);
    for (const name of groups) {
      orInto(bits, this.byGroup.get(name) ?? this.empty);
      for (const group of this.compiled.config['user group'])
        if (group.name === name) group.member.forEach(add);
    }
    return bits;
  }
}
