/** Sentences made from an explanation, in one place, as parts: a page draws tags as chips, a terminal joins them. */
import type {
  AskedTag,
  Cause,
  ConditionView,
  DeviceAbsence,
  Explanation,
  PolicyView,
} from '#model/explanation.ts';
import { policyName, policyTitle } from '#model/policy-name.ts';
import { linkClause } from '#model/standing-words.ts';
import { type Tag, categoryWords } from '#model/tags.ts';
import { count, plural } from '#model/plural.ts';
import { sentenceStart } from '#model/text.ts';
import { errorCode, ztnaErrorWords, ztnaErrors } from '#model/ztna-errors.ts';

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'tag'; readonly tag: Tag; readonly missing: boolean };
export type Sentence = readonly Part[];

const t = (text: string): Part => ({ kind: 'text', text });
const b = (text: string): Part => ({ kind: 'strong', text });
const chip = (tag: Tag, missing = false): Part => ({ kind: 'tag', tag, missing });

export function plain(sentence: Sentence): string {
  return sentence.map((part) => (part.kind === 'tag' ? part.tag.name : part.text)).join('');
}

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
        t(' It names '),
        chip(tag),
        t(` under the number of another EMS connector than that of ${device}.`),
      ];
    case 'other-category':
      return [t(' It has '), chip(tag), t(` as ${aCategory(tag)}, and that is another tag.`)];
    case 'other-case':
      return [t(' It has '), chip(tag), t(', which differs in case: names are compared exactly.')];
    case 'prefix':
      return [t(' It has '), chip(tag), t(`, ${aCategory(tag)}, which is another tag.`)];
    case 'spelling':
      return [
        t(' It has '),
        chip(tag),
        t(', which is spelt otherwise: names are compared exactly.'),
      ];
  }
}

/** The asked tag as a chip, or its bare name where it is none. */
function askedPart(asked: AskedTag): Part {
  return asked.tag ? chip(asked.tag, !asked.known) : b(asked.name);
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
    t('No member of the group '),
    b(asked.name),
    t(' is known.'),
    ...(nearest ? [t(' '), ...causeSentence(nearest, explanation)] : []),
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
      return [t(deviceSentence(cause, explanation))];
    case 'endpoint-lacks':
      return [askedPart(asked), t(` is not on ${host}.`), ...nearSentence(asked, device)];
    case 'dangling':
      return [b(asked.name), t(` is no tag on ${device}.`), ...nearSentence(asked, device)];
    case 'type-not-shared':
      return [
        askedPart(asked),
        t(
          ` is on ${host}, but EMS does not share ${categoryWords[cause.category].sharing} with ${device}.`,
        ),
      ];
    case 'no-room':
      return [
        askedPart(asked),
        t(
          ` is on ${host}, but ${device} has room for ${count(cause.limit, 'tag')} and refused it: others came first.`,
        ),
      ];
    case 'mac-not-seen':
      return [
        askedPart(asked),
        t(
          ` is asked for as a MAC tag. ${host} stands behind ${cause.gateway ?? 'another router'}, so ${device} never sees its MAC address. The IP tag of the same name can match.`,
        ),
      ];
    case 'address-not-shared':
      return [
        askedPart(asked),
        t(
          ` is on ${host}, but its gateway is ${cause.gateway ?? 'none'}, and FortiClient Endpoint Sharing gives ${device} no addresses of that gateway.`,
        ),
      ];
    case 'other-address':
      return [
        askedPart(asked),
        t(
          ` resolves to the address that EMS has of ${host}; the packet came from ${cause.address}.`,
        ),
      ];
    case 'not-that-kind-of-device':
      return [b(asked.name), t(' stands for devices of another kind.')];
    case 'no-member':
      return [t('No member of the group '), b(asked.name), t(' is known.')];
  }
}

function conditionName(kind: Exclude<ConditionView['kind'], 'tags'>): string {
  switch (kind) {
    case 'srcintf':
      return 'incoming interface';
    case 'dstintf':
      return 'outgoing interface';
    case 'srcaddr':
      return 'source address';
    case 'dstaddr':
      return 'destination address';
    case 'service':
      return 'service';
    case 'identity':
      return 'user or group';
    case 'ownership':
      return 'owner of the device';
    case 'schedule':
      return 'schedule';
  }
}

