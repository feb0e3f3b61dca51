/**
 * Changes that may turn one decision, read off its trace. They are guesses: `repairs.ts` decides again
 * with each, and keeps those that do.
 */
import type {
  Condition,
  Decision,
  PolicyStep,
  TagAsk,
  TagCondition,
} from '#model/decision/decision.ts';
import { type Ems, type Endpoint, type FabricDevice, maxSelectedDevices } from '#model/ems/ems.ts';
import type { Change } from '#model/decision/repair.ts';
import type { Resolver, Session } from '#model/decision/session.ts';
import { parseTagAddressName, tagAddressName } from '#model/tagging/tag-names.ts';
import { type Tag, allRegisteredClients, sameTag, tagCategories } from '#model/tagging/tags.ts';
import { applyChange } from './apply-change.ts';
import { connectorChanges, reconnections } from './connection-changes.ts';
import { type FortiGateInput, compile } from '../decide/compile.ts';
import { decide } from '../decide/decide.ts';
import type { TagMeaning } from '../decide/tag-meaning.ts';
import { howNear } from '../explain/near-miss.ts';
import { sharesCategory, sharesEndpoint } from '../sync/knowledge.ts';

export interface Situation {
  readonly ems: Ems;
  readonly fortigate: FortiGateInput;
  readonly session: Session;
  readonly resolver: Resolver;
  readonly decision: Decision;
}

/** So many policies are looked at, those first that fail least. */
const nearestPolicies = 8;
/** So many policies that stand in the way, one after the other. */
const mostBlockers = 8;

interface Names {
  readonly from: Endpoint | undefined;
  /** The endpoint that the FortiGate takes the device for, and whose tags count; `from` where it takes it for none. */
  readonly subject: Endpoint | undefined;
  readonly device: FabricDevice | undefined;
}

function namesOf({ ems, session, fortigate, decision }: Situation): Names {
  const named = (uid: string | null) => ems.endpoints.find((one) => one.uid === uid);
  const from = named(session.endpointUid);
  const found = decision.kind === 'ztna' ? decision.trace.device : null;
  return {
    from,
    subject: found && found.by !== 'nothing' ? named(found.uid) : from,
    device: ems.fabricDevices.find((one) => one.name === fortigate.name),
  };
}

function policyOf({ fortigate }: Situation, step: PolicyStep) {
  return {
    fortigate: fortigate.name,
    policytype: step.policytype,
    policyid: step.policyid,
    name: step.name,
  } as const;
}

/** An endpoint's tags that a person can give and take: `all_registered_clients` comes and goes by itself. */
function isGiven(tag: Tag): boolean {
  return !sameTag(tag, allRegisteredClients);
}

/** The single tags behind a name, a group's members included. */
function* leaves(asks: readonly TagAsk[]): Generator<Extract<TagAsk, { kind: 'tag' }>> {
  for (const ask of asks) {
    if (ask.kind === 'group') yield* leaves(ask.members);
    if (ask.kind === 'tag') yield ask;
  }
}

function giveOrTake(
  kind: 'add-tag' | 'remove-tag',
  asks: readonly TagAsk[],
  { subject }: Names,
): Change[] {
  if (!subject) return [];
  const { uid, host } = subject;
  return [...leaves(asks)]
    .filter(({ tag }) => isGiven(tag))
    .filter(({ tag }) => subject.tags.some((one) => sameTag(one, tag)) === (kind === 'remove-tag'))
    .map(({ tag }) => ({ kind, uid, host, tag }));
}

