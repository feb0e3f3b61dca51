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
import { type ForwardPlace, cameInBy, forwardSession } from '../forward-session.ts';
import type { PlainOptions } from '../plain-session.ts';
import { type Bits, allBits, countBits, noBits, setBit } from '../columns/bits.ts';
import { type ForwardWalk, type Incoming, forwardBlockers, walkForward } from './forward-walk.ts';
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

/** A way in, and what is known of policies on it; both outlive a change of policies. */
interface Way {
  readonly members: Bits;
  readonly facts: ForwardFacts;
  readonly obstacles: WeakMap<ForwardPolicy, { readonly is: Obstacle }>;
}

interface Ways {
  readonly open: readonly Way[];
  /** Whose sessions go to a ZTNA server that listens there, and come to no standard policy. */
  readonly ztna: number;
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
  private readonly walks = new Map<string, ForwardWalk>();

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
  }

  after(fortigate: FortiGateInput): ForwardMap {
    return new ForwardMap(this.columns, fortigate, this.options, this.resolver, this);
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
    const { endpoints, lines } = this.columns.population;
    const [anyone] = endpoints;
    const open: Way[] = [];
    let ztna = 0;
    for (const [srcintf, members] of this.incoming) {
      if (!anyone) continue;
      const session = forwardSession(anyone, this.fortigate, place, { ...this.options, srcintf });
      if (vipOf(this.compiled, session)) {
        ztna += countBits(members);
        continue;
      }
      const facts = forwardFacts(session, this.compiled, lines, this.resolver);
      open.push({ members, facts, obstacles: new WeakMap() });
    }
    return { open, ztna };
  }

  private obstacleOn({ facts, obstacles }: Way, policy: ForwardPolicy): Obstacle {
    let known = obstacles.get(policy);
    if (!known) {
      known = { is: isInForce(policy) ? obstacleAt(policy, facts) : 'undecided' };
      obstacles.set(policy, known);
    }
    return known.is;
  }

  private incomingTo(place: ForwardPlace): readonly Incoming[] {
    return this.waysTo(place).open.map((way) => ({
      members: way.members,
      isOn: (policy) => policy.status === 'enable' && this.obstacleOn(way, policy) === null,
    }));
  }

  isWalked(place: ForwardPlace): boolean {
    return this.walks.has(keyOf(place));
  }

  /** Walks to a place; what that cost, in words of endpoints read. */
  walk(place: ForwardPlace): number {
    const walk = walkForward(this.policies, this.incomingTo(place), this.columns);
    this.walks.set(keyOf(place), walk);
    return walk.cost;
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
    const at = this.places.get(policy.policyid);
    if (!walk || at === undefined || !this.isAsked(policy)) return null;
    return {
      reached: walk.reached[at] ?? 0,
      from: walk.from[at] ?? 0,
      who: walk.who[at] ?? 0,
      taken: walk.taken[at] ?? 0,
    };
  }

  blockers(policy: ForwardPolicy, place: ForwardPlace): readonly Blocker[] {
    return forwardBlockers(this.policies, policy, this.incomingTo(place), this.columns);
  }

  /** What the sessions to a place come to; null until it is walked. */
  ends(place: ForwardPlace): ServerEnds | null {
    const walk = this.walks.get(keyOf(place));
    if (!walk) return null;
    const { accepted, left } = walk;
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