/** What a condition asked and what was found: `source address: asks for net1, found 10.0.1.2`. */
export function conditionSentence(condition: ConditionView): string {
  if (condition.kind === 'tags')
    return condition.asked.length === 0
      ? 'no tags asked for'
      : `${condition.list === 'secondary' ? 'secondary tags: ' : ''}${condition.negate ? 'not ' : ''}${
          condition.logic === 'or' ? 'any' : 'all'
        } of ${condition.asked.map((asked) => asked.tag?.name ?? asked.name).join(', ')}`;
  // An owner is asked for by that word, not by name: none may be known.
  if (condition.kind === 'ownership' && condition.asked.length === 0)
    return `${conditionName(condition.kind)}: asks for the owner, and no owner is known${
      condition.found === '' ? '' : `, found ${condition.found}`
    }`;
  const wanted =
    condition.asked.length === 0
      ? condition.kind === 'identity'
        ? 'anyone'
        : 'none'
      : `${condition.negate ? 'anything but ' : ''}${condition.asked.join(', ')}`;
  const found = condition.found === '' ? '' : `, found ${condition.found}`;
  const nobody = condition.kind === 'identity' && condition.found === '' ? ', found no user' : '';
  return `${conditionName(condition.kind)}: asks for ${wanted}${found}${nobody}`;
}

/** Why the policy did not match, where a tag is the cause. */
function tagSentence(
  policy: PolicyView,
  { list, asked, more }: Extract<Cause, { kind: 'tag' }>,
  explanation: Explanation,
): Sentence {
  const name = policyTitle(policy);
  const tags = policy.conditions.find((one) => one.kind === 'tags' && one.list === list);
  const cause = causeSentence(asked, explanation);
  const ofList = list === 'secondary' ? 'secondary tag' : 'tag';
  if (tags?.kind !== 'tags' || tags.asked.length === 1)
    return [
      t(`${name} asks for ${list === 'secondary' ? 'the secondary tag ' : ''}`),
      askedPart(asked),
      t('. '),
      ...cause,
    ];
  const rest =
    more > 0 ? [t(` ${more} more of its ${ofList}s ${plural(more, 'is', 'are')} missing.`)] : [];
  return tags.logic === 'and'
    ? [t(`${name} asks for `), b('All'), t(` of its ${ofList}s. `), ...cause, ...rest]
    : [
        t(`${name} asks for `),
        b('Any'),
        t(` of its ${ofList}s, and none is known. `),
        ...cause,
        ...rest,
      ];
}

/** Error 065 may stand for a denying policy, which lets nobody in; then the nearest one failed otherwise. */
function otherErrorSentence({ error, policies }: Explanation): Sentence {
  const denying = policies.find(
    ({ action, conditions, verdict }) =>
      action === 'deny' &&
      verdict === 'no-match' &&
      conditions.every(({ kind, held }) => held || kind === 'tags'),
  );
  return error === 65 && denying
    ? [t(` The error code stands for ${policyName(denying)}, of which the tags alone failed.`)]
    : [];
}

/** The cause of an implicit deny, without what follows from it. */
function implicitSentence(explanation: Explanation): Sentence {
  const { cause, policies, deciding } = explanation;
  const policy = deciding === null ? null : (policies[deciding] ?? null);
  const what = explanation.kind === 'ztna' ? 'server' : 'traffic';
  switch (cause?.kind) {
    case 'device':
      return [t(deviceSentence(cause.why, explanation))];
    case 'tag':
      return policy ? tagSentence(policy, cause, explanation) : [];
    case 'excluded-tag':
      return policy
        ? [
            t(`${policyTitle(policy)} negates its tags, and `),
            askedPart(cause.asked),
            t(' is known, so it does not match.'),
          ]
        : [];
    case 'condition': {
      const failed = policy?.conditions.find((one) => one.kind === cause.condition && !one.held);
      return policy && failed
        ? [
            t(`${policyTitle(policy)} came nearest and failed: ${conditionSentence(failed)}.`),
            ...otherErrorSentence(explanation),
          ]
        : [];
    }
    case 'policies-off': {
      const { disabled, unreadable, first } = cause;
      const all = disabled + unreadable;
      if (all === 1)
        return [
          t(
            `The only policy for this ${what}, ${policyName(first)}, ${disabled === 1 ? 'is disabled' : 'has a value that FortiOS does not know'}`,
          ),
        ];
      return [
        t(
          unreadable === 0
            ? `All ${all} policies for this ${what} are disabled`
            : `None of the ${all} policies for this ${what} is in force: ${disabled} disabled, ${unreadable} with a value that FortiOS does not know`,
        ),
      ];
    }
    case 'handed-on':
      return [
        t(
          `${policyTitle(cause.by)} hands the session to the full ZTNA policies, and none of them is in force for this server`,
        ),
      ];
    case 'no-policy':
      return [t(`There is no policy for this ${what}`)];
    case 'certificate':
    case 'route':
    case 'denied':
    case undefined:
      return [];
  }
}