/** Other names in place of a missing one: what the endpoint has and comes near; the IP tag for the MAC one. */
function swaps(
  situation: Situation,
  step: PolicyStep,
  { list, asked }: TagCondition,
  { subject }: Names,
): Change[] {
  const { connector } = situation.fortigate;
  const policy = policyOf(situation, step);
  return asked.flatMap((ask): Change[] => {
    if (ask.known || (ask.kind !== 'tag' && ask.kind !== 'dangling')) return [];
    const parsed = parseTagAddressName(ask.name);
    const kind = ask.kind === 'tag' ? ask.addressKind : (parsed?.kind ?? 'ip');
    const wanted: Tag =
      ask.kind === 'tag' ? ask.tag : (parsed?.tag ?? { category: 'zero_trust', name: ask.name });
    const place = { ...policy, list, from: ask.name };
    // The very tag under this FortiGate's own connector, whether the endpoint has it or not.
    const isOtherConnector =
      ask.kind === 'dangling' && parsed !== null && parsed.connector !== connector;
    const near = [
      ...(isOtherConnector ? [wanted] : []),
      ...(subject?.tags ?? []).filter(
        (tag) =>
          howNear(wanted, tag) !== null ||
          (ask.kind === 'dangling' && !isOtherConnector && sameTag(wanted, tag)),
      ),
    ].map(({ category, name }): Change => ({
      kind: 'swap-tag',
      ...place,
      to: tagAddressName({ category, name }, kind, connector),
      asked: ask.kind === 'tag' ? ask.tag : null,
      tag: { category, name },
    }));
    const toIp: Change[] =
      ask.kind === 'tag' && kind === 'mac' && situation.decision.kind === 'forward'
        ? [
            {
              kind: 'mac-to-ip',
              ...place,
              to: tagAddressName(ask.tag, 'ip', connector),
              tag: ask.tag,
            },
          ]
        : [];
    return [...toIp, ...near].filter((change) => standsFor(situation, change));
  });
}

/** Whether the name that a swap writes stands for its tag here: an object of that name may be another's. */
function standsFor({ fortigate }: Situation, change: Change): boolean {
  if (change.kind !== 'swap-tag' && change.kind !== 'mac-to-ip') return true;
  const meaning = compile(fortigate).tags(change.to);
  return (
    meaning.kind === 'tag' &&
    sameTag(meaning.tag, change.tag) &&
    (change.kind === 'swap-tag' || meaning.addressKind === 'ip')
  );
}

type AddressCondition = Extract<Condition, { readonly kind: 'srcaddr' | 'dstaddr' }>;

function isOfAddresses(condition: Condition): condition is AddressCondition {
  return condition.kind === 'srcaddr' || condition.kind === 'dstaddr';
}

/** Tags that stand as a policy's source or destination, as asks of their own. */
function addressTags({ fortigate }: Situation, { asked, held }: AddressCondition): TagAsk[] {
  const { tags } = compile(fortigate);
  const askOf = (name: string, meaning: TagMeaning): TagAsk[] => {
    if (meaning.kind === 'tag') return [{ name, ...meaning, known: held }];
    if (meaning.kind !== 'group') return [];
    const members = meaning.members.flatMap((one) => askOf(one.name, one.meaning));
    return [{ name, kind: 'group', members, known: held }];
  };
  return asked.flatMap((name) => askOf(name, tags(name)));
}

/** A destination is about the tags of the endpoint that is called. */
function namesAt({ ems, session }: Situation, { kind }: AddressCondition, names: Names): Names {
  return kind === 'srcaddr'
    ? names
    : { ...names, subject: ems.endpoints.find(({ ip }) => ip === session.dstip) };
}

/** What could make a policy match that does not. */
function toMatch(situation: Situation, step: PolicyStep, names: Names): Change[] {
  return step.conditions.flatMap((condition): Change[] => {
    if (condition.held) return [];
    if (isOfAddresses(condition))
      return giveOrTake(
        condition.negate ? 'remove-tag' : 'add-tag',
        addressTags(situation, condition),
        namesAt(situation, condition, names),
      );
    if (condition.kind !== 'tags') return [];
    if (condition.negate) return giveOrTake('remove-tag', condition.asked, names);
    const isAll = condition.logic === 'and' && condition.asked.length > 1;
    return [
      ...giveOrTake('add-tag', condition.asked, names),
      ...swaps(situation, step, condition, names),
      ...(isAll ? [{ kind: 'match-any', ...policyOf(situation, step) } as const] : []),
    ];
  });
}

