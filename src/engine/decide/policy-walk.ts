/** Policies as they are considered, one after the other, up to the first that matches (rules R8 and F4). */
import type {
  Condition,
  ConsideredType,
  PolicyStep,
  PolicyVerdict,
} from '#model/decision/decision.ts';
import { isActionNotDecided, refusedSettings } from '#model/fortios/refused.ts';
import type { FirewallPolicy, ProxyPolicy, SecurityPolicy } from '#model/fortios/tables.ts';

/** Policies of one type, and how one of them is judged. */
export interface JudgedList<Policy> {
  readonly policytype: ConsideredType;
  readonly policies: readonly Policy[];
  /** Asked only of a policy that is in force. */
  readonly judge: (policy: Policy) => readonly Condition[];
  /** Of a policy whose conditions all hold. */
  readonly matchOf: (policy: Policy) => 'accept' | 'deny' | 'redirect';
}

function consider<Policy extends FirewallPolicy | ProxyPolicy | SecurityPolicy>(
  { policytype, judge, matchOf }: JudgedList<Policy>,
  policy: Policy,
): PolicyStep {
  const table = `firewall ${policytype}` as const;
  const refused = refusedSettings<typeof table>(table, policy);
  const { policyid, name, uuid, action } = policy;
  const named = {
    policytype,
    policyid,
    name,
    uuid,
    action,
    ...(refused.length > 0 ? { refused } : {}),
  };
  if (policy.status === 'disable') return { ...named, verdict: 'disabled', conditions: [] };
  if (isActionNotDecided(refused)) return { ...named, verdict: 'unreadable', conditions: [] };
  const conditions = judge(policy);
  const isMatch = conditions.every((condition) => condition.held);
  return { ...named, verdict: isMatch ? matchOf(policy) : 'no-match', conditions };
}

const passedOver: readonly PolicyVerdict[] = ['disabled', 'unreadable', 'no-match'];

/**
 * Walks a list to its first match; the step that matched, or null.
 * @param steps where each policy that was considered is noted
 */
export function walkPolicies<Policy extends FirewallPolicy | ProxyPolicy | SecurityPolicy>(
  list: JudgedList<Policy>,
  steps: PolicyStep[],
): PolicyStep | null {
  for (const policy of list.policies) {
    const step = consider(list, policy);
    steps.push(step);
    if (!passedOver.includes(step.verdict)) return step;
  }
  return null;
}