function errorWords(error: number | null): string {
  const known = ztnaErrors.find((one) => one === error);
  return known === undefined ? '' : ` (error ${errorCode(known)})`;
}

/** The sentence that comes first: the one cause, and what followed from it. */
export function headline(explanation: Explanation): Sentence {
  const { policies, deciding, error } = explanation;
  const host = explanation.endpoint?.host ?? 'The device';
  const policy = deciding === null ? null : (policies[deciding] ?? null);
  if (explanation.action === 'accept') {
    const tags = policy?.conditions.find((one) => one.kind === 'tags');
    const known =
      tags?.kind === 'tags' && !tags.negate ? tags.asked.filter((one) => one.known) : [];
    if (!policy) return [t('Accepted.')];
    if (known.length === 0)
      return [t(`${policyTitle(policy)} accepts the session: every condition of it held.`)];
    return [
      t(`${policyTitle(policy)} accepts the session. It asks for `),
      b(tags?.kind === 'tags' && tags.logic === 'and' ? 'All' : 'Any'),
      t(' of its tags, and '),
      ...known.flatMap((one, i) => [...(i > 0 ? [t(', ')] : []), askedPart(one)]),
      t(known.length === 1 ? ' is known.' : ' are known.'),
    ];
  }
  const known = ztnaErrors.find((one) => one === error);
  switch (known) {
    case 1:
      return [
        t(
          `${host} presented a certificate whose serial number EMS did not issue for it${errorWords(error)}.`,
        ),
      ];
    case 2:
    case 3:
      return [
        t(
          `${host} presented no client certificate, and the server does not accept that${explanation.certificate?.emptyCertAction === 'accept-unmanageable' ? ' from a device that is manageable' : ''}${errorWords(error)}.`,
        ),
      ];
    case 63:
      return [t(`The certificate of ${host} is revoked${errorWords(error)}.`)];
    case 21:
      return [
        t(`No API gateway of the server matches the path and host asked for${errorWords(error)}.`),
      ];
    case 22:
    case 23:
      return [t(`The API gateway has no real server that is active${errorWords(error)}.`)];
    case 41:
    case 61:
    case 62:
    case 64:
    case 65:
    case 66:
    case 67:
    case undefined:
      break;
  }
  if (explanation.policyid !== 0 && policy) {
    const tags = policy.conditions.find((one) => one.kind === 'tags' && one.asked.length > 0);
    const hit = tags?.kind === 'tags' ? tags.asked.filter((one) => one.known) : [];
    return [
      t(`${policyTitle(policy)} denies the session`),
      ...(hit.length > 0 && tags?.kind === 'tags' && !tags.negate
        ? [
            t(': '),
            ...hit.flatMap((one, i) => [...(i > 0 ? [t(', ')] : []), askedPart(one)]),
            t(hit.length === 1 ? ' is known' : ' are known'),
          ]
        : []),
      t(`${errorWords(error)}.`),
    ];
  }
  const { cause } = explanation;
  const isFree =
    cause?.kind === 'no-policy' || cause?.kind === 'policies-off' || cause?.kind === 'handed-on';
  return [
    ...implicitSentence(explanation),
    t(
      isFree
        ? `, so the implicit deny applies${errorWords(error)}.`
        : ` No policy matched, so the implicit deny applies${errorWords(error)}.`,
    ),
  ];
}

/** What an error code of the explanation means, for the last station. */
export function errorSentence(explanation: Explanation): string {
  const known = ztnaErrors.find((one) => one === explanation.error);
  return known === undefined ? '' : `${errorCode(known)} ${ztnaErrorWords[known].message}`;
}
