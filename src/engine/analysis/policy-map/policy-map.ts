/**
 * Every policy of a FortiGate with how many sessions come to it and how many it takes: each endpoint's plain session
 * to each ZTNA server. A server is walked when somebody asks for its policies; after a change of policies, those
 * servers alone that it is of.
 */
import type { PolicyType } from '#model/fortios/policy-list.ts';
import type { FirewallPolicy, ProxyPolicy } from '#model/fortios/tables.ts';
import type { FortiGateInput } from '../../decide/compile.ts';
import type { WalkPlan } from '../columns/server-plan.ts';
import type { ServerPlans } from '../columns/server-plans.ts';
import {
  type Arrived,
  type Blocker,
  type ServerWalk,
  arrivalsAfter,
  blockersAt,
  fallAt,
  walkServer,
  withVerdicts,
} from './server-walk.ts';

/** Of a policy: pairs of an endpoint and a server, summed over servers. */
export interface PolicySum {
  /** Servers in whose lists the policy stands, and those of them that are walked. */
  servers: number;
  walked: number;
  /** Pairs whose walk comes to the policy, those of them whom it is for, and those that it takes. */
  reached: number;
  who: number;
  taken: number;
}

/** What the walks of servers come to. */
export interface ServerEnds {
  readonly servers: number;
  readonly pairs: number;
  readonly accepted: number;
  /** Denied by a policy, by none, and before any is asked. */
  readonly denied: number;
  readonly left: number;
  readonly before: number;
}

type Sums = ReadonlyMap<number, PolicySum>;
const lists = ['policy', 'proxy-policy'] as const satisfies readonly PolicyType[];
/** So many policies are watched. */
const mostWatched = 3;
/** The policies of more servers than these are not looked for behind one another. */
const mostBlocked = 16;

function listOf({ simple, full }: WalkPlan, list: PolicyType) {
  return list === 'policy' ? simple : full;
}

function nothing(): PolicySum {
  return { servers: 0, walked: 0, reached: 0, who: 0, taken: 0 };
}

function haveSamePolicies(a: WalkPlan, b: WalkPlan): boolean {
  return lists.every((list) => {
    const [one, other] = [listOf(a, list), listOf(b, list)];
    return (
      one.length === other.length && one.every(({ policyid }, i) => policyid === other[i]?.policyid)
    );
  });
}

export class PolicyMap {
  readonly plans: ServerPlans;
  private readonly walks: (ServerWalk | undefined)[];
  private readonly sums: Readonly<Record<PolicyType, Map<number, PolicySum>>>;
  /** By policy, of the servers that were asked about. */
  private readonly blocked: Map<string, { readonly of: string; readonly by: readonly Blocker[] }>;
  private readonly places: Readonly<Record<'vip' | 'server', ReadonlyMap<string, number[]>>>;
  /** By server, who comes to policies that are watched. */
  private readonly arrivals: (Arrived | undefined)[];
  private watched: ReadonlySet<number>;
  /** Of watched policies: what follows from who comes to them. */
  private readonly arrived = new Map<number, PolicySum>();
  /** Servers before this place are walked, or need not be. */
  private next = 0;

  /** @param before of plans that these follow from */
  constructor(plans: ServerPlans, before?: PolicyMap) {
    this.plans = plans;
    const open = new Set(plans.open);
    this.walks = plans.servers.map((_, at) => (open.has(at) ? undefined : before?.walks[at]));
    const copied = (sums: Sums | undefined) =>
      new Map([...(sums ?? [])].map(([id, sum]) => [id, { ...sum }]));
    this.sums = {
      policy: copied(before?.sums.policy),
      'proxy-policy': copied(before?.sums['proxy-policy']),
    };
    this.blocked = new Map(before?.blocked);
    this.watched = before?.watched ?? new Set();
    this.arrivals = plans.plans.map((plan, at) => {
      const [was, known] = [before?.plans.plans[at], before?.arrivals[at]];
      if (!open.has(at)) return known;
      return known && was?.kind === 'walk' && plan.kind === 'walk'
        ? arrivalsAfter(known, was, plan)
        : undefined;
    });
    this.places = before?.places ?? this.placed();
    for (const at of open) {
      const was = before?.plans.plans[at];
      const plan = plans.plans[at];
      const walk = before?.walks[at];
      const same =
        was?.kind === 'walk' && plan?.kind === 'walk' && walk
          ? withVerdicts(walk, was, plan)
          : null;
      // All come to the same policies as before, and the sums stay.
      if (same) {
        this.walks[at] = same;
        continue;
      }
      // The same policies stand in its lists: what is to do is its walk alone, if it had one.
      if (was?.kind === 'walk' && plan?.kind === 'walk' && haveSamePolicies(was, plan)) {
        if (walk) this.takeBack(was, walk);
        continue;
      }
      if (was) this.note(was, walk, -1);
      if (plan) this.note(plan, undefined, 1);
    }
  }

