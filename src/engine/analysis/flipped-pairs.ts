/** The pairs that differ between two matrices of a FortiGate, put together by how and by what. */
import type { FortiosConfig } from '#model/fortios/tables.ts';
import type { PolicyType } from '#model/fortios/policy-list.ts';
import type { FortiGateInput } from '../decide/compile.ts';
import {
  type Bits,
  clearBit,
  countBits,
  hasBit,
  noBits,
  placesIn,
  setBit,
} from './columns/bits.ts';
import type { LetIn } from './columns/let-in.ts';
import type { Matrix } from './columns/matrix.ts';
import { nameInList } from './name-in-list.ts';
import { Sliced } from './sliced.ts';

/** Pairs that go the same way by the same policy: the one that will allow them, or that does. */
export interface FlippedPairs {
  readonly way: 'gains' | 'loses';
  readonly fortigate: string;
  readonly server: string;
  readonly policytype: PolicyType;
  readonly policyid: number;
  readonly name: string;
  readonly count: number;
  /** The first of them. */
  readonly hosts: readonly string[];
}

const mostHosts = 5;

/** How many pairs gain, and how many lose. */
export function sumFlipped(groups: readonly FlippedPairs[]): {
  readonly gains: number;
  readonly loses: number;
} {
  const sum = (way: FlippedPairs['way']) =>
    groups.reduce((all, one) => all + (one.way === way ? one.count : 0), 0);
  return { gains: sum('gains'), loses: sum('loses') };
}

/** One side of the comparison. */
interface Side {
  readonly matrix: Matrix;
  readonly config: FortiosConfig | undefined;
  /** Of each server, by name. */
  readonly placeOf: ReadonlyMap<string, number>;
  /** FortiClient blocks every connection of a quarantined endpoint, whatever a FortiGate would say. */
  readonly quarantined: Bits;
  /** Room for those who differ at one server, used again by the next. */
  readonly flipped: Bits;
}

function sideOf(matrix: Matrix | null, fortigate: FortiGateInput | undefined): Side | null {
  if (!matrix) return null;
  const quarantined = noBits(matrix.endpoints.length);
  for (const [place, endpoint] of matrix.endpoints.entries())
    if (endpoint.quarantined) setBit(quarantined, place);
  return {
    matrix,
    config: fortigate?.config,
    placeOf: new Map(matrix.servers.map(({ name }, place) => [name, place])),
    quarantined,
    flipped: noBits(matrix.endpoints.length),
  };
}

/** Where each endpoint of the one side stands on the other, -1 where it is not there; null where all stand alike. */
function placesThere(side: Side, other: Side): Int32Array | null {
  const [own, there] = [side.matrix.endpoints, other.matrix.endpoints];
  if (own.length === there.length && own.every(({ uid }, at) => there[at]?.uid === uid))
    return null;
  const placeOf = new Map(there.map(({ uid }, place) => [uid, place]));
  return Int32Array.from(own, ({ uid }) => placeOf.get(uid) ?? -1);
}

/**
 * Fills in who is let in on one side and not on the other, by place on the one; false where that is nobody.
 * @param places where they stand on the other side; null where all stand alike
 */
function fillOnly(
  into: Bits,
  { accepted, quarantined }: { readonly accepted: Bits; readonly quarantined: Bits },
  others: Bits | undefined,
  places: Int32Array | null,
): boolean {
  let any = 0;
  for (let i = 0; i < into.length; i++) {
    const there = places ? 0 : (others?.[i] ?? 0);
    const word = (accepted[i] ?? 0) & ~(quarantined[i] ?? 0) & ~there;
    into[i] = word;
    any |= word;
  }
  if (!places || !others || any === 0) return any !== 0;
  for (const place of placesIn(into)) {
    const there = places[place] ?? -1;
    if (there !== -1 && hasBit(others, there)) clearBit(into, place);
  }
  return into.some((word) => word !== 0);
}

/** So many times each word of a server's sets is read to find who differs. */
const passes = 4;
/** So many words are read in the time that a policy is asked. */
const wordsOfPolicy = 256;

/** What a FortiGate's matrices before a change and after it are compared of; null where there is none. */
interface Compared {
  readonly name: string;
  readonly was: FortiGateInput | undefined;
  readonly is: FortiGateInput | undefined;
  readonly before: Matrix | null;
  readonly after: Matrix | null;
}

/** The pairs that differ, found a server at a time. Both matrices must be whole. */
export class FlipsUnderWay {
  readonly groups: FlippedPairs[] = [];
  readonly work: Sliced;
  private readonly fortigate: string;

  constructor({ name, was, is, before, after }: Compared) {
    this.fortigate = name;
    const [first, second] = [sideOf(before, was), sideOf(after, is)];
    const servers = new Set([...(first?.placeOf.keys() ?? []), ...(second?.placeOf.keys() ?? [])]);
    this.work = new Sliced(servers.size, this.steps(servers, first, second));
  }

  private *steps(
    servers: ReadonlySet<string>,
    before: Side | null,
    after: Side | null,
  ): Generator<number, void> {
    const [there, back] =
      before && after ? [placesThere(before, after), placesThere(after, before)] : [null, null];
    for (const server of servers)
      yield (
        this.add('gains', server, after, before, back) +
        this.add('loses', server, before, after, there)
      );
  }

  /** Gives what it cost, in policies asked. */
  private add(
    way: FlippedPairs['way'],
    server: string,
    side: Side | null,
    other: Side | null,
    places: Int32Array | null,
  ): number {
    const place = side?.placeOf.get(server);
    const accepted = place === undefined ? undefined : side?.matrix.accepted[place];
    if (!side || place === undefined || !accepted) return 0;
    const otherPlace = other?.placeOf.get(server);
    const others = otherPlace === undefined ? undefined : other?.matrix.accepted[otherPlace];
    // Nothing was worked out anew.
    if (others === accepted && !places) return 1;
    const { matrix, quarantined, flipped, config } = side;
    const looked = 1 + (flipped.length * passes) / wordsOfPolicy;
    if (!fillOnly(flipped, { accepted, quarantined }, others, places)) return looked;
    const unlike =
      other && otherPlace !== undefined ? { matrix: other.matrix, server: otherPlace } : null;
    const { policies, cost } = matrix.letInBy(place, flipped, unlike);
    for (const one of policies) this.groups.push(this.groupOf(way, server, matrix, one, config));
    return looked + cost;
  }

  private groupOf(
    way: FlippedPairs['way'],
    server: string,
    { endpoints }: Matrix,
    { places, ...policy }: LetIn,
    config: FortiosConfig | undefined,
  ): FlippedPairs {
    const hosts: string[] = [];
    for (const place of placesIn(places)) {
      hosts.push(endpoints[place]?.host ?? '');
      if (hosts.length === mostHosts) break;
    }
    return {
      way,
      fortigate: this.fortigate,
      server,
      ...policy,
      name: nameInList(config, policy),
      count: countBits(places),
      hosts,
    };
  }
}
