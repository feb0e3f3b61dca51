/** Why a tag that a policy asks for does not count. */
import type { AskedTag, DeviceAbsence, Explanation } from '#model/explanation.ts';
import { count } from '#model/plural.ts';
import { type Tag, categoryWords } from '#model/tags.ts';
import { sentenceStart } from '#model/text.ts';
import { type Part, type Sentence, chip, strong, text } from './sentence.ts';
import { linkClause } from './standing.ts';

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

function nearSentence(asked: AskedTag, device: string): Sentence {
  const { cause } = asked;
  if ((cause?.kind !== 'endpoint-lacks' && cause?.kind !== 'dangling') || !cause.near) return [];
  const { tag, how } = cause.near;
  switch (how) {
    case 'other-connector':
      return [
        text(' It names '),
        chip(tag),
        text(` under the number of another EMS connector than that of ${device}.`),
      ];
    case 'other-category':
      return [text(' It has '), chip(tag), text(` as ${aCategory(tag)}, and that is another tag.`)];
    case 'other-case':
      return [
        text(' It has '),
        chip(tag),
        text(', which differs in case: names are compared exactly.'),
      ];
    case 'prefix':
      return [text(' It has '), chip(tag), text(`, ${aCategory(tag)}, which is another tag.`)];
    case 'spelling':
      return [
        text(' It has '),
        chip(tag),
        text(', which is spelt otherwise: names are compared exactly.'),
      ];
  }
}

/** The asked tag as a chip, or its bare name where it is none. */
export function askedPart(asked: AskedTag): Part {
  return asked.tag ? chip(asked.tag, !asked.known) : strong(asked.name);
}

/** The endpoint that the FortiGate judges, by its host name; the address tells which where another has it too. */
function judged({ takenFor, endpoint }: Explanation): string {
  return (takenFor ?? endpoint)?.host ?? 'the device';
}

/** Why the FortiGate has no information on the device, or heeds none of its tags, as a sentence of its own. */
export function deviceSentence(why: DeviceAbsence, explanation: Explanation): string {
  const device = explanation.fortigate.name;
  const host = judged(explanation);
  switch (why.kind) {
    case 'link':
      return sentenceStart(`${linkClause(why.link, device)}, so ${device} knows no tags.`);
    case 'no-endpoint':
      return `EMS does not know the device, so ${device} has no tags of it.`;
    case 'not-registered':
      return `${host} is not registered to EMS, so ${device} has no information on it.`;
    case 'offline':
      return `${host} is offline to EMS, so ${device} heeds none of its tags.`;
    case 'not-identified':
      return why.certificateAsked
        ? `${host} presented no certificate, and ${device} does not know its address, so ${device} cannot tell which endpoint it is.`
        : `The server asks for no certificate, and ${device} does not know the address of ${host}, so ${device} cannot tell which endpoint it is.`;
    case 'address-not-shared':
      return `The server asks for no certificate, and FortiClient Endpoint Sharing does not give ${device} the addresses of endpoints behind ${why.gateway ?? 'no Fabric device'}, so ${device} cannot tell which endpoint ${host} is.`;
  }
}

/** That no member of a group is known, and what keeps back the one that takes least. */
function groupSentence(asked: AskedTag, explanation: Explanation): Sentence {
  const nearest = asked.members.find((one) => one.cause?.kind === asked.cause?.kind);
  return [
    text('No member of the group '),
    strong(asked.name),
    text(' is known.'),
    ...(nearest ? [text(' '), ...causeSentence(nearest, explanation)] : []),
  ];
}

/** Why one asked tag does not count, as a sentence of its own; empty if it counts. */
export function causeSentence(asked: AskedTag, explanation: Explanation): Sentence {
  const device = explanation.fortigate.name;
  const host = judged(explanation);
  const { cause } = asked;
  if (!cause) return [];
  if (asked.kind === 'group') return groupSentence(asked, explanation);
  switch (cause.kind) {
    case 'link':
    case 'no-endpoint':
    case 'not-registered':
    case 'offline':
    case 'not-identified':
      return [text(deviceSentence(cause, explanation))];
    case 'endpoint-lacks':
      return [askedPart(asked), text(` is not on ${host}.`), ...nearSentence(asked, device)];
    case 'dangling':
      return [strong(asked.name), text(` is no tag on ${device}.`), ...nearSentence(asked, device)];
    case 'type-not-shared':
      return [
        askedPart(asked),
        text(
          ` is on ${host}, but EMS does not share ${categoryWords[cause.category].sharing} with ${device}.`,
        ),
      ];
    case 'no-room':
      return [
        askedPart(asked),
        text(
          ` is on ${host}, but ${device} has room for ${count(cause.limit, 'tag')} and refused it: others came first.`,
        ),
      ];
    case 'mac-not-seen':
      return [
        askedPart(asked),
        text(
          ` is asked for as a MAC tag. ${host} stands behind ${cause.gateway ?? 'another router'}, so ${device} never sees its MAC address. The IP tag of the same name can match.`,
        ),
      ];
    case 'address-not-shared':
      return [
        askedPart(asked),
        text(
          ` is on ${host}, but its gateway is ${cause.gateway ?? 'none'}, and FortiClient Endpoint Sharing gives ${device} no addresses of that gateway.`,
        ),
      ];
    case 'other-address':
      return [
        askedPart(asked),
        text(
          ` resolves to the address that EMS has of ${host}; the packet came from ${cause.address}.`,
        ),
      ];
    case 'not-that-kind-of-device':
      return [strong(asked.name), text(' stands for devices of another kind.')];
    case 'no-member':
      return [text('No member of the group '), strong(asked.name), text(' is known.')];
  }
}
