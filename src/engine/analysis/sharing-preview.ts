/** What one FortiGate would know and decide otherwise if EMS were another: for the sync editor's preview. */
import type { Ems } from '#model/ems.ts';
import type { FirewallPolicy, ProxyPolicy } from '#model/fortios/tables.ts';
import type { Moment } from '#model/session.ts';
import type { FlippedPair, PolicyRef, SharingPreview } from '#model/sharing-preview.ts';
import { type Tag, sameTag } from '#model/tags.ts';
import { type FortiGateInput, compile } from '../compile.ts';
import { knowledgeOf } from '../sync.ts';
import type { TagMeaning } from '../tag-meaning.ts';
import { matrix, serversOf } from './matrix.ts';

/** So many policies are asked over all pairs; more would keep a person waiting. */
const mostAsked = 300_000;

function standsFor(meaning: TagMeaning, tag: Tag): boolean {
  switch (meaning.kind) {
    case 'tag':
      return sameTag(meaning.tag, tag);
    case 'group':
      return meaning.members.some((member) => standsFor(member.meaning, tag));
    case 'built-in':
    case 'dangling':
      return false;
  }
}

function refOf(
  policytype: PolicyRef['policytype'],
  { policyid, name }: FirewallPolicy | ProxyPolicy,
): PolicyRef {
  return { policytype, policyid, name };
}

/** Names under which a policy can ask for a tag: its tags, and its addresses. */
function namesIn(policy: FirewallPolicy | ProxyPolicy): readonly string[] {
  return [
    ...policy['ztna-ems-tag'],
    ...('ztna-ems-tag-secondary' in policy ? policy['ztna-ems-tag-secondary'] : []),
    ...policy.srcaddr,
    ...policy.dstaddr,
  ];
}

/** Policies that ask for the tag, by whatever name, through groups as well. */
export function policiesAsking(fortigate: FortiGateInput, tag: Tag): PolicyRef[] {
  const { tags, config } = compile(fortigate);
  const asks = (policy: FirewallPolicy | ProxyPolicy): boolean =>
    namesIn(policy).some((name) => standsFor(tags(name), tag));
  return [
    ...config['firewall policy'].filter(asks).map((one) => refOf('policy', one)),
    ...config['firewall proxy-policy'].filter(asks).map((one) => refOf('proxy-policy', one)),
  ];
}

/** Standard policies whose tags resolve to no address at all: they can match nothing. */
function standardThatResolve(ems: Ems, fortigate: FortiGateInput): readonly PolicyRef[] {
  const { standard, tags } = compile(fortigate);
  const known = [...knowledgeOf(ems, fortigate.name).tags.values()];
  const resolves = (name: string): boolean =>
    known.some(({ tag, ips }) => ips.size > 0 && standsFor(tags(name), tag));
  return standard
    .filter(
      (policy) =>
        policy.status === 'enable' &&
        policy['ztna-status'] === 'enable' &&
        policy['ztna-ems-tag'].some(resolves),
    )
    .map((policy) => refOf('policy', policy));
}

interface Reach {
  /** The policy that lets each pair through, by `uid server`. */
  readonly pairs: ReadonlyMap<string, FlippedPair>;
  /** Policies that decide a session of some endpoint. */
  readonly matching: readonly PolicyRef[];
}

function reachOf(ems: Ems, fortigate: FortiGateInput, at: Moment): Reach {
  const pairs = new Map<string, FlippedPair>();
  const matching = new Map<string, PolicyRef>();
  const { servers, rows } = matrix(ems, fortigate, { srcintf: null, at });
  for (const { endpoint, decisions } of rows)
    for (const [i, decision] of decisions.entries()) {
      const server = servers[i]?.name;
      if (!decision || server === undefined || decision.policyid === 0) continue;
      const { policyid, policytype } = decision;
      const step = decision.trace.policies.find(
        (one) => one.policyid === policyid && one.policytype === policytype,
      );
      const policy: PolicyRef = { policytype, policyid, name: step?.name ?? '' };
      matching.set(keyOf(policy), policy);
      if (decision.action === 'accept')
        pairs.set(`${endpoint.uid} ${server}`, {
          uid: endpoint.uid,
          host: endpoint.host,
          server,
          policy,
        });
    }
  return { pairs, matching: [...matching.values()] };
}

function keyOf({ policytype, policyid }: PolicyRef): string {
  return `${policytype} ${policyid}`;
}

/** What is in `these` and not in `those`. */
function without(these: readonly PolicyRef[], those: readonly PolicyRef[]): PolicyRef[] {
  const known = new Set(those.map(keyOf));
  return these.filter((one) => !known.has(keyOf(one)));
}

function missing(
  these: ReadonlyMap<string, FlippedPair>,
  those: ReadonlyMap<string, FlippedPair>,
): FlippedPair[] {
  return [...these].flatMap(([key, pair]) => (those.has(key) ? [] : [pair]));
}

/** `after` is the same EMS with other sharing settings for this FortiGate. */
export function sharingPreview(
  before: Ems,
  after: Ems,
  fortigate: FortiGateInput,
  at: Moment,
): SharingPreview {
  const [known, then] = [before, after].map((ems) => knowledgeOf(ems, fortigate.name).tags);
  const was = [...(known ?? [])];
  const will = [...(then ?? [])];
  const plain = ({ category, name }: Tag): Tag => ({ category, name });
  const { config } = fortigate;
  const asked =
    before.endpoints.length *
    serversOf(config).length *
    (1 + config['firewall policy'].length + config['firewall proxy-policy'].length);
  const [reached, reaches] =
    asked > mostAsked ? [null, null] : [before, after].map((ems) => reachOf(ems, fortigate, at));
  const matchedBefore = [...(reached?.matching ?? []), ...standardThatResolve(before, fortigate)];
  const matchedAfter = [...(reaches?.matching ?? []), ...standardThatResolve(after, fortigate)];
  return {
    appear: will.flatMap(([key, { tag }]) => (known?.has(key) ? [] : [plain(tag)])),
    vanish: was.flatMap(([key, { tag }]) =>
      then?.has(key) ? [] : [{ ...plain(tag), usedBy: policiesAsking(fortigate, tag) }],
    ),
    resolve: will.flatMap(([key, { tag, ips }]) => {
      const old = known?.get(key)?.ips.size;
      return old === undefined || old === ips.size
        ? []
        : [{ ...plain(tag), before: old, after: ips.size }];
    }),
    start: without(matchedAfter, matchedBefore),
    stop: without(matchedBefore, matchedAfter),
    pairs:
      reached && reaches
        ? {
            opens: missing(reaches.pairs, reached.pairs),
            closes: missing(reached.pairs, reaches.pairs),
          }
        : null,
  };
}
