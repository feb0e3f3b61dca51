/** Who is denied for want of tags alone (065 to 067): of these, a policy would let in whoever has its tags. */
import { type Bits, orInto } from './bits.ts';
import { type TermedPolicy, fillMatched, fillOthers } from './policy-terms.ts';
import type { WalkPlan } from './server-plan.ts';

export function nearMisses({ certified, simple, full }: WalkPlan): Bits {
  const undecided = certified.slice();
  const words = undecided.length;
  const handedOn = new Uint32Array(words);
  const near = new Uint32Array(words);
  const scratch = new Uint32Array(words);
  const others = new Uint32Array(words);
  const ask = (policy: TermedPolicy): void => {
    fillOthers(others, policy.terms, 0);
    fillMatched(scratch, policy.terms, 0);
    for (let i = 0; i < words; i++) {
      const matched = (undecided[i] ?? 0) & (scratch[i] ?? 0);
      near[i] = (near[i] ?? 0) | ((undecided[i] ?? 0) & (others[i] ?? 0) & ~matched);
      if (policy.verdict === 'redirect') handedOn[i] = (handedOn[i] ?? 0) | matched;
      undecided[i] = (undecided[i] ?? 0) & ~matched;
    }
  };
  simple.forEach(ask);
  orInto(undecided, handedOn);
  full.forEach(ask);
  return near.map((word, i) => word & (undecided[i] ?? 0));
}
