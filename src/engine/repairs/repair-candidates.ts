/**
 * Changes that may turn one decision, read off its trace. They are guesses: `repairs.ts` decides again
 * with each, and keeps those that do.
 */
import type { Condition, Decision, PolicyStep } from '#model/decision/decision.ts';
import { type Endpoint, type FabricDevice, maxSelectedDevices } from '#model/ems/ems.ts';
import type { Change } from '#model/decision/repair.ts';
import { tagCategories } from '#model/tagging/tags.ts';
import { applyChange } from './apply-change.ts';
import { connectorChanges, reconnections } from './connection-changes.ts';
import { decide } from '../decide/decide.ts';
import { sharesCategory } from '../sync/knowledge.ts';
import { endpointAmong, lineTo, linesOf } from '../sync/lines.ts';
import { routeAt, routeStanding } from '../sync/routes.ts';
import { estateChanges, isEstate, routeChanges } from './estate-repairs.ts';
import type { Situation } from './situation.ts';
import { type Subjects, giveOrTake, isGiven, policyOf, sourceTags, swaps } from './tag-repairs.ts';

/** So many policies are looked at, those first that fail least. */
const nearestPolicies = 8;
/** So many policies that stand in the way, one after the other. */
const mostBlockers = 8;

function namesOf({ ems, session, fortigate, decision }: Situation): Subjects {
  const lines = linesOf(ems, fortigate, session.at.epochMs);
  const from = endpointAmong(lines, session.endpointUid);
  const found = decision.kind === 'ztna' ? decision.trace.device : null;
  const subject = found && found.by !== 'nothing' ? endpointAmong(lines, found.uid) : from;
  const line = (subject && lineTo(lines, subject.uid)) ?? lines[0];
  return {
    from,
    subject,
    line,
    device: line.server.fabricDevices.find((one) => one.name === fortigate.name),
    ...(line.server === ems ? {} : { ems: line.server.serial }),
  };
}

/** What could make a policy match that does not. */
function toMatch(situation: Situation, step: PolicyStep, names: Subjects): Change[] {
  return step.conditions.flatMap((condition): Change[] => {
    if (condition.held) return [];
    if (condition.kind === 'srcaddr')
      return giveOrTake(
        condition.negate ? 'remove-tag' : 'add-tag',
        sourceTags(situation, condition),
        names,
      ).concat(estateChanges(situation, step, condition));
    if (condition.kind !== 'tags') return [...estateChanges(situation, step, condition)];
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
function toFail(situation: Situation, step: PolicyStep, names: Subjects): Change[] {
  return step.conditions.flatMap((condition): Change[] => {
    if (condition.kind === 'srcaddr')
      return giveOrTake(
        condition.negate ? 'add-tag' : 'remove-tag',
        sourceTags(situation, condition),
        names,
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
  if (condition.kind === 'srcaddr' || isEstate(condition)) return 1;
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
function widened(
  device: FabricDevice,
  from: Endpoint,
  ip: string,
  { line, ems }: Subjects,
): Change[] {
  if (routeStanding(device, from, ip).kind === 'given') return [];
  const { gateway } = routeAt(from, ip);
  const selected = [
    ...(device.endpointSharing === 'selected' ? device.selected : []),
    ...(gateway === null ? [] : [gateway]),
  ];
  const canSelect =
    gateway !== null &&
    selected.length <= maxSelectedDevices &&
    line.server.fabricDevices.some((one) => one.name === gateway);
  return [
    {
      kind: 'widen-endpoint-sharing',
      ...onDevice(device, ems),
      endpointSharing: canSelect ? 'selected' : 'all',
      selected: canSelect ? selected : [...device.selected],
    },
  ];
}

/** A change of what the EMS server shares with the device. */
function onDevice({ name }: FabricDevice, ems: string | undefined) {
  return { device: name, ...(ems === undefined ? {} : { ems }) };
}

/** For a denied session. */
export function allowing(situation: Situation): readonly Change[] {
  const names = namesOf(situation);
  const { from, device, line } = names;
  const { session, fortigate, decision } = situation;
  const steps = decision.trace.policies;
  const changes: Change[] = [];
  if (from && session.certificate !== 'valid')
    changes.push({ kind: 'present-certificate', uid: from.uid, host: from.host });
  if (from && !from.registered) changes.push({ kind: 'register', uid: from.uid, host: from.host });
  if (from && !from.online) changes.push({ kind: 'bring-online', uid: from.uid, host: from.host });
  if (device && !device.authorized)
    changes.push({ kind: 'authorize', ...onDevice(device, names.ems) });
  if (device)
    changes.push(
      ...reconnections(device, line.server).map((change) => ({
        ...change,
        ...(names.ems === undefined ? {} : { ems: names.ems }),
      })),
    );
  if (line.connector !== null)
    changes.push(
      ...connectorChanges({
        ems: line.server,
        fortigate: { ...fortigate, connector: line.connector },
      }),
    );
  if (device)
    for (const category of tagCategories)
      if (!sharesCategory(device, category))
        changes.push({ kind: 'share-type', ...onDevice(device, names.ems), category });
  if (device && from) changes.push(...widened(device, from, session.srcip, names));
  changes.push(...routeChanges(situation));
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
        changes.push({ kind: 'stop-sharing-type', ...onDevice(device, names.ems), category });
    if (device.endpointSharing !== 'connected')
      changes.push({
        kind: 'narrow-endpoint-sharing',
        ...onDevice(device, names.ems),
        endpointSharing: 'connected',
        selected: [...device.selected],
      });
    if (device.authorized) changes.push({ kind: 'deny-device', ...onDevice(device, names.ems) });
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
