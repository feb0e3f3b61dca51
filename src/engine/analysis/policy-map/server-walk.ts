/** How all endpoints fall through the policies of one ZTNA server: how many get to each, and how many it takes. */
import type { PolicyType } from '#model/fortios/policy-list.ts';
import { type Bits, countBits, countCommon } from '../columns/bits.ts';
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
}

/** A policy that takes endpoints before another one is asked. */
export interface Blocker {
  readonly policytype: PolicyType;
  readonly policyid: number;
  readonly taken: number;
}

/** Takes whom the policy matches out of the undecided; `matched` holds them then. */
export function splitOff(undecided: Bits, matched: Bits): void {
  for (let i = 0; i < undecided.length; i++) {
    const open = undecided[i] ?? 0;
    const taken = open & (matched[i] ?? 0);
    matched[i] = taken;
    undecided[i] = open ^ taken;
  }
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
  readonly matched: Bits;
}

function walkList(policies: readonly TermedPolicy[], fall: Fall) {
  const { undecided, handedOn, matched } = fall;
  const counts = (): Int32Array => new Int32Array(policies.length);
  const list: ListWalk = { policies, reached: counts(), who: counts(), taken: counts() };
  let left = countBits(undecided);
  let accepted = 0;
  let cost = 0;
  for (const [at, { terms, verdict }] of policies.entries()) {
    if (left === 0) break;
    list.reached[at] = left;
    list.who[at] = left;
    if (terms.others.length > 0) {
      fillMatched(matched, withoutTags(terms), 0);
      list.who[at] = countCommon(undecided, matched);
    }
    fillMatched(matched, terms, 0);
    splitOff(undecided, matched);
    const taken = countBits(matched);
    cost += matched.length * (terms.tags.length + 2 * terms.others.length + 2);
    list.taken[at] = taken;
    left -= taken;
    if (verdict === 'accept') accepted += taken;
    if (verdict === 'redirect') addTo(handedOn, matched);
  }
  return { list, accepted, cost };
}

export function walkServer({ certified, simple, full }: WalkPlan): ServerWalk {
  const fall: Fall = {
    undecided: certified.slice(),
    handedOn: new Int32Array(certified.length),
    matched: new Int32Array(certified.length),
  };
  const first = walkList(simple, fall);
  addTo(fall.undecided, fall.handedOn);
  const then = walkList(full, fall);
  return {
    lists: { policy: first.list, 'proxy-policy': then.list },
    certified: countBits(certified),
    accepted: first.accepted + then.accepted,
    left: countBits(fall.undecided),
    cost: certified.length + first.cost + then.cost,
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
