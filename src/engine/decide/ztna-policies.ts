/** What the policies of a ZTNA session ask of it: simple ones and full ones (rules R6 and R7). */
import type { Condition, Identity } from '#model/decision/decision.ts';
import type { Session } from '#model/decision/session.ts';
import type { Endpoint } from '#model/ems/ems.ts';
import type { FirewallPolicy, ProxyPolicy } from '#model/fortios/tables.ts';
import { type AddressWorld, type End, endOf } from './addresses.ts';
import type { Compiled } from './compile.ts';
import {
  addressCondition,
  identityCondition,
  interfaceCondition,
  ownershipCondition,
  scheduleCondition,
  tagCondition,
} from './conditions.ts';
import type { JudgedList, Note } from './policy-walk.ts';
import type { TagMeaning } from './tag-meaning.ts';

/** What the conditions are held against. */
export interface ZtnaFacts {
  readonly session: Session;
  readonly source: End;
  readonly device: Endpoint | undefined;
  readonly identity: Identity;
  /** Whether a tag that a policy lists is known of the device (R6). */
  readonly isKnown: (meaning: TagMeaning) => boolean;
  readonly compiled: Compiled;
  readonly world: AddressWorld;
}

/** A source that no ZTNA policy can have keeps the policy from matching anything [276058]. */
function sourceCondition(
  policy: FirewallPolicy | ProxyPolicy,
  { source, compiled, world }: ZtnaFacts,
): Condition {
  const { srcaddr } = policy;
  const negate = policy['srcaddr-negate'] === 'enable';
  const unusable = compiled.unusableSources(srcaddr);
  return unusable.length > 0
    ? { kind: 'srcaddr', asked: srcaddr, negate, found: source.ip, held: false, unusable }
    : addressCondition('srcaddr', srcaddr, negate, source, compiled, world);
}

/** What both kinds ask first; false where nobody wants to know the rest. */
function judgeSession(policy: FirewallPolicy | ProxyPolicy, facts: ZtnaFacts, note: Note): boolean {
  const { session, identity, compiled } = facts;
  return (
    note(interfaceCondition('srcintf', policy.srcintf, session.srcintf, compiled)) &&
    note(sourceCondition(policy, facts)) &&
    note(identityCondition(policy, identity, compiled)) &&
    note(scheduleCondition(policy, session, compiled))
  );
}

/** What both kinds ask last: R6. */
function judgeTags(
  policy: FirewallPolicy | ProxyPolicy,
  { compiled, isKnown }: ZtnaFacts,
): Condition {
  const logic = policy['ztna-tags-match-logic'];
  const negate = policy['ztna-ems-tag-negate'] === 'enable';
  return tagCondition(
    policy['ztna-ems-tag'],
    { list: 'primary', logic, writtenLogic: logic, negate },
    compiled,
    isKnown,
  );
}

/** Simple policies; one with `ztna-policy-redirect` hands the session to the full ones (R8). */
export function simpleList(
  policies: readonly FirewallPolicy[],
  facts: ZtnaFacts,
): JudgedList<FirewallPolicy> {
  const { identity, device } = facts;
  return {
    policytype: 'policy',
    policies,
    judge: (policy, note) => {
      const goesOn =
        judgeSession(policy, facts, note) &&
        (policy['ztna-device-ownership'] !== 'enable' ||
          note(ownershipCondition(identity, device)));
      if (goesOn) note(judgeTags(policy, facts));
    },
    matchOf: (policy) =>
      policy.action === 'accept' && policy['ztna-policy-redirect'] === 'enable'
        ? 'redirect'
        : policy.action,
  };
}

/** Full policies, which also look at where the session is led. */
export function fullList(
  policies: readonly ProxyPolicy[],
  realServer: string,
  facts: ZtnaFacts,
): JudgedList<ProxyPolicy> {
  const { identity, device, compiled, world } = facts;
  const destination = endOf(realServer, null);
  return {
    policytype: 'proxy-policy',
    policies,
    judge: (policy, note) => {
      const { dstaddr } = policy;
      const negate = policy['dstaddr-negate'] === 'enable';
      const goesOn =
        judgeSession(policy, facts, note) &&
        note(addressCondition('dstaddr', dstaddr, negate, destination, compiled, world)) &&
        (policy['device-ownership'] !== 'enable' || note(ownershipCondition(identity, device)));
      if (goesOn) note(judgeTags(policy, facts));
    },
    matchOf: ({ action }) => action,
  };
}
