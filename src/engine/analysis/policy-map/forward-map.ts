/**
 * Policies that forward sessions, with how many come to each and how many it takes: each endpoint's session to an
 * address behind the FortiGate. Security policies in policy-based mode, else standard ones. An address is walked when
 * somebody asks for it.
 */
import type { Resolver } from '#model/decision/session.ts';
import { isActionNotDecided, refusedSettings } from '#model/fortios/refused.ts';
import { type ForwardPolicy, isSecurityPolicy } from '#model/fortios/tables.ts';
import {
  type Compiled,
  type FortiGateInput,
  compile,
  forwardList,
  vipOf,
} from '../../decide/compile.ts';
import { type ForwardFacts, forwardFacts, obstacleAt } from '../../decide/forward.ts';
import { listDifference } from '../../decide/list-difference.ts';
import { type ForwardPlace, cameInBy, forwardSession } from '../forward-session.ts';
import type { PlainOptions } from '../plain-session.ts';
import { type Bits, allBits, countBits, noBits, orInto, setBit } from '../columns/bits.ts';
import { type ForwardWalk, type OnWay, forwardBlockers, walkForward } from './forward-walk.ts';
import type { PacketColumns } from './packet-columns.ts';
import type { ServerEnds } from './policy-map.ts';
import type { Blocker } from './server-walk.ts';

/** A policy may have settings that are not decided here. */
type Obstacle = ReturnType<typeof obstacleAt> | 'undecided';

/** Why no session to a place can come to a policy. */
export type ForwardIdle =
  | 'disabled'
  | 'policy-based'
  | 'profile-based'
  | Exclude<Obstacle, 'srcintf' | null>;

/** Of a policy: sessions to one place. */
interface ForwardSum {
  readonly reached: number;
  readonly from: number;
  readonly who: number;
  readonly taken: number;
}

/** A way in, and what is known of policies on it. */
interface Way {
  readonly members: Bits;
  readonly facts: ForwardFacts;
  readonly obstacles: WeakMap<ForwardPolicy, { readonly is: Obstacle }>;
}

/** What is known of an address; it outlives a change of policies. */
interface Ways {
  readonly open: readonly Way[];
  /** Whose sessions come to policies that forward. */
  readonly everyone: Bits;
  /** Whose sessions go to a ZTNA server that listens there, and come to none. */
  readonly ztna: number;
  /** Whether what stops a policy is the same on all of them, but for where sessions come in. */
  readonly areAlike: boolean;
  /** Who comes in by several of them, by their places. */
  readonly members: Map<string, Bits>;
}

function isInForce(policy: ForwardPolicy): boolean {
  const refused = isSecurityPolicy(policy)
    ? refusedSettings<'firewall security-policy'>('firewall security-policy', policy)
    : refusedSettings<'firewall policy'>('firewall policy', policy);
  return !isActionNotDecided(refused);
}

function keyOf({ dstip, dstport, protocol, dstintf }: ForwardPlace): string {
  return `${dstip} ${dstport} ${protocol} ${dstintf}`;
}

/** Asking whether a policy is on the way costs about as much as reading so many words. */
const wayCost = 200;
/** So many walks are kept, each of some hundred kilobytes in a large world. */
const mostWalks = 64;
/** More policies than that, and which of them are on the way is asked anew where somebody asks for it. */
const mostAsked = 200;

function isSameNat(a: ForwardFacts, b: ForwardFacts): boolean {
  return a.nat?.vip === b.nat?.vip && a.nat?.to.port === b.nat?.to.port;
}

export class ForwardMap {
  private readonly columns: PacketColumns;
  private readonly fortigate: FortiGateInput;
  private readonly compiled: Compiled;
  private readonly options: PlainOptions;
  private readonly resolver: Resolver;
  private readonly incoming: ReadonlyMap<string, Bits>;
  private readonly ways: Map<string, Ways>;
  /** The policies that decide here, and the place of each. */
  private readonly policies: readonly ForwardPolicy[];
  private readonly places: ReadonlyMap<number, number>;
  private readonly items = new Map<string, readonly OnWay[]>();
  private readonly walks = new Map<string, ForwardWalk>();
  /** Of the policies before these: what is the same at their beginning holds. */
  private readonly formerWalks: ReadonlyMap<string, ForwardWalk>;

