/** What one FortiGate would know and decide otherwise if EMS were another: for the sync editor's preview. */
import type { Ems } from '#model/ems/ems.ts';
import type { FirewallPolicy, ProxyPolicy } from '#model/fortios/tables.ts';
import type { Moment } from '#model/decision/session.ts';
import type { FlippedPair, PolicyRef, SharingPreview } from '#model/ems/sharing-preview.ts';
import { type Tag, sameTag } from '#model/tagging/tags.ts';
import { type FortiGateInput, compile } from '../decide/compile.ts';
import { knowledgeOf } from '../sync/knowledge.ts';
import type { TagMeaning } from '../decide/tag-meaning.ts';
import { type PlainOutcome, PlainDecisions } from './plain-decisions.ts';
import { Sliced } from './sliced.ts';

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
  const known = [...knowledgeOf(ems, fortigate).tags.values()];
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

function keyOf({ policytype, policyid }: Pick<PolicyRef, 'policytype' | 'policyid'>): string {
  return `${policytype} ${policyid}`;
}

/** What is in `these` and not in `those`. */
function without(these: readonly PolicyRef[], those: readonly PolicyRef[]): PolicyRef[] {
  const known = new Set(those.map(keyOf));
  return these.filter((one) => !known.has(keyOf(one)));
}

/** The policies of a FortiGate by their names in an outcome. */
function policyNames({ config }: FortiGateInput): ReadonlyMap<string, PolicyRef> {
  const refs = [
    ...config['firewall policy'].map((one) => refOf('policy', one)),
    ...config['firewall proxy-policy'].map((one) => refOf('proxy-policy', one)),
  ];
  return new Map(refs.map((one) => [keyOf(one), one]));
}

/** The preview of one FortiGate's sharing settings, while pairs are still being decided. */
export class SharingPreviewUnderWay {
  /** Deciding every endpoint's sessions before and after; `advance` it as time allows. */
  readonly work: Sliced;
  private readonly tags: Pick<SharingPreview, 'appear' | 'vanish' | 'resolve'>;
  private readonly matched: readonly [Map<string, PolicyRef>, Map<string, PolicyRef>];
  private readonly opens: FlippedPair[] = [];
  private readonly closes: FlippedPair[] = [];

  /** `after` is the same EMS with other sharing settings for this FortiGate. */
  constructor(before: Ems, after: Ems, fortigate: FortiGateInput, at: Moment) {
    this.tags = tagChanges(before, after, fortigate);
    const both = [before, after] as const;
    const [was, will] = both.map(
      (ems) => new Map(standardThatResolve(ems, fortigate).map((one) => [keyOf(one), one])),
    );
    this.matched = [was ?? new Map(), will ?? new Map()];
    const steps = this.decideEach(before, after, fortigate, at);
    this.work = new Sliced(before.endpoints.length, steps);
  }

  /** As far as it is decided: policies that start or stop are told once every pair is. */
  get answer(): Omit<SharingPreview, 'tests'> {
    const { done, total, isDone } = this.work;
    const [before, after] = this.matched.map((refs) => [...refs.values()]);
    return {
      ...this.tags,
      start: isDone ? without(after ?? [], before ?? []) : [],
      stop: isDone ? without(before ?? [], after ?? []) : [],
      pairs: { opens: [...this.opens], closes: [...this.closes] },
      counting: isDone ? null : { done, total },
    };
  }

  private *decideEach(
    before: Ems,
    after: Ems,
    fortigate: FortiGateInput,
    at: Moment,
  ): Generator<number, void> {
    const names = policyNames(fortigate);
    const [matchedBefore, matchedAfter] = this.matched;
    /** The policy that decides a session; null where none does. */
    const policyOf = (
      outcome: PlainOutcome | null,
      matched: Map<string, PolicyRef>,
    ): PolicyRef | null => {
      if (!outcome || outcome.policyid === 0) return null;
      const policy = names.get(keyOf(outcome)) ?? { ...outcome, name: '' };
      matched.set(keyOf(policy), policy);
      return policy;
    };
    const options = { srcintf: null, at };
    const was = new PlainDecisions(before, fortigate, options);
    const will = new PlainDecisions(after, fortigate, options);
    // Sharing settings leave the endpoints as they are.
    for (const endpoint of before.endpoints) {
      const { uid, host } = endpoint;
      const spent = was.spent + will.spent;
      const then = will.of(endpoint);
      for (const [i, outcome] of was.of(endpoint).entries()) {
        const next = then[i] ?? null;
        const reached = policyOf(outcome, matchedBefore);
        const reaches = policyOf(next, matchedAfter);
        const server = was.servers[i]?.name;
        if (server === undefined || outcome?.action === next?.action) continue;
        if (next?.action === 'accept') this.opens.push({ uid, host, server, policy: reaches });
        else this.closes.push({ uid, host, server, policy: reached });
      }
      yield 1 + was.spent + will.spent - spent;
    }
  }
}

function tagChanges(
  before: Ems,
  after: Ems,
  fortigate: FortiGateInput,
): Pick<SharingPreview, 'appear' | 'vanish' | 'resolve'> {
  const [known, then] = [before, after].map((ems) => knowledgeOf(ems, fortigate).tags);
  const was = [...(known ?? [])];
  const will = [...(then ?? [])];
  const plain = ({ category, name }: Tag): Tag => ({ category, name });
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
  };
}