  private takeBack(plan: WalkPlan, walk: ServerWalk): void {
    for (const list of lists)
      for (const { policyid } of listOf(plan, list)) this.blocked.delete(`${list} ${policyid}`);
    this.add(walk, -1);
  }

  private placed() {
    const [vip, server] = [new Map<string, number[]>(), new Map<string, number[]>()];
    const add = (map: Map<string, number[]>, name: string, at: number): void => {
      const found = map.get(name);
      if (found) found.push(at);
      else map.set(name, [at]);
    };
    for (const [at, plan] of this.plans.plans.entries()) {
      if (plan.kind !== 'walk') continue;
      add(vip, plan.vip, at);
      // Of two servers of one VIP the first has its full policies.
      add(server, this.plans.compiled.proxyByVip.get(plan.vip)?.name ?? '', at);
    }
    return { vip, server };
  }

  /** Of another configuration of the FortiGate. */
  after(fortigate: FortiGateInput): PolicyMap {
    const isSame = this.plans.leadsTo(fortigate);
    return new PolicyMap(this.plans.after(fortigate), isSame ? this : undefined);
  }

  private sumOf(list: PolicyType, policyid: number): PolicySum {
    const sums = this.sums[list];
    const sum = sums.get(policyid) ?? nothing();
    sums.set(policyid, sum);
    return sum;
  }

  /** Adds a server to the sums of its policies, or takes it out of them. */
  private note(
    plan: ServerPlans['plans'][number],
    walk: ServerWalk | undefined,
    sign: 1 | -1,
  ): void {
    if (plan.kind !== 'walk') return;
    for (const list of lists)
      for (const { policyid } of listOf(plan, list)) {
        this.sumOf(list, policyid).servers += sign;
        this.blocked.delete(`${list} ${policyid}`);
      }
    if (walk) this.add(walk, sign);
  }

  private add(walk: ServerWalk, sign: 1 | -1): void {
    for (const list of lists) {
      const { policies, reached, who, taken } = walk.lists[list];
      for (const [at, { policyid }] of policies.entries()) {
        const sum = this.sumOf(list, policyid);
        sum.walked += sign;
        sum.reached += sign * (reached[at] ?? 0);
        sum.who += sign * (who[at] ?? 0);
        sum.taken += sign * (taken[at] ?? 0);
      }
    }
  }

  private walked(at: number): ServerWalk | undefined {
    const plan = this.plans.plans[at];
    if (plan?.kind !== 'walk') return undefined;
    const found = this.walks[at];
    if (found) return found;
    const walk = walkServer(plan, this.watched);
    this.walks[at] = walk;
    this.arrivals[at] = walk.arrivals;
    this.add(walk, 1);
    return walk;
  }

  /**
   * Policies of many servers that somebody looks at, by their numbers: who comes to them is kept as servers are walked,
   * so that after a change of one its counts follow without a walk. A few megabytes a policy in a large estate.
   */
  watch(policyids: readonly number[]): void {
    if (policyids.every((id) => this.watched.has(id))) return;
    this.watched = new Set([...policyids, ...this.watched].slice(0, mostWatched));
  }

  /** Null where it is not known of every server. */
  private arrivedAt(policyid: number): PolicySum | null {
    const known = this.arrived.get(policyid);
    if (known) return known;
    const sum = this.sumArrived(policyid);
    // What is not known now may be after more walks.
    if (sum) this.arrived.set(policyid, sum);
    return sum;
  }

  private sumArrived(policyid: number): PolicySum | null {
    const sum = nothing();
    for (const [at, plan] of this.plans.plans.entries()) {
      const policy =
        plan.kind === 'walk' ? plan.simple.find((one) => one.policyid === policyid) : undefined;
      if (!policy) continue;
      const arrived = this.arrivals[at]?.get(policyid);
      if (!arrived) return null;
      const { reached, who, taken } = fallAt(policy, arrived);
      sum.servers++;
      sum.walked++;
      sum.reached += reached;
      sum.who += who;
      sum.taken += taken;
    }
    return sum;
  }

