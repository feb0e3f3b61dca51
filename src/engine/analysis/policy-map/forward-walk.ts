/** How all endpoints' sessions to one address fall through the policies that forward them. */
import { type ForwardPolicy, isSecurityPolicy } from '#model/fortios/tables.ts';
import { type Bits, countBits, countCommon, noBits } from '../columns/bits.ts';
import { type PolicyTerms, fillMatched } from '../columns/policy-terms.ts';
import type { PacketColumns } from './packet-columns.ts';
import { type Blocker, areSameTerms } from './server-walk.ts';

/** A policy that takes sessions to the address, whoever makes them. */
export interface OnWay {
  readonly policy: ForwardPolicy;
  /** Who comes in by its interfaces; null for everybody who goes there. */
  readonly from: Bits | null;
}

/** Small numbers take half the room, and few lists are longer than they reach. */
type Takers = Uint16Array | Uint32Array;
const mostSmall = 0xffff;

/** By place among the policies that are on the way. */
export interface ForwardWalk {
  readonly items: readonly OnWay[];
  readonly everyone: Bits;
  readonly reached: Int32Array;
  /** Those of them that come in where the policy says, and of these those whom it is for. */
  readonly from: Int32Array;
  readonly who: Int32Array;
  readonly taken: Int32Array;
  /** By the place of an endpoint, the place of the policy that takes it, from 1; 0 for none. */
  readonly takenBy: Takers;
  /** Whom no policy takes. */
  readonly left: number;
  /** In words of endpoints read. */
  readonly cost: number;
}

/** Takes whom a policy matches out of the undecided, and notes that it was this one. How many they are. */
function takeNoted(
  undecided: Bits,
  matched: Bits,
  from: Bits | null,
  takenBy: Takers,
  by: number,
): number {
  let count = 0;
  for (let at = 0; at < undecided.length; at++) {
    const open = undecided[at] ?? 0;
    const took = open & (matched[at] ?? 0) & (from === null ? -1 : (from[at] ?? 0));
    if (took === 0) continue;
    undecided[at] = open ^ took;
    for (let word = took; word !== 0; word &= word - 1) {
      takenBy[(at << 5) + (31 - Math.clz32(word & -word))] = by;
      count++;
    }
  }
  return count;
}

/** Nearly every policy asks for one tag and for nothing else: then its set is that tag's, and nothing is put together. */
function columnOf(terms: PolicyTerms, room: Bits): Bits {
  const { tags, others, negate } = terms;
  const [one, ...more] = tags;
  if (one !== undefined && more.length === 0 && others.length === 0 && !negate) return one;
  fillMatched(room, terms, 0);
  return room;
}

/** Whether both take the same of whoever comes to them, whether they let it in or not. */
function areAlike(a: OnWay | undefined, b: OnWay | undefined, columns: PacketColumns): boolean {
  if (a === undefined || b === undefined || a.from !== b.from) return false;
  if (a.policy === b.policy) return true;
  const [one, other] = [columns.termsOf(a.policy), columns.termsOf(b.policy)];
  return areSameTerms(one.whole, other.whole) && areSameTerms(one.who, other.who);
}

/** How many at the beginning of both lists are alike. */
function sameAtFirst(
  items: readonly OnWay[],
  others: readonly OnWay[],
  columns: PacketColumns,
): number {
  let same = 0;
  while (same < items.length && areAlike(items[same], others[same], columns)) same++;
  return same;
}

/** Whom the first so many policies took before. */
function takersOf(
  former: ForwardWalk | undefined,
  same: number,
  policies: number,
  places: number,
): Takers {
  const takenBy = policies < mostSmall ? new Uint16Array(places) : new Uint32Array(places);
  if (former)
    for (let place = 0; place < places; place++) {
      const by = former.takenBy[place] ?? 0;
      if (by <= same) takenBy[place] = by;
    }
  return takenBy;
}

