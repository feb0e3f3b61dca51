/** Decides a forward session by the rules F1 to F5 of domain.md section 7, one after the other. */
import type { Condition, ForwardDecision, PolicyStep } from '#model/decision/decision.ts';
import type { Ems } from '#model/ems/ems.ts';
import type { FirewallPolicy } from '#model/fortios/tables.ts';
import type { Resolver, Session } from '#model/decision/session.ts';
import { type AddressWorld, type End, endOf, tagContains } from './addresses.ts';
import type { Compiled } from './compile.ts';
import {
  addressCondition,
  identityCondition,
  interfaceCondition,
  scheduleCondition,
  serviceCondition,
  tagCondition,
} from './conditions.ts';
import type { Knowledge } from '../sync/knowledge.ts';
import { walkPolicies } from './policy-walk.ts';

export function decideForward(
  session: Session,
  compiled: Compiled,
  ems: Ems,
  knowledge: Knowledge,
  resolver: Resolver,
): ForwardDecision {
  // F1 and F2: both ends, as this FortiGate sees them.
  const from = session.endpointUid === null ? undefined : knowledge.byUid.get(session.endpointUid);
  const to = ems.endpoints.find((endpoint) => endpoint.ip === session.dstip);
  const facts: ForwardFacts = {
    session,
    source: endOf(session.srcip, macSeen(from, session.fortigate)),
    destination: endOf(session.dstip, macSeen(to, session.fortigate)),
    compiled,
    world: { knowledge, resolver },
  };

  // F3 and F4: the policies, up to the first that matches.
  const steps: PolicyStep[] = [];
  const match = walkPolicies<FirewallPolicy>(
    {
      policytype: 'policy',
      policies: compiled.standard,
      judge: (policy) => [...judgePacket(policy, facts), ...judgeTags(policy, facts)],
      matchOf: ({ action }) => action,
    },
    steps,
  );

  // F5: nothing matched.
  return {
    kind: 'forward',
    action: match?.action ?? 'deny',
    policyid: match?.policyid ?? 0,
    policytype: 'policy',
    error: null,
    trace: { srcMac: facts.source.mac, policies: steps },
  };
}

/** What the conditions are held against. */
interface ForwardFacts {
  readonly session: Session;
  readonly source: End;
  readonly destination: End;
  readonly compiled: Compiled;
  readonly world: AddressWorld;
}

/** A MAC address is seen only on the endpoint's own network, that is, if this FortiGate is its gateway (F2). */
function macSeen(
  endpoint: { readonly gateway: string | null; readonly mac: string } | undefined,
  fortigate: string,
): string | null {
  return endpoint && endpoint.gateway === fortigate ? endpoint.mac : null;
}

/** F4, tags apart. */
function judgePacket(
  policy: FirewallPolicy,
  { session, source, destination, compiled, world }: ForwardFacts,
): readonly Condition[] {
  return [
    interfaceCondition('srcintf', policy.srcintf, session.srcintf, compiled),
    interfaceCondition('dstintf', policy.dstintf, session.dstintf, compiled),
    addressCondition(
      'srcaddr',
      policy.srcaddr,
      policy['srcaddr-negate'] === 'enable',
      source,
      compiled,
      world,
    ),
    addressCondition(
      'dstaddr',
      policy.dstaddr,
      policy['dstaddr-negate'] === 'enable',
      destination,
      compiled,
      world,
    ),
    serviceCondition(policy, session, compiled),
    identityCondition(policy, session, compiled),
    scheduleCondition(policy, session, compiled),
  ];
}

/** FortiOS offers the tag settings only under `ztna-status enable`; without it they are not in force (F3). */
function judgeTags(
  policy: FirewallPolicy,
  { source, compiled, world: { knowledge } }: ForwardFacts,
): readonly Condition[] {
  if (policy['ztna-status'] !== 'enable') return [];
  const writtenLogic = policy['ztna-tags-match-logic'];
  const judge = (list: 'primary' | 'secondary', names: readonly string[], negate: boolean) =>
    tagCondition(names, { list, logic: 'or', writtenLogic, negate }, compiled, (meaning) =>
      tagContains(meaning, source, knowledge),
    );
  const negate = policy['ztna-ems-tag-negate'] === 'enable';
  const primary = judge('primary', policy['ztna-ems-tag'], negate);
  const secondary = policy['ztna-ems-tag-secondary'];
  return secondary.length > 0 ? [primary, judge('secondary', secondary, false)] : [primary];
}
