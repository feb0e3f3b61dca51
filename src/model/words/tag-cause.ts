/** Why a tag that a policy asks for does not count. */
import type {
  AskedCause,
  AskedTag,
  DeviceAbsence,
  Explanation,
} from '#model/decision/explanation.ts';
import { count } from '#model/plural.ts';
import { type Tag, categoryWords } from '#model/tagging/tags.ts';
import { sentenceStart } from '#model/text.ts';
import { type Part, type Sentence, chip, strong, textPart } from './sentence.ts';
import { linkClause, notPulledClause } from './standing.ts';

/** A category in running text: `a classification tag`. */
function aCategory(tag: Tag): string {
  switch (tag.category) {
    case 'zero_trust':
      return 'a security posture tag';
    case 'classification':
      return 'a classification tag';
    case 'outbreak_alert':
      return 'an outbreak alert tag';
    case 'fabric':
      return 'a Fabric tag';
  }
}

function nearSentence(asked: AskedTag, device: string, subject: string): Sentence {
  const { cause } = asked;
  if ((cause?.kind !== 'endpoint-lacks' && cause?.kind !== 'dangling') || !cause.near) return [];
  const { tag, how } = cause.near;
  switch (how) {
    case 'other-connector':
      return [
        textPart(' The name stands for '),
        chip(tag),
        textPart(` of another EMS connector, which ${device} does not have.`),
      ];
    case 'former-name':
      return [
        textPart(' The name is one of FortiOS 7.0 and before, and stands for nothing today. '),
        textPart(`${subject} has `),
        chip(tag),
        textPart('.'),
      ];
    case 'other-category':
      return [
        textPart(` ${subject} has `),
        chip(tag),
        textPart(` as ${aCategory(tag)}, which is another tag.`),
      ];
    case 'other-case':
      return [
        textPart(` ${subject} has `),
        chip(tag),
        textPart(', which differs in case. Tag names are compared exactly.'),
      ];
    case 'prefix':
      return [
        textPart(` ${subject} has `),
        chip(tag),
        textPart(`, ${aCategory(tag)}, which is another tag.`),
      ];
    case 'spelling':
      return [
        textPart(` ${subject} has `),
        chip(tag),
        textPart(', which is spelled differently. Tag names are compared exactly.'),
      ];
  }
}

/** The asked tag as a chip, or its bare name where it is none. */
export function askedPart(asked: AskedTag): Part {
  return asked.tag ? chip(asked.tag, !asked.known) : strong(asked.name);
}

/** The endpoint that the FortiGate judges, by its host name; the address tells which where another has it too. */
function judged({ kind, takenFor, endpoint }: Explanation, otherwise = 'the device'): string {
  // A forward session is held against the lists by its own addresses, whoever else has one of them.
  const one = kind === 'forward' ? (endpoint ?? takenFor) : (takenFor ?? endpoint);
  return one?.host ?? otherwise;
}

/** Why the FortiGate has no information on the device, or ignores its tags, as a sentence of its own. */
export function deviceSentence(why: DeviceAbsence, explanation: Explanation): string {
  const device = explanation.fortigate.name;
  const host = judged(explanation);
  const first = judged(explanation, 'The device');
  switch (why.kind) {
    case 'link':
      return sentenceStart(`${linkClause(why.link, device)}, so ${device} knows no tags.`);
    case 'no-endpoint':
      return `EMS does not know the device, so ${device} knows no tags for it.`;
    case 'not-registered':
      return `${first} is not registered to EMS, so ${device} has no information about it.`;
    case 'offline':
      return `${first} is offline, so ${device} ignores its tags.`;
    case 'not-identified':
      return why.certificateAsked
        ? `${first} presented no certificate and ${device} does not know its address, so ${device} cannot identify the endpoint.`
        : `The server does not ask for a certificate and ${device} does not know the address of ${host}, so ${device} cannot identify the endpoint.`;
    case 'tags-not-pulled':
      return `${notPulledClause(device)}, so ${device} receives no addresses and cannot identify the endpoint.`;
    case 'address-not-shared':
      return `The server does not ask for a certificate and FortiClient Endpoint Sharing does not share the address of ${host} with ${device}, so ${device} cannot identify the endpoint.`;
  }
}

