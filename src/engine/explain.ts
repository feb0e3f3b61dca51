/** Turns a decision's trace into the chain of causes that a person can follow (model/explanation.ts). */
import type {
  Condition,
  Decision,
  PolicyStep,
  TagAsk,
  TagCondition,
  ZtnaDecision,
} from '#model/decision.ts';
import type { Ems, Endpoint, FabricDevice } from '#model/ems.ts';
import type {
  AskedTag,
  ConditionView,
  Explanation,
  PolicyView,
  Station,
  TagCause,
} from '#model/explanation.ts';
import type { Session } from '#model/session.ts';
import { parseTagAddressName } from '#model/tag-names.ts';
import { type Tag, sameTag, tagCategories } from '#model/tags.ts';
import type { FortiGateInput } from './compile.ts';
import { nearMiss } from './near-miss.ts';
import { knowledgeOf, refuses, sharesCategory, sharesEndpoint } from './sync.ts';

interface Scene {
  readonly decision: Decision;
  readonly session: Session;
  readonly device: FabricDevice | null;
  readonly authorized: boolean;
  /** True for a tag that the FortiGate has no room for. */
  readonly refuses: (tag: Tag) => boolean;
  readonly fortigate: FortiGateInput;
  /** The endpoint that the session really comes from. */
  readonly from: Endpoint | null;
}

const emptyName: Tag = { category: 'zero_trust', name: '' };

function lackCause(tag: Tag, scene: Scene): TagCause {
  return { kind: 'endpoint-lacks', near: nearMiss(tag, scene.from?.tags ?? []) };
}

function refusedBy({ name, tagLimit = 0 }: FabricDevice): TagCause {
  return { kind: 'tag-refused', limit: tagLimit, device: name };
}

/** Why the FortiGate does not know a tag in a ZTNA session (rules R4 and R5, looked at backwards). */
function ztnaCause(tag: Tag, decision: ZtnaDecision, scene: Scene): TagCause {
  const { device, from } = scene;
  const finding = decision.trace.device;
  const has = from?.tags.some((one) => sameTag(one, tag)) ?? false;
  if (from && !has) return lackCause(tag, scene);
  if (!scene.authorized || !device) return { kind: 'no-information', why: 'not-authorized' };
  if (!sharesCategory(device, tag.category))
    return { kind: 'type-not-shared', category: tag.category, device: device.name };
  if (scene.refuses(tag)) return refusedBy(device);
  if (!finding?.information) return { kind: 'no-information', why: finding?.why ?? 'no-endpoint' };
  return finding.online ? lackCause(tag, scene) : { kind: 'offline' };
}

/** Why a packet's address is not in a tag's list (rules F1 to F3, looked at backwards). */
function forwardCause(tag: Tag, kind: 'ip' | 'mac', scene: Scene): TagCause {
  const { device, from, session } = scene;
  if (!from) return { kind: 'no-information', why: 'no-endpoint' };
  if (!from.tags.some((one) => sameTag(one, tag))) return lackCause(tag, scene);
  if (!scene.authorized || !device) return { kind: 'no-information', why: 'not-authorized' };
  if (!sharesCategory(device, tag.category))
    return { kind: 'type-not-shared', category: tag.category, device: device.name };
  if (scene.refuses(tag)) return refusedBy(device);
  if (!from.registered) return { kind: 'no-information', why: 'not-registered' };
  if (!from.online) return { kind: 'offline' };
  if (!sharesEndpoint(device, from)) return { kind: 'address-not-shared', gateway: from.gateway };
  return kind === 'mac'
    ? { kind: 'mac-not-seen', gateway: from.gateway }
    : { kind: 'other-address', address: session.srcip };
}

function causeOf(ask: TagAsk, scene: Scene): TagCause {
  switch (ask.kind) {
    case 'tag':
      return scene.decision.kind === 'ztna'
        ? ztnaCause(ask.tag, scene.decision, scene)
        : forwardCause(ask.tag, ask.addressKind, scene);
    case 'built-in':
      return { kind: 'not-that-kind-of-device' };
    case 'group':
      return { kind: 'no-member' };
    case 'dangling': {
      const written = parseTagAddressName(ask.name)?.tag ?? { ...emptyName, name: ask.name };
      return { kind: 'dangling', near: nearMiss(written, scene.from?.tags ?? []) };
    }
  }
}

