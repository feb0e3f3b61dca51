/**
 * Policies as they are considered, one after the other, up to the first that matches (rules R8 and F4). One walk
 * for whoever wants to see each of them and for whoever wants the outcome alone.
 */
import type { Condition, ConsideredType, PolicyStep } from '#model/decision/decision.ts';
import { isActionNotDecided, refusedSettings } from '#model/fortios/refused.ts';
import type { FirewallPolicy, ProxyPolicy, SecurityPolicy } from '#model/fortios/tables.ts';

/** Takes a condition down, and says whether the next one is wanted. */
export type Note = (condition: Condition) => boolean;

type MatchVerdict = 'accept' | 'deny' | 'redirect';

/** Policies of one type, and how one of them is judged. */
export interface JudgedList<Policy> {
  readonly policytype: ConsideredType;
  readonly policies: readonly Policy[];
  /** Asked only of a policy that is in force. Tags come last. */
  readonly judge: (policy: Policy, note: Note) => void;
  /** Of a policy whose conditions all hold. */
  readonly matchOf: (policy: Policy) => MatchVerdict;
}

/** The policy that a session matched. */
export interface Match {
  readonly policytype: ConsideredType;
  readonly policyid: number;
  readonly verdict: MatchVerdict;
  readonly listsTags: boolean;
}

type AnyPolicy = FirewallPolicy | ProxyPolicy | SecurityPolicy;

/** What is kept of the policies of one session: each of them with its conditions, or next to nothing. */
export class Walk {
  /** Null where the outcome alone is wanted. */
  readonly steps: PolicyStep[] | null;
  /** Whether a policy failed on its tags, and on nothing else (R9). */
  failedOnTagsAlone = false;

  constructor(steps: PolicyStep[] | null) {
    this.steps = steps;
  }

  /** Walks a list to its first match; null where there is none. */
  through<Policy extends AnyPolicy>(list: JudgedList<Policy>): Match | null {
    for (const policy of list.policies) {
      const match = this.consider(list, policy);
      if (match) return match;
    }
    return null;
  }

  private consider<Policy extends AnyPolicy>(
    list: JudgedList<Policy>,
    policy: Policy,
  ): Match | null {
    const { policytype, judge, matchOf } = list;
    const refused = refusedSettings<`firewall ${ConsideredType}`>(`firewall ${policytype}`, policy);
    const { policyid, name, uuid, action, status } = policy;
    const note = (verdict: PolicyStep['verdict'], conditions: readonly Condition[]): void => {
      this.steps?.push({
        policytype,
        policyid,
        name,
        uuid,
        action,
        ...(refused.length > 0 ? { refused } : {}),
        verdict,
        conditions,
      });
    };
    if (status === 'disable') {
      note('disabled', []);
      return null;
    }
    if (isActionNotDecided(refused)) {
      note('unreadable', []);
      return null;
    }
    const conditions: Condition[] | null = this.steps ? [] : null;
    let failed = 0;
    let tagsFailed = 0;
    let listsTags = false;
    judge(policy, (condition) => {
      conditions?.push(condition);
      if (condition.kind === 'tags' && condition.asked.length > 0) listsTags = true;
      if (!condition.held) {
        failed++;
        if (condition.kind === 'tags') tagsFailed++;
      }
      return condition.held || conditions !== null;
    });
    if (failed > 0) {
      // Tags come last: where they failed and nothing else did, all else was asked.
      if (tagsFailed === failed) this.failedOnTagsAlone = true;
      note('no-match', conditions ?? []);
      return null;
    }
    const verdict = matchOf(policy);
    note(verdict, conditions ?? []);
    return { policytype, policyid, verdict, listsTags };
  }
}