/** Who is not taken by the first so many policies. */
function undecidedAfter({ everyone, takenBy }: ForwardWalk, count: number): Bits {
  const undecided = everyone.slice();
  for (let place = 0; place < takenBy.length; place++) {
    const by = takenBy[place] ?? 0;
    if (by !== 0 && by <= count)
      undecided[place >>> 5] = (undecided[place >>> 5] ?? 0) & ~(1 << (place & 31));
  }
  return undecided;
}

/** Those of the first so many that took somebody before, and the others as nothing. */
function begun(before: Int32Array | undefined, same: number, length: number): Int32Array {
  const counts = new Int32Array(length);
  if (before) counts.set(before.subarray(0, same));
  return counts;
}

/** @param before a walk to the same address, by other policies: what is the same at its beginning holds */
export function walkForward(
  items: readonly OnWay[],
  everyone: Bits,
  columns: PacketColumns,
  before?: ForwardWalk,
): ForwardWalk {
  const former = before?.everyone === everyone ? before : undefined;
  const same = former ? sameAtFirst(items, former.items, columns) : 0;
  if (former && same === items.length && same === former.items.length)
    return { ...former, items, cost: 0 };
  const counts = (of: Int32Array | undefined): Int32Array => begun(of, same, items.length);
  const [reached, from, who, taken] = [
    counts(former?.reached),
    counts(former?.from),
    counts(former?.who),
    counts(former?.taken),
  ];
  const undecided = former ? undecidedAfter(former, same) : everyone.slice();
  const takenBy = takersOf(former, same, items.length, everyone.length << 5);
  const room = noBits(everyone.length << 5);
  let open = countBits(undecided);
  let cost = undecided.length;
  for (let at = same; at < items.length && open > 0; at++) {
    const item = items[at];
    if (!item) break;
    const terms = columns.termsOf(item.policy);
    reached[at] = open;
    const come = item.from === null ? open : countCommon(undecided, item.from);
    from[at] = come;
    const isForAll = terms.who.others.length === 0;
    if (isForAll) who[at] = come;
    else {
      fillMatched(room, terms.who, 0);
      if (item.from !== null)
        for (let i = 0; i < room.length; i++) room[i] = (room[i] ?? 0) & (item.from[i] ?? 0);
      who[at] = countCommon(undecided, room);
    }
    const took = takeNoted(undecided, columnOf(terms.whole, room), item.from, takenBy, at + 1);
    taken[at] = took;
    open -= took;
    const { tags, others } = terms.whole;
    cost += undecided.length * (tags.length + 2 * others.length + (isForAll ? 2 : 4));
  }
  return { items, everyone, reached, from, who, taken, takenBy, left: open, cost };
}

/** The policies that take whom this one would match, before it is asked; most first. */
export function forwardBlockers(
  { items, everyone, takenBy }: ForwardWalk,
  own: ForwardPolicy,
  columns: PacketColumns,
): readonly Blocker[] {
  const at = items.findIndex(({ policy }) => policy === own);
  const item = items[at];
  if (!item) return [];
  const wanted = noBits(everyone.length << 5);
  fillMatched(wanted, columns.termsOf(own).whole, 0);
  const by = new Int32Array(at + 1);
  for (let i = 0; i < wanted.length; i++) {
    const from = item.from === null ? -1 : (item.from[i] ?? 0);
    for (let word = (wanted[i] ?? 0) & (everyone[i] ?? 0) & from; word !== 0; word &= word - 1) {
      const taker = takenBy[(i << 5) + (31 - Math.clz32(word & -word))] ?? 0;
      if (taker !== 0 && taker <= at) by[taker] = (by[taker] ?? 0) + 1;
    }
  }
  const policytype = isSecurityPolicy(own) ? 'security-policy' : 'policy';
  return items
    .slice(0, at)
    .flatMap(({ policy: { policyid } }, i): Blocker[] => {
      const count = by[i + 1] ?? 0;
      return count > 0 ? [{ policytype, policyid, taken: count }] : [];
    })
    .toSorted((a, b) => b.taken - a.taken);
}