  /** How many servers are walked, of those that have policies to walk. */
  get progress(): { readonly done: number; readonly total: number } {
    const { plans } = this.plans;
    const total = plans.filter(({ kind }) => kind === 'walk').length;
    return { done: this.walks.filter((walk) => walk !== undefined).length, total };
  }

  /**
   * Walks servers until so much is spent, in words of endpoints read; always at least one.
   * @param first the places of those that are waited for
   * @param goesOn whether the others are walked after them
   * @returns whether all are walked
   */
  advance(cost: number, first: readonly number[], goesOn = true): boolean {
    let left = cost;
    const walk = (at: number): void => {
      if (this.walks[at] === undefined) left -= this.walked(at)?.cost ?? 0;
    };
    for (const at of first) {
      if (left <= 0) return false;
      walk(at);
    }
    if (!goesOn) return this.progress.done === this.progress.total;
    for (; this.next < this.walks.length; this.next++) {
      if (left <= 0) return false;
      walk(this.next);
    }
    return true;
  }

  /** The servers in whose lists a policy can stand, by their place. */
  placesOf(policy: FirewallPolicy | ProxyPolicy): readonly number[] {
    const [names, places] =
      'access-proxy' in policy
        ? [policy['access-proxy'], this.places.server]
        : [policy.dstaddr, this.places.vip];
    return [...new Set(names)].flatMap((name) => places.get(name) ?? []);
  }

  /** Of all servers, or of the one at that place; null where the policy stands in no list, and matches nobody. */
  sum(list: PolicyType, policyid: number, at: number | null): PolicySum | null {
    if (at === null) {
      const sum = this.sums[list].get(policyid);
      if (!sum || sum.servers === 0) return null;
      const isWalked = sum.walked === sum.servers || list !== 'policy';
      return isWalked || !this.watched.has(policyid) ? sum : (this.arrivedAt(policyid) ?? sum);
    }
    const plan = this.plans.plans[at];
    if (plan?.kind !== 'walk') return null;
    const place = listOf(plan, list).findIndex((one) => one.policyid === policyid);
    const walk = place < 0 ? undefined : this.walked(at)?.lists[list];
    if (!walk) return null;
    const { reached, who, taken } = walk;
    return {
      servers: 1,
      walked: 1,
      reached: reached[place] ?? 0,
      who: who[place] ?? 0,
      taken: taken[place] ?? 0,
    };
  }

  /** The policies that take whom this one would match; null where it is of too many servers to look. */
  blockers(
    list: PolicyType,
    policyid: number,
    places: readonly number[],
  ): readonly Blocker[] | null {
    if (places.length > mostBlocked) return null;
    const key = `${list} ${policyid}`;
    const of = places.join();
    const known = this.blocked.get(key);
    if (known?.of === of) return known.by;
    const sums = new Map<
      string,
      { policytype: Blocker['policytype']; policyid: number; taken: number }
    >();
    for (const at of places) {
      const plan = this.plans.plans[at];
      if (plan?.kind !== 'walk') continue;
      for (const one of blockersAt(plan, list, policyid)) {
        const by = `${one.policytype} ${one.policyid}`;
        const sum = sums.get(by) ?? { ...one, taken: 0 };
        sum.taken += one.taken;
        sums.set(by, sum);
      }
    }
    const by = [...sums.values()].toSorted((a, b) => b.taken - a.taken);
    this.blocked.set(key, { of, by });
    return by;
  }

  /** What the sessions to all servers come to, or to one; null until they are walked. */
  ends(at: number | null): ServerEnds | null {
    const endpoints = this.plans.population.endpoints.length;
    const wanted = at === null ? [...this.plans.plans.keys()] : [at];
    const ends = { servers: 0, pairs: 0, accepted: 0, denied: 0, left: 0, before: 0 };
    for (const place of wanted) {
      const plan = this.plans.plans[place];
      if (!plan || plan.kind === 'nowhere' || plan.kind === 'forward') continue;
      ends.servers++;
      ends.pairs += endpoints;
      if (plan.kind === 'unrouted') {
        ends.before += endpoints;
        continue;
      }
      const walk = this.walks[place];
      if (!walk) return null;
      const { certified, accepted, left } = walk;
      ends.before += endpoints - certified;
      ends.accepted += accepted;
      ends.left += left;
      ends.denied += certified - accepted - left;
    }
    return ends;
  }
}