  /** @param before of a configuration that differs in its policies alone */
  constructor(
    columns: PacketColumns,
    fortigate: FortiGateInput,
    options: PlainOptions,
    resolver: Resolver,
    before?: ForwardMap,
  ) {
    this.columns = columns;
    this.fortigate = fortigate;
    this.compiled = compile(fortigate);
    this.options = options;
    this.resolver = resolver;
    this.incoming = before?.incoming ?? this.byInterface();
    this.ways = before?.ways ?? new Map<string, Ways>();
    this.policies = forwardList(this.compiled);
    this.places = new Map(this.policies.map(({ policyid }, at) => [policyid, at]));
    const former = [...(before?.formerWalks ?? []), ...(before?.walks ?? [])];
    this.formerWalks = new Map(former.slice(-mostWalks));
    if (before) this.takeOver(before);
  }

  after(fortigate: FortiGateInput): ForwardMap {
    return new ForwardMap(this.columns, fortigate, this.options, this.resolver, this);
  }

  /** Which policies are on the way, where it was asked before; and the walks that they change nothing of. */
  private takeOver(before: ForwardMap): void {
    const { first, gone, come } = listDifference(before.policies, this.policies);
    if (gone.length + come.length > mostAsked) return;
    const went = new Set(gone);
    for (const [key, items] of before.items) {
      const ways = this.ways.get(key);
      if (!ways) continue;
      const came = come.flatMap((policy) => this.onWay(ways, policy) ?? []);
      if (came.length === 0 && !items.some(({ policy }) => went.has(policy))) {
        this.items.set(key, items);
        const walk = before.walks.get(key);
        if (walk) this.walks.set(key, walk);
        continue;
      }
      const isBefore = ({ policy }: OnWay): boolean =>
        !went.has(policy) && (before.placeOf(policy) ?? 0) < first;
      const isAfter = ({ policy }: OnWay): boolean =>
        !went.has(policy) && (before.placeOf(policy) ?? 0) >= first;
      this.items.set(key, [...items.filter(isBefore), ...came, ...items.filter(isAfter)]);
    }
  }

  private placeOf({ policyid }: ForwardPolicy): number | undefined {
    return this.places.get(policyid);
  }

  private byInterface(): ReadonlyMap<string, Bits> {
    const { endpoints } = this.columns.population;
    const { srcintf } = this.options;
    if (srcintf !== null) return new Map([[srcintf, allBits(endpoints.length)]]);
    const found = new Map<string, Bits>();
    for (const [place, endpoint] of endpoints.entries()) {
      const name = cameInBy(this.fortigate, endpoint);
      let bits = found.get(name);
      if (!bits) {
        bits = noBits(endpoints.length);
        found.set(name, bits);
      }
      setBit(bits, place);
    }
    return found;
  }

  private waysTo(place: ForwardPlace): Ways {
    const key = keyOf(place);
    let ways = this.ways.get(key);
    if (!ways) {
      ways = this.findWays(place);
      this.ways.set(key, ways);
    }
    return ways;
  }

  private findWays(place: ForwardPlace): Ways {
    const { columns } = this;
    const { endpoints, lines } = columns.population;
    const [anyone] = endpoints;
    const open: Way[] = [];
    const everyone = noBits(endpoints.length);
    let ztna = 0;
    for (const [srcintf, members] of this.incoming) {
      if (!anyone) continue;
      const session = forwardSession(anyone, this.fortigate, place, { ...this.options, srcintf });
      if (vipOf(this.compiled, session)) {
        ztna += countBits(members);
        continue;
      }
      const facts = forwardFacts(session, this.compiled, lines, this.resolver, columns.endpointAt);
      open.push({ members, facts, obstacles: new WeakMap() });
      orInto(everyone, members);
    }
    const [one] = open;
    const areAlike = open.every(({ facts }) => one && isSameNat(one.facts, facts));
    return { open, everyone, ztna, areAlike, members: new Map() };
  }

  private obstacleOn({ facts, obstacles }: Way, policy: ForwardPolicy): Obstacle {
    let known = obstacles.get(policy);
    if (!known) {
      known = { is: isInForce(policy) ? obstacleAt(policy, facts) : 'undecided' };
      obstacles.set(policy, known);
    }
    return known.is;
  }