/** What could make a policy fail that matches. */
function toFail(situation: Situation, step: PolicyStep, names: Names): Change[] {
  return step.conditions.flatMap((condition): Change[] => {
    if (isOfAddresses(condition))
      return giveOrTake(
        condition.negate ? 'add-tag' : 'remove-tag',
        addressTags(situation, condition),
        namesAt(situation, condition, names),
      );
    if (condition.kind !== 'tags') return [];
    if (condition.negate) return giveOrTake('add-tag', condition.asked, names);
    const isAny =
      situation.decision.kind === 'ztna' && condition.logic === 'or' && condition.asked.length > 1;
    return [
      ...giveOrTake('remove-tag', condition.asked, names),
      ...(isAny ? [{ kind: 'match-all', ...policyOf(situation, step) } as const] : []),
    ];
  });
}

/** More than any number of tags: no change is offered for such a condition. */
const outOfReach = 1000;

/** About how many changes a condition that failed wants. */
function changesFor(condition: Condition): number {
  if (condition.held) return 0;
  if (condition.kind === 'srcaddr') return 1;
  // A destination can be changed where it is a tag.
  if (condition.kind === 'dstaddr' && condition.asked.some((name) => parseTagAddressName(name)))
    return 1;
  if (condition.kind !== 'tags') return outOfReach;
  const { logic, negate, asked } = condition;
  // Of tags that all are asked for, one wants those that are not there; of excluded ones, those that are.
  return logic === 'and' && !negate ? asked.filter(({ known }) => !known).length : 1;
}

function distance({ conditions }: PolicyStep): number {
  return conditions.reduce((sum, condition) => sum + changesFor(condition), 0);
}

function nearest(steps: readonly PolicyStep[]): readonly PolicyStep[] {
  return steps
    .map((step) => ({ step, far: distance(step) }))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, nearestPolicies)
    .map(({ step }) => step);
}

function matchedStep({ trace }: Decision): PolicyStep | undefined {
  const last = trace.policies.at(-1);
  return last?.verdict === 'no-match' || last?.verdict === 'disabled' ? undefined : last;
}

/** The last policy that took the session in the decision's way: it denied it, or handed it on in vain. */
function blocker(decision: Decision): PolicyStep | undefined {
  return (
    matchedStep(decision) ?? decision.trace.policies.findLast((step) => step.verdict === 'redirect')
  );
}

/**
 * The policy that would take the session, with the outcome that is wanted, if those before it did not;
 * and the first of these that stands in the same list, above which it would have to move.
 */
function moves(situation: Situation, action: Decision['action']): Change[] {
  let { fortigate, decision } = situation;
  const { ems, session, resolver } = situation;
  const passed: PolicyStep[] = [];
  for (let i = 0; i < mostBlockers; i++) {
    const step = blocker(decision);
    if (!step) return [];
    if (passed.length > 0 && decision.action === action && decision.policyid !== 0) {
      const first = passed.find((one) => one.policytype === step.policytype);
      return first
        ? [
            {
              kind: 'move-policy',
              ...policyOf(situation, step),
              before: first.policyid,
              beforeName: first.name,
            },
          ]
        : [];
    }
    passed.push(step);
    const change: Change = { kind: 'disable-policy', ...policyOf(situation, step) };
    const [without] = applyChange({ ems, fortigates: [fortigate] }, change, 0).fortigates;
    if (!without) return [];
    fortigate = without;
    decision = decide(ems, fortigate, session, resolver);
  }
  return [];
}

/** The least widening that gives the endpoint's addresses to the device. */
function widened(device: FabricDevice, from: Endpoint, ems: Ems): Change[] {
  if (sharesEndpoint(device, from)) return [];
  const selected = [
    ...(device.endpointSharing === 'selected' ? device.selected : []),
    ...(from.gateway === null ? [] : [from.gateway]),
  ];
  const canSelect =
    from.gateway !== null &&
    selected.length <= maxSelectedDevices &&
    ems.fabricDevices.some((one) => one.name === from.gateway);
  return [
    {
      kind: 'widen-endpoint-sharing',
      device: device.name,
      endpointSharing: canSelect ? 'selected' : 'all',
      selected: canSelect ? selected : [...device.selected],
    },
  ];
}

