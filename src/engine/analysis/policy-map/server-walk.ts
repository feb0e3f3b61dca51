/** How all endpoints fall through the policies of one ZTNA server: how many get to each, and how many it takes. */
import type { ConsideredType } from '#model/decision/decision.ts';
import type { PolicyType } from '#model/fortios/policy-list.ts';
import { type Bits, countBits, countCommon, splitOff, takeCounted } from '../columns/bits.ts';
import { type PolicyTerms, type TermedPolicy, fillMatched } from '../columns/policy-terms.ts';
import type { WalkPlan } from '../columns/server-plan.ts';

/** By place in the list. */
export interface ListWalk {
  readonly policies: readonly TermedPolicy[];
  readonly reached: Int32Array;
  /** Those of them whom the policy is for, whatever tags they have. */
  readonly who: Int32Array;
  readonly taken: Int32Array;
}

export interface ServerWalk {
  readonly lists: Readonly<Record<PolicyType, ListWalk>>;
  /** Who gets past the certificate check, to the first policy. */
  readonly certified: number;
  readonly accepted: number;
  /** Whom no policy takes. */
  readonly left: number;
  /** In words of endpoints read. */
  readonly cost: number;
  readonly arrivals: Arrived;
}

/** Who comes to simple policies that are watched, by their numbers. */
export type Arrived = ReadonlyMap<number, ArrivedSet>;
interface ArrivedSet {
  readonly places: Bits;
  readonly count: number;
}

/** A policy that takes endpoints before another one is asked. */
export interface Blocker {
  readonly policytype: ConsideredType;
  readonly policyid: number;
  readonly taken: number;
}

/** Those of them that are in a set. */
function addCommon(into: Bits, of: Bits, set: Bits): void {
  for (let i = 0; i < into.length; i++) into[i] = (into[i] ?? 0) | ((of[i] ?? 0) & (set[i] ?? 0));
}

function addTo(into: Bits, more: Bits): void {
  for (let i = 0; i < into.length; i++) into[i] = (into[i] ?? 0) | (more[i] ?? 0);
}

export function withoutTags(terms: PolicyTerms): PolicyTerms {
  return { ...terms, tags: [] };
}

interface Fall {
  readonly undecided: Bits;
  /** Whom a simple policy hands to the full ones. */
  readonly handedOn: Bits;
}

interface Matching {
  /** Whom the policy matches. */
  readonly whole: Bits;
  /** Whom it is for, whatever tags they have; null for everyone. */
  readonly who: Bits | null;
}

function filled(terms: PolicyTerms, length: number): Bits {
  const bits = new Int32Array(length);
  fillMatched(bits, terms, 0);
  return bits;
}

function matchingOf({ terms }: TermedPolicy, length: number): Matching {
  const { tags, others, negate } = terms;
  const [one, ...more] = tags;
  // Nearly every policy asks for one tag and for nothing else.
  const isColumn = one !== undefined && more.length === 0 && others.length === 0 && !negate;
  return {
    whole: isColumn ? one : filled(terms, length),
    who: others.length === 0 ? null : filled(withoutTags(terms), length),
  };
}

const matchings = new WeakMap<TermedPolicy, Matching | 'once'>();

/** What is of many servers is put together once; what is of one is not kept. */
function matching(policy: TermedPolicy, length: number): Matching {
  const known = matchings.get(policy);
  if (known !== undefined && known !== 'once') return known;
  const made = matchingOf(policy, length);
  matchings.set(policy, known === undefined ? 'once' : made);
  return made;
}

const nobodyWatched: ReadonlySet<number> = new Set();

function walkList(
  policies: readonly TermedPolicy[],
  { undecided, handedOn }: Fall,
  watched = nobodyWatched,
) {
  const arrivals = new Map<number, ArrivedSet>();
  const counts = (): Int32Array => new Int32Array(policies.length);
  const list: ListWalk = { policies, reached: counts(), who: counts(), taken: counts() };
  let left = countBits(undecided);
  let accepted = 0;
  let cost = 0;
  for (const [at, policy] of policies.entries()) {
    if (left === 0 && watched.size === 0) break;
    const { verdict, policyid } = policy;
    if (watched.has(policyid)) arrivals.set(policyid, { places: undecided.slice(), count: left });
    if (left === 0) continue;
    const { whole, who } = matching(policy, undecided.length);
    list.reached[at] = left;
    list.who[at] = who === null ? left : countCommon(undecided, who);
    if (verdict === 'redirect') addCommon(handedOn, undecided, whole);
    const taken = takeCounted(undecided, whole);
    cost += undecided.length * (who === null ? 1 : 2);
    list.taken[at] = taken;
    left -= taken;
    if (verdict === 'accept') accepted += taken;
  }
  return { list, accepted, cost, arrivals };
}

