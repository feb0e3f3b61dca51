/** Findings as sentences: what is so, and why. */
import {
  type Finding,
  type FindingAbout,
  type FindingKind,
  type FindingPlace,
  type FindingSeverity,
  policyAt,
} from '#model/lab/findings.ts';
import { endpointSharingWords } from '#model/ems/ems.ts';
import { count, listWords, plural } from '#model/plural.ts';
import { sentenceStart } from '#model/text.ts';
import { categoryWords } from '#model/tagging/tags.ts';
import { entryWord } from './entry.ts';
import { policyName } from './policy-name.ts';
import { linkClause, notPulledClause } from './standing.ts';

export const findingSeverityWords: Readonly<Record<FindingSeverity, string>> = {
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};

/** For a column and a filter. */
export const findingKindWords: Readonly<Record<FindingKind, string>> = {
  'not-connected': 'Not connected to EMS',
  'undefined-reference': 'Undefined reference',
  'not-shared': 'Tag type not shared',
  'no-room': 'No room for tag',
  'never-matches': 'Never matches',
  shadowed: 'Shadowed',
  'open-to-all': 'Open to everyone',
  warning: 'Warning',
  redundant: 'Redundant',
  'server-unreached': 'Server that nobody reaches',
  'not-decided': 'Not decided',
  'not-reached': 'Not reached today',
  'no-effect': 'Setting without effect',
  'wide-sharing': 'Shares too much',
  'no-access': 'Endpoint without access',
  'unused-tag': 'Unused tag',
  'unused-server': 'Unused ZTNA server',
  'unused-object': 'Unused object',
};

/** What an entry is, and its name; a policy is named whole. */
export function placeParts(place: FindingPlace): { readonly word: string; readonly name: string } {
  const policy = policyAt(place);
  if (policy) return { word: '', name: policyName(policy) };
  const { table, key, name } = place;
  const word = entryWord(table);
  if (table === 'endpoint-control fctems') return { word, name: `EMS${key}` };
  return { word, name: name === '' ? key : name };
}

/** What an entry is called, for the middle of a sentence. */
export function placeWords(place: FindingPlace): string {
  const { word, name } = placeParts(place);
  return `${word} ${name}`.trim();
}

type Of<Kind extends FindingKind> = Extract<FindingAbout, { kind: Kind }>;

function neverWords({ why, names }: Of<'never-matches'>, fortigate: string): string {
  switch (why) {
    case 'conditions':
      return 'Its own conditions never hold together, whatever the session. It matches nothing.';
    case 'fields':
      return `No session can meet what ${listWords(names)} ${plural(names.length, 'asks', 'ask')}. The policy matches nothing.`;
    case 'source':
      return `The source ${listWords(names)} is a domain name or a country, or contains one. A ZTNA policy with such a source matches nothing.`;
    case 'schedule':
      return `The schedule ${listWords(names)} is not active now and does not become active again. The policy matches nothing.`;
    case 'exclusive-tags':
      return `It asks for all of ${listWords(names)}, and by their rules no device has them together.`;
    case 'mac':
      return `It asks for MAC tags alone. Every endpoint with such a tag is behind another router, so ${fortigate} never sees its MAC address.`;
  }
}

function idleWords({ why, fields }: Of<'no-effect'>): string {
  const settings = listWords(fields);
  const be = plural(fields.length, 'is', 'are');
  const have = plural(fields.length, 'has', 'have');
  switch (why) {
    case 'match-logic':
      return `${settings} ${have} no effect here: a standard policy matches an endpoint with any of its tags.`;
    case 'simple-destination':
      return `${settings} ${have} no effect in a ZTNA policy, which takes every session to its ZTNA server.`;
    case 'simple-secondary':
      return `${settings} ${have} no effect in a ZTNA policy. Only a standard policy has secondary tags.`;
    case 'negate-nothing':
      return `${settings} ${have} no effect, since the policy lists no tag.`;
    case 'ztna-off':
      return `${settings} ${be} set, and not in force without ztna-status enable. The policy matches endpoints without the tags.`;
    case 'redirect-of-deny':
      return `${settings} ${have} no effect in a policy that denies.`;
    case 'redirect-of-standard':
      return `${settings} ${have} no effect in a standard policy.`;
  }
}

