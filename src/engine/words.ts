/** Sentences made from an explanation, in one place, as parts: a page draws tags as chips, a terminal joins them. */
import type { AskedTag, ConditionView, Explanation, PolicyView } from '#model/explanation.ts';
import { type Tag, categoryWords } from '#model/tags.ts';
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

export function policyWords({
  policytype,
  policyid,
}: Pick<PolicyView, 'policytype' | 'policyid'>): string {
  return `${policytype === 'policy' ? 'Policy' : 'Proxy policy'} ${policyid}`;
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

function nearSentence(asked: AskedTag): Sentence {
  const { cause } = asked;
  if ((cause?.kind !== 'endpoint-lacks' && cause?.kind !== 'dangling') || !cause.near) return [];
  const { tag, how } = cause.near;
  switch (how) {
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

/** Why one asked tag does not count, as a sentence of its own; empty if it counts. */
export function causeSentence(asked: AskedTag, explanation: Explanation): Sentence {
  const device = explanation.fortigate.name;
  const host = explanation.endpoint?.host ?? 'the device';
  const { cause } = asked;
  if (!cause) return [];
  switch (cause.kind) {
    case 'endpoint-lacks':
      return [askedPart(asked), t(` is not on ${host}.`), ...nearSentence(asked)];
    case 'dangling':
      return [b(asked.name), t(` is no tag on ${device}.`), ...nearSentence(asked)];
    case 'type-not-shared':
      return [
        askedPart(asked),
        t(
          ` is on ${host}, but EMS does not share ${categoryWords[cause.category].sharing} with ${device}.`,
        ),
      ];
    case 'tag-refused':
      return [
        askedPart(asked),
        t(
          ` is on ${host}, but ${cause.device} has room for ${cause.limit} tags and refused it: others came first.`,
        ),
      ];
    case 'no-information':
      switch (cause.why) {
        case 'not-authorized':
          return [
            t(`EMS has not authorized ${device}, so it learns no tags, `),
            askedPart(asked),
            t(' neither.'),
          ];
        case 'not-registered':
          return [t(`${host} is not registered to EMS, so ${device} has no information on it.`)];
        case 'no-endpoint':
          return [
            t(
              explanation.endpoint
                ? `${host} presented no certificate, and its address is not shared with ${device}, so ${device} cannot tell which endpoint it is.`
                : `EMS does not know the device, so ${device} has no tags of it.`,
            ),
          ];
      }
      break;
    case 'offline':
      return [
        t(`${host} is offline to EMS, so its tags do not count, `),
        askedPart(asked),
        t(' neither.'),
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
  const wanted =
    condition.asked.length === 0
      ? 'anyone'
      : `${condition.negate ? 'anything but ' : ''}${condition.asked.join(', ')}`;
  const found = condition.found === '' ? '' : `, found ${condition.found}`;
  const nobody = condition.kind === 'identity' && condition.found === '' ? ', found no user' : '';
  return `${conditionName(condition.kind)}: asks for ${wanted}${found}${nobody}`;
}

function tagsSentence(policy: PolicyView, explanation: Explanation): Sentence {
  const tags = policy.conditions.find((one) => one.kind === 'tags' && !one.held);
  if (tags?.kind !== 'tags') return [];
  const name = policyWords(policy);
  if (tags.negate) {
    const hit = tags.asked.find((one) => one.known);
    return hit
      ? [t(`${name} negates its tags, and `), askedPart(hit), t(' is known, so it does not match.')]
      : [t(`${name} negates its tags and does not match.`)];
  }
  const missing = tags.asked.filter((one) => !one.known);
  const [first] = missing;
  if (!first) return [];
  const cause = causeSentence(first, explanation);
  if (tags.asked.length === 1) return [t(`${name} asks for `), askedPart(first), t('. '), ...cause];
  const rest =
    missing.length > 1
      ? [
          t(
            ` ${missing.length - 1} more of its tags ${missing.length === 2 ? 'is' : 'are'} missing.`,
          ),
        ]
      : [];
  return tags.logic === 'and'
    ? [t(`${name} asks for `), b('All'), t(' of its tags. '), ...cause, ...rest]
    : [t(`${name} asks for `), b('Any'), t(' of its tags, and none is known. '), ...cause, ...rest];
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
      return [t(`${policyWords(policy)} accepts the session: every condition of it held.`)];
    return [
      t(`${policyWords(policy)} accepts the session. It asks for `),
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
      t(`${policyWords(policy)} denies the session`),
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
  const ending = t(` No policy matched, so the implicit deny applies${errorWords(error)}.`);
  if (!policy)
    return [
      t(
        `There is no policy for this ${explanation.kind === 'ztna' ? 'server' : 'traffic'}, so the implicit deny applies${errorWords(error)}.`,
      ),
    ];
  const other = policy.conditions.find((one) => one.kind !== 'tags' && !one.held);
  if (other)
    return [
      t(`${policyWords(policy)} came nearest and failed: ${conditionSentence(other)}.`),
      ending,
    ];
  return [...tagsSentence(policy, explanation), ending];
}

/** What an error code of the explanation means, for the last station. */
export function errorSentence(explanation: Explanation): string {
  const known = ztnaErrors.find((one) => one === explanation.error);
  return known === undefined ? '' : `${errorCode(known)} ${ztnaErrorWords[known].message}`;
}
