/** Turns a decision's trace into the chain of causes that a person can follow (model/decision/explanation.ts). */
import type { Condition, Decision, PolicyStep, TagCondition } from '#model/decision/decision.ts';
import type { Ems, Endpoint } from '#model/ems/ems.ts';
import type { ConditionView, Explanation, PolicyView } from '#model/decision/explanation.ts';
import type { Session } from '#model/decision/session.ts';
import { connectorEntry } from '#model/fortios/fctems.ts';
import { type Tag, tagCategories } from '#model/tagging/tags.ts';
import type { FortiGateInput } from '../decide/compile.ts';
import { type Scene, askedTag, deviceAbsence } from './asked-tags.ts';
import { causeOfDenial, stationOf } from './cause.ts';
import { type Knowledge, knowledgeOf, sharesCategory } from '../sync/knowledge.ts';

function conditionView(condition: Condition, scene: Scene): ConditionView {
  switch (condition.kind) {
    case 'tags':
      return { ...condition, asked: condition.asked.map((ask) => askedTag(ask, scene)) };
    case 'srcintf':
    case 'dstintf':
      return { ...condition, asked: [...condition.asked], negate: false };
    case 'srcaddr':
    case 'dstaddr':
    case 'service':
      return { ...condition, asked: [...condition.asked] };
    case 'identity':
      return {
        kind: 'identity',
        asked: [...condition.users, ...condition.groups],
        negate: false,
        found: condition.foundUser ?? '',
        held: condition.held,
      };
    case 'ownership':
      return {
        kind: 'ownership',
        asked: condition.owner === null ? [] : [condition.owner],
        negate: false,
        found: condition.found ?? '',
        held: condition.held,
      };
    case 'schedule':
      return { ...condition, asked: [condition.asked], negate: false, found: '' };
  }
}

function policyView(step: PolicyStep, scene: Scene): PolicyView {
  return {
    policytype: step.policytype,
    policyid: step.policyid,
    name: step.name,
    action: step.action,
    verdict: step.verdict,
    ...(step.refused ? { refused: step.refused } : {}),
    conditions: step.conditions.map((condition) => conditionView(condition, scene)),
  };
}

function isTags(condition: Condition): condition is TagCondition {
  return condition.kind === 'tags';
}

/** How many tags more would let a failed condition hold. */
function missingTags({ logic, negate, asked }: TagCondition): number {
  return logic === 'and' && !negate ? asked.filter(({ known }) => !known).length : 1;
}

/**
 * The policy to look at first: the one that matched, else of those that would have accepted and failed on
 * their tags alone the first with the fewest missing, else the accepting one with the fewest failed
 * conditions. A denying policy that did not
 * match is no reason for a denial: one is shown only where there is no other.
 */
function decidingPlace(decision: Decision): number | null {
  const steps = decision.trace.policies;
  const matched = steps.findLastIndex(
    (step) => step.verdict === 'accept' || step.verdict === 'deny',
  );
  if (decision.policyid !== 0 && matched >= 0) return matched;
  let best: number | null = null;
  let bestScore = Number.POSITIVE_INFINITY;
  steps.forEach((step, place) => {
    if (step.verdict !== 'no-match') return;
    const failed = step.conditions.filter((condition) => !condition.held);
    const tags = failed.find(isTags);
    // A failed tag condition counts least: it is what this product is about.
    const ofTags = tags ? Math.min(missingTags(tags), 40) / 100 - 0.5 : 0;
    const score = failed.length + ofTags + (step.action === 'deny' ? 1_000_000 : 0);
    if (score < bestScore) [best, bestScore] = [place, score];
  });
  return best;
}

/** The endpoint that the FortiGate takes the session's device for; null where it takes it for none. */
function takenFor(decision: Decision, session: Session, knowledge: Knowledge): Endpoint | null {
  if (decision.kind === 'forward') return knowledge.byAddress.get(session.srcip) ?? null;
  const { device } = decision.trace;
  return device && device.by !== 'nothing' ? (knowledge.byUid.get(device.uid) ?? null) : null;
}

function nameOf(endpoint: Endpoint | null): Explanation['endpoint'] {
  return endpoint && { uid: endpoint.uid, host: endpoint.host };
}

/** The whole chain for one decision. `decision` must be of this very session, EMS and FortiGate. */
export function explain(
  decision: Decision,
  session: Session,
  ems: Ems,
  fortigate: FortiGateInput,
): Explanation {
  const knowledge = knowledgeOf(ems, fortigate);
  const { device, link, byUid, tags: shared } = knowledge;
  const from = session.endpointUid === null ? null : (byUid.get(session.endpointUid) ?? null);
  const taken = takenFor(decision, session, knowledge);
  const subject = decision.kind === 'ztna' ? (taken ?? from) : (from ?? taken);
  const scene: Scene = { decision, session, knowledge, fortigate, from, subject };
  const policies = decision.trace.policies.map((step) => policyView(step, scene));
  const deciding = decidingPlace(decision);
  const decider = deciding === null ? null : (policies[deciding] ?? null);
  const cause = causeOfDenial(scene, policies, decider);
  const finding = decision.kind === 'ztna' ? decision.trace.device : null;
  const knownTags: readonly Tag[] =
    decision.kind === 'ztna'
      ? decision.trace.known
      : [...shared.values()].filter((one) => one.ips.has(session.srcip)).map((one) => one.tag);
  return {
    kind: decision.kind,
    action: decision.action,
    policyid: decision.policyid,
    policytype: decision.policytype,
    error: decision.error,
    endpoint: nameOf(from),
    takenFor: nameOf(taken),
    fortigate: {
      name: fortigate.name,
      serial: device?.serial ?? null,
      connector: fortigate.connector,
      ...(link === 'other-serial'
        ? {
            serials: {
              connector:
                connectorEntry(fortigate.config, fortigate.connector)?.['serial-number'] ?? '',
              ems: ems.serial,
            },
          }
        : {}),
    },
    cause,
    broke: stationOf(cause),
    certificate: decision.kind === 'ztna' ? { ...decision.trace.certificate } : null,
    route: decision.kind === 'ztna' ? decision.trace.route : null,
    has: (from?.tags ?? []).map(({ category, name }) => ({ category, name })),
    shares: {
      link,
      categories: tagCategories.map((category) => ({
        category,
        shared: device !== null && link === 'up' && sharesCategory(device, category),
      })),
    },
    knows: {
      by:
        finding?.by ??
        (decision.kind === 'forward' && knownTags.length > 0 ? 'address' : 'nothing'),
      why: finding ? deviceAbsence(scene) : null,
      tags: [...knownTags],
      builtIns: decision.kind === 'ztna' ? [...decision.trace.builtIns] : [],
      reached: decision.kind === 'forward' || finding !== null,
    },
    policies,
    deciding,
  };
}