/** That no member of a group is known, and what keeps back the one that takes least. */
function groupSentence(asked: AskedTag, explanation: Explanation): Sentence {
  const nearest = asked.members.find((one) => one.cause?.kind === asked.cause?.kind);
  return [
    textPart('No member of the group '),
    strong(asked.name),
    textPart(' is known.'),
    ...(nearest ? [textPart(' '), ...causeSentence(nearest, explanation)] : []),
  ];
}

/** That the name is a tag of another connector's EMS, and what to name instead. */
function otherEmsSentence(
  asked: AskedTag,
  cause: Extract<AskedCause, { kind: 'other-ems' }>,
  explanation: Explanation,
): Sentence {
  const device = explanation.fortigate.name;
  const belongs =
    cause.own === null
      ? `an EMS server to which ${device} has no connector`
      : `the EMS server of connector EMS${cause.own}`;
  const instead =
    cause.own === null
      ? ' there, which is another tag.'
      : ` there: name the tag of EMS${cause.own} instead.`;
  return [
    strong(asked.name),
    textPart(
      ` stands for a tag of EMS${cause.asked}, but ${judged(explanation)} belongs to ${belongs}.`,
    ),
    ...(cause.has ? [textPart(' It has '), askedPart(asked), textPart(instead)] : []),
  ];
}

/** Why one asked tag does not count, as a sentence of its own; empty if it counts. */
export function causeSentence(asked: AskedTag, explanation: Explanation): Sentence {
  const device = explanation.fortigate.name;
  const host = judged(explanation);
  const first = judged(explanation, 'The device');
  const { cause } = asked;
  if (!cause) return [];
  if (asked.kind === 'group') return groupSentence(asked, explanation);
  switch (cause.kind) {
    case 'link':
    case 'no-endpoint':
    case 'not-registered':
    case 'offline':
    case 'not-identified':
      return [textPart(deviceSentence(cause, explanation))];
    case 'endpoint-lacks':
      return [
        textPart(`${first} does not have `),
        askedPart(asked),
        textPart('.'),
        ...nearSentence(asked, device, 'It'),
      ];
    case 'dangling':
      return [
        strong(asked.name),
        textPart(` is not a tag on ${device}.`),
        ...nearSentence(asked, device, first),
      ];
    case 'tags-not-pulled':
      return [
        textPart(`${first} has `),
        askedPart(asked),
        textPart(`, but ${device} receives no tags. ${notPulledClause(device)}.`),
      ];
    case 'type-not-shared':
      return [
        textPart(`${first} has `),
        askedPart(asked),
        textPart(
          `, but EMS does not share ${categoryWords[cause.category].sharing} with ${device}.`,
        ),
      ];
    case 'no-room':
      return [
        textPart(`${first} has `),
        askedPart(asked),
        textPart(
          `, but ${device} refused the tag: its limit of ${count(cause.limit, 'tag')} was reached.`,
        ),
      ];
    case 'mac-not-seen':
      return [
        textPart('The policy asks for '),
        askedPart(asked),
        textPart(
          ` as a MAC tag. ${first} is behind ${cause.gateway ?? 'another router'}, so ${device} does not see its MAC address. Use the IP tag of the same name.`,
        ),
      ];
    case 'address-not-shared':
      return [
        textPart(`${first} has `),
        askedPart(asked),
        textPart(
          cause.gateway === null
            ? `, but no Fabric device is its gateway and FortiClient Endpoint Sharing does not share its address with ${device}.`
            : `, but its gateway is ${cause.gateway} and FortiClient Endpoint Sharing does not share the addresses of that gateway’s endpoints with ${device}.`,
        ),
      ];
    case 'other-address':
      return [
        askedPart(asked),
        textPart(
          ` resolves to the address of ${host} in EMS, but the packet came from ${cause.address}.`,
        ),
      ];
    case 'other-ems':
      return otherEmsSentence(asked, cause, explanation);
    case 'not-that-kind-of-device':
      return [strong(asked.name), textPart(' applies to another kind of device.')];
    case 'no-member':
      return [textPart('No member of the group '), strong(asked.name), textPart(' is known.')];
  }
}