/** For a denied session. */
export function allowing(situation: Situation): readonly Change[] {
  const names = namesOf(situation);
  const { from, device } = names;
  const { ems, session, decision } = situation;
  const steps = decision.trace.policies;
  const changes: Change[] = [];
  if (from && session.certificate !== 'valid')
    changes.push({ kind: 'present-certificate', uid: from.uid, host: from.host });
  if (from && !from.registered) changes.push({ kind: 'register', uid: from.uid, host: from.host });
  if (from && !from.online) changes.push({ kind: 'bring-online', uid: from.uid, host: from.host });
  if (device && !device.authorized) changes.push({ kind: 'authorize', device: device.name });
  if (device) changes.push(...reconnections(device, ems));
  changes.push(...connectorChanges(situation));
  if (device)
    for (const category of tagCategories)
      if (!sharesCategory(device, category))
        changes.push({ kind: 'share-type', device: device.name, category });
  if (device && from) changes.push(...widened(device, from, ems));
  // One that denies lets nobody in, however near it is; in a long list such ones would hide all others.
  const hopeful = steps.filter((one) => one.verdict === 'no-match' && one.action === 'accept');
  for (const step of nearest(hopeful)) changes.push(...toMatch(situation, step, names));
  const inTheWay = blocker(decision);
  if (inTheWay) {
    changes.push(...toFail(situation, inTheWay, names));
    changes.push({ kind: 'disable-policy', ...policyOf(situation, inTheWay) });
    changes.push(...moves(situation, 'accept'));
  }
  for (const step of steps.filter((one) => one.verdict === 'disabled').slice(0, nearestPolicies))
    changes.push({ kind: 'enable-policy', ...policyOf(situation, step) });
  return changes;
}

/** For an accepted session: what it hangs on. */
export function ending(situation: Situation): readonly Change[] {
  const names = namesOf(situation);
  const { from, device } = names;
  const { session, decision } = situation;
  const steps = decision.trace.policies;
  const matched = matchedStep(decision);
  const changes: Change[] = [];
  if (matched) changes.push(...toFail(situation, matched, names));
  if (from)
    for (const { category, name } of from.tags)
      if (isGiven({ category, name }))
        changes.push({
          kind: 'remove-tag',
          uid: from.uid,
          host: from.host,
          tag: { category, name },
        });
  // An earlier policy that a tag more would make match; accepting ones are sorted out by deciding again.
  const denyingFirst = steps
    .filter((one) => one.verdict === 'no-match')
    .toSorted((a, b) => Number(a.action !== 'deny') - Number(b.action !== 'deny'));
  for (const step of nearest(denyingFirst))
    changes.push(...toMatch(situation, step, names).filter(({ kind }) => kind === 'add-tag'));
  if (device) {
    for (const category of tagCategories)
      if (category !== 'zero_trust' && sharesCategory(device, category))
        changes.push({ kind: 'stop-sharing-type', device: device.name, category });
    if (device.endpointSharing !== 'connected')
      changes.push({
        kind: 'narrow-endpoint-sharing',
        device: device.name,
        endpointSharing: 'connected',
        selected: [...device.selected],
      });
    if (device.authorized) changes.push({ kind: 'deny-device', device: device.name });
  }
  if (from?.online) changes.push({ kind: 'take-offline', uid: from.uid, host: from.host });
  if (from?.registered) changes.push({ kind: 'unregister', uid: from.uid, host: from.host });
  if (from && session.certificate === 'valid')
    changes.push({ kind: 'withhold-certificate', uid: from.uid, host: from.host });
  if (matched) {
    changes.push({ kind: 'disable-policy', ...policyOf(situation, matched) });
    changes.push(...moves(situation, 'deny'));
  }
  for (const step of steps.filter((one) => one.verdict === 'disabled').slice(0, nearestPolicies))
    changes.push({ kind: 'enable-policy', ...policyOf(situation, step) });
  return changes;
}