function sharingWords(
  { category, endpointSharing }: Of<'wide-sharing'>,
  fortigate: string,
): string {
  if (category !== null)
    return `EMS shares ${categoryWords[category].sharing} with ${fortigate}, and none of its policies asks for one.`;
  const mode = endpointSharing === null ? '' : endpointSharingWords[endpointSharing].label;
  return `FortiClient Endpoint Sharing is “${mode}”, and no policy of ${fortigate} needs the addresses of endpoints behind other gateways.`;
}

function nameWords(about: Of<'undefined-reference'>, fortigate: string): string {
  const { field, name, tag } = about;
  return tag === null
    ? `${field} names ${name}, which does not exist on ${fortigate}. It matches nothing.`
    : `${field} asks for ${name}, and EMS has no ${tagWord(tag.category)} ${tag.name}. The name matches nothing.`;
}

function tagWord(category: Of<'unused-tag'>['tag']['category']): string {
  const { label } = categoryWords[category];
  return category === 'zero_trust' || category === 'classification'
    ? label.charAt(0).toLowerCase() + label.slice(1)
    : label;
}

/** What is so, and why; a sentence or two. */
export function findingReason({ about, because, ...place }: Finding): string {
  const fortigate = place.fortigate ?? 'EMS';
  switch (about.kind) {
    case 'not-connected':
      return about.link === 'no-tags'
        ? `${notPulledClause(fortigate)}. No tag that its policies ask for is known.`
        : `${sentenceStart(linkClause(about.link, fortigate))}. No tag that its policies ask for is known.`;
    case 'undefined-reference':
      return nameWords(about, fortigate);
    case 'not-shared':
      return `${about.field} asks for ${about.name}, and EMS does not share ${categoryWords[about.tag.category].sharing} with ${fortigate}. The tag is not known there.`;
    case 'no-room':
      return `${about.field} asks for ${about.name}, and ${fortigate} has no room for more tags. The tag is not known there.`;
    case 'never-matches':
      return neverWords(about, fortigate);
    case 'shadowed':
      return `No session of any device can reach it: ${listWords(because.map(placeWords))} ${plural(because.length, 'takes', 'take')} every session that it would match.`;
    case 'open-to-all':
      return 'It accepts anyone: it asks for no tag, user, group or source.';
    case 'warning':
      return about.message;
    case 'redundant':
      return `Without it, ${listWords(because.map(placeWords))} would ${outcomeWords[about.action]} the same sessions.`;
    case 'server-unreached':
      return 'Of today’s endpoints, none gets access to it.';
    case 'not-decided':
      return 'Whether a session can reach it was not decided: its conditions, with those of the policies before it, are too many combinations to try.';
    case 'not-reached':
      return about.by === 'endpoints'
        ? 'No endpoint of today reaches it. Another device could.'
        : 'Its tags resolve to no address today. Another device could reach it.';
    case 'no-effect':
      return idleWords(about);
    case 'wide-sharing':
      return sharingWords(about, fortigate);
    case 'no-access':
      return 'It is registered, and no ZTNA server of any FortiGate lets it in.';
    case 'unused-tag':
      return `${about.carriers === 0 ? 'No endpoint has it' : `${count(about.carriers, 'endpoint')} ${plural(about.carriers, 'has', 'have')} it`}, and no policy of any FortiGate asks for it.`;
    case 'unused-server':
      return 'No policy leads to it, so every session to it is denied.';
    case 'unused-object':
      return 'Nothing in the configuration names it.';
  }
}

const outcomeWords = { accept: 'accept', deny: 'deny', redirect: 'redirect' } as const;
