/** What the parts of a policy come to, and the policy itself, as sentences. */
import { type PolicyRow, postureOf, servicesOf } from '#consoles/fortigate/policies/policy-row.ts';
import type { IdleReason, MappedPolicy } from '#model/lab/policy-map.ts';
import { count, listWords, numberWords, plural } from '#model/plural.ts';
import { sentenceStart } from '#model/text.ts';
import { policyName } from '#model/words/policy-name.ts';

/** How names are shown: a tag by its own, a server by its own, a tag among addresses as who is at them. */
export type Naming = (name: string, as: 'tag' | 'server' | 'address') => string;

function unitOf({ servers }: { readonly servers: number }): string {
  return servers > 1 ? 'session' : 'endpoint';
}

export const idleWords: Record<IdleReason, string> = {
  disabled: 'disabled',
  schedule: 'not at this time',
  server: 'no such server to reach',
  interface: 'no session comes in there',
  source: 'this source matches nobody',
  dstintf: 'not out there',
  dstaddr: 'not to there',
  service: 'not this service',
  undecided: 'has settings that are not decided here',
  'policy-based': 'security policies decide instead',
  'profile-based': 'firewall policies decide instead',
};

/** The policies that take all before one is asked. */
export function blockerWords({ blockers, moreBlockers, fall }: MappedPolicy): string | null {
  const [first, ...others] = blockers;
  if (!first || !fall) return null;
  if (others.length === 0) return `${policyName(first)} takes them all`;
  const names = blockers.map(policyName);
  return moreBlockers > 0
    ? `${names.join(', ')} and ${count(moreBlockers, 'more policy', 'more policies')} take them all`
    : `${listWords(names)} take them all`;
}

/** Under *Who*. */
export function whoWords(mapped: MappedPolicy, endpoints: number): string {
  const { who, fall, idle } = mapped;
  if (idle) return `${count(who, 'endpoint')}, ${idleWords[idle]}`;
  if (!fall)
    return who === endpoints
      ? count(who, 'endpoint')
      : `${numberWords(who)} of ${count(endpoints, 'endpoint')}`;
  const unit = unitOf(fall);
  if (fall.reached === 0) {
    const blocked = blockerWords(mapped);
    return `nobody gets this far${blocked === null ? '' : `: ${blocked}`}`;
  }
  const reached = count(fall.reached, unit);
  return who === endpoints
    ? `${reached} ${plural(fall.reached, 'gets', 'get')} this far`
    : `${numberWords(fall.who)} of the ${reached} that ${plural(fall.reached, 'gets', 'get')} this far`;
}

/** How a policy's tags decide. */
interface PostureSetting {
  readonly logic: 'or' | 'and';
  readonly negate: boolean;
  /** It has secondary tags besides, of which one must match as well. */
  readonly isTwofold?: boolean;
}

function matchedWords(
  matched: number,
  asked: number,
  { logic, negate, isTwofold = false }: PostureSetting,
): string | null {
  const number = numberWords(matched);
  const verb = plural(matched, 'has', 'have');
  if (isTwofold) return `${number} ${plural(matched, 'meets', 'meet')} both conditions`;
  if (negate)
    return logic === 'or' || asked === 1
      ? `${number} ${verb} none`
      : `${number} ${plural(matched, 'lacks', 'lack')} one or more`;
  if (asked < 2) return null;
  if (logic === 'or') return `${number} ${verb} one or more`;
  return `${number} ${verb} ${asked === 2 ? 'both' : 'all'}`;
}

/** How many of those who have each tag the FortiGate knows; null where it knows them all. */
export function knownWords(tags: MappedPolicy['tags'], device: string): string | null {
  if (tags.every(({ have, known }) => have === null || have === known)) return null;
  return tags.every(({ known }) => known === 0)
    ? `${device} knows none of them`
    : `known here: ${listWords(tags.map(({ known }) => numberWords(known)))}`;
}

/** Under *has posture*: who has the tags on EMS, whom of them the FortiGate knows, and who has what is asked. */
export function postureWords(
  { tags, matched }: MappedPolicy,
  setting: PostureSetting,
  device: string,
): string {
  if (tags.length === 0) return 'no tags asked for';
  const haves = tags.flatMap(({ have }) => (have === null ? [] : [have]));
  const have =
    haves.length === 0
      ? null
      : `${listWords(haves.map(numberWords))} ${plural(haves.length === 1 ? (haves[0] ?? 0) : 2, 'has', 'have')} ${tags.length === 1 ? 'it' : 'them'}`;
  return [have, knownWords(tags, device), matchedWords(matched, tags.length, setting)]
    .filter((part) => part !== null)
    .join(', ');
}