/** @param watched simple policies, by their numbers: who comes to them is kept */
export function walkServer(
  { certified, simple, full }: WalkPlan,
  watched?: ReadonlySet<number>,
): ServerWalk {
  const fall: Fall = {
    undecided: certified.slice(),
    handedOn: new Int32Array(certified.length),
  };
  const first = walkList(simple, fall, watched);
  addTo(fall.undecided, fall.handedOn);
  const then = walkList(full, fall);
  return {
    lists: { policy: first.list, 'proxy-policy': then.list },
    certified: countBits(certified),
    accepted: first.accepted + then.accepted,
    left: countBits(fall.undecided),
    cost: certified.length + first.cost + then.cost,
    arrivals: first.arrivals,
  };
}

export function areSameTerms(a: PolicyTerms, b: PolicyTerms): boolean {
  return (
    a.negate === b.negate &&
    (a.logic === b.logic || a.tags.length < 2) &&
    a.tags.length === b.tags.length &&
    a.tags.every((tag, i) => tag === b.tags[i]) &&
    a.others.length === b.others.length &&
    a.others.every(({ bits, negate }, i) => {
      const other = b.others[i];
      return bits === other?.bits && negate === other.negate;
    })
  );
}

/** Whether the same endpoints fall through both, be they let in or not. */
function takesAlike(one: TermedPolicy, other: TermedPolicy | undefined): boolean {
  return (
    one === other ||
    (one.policyid === other?.policyid &&
      (one.verdict === 'redirect') === (other.verdict === 'redirect') &&
      areSameTerms(one.terms, other.terms))
  );
}

/** The same of whole lists. */
function fallAlike(a: readonly TermedPolicy[], b: readonly TermedPolicy[]): boolean {
  return a.length === b.length && a.every((one, i) => takesAlike(one, b[i]));
}

/** Of those who came to policies in one plan, what holds in another: where all before the policy is alike. */
export function arrivalsAfter(
  arrivals: Arrived,
  { certified, simple }: WalkPlan,
  is: WalkPlan,
): Arrived {
  if (arrivals.size === 0 || certified !== is.certified) return new Map();
  const first = is.simple.findIndex((one, i) => !takesAlike(one, simple[i]));
  const alike = first === -1 ? is.simple.length : first;
  return new Map(
    [...arrivals].filter(([id]) => {
      const place = is.simple.findIndex(({ policyid }) => policyid === id);
      return place >= 0 && place <= alike;
    }),
  );
}

/** What a policy makes of those who come to it. */
export function fallAt(
  policy: TermedPolicy,
  { places, count: reached }: ArrivedSet,
): { readonly reached: number; readonly who: number; readonly taken: number } {
  const { whole, who } = matching(policy, places.length);
  return {
    reached,
    who: who === null ? reached : countCommon(places, who),
    taken: countCommon(places, whole),
  };
}

function sumAccepted(policies: readonly TermedPolicy[], taken: Int32Array): number {
  let sum = 0;
  for (let at = 0; at < policies.length; at++)
    if (policies[at]?.verdict === 'accept') sum += taken[at] ?? 0;
  return sum;
}

/** The walk of a plan that differs from one that is walked in nothing but verdicts; null where there is more. */
export function withVerdicts(
  walk: ServerWalk,
  before: WalkPlan,
  { certified, simple, full }: WalkPlan,
): ServerWalk | null {
  if (before.certified !== certified) return null;
  if (!fallAlike(before.simple, simple) || !fallAlike(before.full, full)) return null;
  const { policy, 'proxy-policy': proxy } = walk.lists;
  return {
    ...walk,
    lists: {
      policy: { ...policy, policies: simple },
      'proxy-policy': { ...proxy, policies: full },
    },
    accepted: sumAccepted(simple, policy.taken) + sumAccepted(full, proxy.taken),
  };
}

/** The policies that take whom this one would match, before it is asked; most first. */
export function blockersAt(
  { certified, simple, full }: WalkPlan,
  list: PolicyType,
  policyid: number,
): readonly Blocker[] {
  const own = (list === 'policy' ? simple : full).find((one) => one.policyid === policyid);
  if (!own) return [];
  const undecided = certified.slice();
  const handedOn = new Int32Array(certified.length);
  const matched = new Int32Array(certified.length);
  const wanted = new Int32Array(certified.length);
  fillMatched(wanted, own.terms, 0);
  const blockers: Blocker[] = [];
  const walk = (policytype: PolicyType, policies: readonly TermedPolicy[]): void => {
    for (const { policyid: id, terms, verdict } of policies) {
      if (policytype === list && id === policyid) return;
      fillMatched(matched, terms, 0);
      splitOff(undecided, matched);
      // Who is handed on from one list to the other may come to this policy yet.
      const isAway = verdict !== 'redirect';
      if (verdict === 'redirect') addTo(handedOn, matched);
      const taken = isAway ? countCommon(matched, wanted) : 0;
      if (taken > 0) blockers.push({ policytype, policyid: id, taken });
    }
  };
  walk('policy', simple);
  if (list === 'proxy-policy') {
    addTo(undecided, handedOn);
    walk('proxy-policy', full);
  }
  return blockers.toSorted((a, b) => b.taken - a.taken);
}
