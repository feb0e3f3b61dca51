/** Turns a decision's trace into the chain of causes that a person can follow (model/decision/explanation.ts). */
import type { Condition, Decision, PolicyStep, TagCondition } from '#model/decision/decision.ts';
import type { Ems, Endpoint } from '#model/ems/ems.ts';
import type { ConditionView, Explanation, PolicyView } from '#model/decision/explanation.ts';
import { isBroken } from '#model/ems/standing.ts';
import type { Session } from '#model/decision/session.ts';
import { connectorEntry } from '#model/fortios/fctems.ts';
import { type Tag, tagCategories } from '#model/tagging/tags.ts';
import type { FortiGateInput } from '../decide/compile.ts';
import { type Scene, askedTag, deviceAbsence } from './asked-tags.ts';
import { causeOfDenial, stationOf } from './cause.ts';
import { connectionOf } from '../sync/connection.ts';
import { type Knowledge, sharesCategory } from '../sync/knowledge.ts';
import {
  type EmsLine,
  type EmsLines,
  endpointAmong,
  lineTo,
  linesOf,
  receivedFrom,
} from '../sync/lines.ts';

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
        by: condition.by,
        held: condition.held,
      };
    case 'not-judged':
      return { ...condition, asked: [...condition.asked], negate: false, found: '' };
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
function takenFor(decision: Decision, session: Session, lines: EmsLines): Endpoint | null {
  if (decision.kind === 'forward') return receivedFrom(lines, session.srcip)?.endpoint ?? null;
  const { device } = decision.trace;
  return device && device.by !== 'nothing' ? endpointKnown(lines, device.uid) : null;
}

/** As the FortiGate has it: while EMS is out of reach, as it last knew it. */
function endpointKnown(lines: EmsLines, uid: string): Endpoint | null {
  const line = lineTo(lines, uid);
  return line?.knowledge.byUid.get(uid) ?? endpointAmong(lines, uid) ?? null;
}

/** Until when the FortiGate keeps what it knew; undefined where EMS is in reach, or nothing is kept. */
function cachedUntil({ device, link }: Knowledge, line: EmsLine, fortigate: FortiGateInput) {
  const since = line.server.fabricDevices.find(({ name }) => name === device?.name)?.downSince;
  if (link !== 'cached' || since === undefined) return undefined;
  return since + connectionOf({ ...fortigate, connector: line.connector }, line.server).keepsMs;
}

function identityOf({ identity, policies }: Decision['trace']): Explanation['identity'] {
  const asked = policies.some(({ conditions }) =>
    conditions.some((one) => one.kind === 'identity' && one.users.length + one.groups.length > 0),
  );
  return { ...identity, asked };
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
  const lines = linesOf(ems, fortigate, session.at.epochMs);
  const from = session.endpointUid === null ? null : endpointKnown(lines, session.endpointUid);
  const taken = takenFor(decision, session, lines);
  const subject = decision.kind === 'ztna' ? (taken ?? from) : (from ?? taken);
  const line = (subject && lineTo(lines, subject.uid)) ?? lines[0];
  const { knowledge } = line;
  const { device, link, tags: shared } = knowledge;
  const scene: Scene = { decision, session, lines, line, knowledge, fortigate, from, subject };
  const until = cachedUntil(knowledge, line, fortigate);
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
      connector: line.connector ?? fortigate.connector,
      ...(link === 'other-serial'
        ? {
            serials: {
              connector:
                connectorEntry(fortigate.config, line.connector ?? 0)?.['serial-number'] ?? '',
              ems: line.server.serial,
            },
          }
        : {}),
    },
    cause,
    broke: stationOf(cause),
    certificate: decision.kind === 'ztna' ? { ...decision.trace.certificate } : null,
    route: decision.kind === 'ztna' ? decision.trace.route : null,
    nat: decision.kind === 'forward' ? decision.trace.nat : null,
    identity: identityOf(decision.trace),
    has: (from?.tags ?? []).map(({ category, name }) => ({ category, name })),
    shares: {
      link,
      ...(until === undefined ? {} : { cachedUntil: until }),
      categories: tagCategories.map((category) => ({
        category,
        shared: device !== null && !isBroken(link) && sharesCategory(device, category),
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