function askedTag(ask: TagAsk, scene: Scene): AskedTag {
  return {
    name: ask.name,
    kind: ask.kind,
    tag: ask.kind === 'tag' ? ask.tag : null,
    addressKind: ask.kind === 'tag' ? ask.addressKind : null,
    known: ask.known,
    cause: ask.known ? null : causeOf(ask, scene),
    members: ask.kind === 'group' ? ask.members.map((member) => askedTag(member, scene)) : [],
  };
}

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

/** The station at which the way to an accept ended. */
function brokenStation(
  decision: Decision,
  deciding: PolicyView | null,
  scene: Scene,
): Station | null {
  if (decision.action === 'accept') return null;
  if (decision.kind === 'ztna') {
    const { route, certificate, device } = decision.trace;
    if (!route) return certificate.asked ? 'certificate' : 'route';
    if (route.kind !== 'routed') return 'route';
    if (!device) return 'fortigate-knows';
  }
  if (decision.policyid !== 0) return 'decision';
  const tags = deciding?.conditions.find((one) => one.kind === 'tags' && !one.held);
  if (tags?.kind !== 'tags') return deciding ? 'policy-asks' : 'decision';
  const others = deciding?.conditions.some((one) => one.kind !== 'tags' && !one.held) ?? false;
  if (others || tags.negate) return 'policy-asks';
  // One cause for all that is missing marks its own station; several meet at the policy.
  const stations = new Set(
    tags.asked.filter((one) => !one.known).map((one) => stationOf(one, scene)),
  );
  const [only] = stations;
  return stations.size === 1 && only !== undefined ? only : 'policy-asks';
}

function stationOf(asked: AskedTag, scene: Scene): Station {
  switch (asked.cause?.kind) {
    case 'type-not-shared':
      return 'ems-shares';
    case 'no-information':
      return scene.authorized ? 'fortigate-knows' : 'ems-shares';
    case 'offline':
    case 'tag-refused':
    case 'mac-not-seen':
    case 'other-address':
      return 'fortigate-knows';
    case 'address-not-shared':
      return 'ems-shares';
    case 'endpoint-lacks':
    case 'dangling':
    case 'not-that-kind-of-device':
    case 'no-member':
    case undefined:
      return 'policy-asks';
  }
}

/** The whole chain for one decision. `decision` must be of this very session, EMS and FortiGate. */
export function explain(
  decision: Decision,
  session: Session,
  ems: Ems,
  fortigate: FortiGateInput,
): Explanation {
  const knowledge = knowledgeOf(ems, fortigate.name);
  const { device, authorized, byUid, tags: shared } = knowledge;
  const from = session.endpointUid === null ? null : (byUid.get(session.endpointUid) ?? null);
  const scene: Scene = {
    decision,
    session,
    device,
    authorized,
    refuses: (tag) => refuses(knowledge, tag),
    fortigate,
    from,
  };
  const policies = decision.trace.policies.map((step) => policyView(step, scene));
  const deciding = decidingPlace(decision);
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
    endpoint: from ? { uid: from.uid, host: from.host } : null,
    fortigate: { name: fortigate.name, serial: device?.serial ?? null },
    broke: brokenStation(decision, deciding === null ? null : (policies[deciding] ?? null), scene),
    certificate: decision.kind === 'ztna' ? { ...decision.trace.certificate } : null,
    route: decision.kind === 'ztna' ? decision.trace.route : null,
    has: (from?.tags ?? []).map(({ category, name }) => ({ category, name })),
    shares: {
      authorized,
      categories: tagCategories.map((category) => ({
        category,
        shared: device !== null && authorized && sharesCategory(device, category),
      })),
    },
    knows: {
      by:
        finding?.by ??
        (decision.kind === 'forward' && knownTags.length > 0 ? 'address' : 'nothing'),
      why: finding
        ? finding.information
          ? finding.online
            ? null
            : 'offline'
          : finding.why
        : null,
      tags: [...knownTags],
      builtIns: decision.kind === 'ztna' ? [...decision.trace.builtIns] : [],
      reached: decision.kind === 'forward' || finding !== null,
    },
    policies,
    deciding,
  };
}
