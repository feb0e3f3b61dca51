/** How all endpoints' sessions to one address fall through the standard policies of a FortiGate. */
import { type ForwardPolicy, isSecurityPolicy } from '#model/fortios/tables.ts';
import { type Bits, countBits, countCommon, splitOff } from '../columns/bits.ts';
import { fillMatched } from '../columns/policy-terms.ts';
import type { PacketColumns } from './packet-columns.ts';
import type { Blocker } from './server-walk.ts';

/** Endpoints whose sessions come in by one interface. */
export interface Incoming {
  readonly members: Bits;
  /** Whether a policy takes sessions that come in and go this way, whoever makes them. */
  readonly isOn: (policy: ForwardPolicy) => boolean;
}

/** By place in the list. */
export interface ForwardWalk {
  readonly reached: Int32Array;
  /** Those of them that come in where the policy says, and of these those whom it is for. */
  readonly from: Int32Array;
  readonly who: Int32Array;
  readonly taken: Int32Array;
  readonly accepted: number;
  /** Whom no policy takes. */
  readonly left: number;
  /** In words of endpoints read. */
  readonly cost: number;
}

/** Asking whether a policy is on the way costs about as much as reading so many words. */
const wayCost = 40;

export function walkForward(
  policies: readonly ForwardPolicy[],
  ways: readonly Incoming[],
  columns: PacketColumns,
): ForwardWalk {
  const counts = (): Int32Array => new Int32Array(policies.length);
  const [reached, from, who, taken] = [counts(), counts(), counts(), counts()];
  let [accepted, left, cost] = [0, 0, 0];
  for (const { members, isOn } of ways) {
    const undecided = members.slice();
    const matched = new Int32Array(members.length);
    let open = countBits(undecided);
    cost += members.length + policies.length * wayCost;
    for (const [at, policy] of policies.entries()) {
      if (open === 0) break;
      reached[at] = (reached[at] ?? 0) + open;
      if (!isOn(policy)) continue;
      from[at] = (from[at] ?? 0) + open;
      const terms = columns.termsOf(policy);
      fillMatched(matched, terms.who, 0);
      who[at] = (who[at] ?? 0) + countCommon(undecided, matched);
      fillMatched(matched, terms.whole, 0);
      const took = splitOff(undecided, matched);
      taken[at] = (taken[at] ?? 0) + took;
      open -= took;
      if (policy.action === 'accept') accepted += took;
      cost += matched.length * (terms.whole.tags.length + 2 * terms.whole.others.length + 3);
    }
    left += open;
  }
  return { reached, from, who, taken, accepted, left, cost };
}

/** The policies that take whom this one would match, before it is asked; most first. */
export function forwardBlockers(
  policies: readonly ForwardPolicy[],
  own: ForwardPolicy,
  ways: readonly Incoming[],
  columns: PacketColumns,
): readonly Blocker[] {
  const by = new Map<number, number>();
  for (const { members, isOn } of ways) {
    if (!isOn(own)) continue;
    const undecided = members.slice();
    const [wanted, matched] = [new Int32Array(members.length), new Int32Array(members.length)];
    fillMatched(wanted, columns.termsOf(own).whole, 0);
    for (const policy of policies) {
      if (policy === own) break;
      if (!isOn(policy)) continue;
      fillMatched(matched, columns.termsOf(policy).whole, 0);
      splitOff(undecided, matched);
      const took = countCommon(matched, wanted);
      if (took > 0) by.set(policy.policyid, (by.get(policy.policyid) ?? 0) + took);
    }
  }
  const policytype = isSecurityPolicy(own) ? 'security-policy' : 'policy';
  return [...by]
    .map(([policyid, count]): Blocker => ({ policytype, policyid, taken: count }))
    .toSorted((a, b) => b.taken - a.taken);
}
