/** Decides a forward session by the rules F1 to F5 of domain.md section 7. */
import { isActionNotDecided, refusedSettings } from '#model/fortios/refused.ts';
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
import type { TagMeaning } from './tag-meaning.ts';

/** A MAC address is seen only on the endpoint's own network, that is, if this FortiGate is its gateway (F2). */
function macSeen(
  endpoint: { readonly gateway: string | null; readonly mac: string } | undefined,
  fortigate: string,
): string | null {
  return endpoint && endpoint.gateway === fortigate ? endpoint.mac : null;
}

export function decideForward(
  session: Session,
  compiled: Compiled,
  ems: Ems,
  knowledge: Knowledge,
  resolver: Resolver,
): ForwardDecision {
  const world: AddressWorld = { knowledge, resolver };
  const from = session.endpointUid === null ? undefined : knowledge.byUid.get(session.endpointUid);
  const to = ems.endpoints.find((endpoint) => endpoint.ip === session.dstip);
  const source = endOf(session.srcip, macSeen(from, session.fortigate));
  const destination: End = endOf(session.dstip, macSeen(to, session.fortigate));
  const present = (meaning: TagMeaning): boolean => tagContains(meaning, source, knowledge);

  const conditionsOf = (policy: FirewallPolicy): Condition[] => {
    const conditions: Condition[] = [
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
    // FortiOS offers the tag settings only under `ztna-status enable`; without it they are not in force (F3).
    if (policy['ztna-status'] === 'enable') {
      const writtenLogic = policy['ztna-tags-match-logic'];
      conditions.push(
        tagCondition(
          policy['ztna-ems-tag'],
          {
            list: 'primary',
            logic: 'or',
            writtenLogic,
            negate: policy['ztna-ems-tag-negate'] === 'enable',
          },
          compiled,
          present,
        ),
      );
      if (policy['ztna-ems-tag-secondary'].length > 0)
        conditions.push(
          tagCondition(
            policy['ztna-ems-tag-secondary'],
            { list: 'secondary', logic: 'or', writtenLogic, negate: false },
            compiled,
            present,
          ),
        );
    }
    return conditions;
  };

  const steps: PolicyStep[] = [];
  for (const policy of compiled.standard) {
    const refused = refusedSettings('firewall policy', policy);
    const named = {
      ...(refused.length > 0 ? { refused } : {}),
      policytype: 'policy' as const,
      policyid: policy.policyid,
      name: policy.name,
      uuid: policy.uuid,
      action: policy.action,
    };
    if (policy.status === 'disable') {
      steps.push({ ...named, verdict: 'disabled', conditions: [] });
      continue;
    }
    if (isActionNotDecided(refused)) {
      steps.push({ ...named, verdict: 'unreadable', conditions: [] });
      continue;
    }
    const conditions = conditionsOf(policy);
    if (!conditions.every((condition) => condition.held)) {
      steps.push({ ...named, verdict: 'no-match', conditions });
      continue;
    }
    steps.push({ ...named, verdict: policy.action, conditions });
    return {
      kind: 'forward',
      action: policy.action,
      policyid: policy.policyid,
      policytype: 'policy',
      error: null,
      trace: { srcMac: source.mac, policies: steps },
    };
  }
  return {
    kind: 'forward',
    action: 'deny',
    policyid: 0,
    policytype: 'policy',
    error: null,
    trace: { srcMac: source.mac, policies: steps },
  };
}