  /** Null for a policy that no session there comes to. */
  private onWay(ways: Ways, policy: ForwardPolicy): OnWay | null {
    if (policy.status === 'disable') return null;
    const on: number[] = [];
    for (const [at, way] of ways.open.entries()) {
      const obstacle = this.obstacleOn(way, policy);
      if (obstacle === null) on.push(at);
      else if (obstacle !== 'srcintf' && ways.areAlike) break;
    }
    if (on.length === 0) return null;
    if (on.length === ways.open.length) return { policy, from: null };
    const key = on.join();
    let from = ways.members.get(key);
    if (!from) {
      from = noBits(this.columns.population.endpoints.length);
      for (const at of on) orInto(from, ways.open[at]?.members ?? noBits(0));
      ways.members.set(key, from);
    }
    return { policy, from };
  }

  isWalked(place: ForwardPlace): boolean {
    return this.walks.has(keyOf(place));
  }

  /**
   * Walks to a place, or does so much of what that needs, in words of endpoints read, and something each time.
   * @returns what it cost; the place may not be walked yet
   */
  walk(place: ForwardPlace, most = Number.POSITIVE_INFINITY): number {
    const key = keyOf(place);
    let cost = 0;
    let items = this.items.get(key);
    if (!items) {
      const ways = this.waysTo(place);
      items = this.policies.flatMap((policy) => this.onWay(ways, policy) ?? []);
      this.items.set(key, items);
      cost += this.policies.length * wayCost;
    }
    for (const { policy } of items) {
      this.columns.termsOf(policy);
      cost += this.columns.takeCost();
      if (cost > most) return cost;
    }
    const { everyone } = this.waysTo(place);
    const walk = walkForward(items, everyone, this.columns, this.formerWalks.get(key));
    this.keep(key, walk);
    return cost + walk.cost;
  }

  private keep(key: string, walk: ForwardWalk): void {
    this.walks.delete(key);
    this.walks.set(key, walk);
    for (const old of [...this.walks.keys()].slice(0, -mostWalks)) this.walks.delete(old);
  }

  /** Whether policies of its kind decide in the mode of the FortiGate. */
  private isAsked(policy: ForwardPolicy): boolean {
    return isSecurityPolicy(policy) === (this.compiled.security !== null);
  }

  /** Null where sessions to the place can come to the policy. */
  idle(policy: ForwardPolicy, place: ForwardPlace): ForwardIdle | null {
    if (!this.isAsked(policy)) return this.compiled.security ? 'policy-based' : 'profile-based';
    if (policy.status === 'disable') return 'disabled';
    const found = this.waysTo(place).open.map((way) => this.obstacleOn(way, policy));
    if (found.includes('undecided')) return 'undecided';
    const barred = found.filter((one) => one !== null && one !== 'srcintf');
    // It is the same on all ways, but where a VIP listens on one interface alone.
    return barred.length < found.length ? null : (barred[0] ?? null);
  }

  /** Null until the place is walked. */
  sum(policy: ForwardPolicy, place: ForwardPlace): ForwardSum | null {
    const walk = this.walks.get(keyOf(place));
    const own = this.placeOf(policy);
    if (!walk || own === undefined || !this.isAsked(policy)) return null;
    const { items, reached, from, who, taken, left } = walk;
    // The first that is on the way and stands no higher.
    let at = 0;
    for (let high = items.length; at < high;) {
      const middle = (at + high) >>> 1;
      const item = items[middle];
      if (item && (this.placeOf(item.policy) ?? 0) < own) at = middle + 1;
      else high = middle;
    }
    const item = items[at];
    if (item?.policy.policyid !== policy.policyid)
      return { reached: item ? (reached[at] ?? 0) : left, from: 0, who: 0, taken: 0 };
    return {
      reached: reached[at] ?? 0,
      from: from[at] ?? 0,
      who: who[at] ?? 0,
      taken: taken[at] ?? 0,
    };
  }

  /** The policies that take whom this one would match, before it is asked; none until the place is walked. */
  blockers(policy: ForwardPolicy, place: ForwardPlace): readonly Blocker[] {
    const walk = this.walks.get(keyOf(place));
    return walk ? forwardBlockers(walk, policy, this.columns) : [];
  }

  /** What the sessions to a place come to; null until it is walked. */
  ends(place: ForwardPlace): ServerEnds | null {
    const walk = this.walks.get(keyOf(place));
    if (!walk) return null;
    const { items, taken, left } = walk;
    let accepted = 0;
    for (const [at, { policy }] of items.entries())
      if (policy.action === 'accept') accepted += taken[at] ?? 0;
    const pairs = this.columns.population.endpoints.length;
    const { ztna } = this.waysTo(place);
    return {
      servers: 1,
      pairs,
      accepted,
      denied: pairs - ztna - accepted - left,
      left,
      before: ztna,
    };
  }
}
