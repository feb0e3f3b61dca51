/** What one policy of a ZTNA server asks of endpoints, as sets that are put together word by word. */
import type { FirewallPolicy, ProxyPolicy } from '#model/fortios/tables.ts';
import { isActionNotDecided, refusedSettings } from '#model/fortios/refused.ts';
import type { AskedOfClients } from '../../decide/certificate.ts';
import { scheduleActive } from '../../decide/schedules.ts';
import type { Moment } from '#model/decision/session.ts';
import type { Bits } from './bits.ts';
import type { Population } from './population.ts';

interface Term {
  readonly bits: Bits;
  readonly negate: boolean;
}

export interface PolicyTerms {
  /** All of them hold for who gets past everything but the tags. */
  readonly others: readonly Term[];
  /** Empty where the policy asks for no tag. */
  readonly tags: readonly Bits[];
  readonly logic: 'or' | 'and';
  readonly negate: boolean;
}

/** A policy as a list of a server has it: in force, at this moment. */
export interface TermedPolicy {
  readonly policyid: number;
  readonly verdict: 'accept' | 'deny' | 'redirect';
  readonly terms: PolicyTerms;
}

type ZtnaPolicy = FirewallPolicy | ProxyPolicy;

function isFull(policy: ZtnaPolicy): policy is ProxyPolicy {
  return 'access-proxy' in policy;
}

function verdictOf(policy: ZtnaPolicy): TermedPolicy['verdict'] {
  return !isFull(policy) &&
    policy.action === 'accept' &&
    policy['ztna-policy-redirect'] === 'enable'
    ? 'redirect'
    : policy.action;
}

function isInForce(policy: ZtnaPolicy): boolean {
  if (policy.status === 'disable') return false;
  const refused = isFull(policy)
    ? refusedSettings<'firewall proxy-policy'>('firewall proxy-policy', policy)
    : refusedSettings<'firewall policy'>('firewall policy', policy);
  return !isActionNotDecided(refused);
}

/** What a policy asks of an endpoint, be it in force or not. */
export function askedTerms(
  policy: ZtnaPolicy,
  population: Population,
  clientCert: AskedOfClients['clientCert'],
): PolicyTerms {
  const { srcaddr, users, groups } = policy;
  const others: Term[] = [];
  const negate = policy['srcaddr-negate'] === 'enable';
  if (srcaddr.includes('all')) {
    // Nobody comes from elsewhere.
    if (negate) others.push({ bits: population.sourceColumn([]), negate: false });
  } else others.push({ bits: population.sourceColumn(srcaddr), negate });
  if (users.length + groups.length > 0)
    others.push({ bits: population.identityColumn(users, groups), negate: false });
  const asksOwner = isFull(policy) ? policy['device-ownership'] : policy['ztna-device-ownership'];
  if (asksOwner === 'enable')
    others.push({ bits: population.found(clientCert).owned, negate: false });
  return {
    others,
    tags: policy['ztna-ems-tag'].map((name) => population.tagColumn(name, clientCert)),
    logic: policy['ztna-tags-match-logic'],
    negate: policy['ztna-ems-tag-negate'] === 'enable',
  };
}

/** Null for a policy that matches nobody at this moment, whoever it is, and not for want of tags. */
export function termsOf(
  policy: ZtnaPolicy,
  population: Population,
  clientCert: AskedOfClients['clientCert'],
  at: Moment,
): TermedPolicy | null {
  const { compiled } = population;
  if (!isInForce(policy) || !scheduleActive(compiled.config, policy.schedule, at)) return null;
  const { srcaddr } = policy;
  if (compiled.unusableSources(srcaddr).length > 0) return null;
  if (srcaddr.includes('all') && policy['srcaddr-negate'] === 'enable') return null;
  return {
    policyid: policy.policyid,
    verdict: verdictOf(policy),
    terms: askedTerms(policy, population, clientCert),
  };
}

/** Whom the policy matches, words `from` to `from + into.length`. Bits beyond the last endpoint mean nothing. */
export function fillMatched(into: Bits, terms: PolicyTerms, from: number): void {
  const { tags, logic, negate } = terms;
  const [first, second] = tags;
  const flip = negate ? -1 : 0;
  if (first === undefined) into.fill(-1);
  else if (second === undefined)
    for (let i = 0; i < into.length; i++) into[i] = (first[from + i] ?? 0) ^ flip;
  else {
    const isAny = logic === 'or';
    for (let i = 0; i < into.length; i++) into[i] = first[from + i] ?? 0;
    for (let at = 1; at < tags.length; at++) {
      const tag = tags[at] ?? first;
      if (isAny)
        for (let i = 0; i < into.length; i++) into[i] = (into[i] ?? 0) | (tag[from + i] ?? 0);
      else for (let i = 0; i < into.length; i++) into[i] = (into[i] ?? 0) & (tag[from + i] ?? 0);
    }
    if (negate) for (let i = 0; i < into.length; i++) into[i] = ~(into[i] ?? 0);
  }
  for (const other of terms.others) {
    const turn = other.negate ? -1 : 0;
    const { bits } = other;
    for (let i = 0; i < into.length; i++) into[i] = (into[i] ?? 0) & ((bits[from + i] ?? 0) ^ turn);
  }
}

function has(bits: Bits, word: number, bit: number): boolean {
  return ((bits[word] ?? 0) & bit) !== 0;
}

/** What one endpoint comes to at the policy: it matches, its tags alone are wanting, or something else is. */
export function judgeAt({ others, tags, logic, negate }: PolicyTerms, place: number) {
  const word = place >>> 5;
  const bit = 1 << (place & 31);
  for (const one of others) if (has(one.bits, word, bit) === one.negate) return 'no-match';
  if (tags.length === 0) return 'match';
  const isAny = logic === 'or';
  let matched = !isAny;
  for (const tag of tags)
    if (has(tag, word, bit) === isAny) {
      matched = isAny;
      break;
    }
  return matched === negate ? 'tags' : 'match';
}