/** Under *is*. */
export function takesWords(mapped: MappedPolicy, verdict: 'accept' | 'deny'): string | null {
  // Of a policy that forwards, the source says who takes all: it has the room.
  const isForward = mapped.way !== null;
  const { fall, idle } = mapped;
  if (idle) return idle === 'disabled' ? 'disabled' : 'not asked';
  if (!fall) return null;
  if (fall.reached === 0) return 'never reached';
  const number = fall.taken === 0 ? 'nobody' : numberWords(fall.taken);
  const words = verdict === 'accept' ? `lets ${number} in` : `stops ${number}`;
  const blocked = fall.taken === 0 && !isForward ? blockerWords(mapped) : null;
  return blocked === null ? words : `${words}: ${blocked}`;
}

/** A tag among addresses stands for the addresses of the devices that have it. */
function addressReads(names: readonly string[], naming: Naming): readonly string[] {
  return names.map((name) => naming(name, 'address'));
}

function whoReads({ row }: PolicyRow, naming: Naming): string {
  const people = [...row.users, ...row.groups.map((name) => `members of ${name}`)];
  const isAnywhere = row.srcaddr.includes('all');
  const not = row['srcaddr-negate'] === 'enable' ? 'anywhere but ' : '';
  const from =
    isAnywhere && not === ''
      ? ''
      : ` from ${not}${listWords(addressReads(row.srcaddr, naming), 'or')}`;
  const anyone = row.action === 'accept' ? 'anyone' : 'nobody';
  return `${people.length === 0 ? anyone : listWords(people, 'or')}${from}`;
}

function postureReads(policy: PolicyRow, naming: Naming): string {
  const asked = postureOf(policy);
  const { isNegated } = asked;
  const tags = asked.tags.map((name) => naming(name, 'tag'));
  const isAll = asked.logic === 'and';
  const more = asked.secondary.map((name) => naming(name, 'tag'));
  const also = more.length === 0 ? '' : ` and has ${listWords(more, 'or')} as well`;
  if (tags.length === 0)
    return more.length === 0 ? '' : ` whose device has ${listWords(more, 'or')}`;
  if (isNegated)
    return isAll
      ? ` whose device lacks ${listWords(tags, 'or')}${also}`
      : ` whose device has none of ${listWords(tags, 'or')}${also}`;
  return ` whose device has ${listWords(tags, isAll ? 'and' : 'or')}${also}`;
}

export function isServiceNegated(policy: PolicyRow): boolean {
  return policy.table !== 'firewall proxy-policy' && policy.row['service-negate'] === 'enable';
}

function spelledOut(name: string): string {
  switch (name) {
    case 'all':
      return 'any address';
    case 'ALL':
      return 'any service';
    case 'any':
      return 'any interface';
    default:
      return name;
  }
}

function whenReads({ row }: PolicyRow): string {
  return row.schedule === 'always' ? 'at any time' : `during ${row.schedule}`;
}

/** A policy read back. */
export function reads(policy: PolicyRow, naming: Naming): string {
  const { row } = policy;
  const subject = `${whoReads(policy, naming)}${postureReads(policy, naming)}`;
  // Nobody may; these may not.
  const isNot = row.action === 'deny' && row.users.length + row.groups.length > 0;
  const may = isNot ? 'may not' : 'may';
  const off = row.status === 'disable' ? 'Disabled. It would read: ' : '';
  if (policy.kind === 'ztna') {
    const names =
      policy.table === 'firewall proxy-policy' ? policy.row['access-proxy'] : row.dstaddr;
    const servers = names.map((name) => naming(name, 'server'));
    return `${off}${off === '' ? sentenceStart(subject) : subject} ${may} open ${listWords(servers, 'or') || 'no server'}, ${whenReads(policy)}.`;
  }
  const service = listWords(servicesOf(policy).map(spelledOut), 'or');
  const notService = isServiceNegated(policy) ? 'anything but ' : '';
  const not = row['dstaddr-negate'] === 'enable' ? 'anything but ' : '';
  const interfaces = `through ${listWords(row.srcintf.map(spelledOut), 'or')} and out of ${listWords(row.dstintf.map(spelledOut), 'or')}`;
  return `${off}${off === '' ? sentenceStart(subject) : subject} ${may} reach ${not}${listWords(addressReads(row.dstaddr, naming).map(spelledOut), 'or') || 'nothing'}${service === '' ? '' : ` by ${notService}${service}`}, ${interfaces}, ${whenReads(policy)}.`;
}
