/** Changes of tags that may make a policy match or fail: given and taken, named otherwise, of another kind. */
import type { Condition, PolicyStep, TagAsk, TagCondition } from '#model/decision/decision.ts';
import type { Endpoint, FabricDevice } from '#model/ems/ems.ts';
import type { Change } from '#model/decision/repair.ts';
import { parseTagAddressName, tagAddressName } from '#model/tagging/tag-names.ts';
import { type Tag, allRegisteredClients, sameTag } from '#model/tagging/tags.ts';
import { compile } from '../decide/compile.ts';
import { howNear } from '../explain/near-miss.ts';
import type { EmsLine } from '../sync/lines.ts';
import type { Situation } from './situation.ts';

/** Whom a change can be about. */
export interface Subjects {
  readonly from: Endpoint | undefined;
  /** The endpoint that the FortiGate takes the device for, and whose tags count; `from` where it takes it for none. */
  readonly subject: Endpoint | undefined;
  readonly device: FabricDevice | undefined;
  /** That to the EMS of the endpoint. */
  readonly line: EmsLine;
  /** Its serial number, where it is not the first server. */
  readonly ems?: string;
}

export function policyOf({ fortigate }: Situation, step: PolicyStep) {
  return {
    fortigate: fortigate.name,
    policytype: step.policytype,
    policyid: step.policyid,
    name: step.name,
  } as const;
}

/** An endpoint's tags that a person can give and take: `all_registered_clients` comes and goes by itself. */
export function isGiven(tag: Tag): boolean {
  return !sameTag(tag, allRegisteredClients);
}

/** The single tags behind a name, a group's members included. */
function* leaves(asks: readonly TagAsk[]): Generator<Extract<TagAsk, { kind: 'tag' }>> {
  for (const ask of asks) {
    if (ask.kind === 'group') yield* leaves(ask.members);
    if (ask.kind === 'tag') yield ask;
  }
}

export function giveOrTake(
  kind: 'add-tag' | 'remove-tag',
  asks: readonly TagAsk[],
  { subject, line }: Subjects,
): Change[] {
  if (!subject) return [];
  const { uid, host } = subject;
  return (
    [...leaves(asks)]
      // A tag of another connector's EMS cannot be given here.
      .filter(({ tag, connector }) => isGiven(tag) && connector === line.connector)
      .filter(
        ({ tag }) => subject.tags.some((one) => sameTag(one, tag)) === (kind === 'remove-tag'),
      )
      .map(({ tag }) => ({ kind, uid, host, tag }))
  );
}

/** Other names in place of a missing one: what the endpoint has and comes near; the IP tag for the MAC one. */
export function swaps(
  situation: Situation,
  step: PolicyStep,
  { list, asked }: TagCondition,
  { subject, line }: Subjects,
): Change[] {
  const connector = line.connector ?? situation.fortigate.connector;
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
      ask.kind === 'tag'
        ? ask.connector !== connector
        : parsed !== null && parsed.connector !== connector;
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
              to: tagAddressName(ask.tag, 'ip', ask.connector),
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

/** Tags that stand as a policy's source address, as asks of their own. */
export function sourceTags({ fortigate }: Situation, condition: Condition): TagAsk[] {
  if (condition.kind !== 'srcaddr') return [];
  const { tags } = compile(fortigate);
  return condition.asked.flatMap((name): TagAsk[] => {
    const meaning = tags(name);
    return meaning.kind === 'tag' ? [{ name, ...meaning, known: condition.held }] : [];
  });
}
