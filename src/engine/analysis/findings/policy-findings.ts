/** Policies that no session comes to, of any device that could exist or of today's, and those that can be left out. */
import type { FirewallPolicy } from '#model/fortios/tables.ts';
import type { Finding, FindingAbout, FindingPlace } from '#model/lab/findings.ts';
import { tagKey } from '#model/tagging/tags.ts';
import { scheduleActive } from '../../decide/schedules.ts';
import type { TagMeaning } from '../../decide/tag-meaning.ts';
import { indexOf } from '../../sync/endpoint-index.ts';
import { lineBy } from '../../sync/lines.ts';
import { routesOf } from '../../sync/routes.ts';
import { momentsOf } from '../prove/moments.ts';
import {
  type ListedPolicy,
  type PolicyList,
  verdictIn,
  policiesIn,
  policyKey,
  policyLists,
} from '../prove/policy-list.ts';
import { ProvenList, type Reach } from '../prove/prove.ts';
import { type Site, finding, placeOf } from './draft.ts';
import { exclusiveAmong } from './exclusive-tags.ts';
import type { PlainColumns } from './plain-columns.ts';

/** Minutes of the epoch by the FortiGate's own clock. */
function localMinute({ epochMs, offsetMinutes }: Site['estate']['at']): number {
  return Math.floor(epochMs / 60_000) + offsetMinutes;
}

/** A policy in one of its lists, and what is proven of it there. */
interface Proven {
  readonly listed: ListedPolicy;
  readonly list: ProvenList;
  readonly reach: Reach;
}

/** What is proven of the policies of a FortiGate, step by step. */
export class PolicyProofs {
  readonly lists: readonly PolicyList[];
  /** So many steps are to be taken. */
  readonly steps: number;
  private readonly site: Site;
  private readonly only: string | null;
  private readonly proven = new Map<string, Proven[]>();
  private readonly listed = new Map<string, ListedPolicy>();

  /** @param only the key of the one policy that is asked about; null for all */
  constructor(site: Site, only: string | null = null) {
    const lists = policyLists(site.compiled).filter(
      (list) => only === null || policiesIn(list).some((one) => policyKey(one) === only),
    );
    this.site = site;
    this.only = only;
    this.lists = lists;
    for (const list of lists)
      for (const one of policiesIn(list)) this.listed.set(policyKey(one), one);
    const policies = lists.map((list) => policiesIn(list).length);
    this.steps = policies.reduce((sum, one) => sum + one + 1, 0) + this.listed.size;
  }

  /** Proves each policy in each of its lists, and says what is found of it after the last; gives what each step cost. */
  *work(columns: PlainColumns | null, found: Finding[]): Generator<number, void> {
    const listsLeft = new Map<string, number>();
    for (const list of this.lists)
      for (const one of policiesIn(list))
        listsLeft.set(policyKey(one), (listsLeft.get(policyKey(one)) ?? 0) + 1);
    for (const list of this.lists) {
      const proven = new ProvenList(this.site.compiled, list, localMinute(this.site.estate.at));
      yield 20 * proven.considered.length + 1;
      let spent = proven.spent;
      for (const { key, listed } of proven.considered) {
        const reach = this.only === null || this.only === key ? proven.reachOf(key) : null;
        if (reach)
          this.proven.set(key, [...(this.proven.get(key) ?? []), { listed, list: proven, reach }]);
        yield 1 + proven.spent - spent;
        spent = proven.spent;
      }
      for (const { key, listed } of proven.considered) {
        const left = (listsLeft.get(key) ?? 1) - 1;
        listsLeft.set(key, left);
        if (left > 0) continue;
        const all = this.proven.get(key) ?? [];
        const before = spentIn(all);
        const one = this.findingOf(key, listed, all, columns);
        if (one) found.push(one);
        // It is not asked again, and what was proven of it holds whole lists.
        this.proven.delete(key);
        yield 1 + spentIn(all) - before;
      }
    }
  }

  private placesOf(keys: readonly string[]): readonly FindingPlace[] {
    return [...new Set(keys)].flatMap((key) => {
      const listed = this.listed.get(key);
      return listed ? [placeOf(listed)] : [];
    });
  }

  private findingOf(
    key: string,
    listed: ListedPolicy,
    all: readonly Proven[],
    columns: PlainColumns | null,
  ): Finding | null {
    // Passed over everywhere: disabled, or not decided here.
    if (all.length === 0) return null;
    const say = (about: FindingAbout, because: readonly string[] = []): Finding =>
      finding(this.site.fortigate.name, placeOf(listed), about, this.placesOf(because));
    const reaches = all.map(({ reach }) => reach);
    if (reaches.every(({ kind }) => kind === 'never'))
      return say({ kind: 'never-matches', ...this.whyNever(listed, all) });
    if (reaches.every(({ kind }) => kind === 'never' || kind === 'shadowed'))
      return say(
        { kind: 'shadowed' },
        reaches.flatMap((one) => (one.kind === 'shadowed' ? one.by : [])),
      );
    if (!reaches.some(({ kind }) => kind === 'reached')) return say({ kind: 'not-decided' });
    // The first list that needs it is enough to keep it.
    const instead: string[] = [];
    const isNeeded = all.some(({ list, reach }) => {
      if (reach.kind === 'never' || reach.kind === 'shadowed') return false;
      const other = list.doneBy(key);
      if (other !== null) instead.push(other);
      return other === null;
    });
    const exclusive = this.exclusiveTags(listed);
    if (exclusive)
      return say({ kind: 'never-matches', why: 'exclusive-tags', names: [...exclusive] });
    const [first] = all;
    const action = first && verdictIn(listed, first.list.list);
    if (action && !isNeeded) return say({ kind: 'redundant', action }, instead);
    return this.today(key, listed, all, columns, say);
  }

  /** Tags of which a ZTNA policy asks for all, and that no device has together by their rules. */
  private exclusiveTags({ policytype, policy }: ListedPolicy): readonly string[] | null {
    if (policytype === 'security-policy') return null;
    const { compiled, lines, estate } = this.site;
    if (policytype === 'policy' && compiled.standard.includes(policy)) return null;
    if (policy['ztna-tags-match-logic'] === 'or' || policy['ztna-ems-tag-negate'] === 'enable')
      return null;
    const asked = policy['ztna-ems-tag'].flatMap((name) => {
      const meaning = compiled.tags(name);
      return meaning.kind === 'tag' && meaning.tag.category === 'zero_trust' ? [meaning] : [];
    });
    const [first] = asked;
    if (!first || asked.length < 2) return null;
    const server = lineBy(lines, first.connector)?.server;
    const known = server && estate.tagging.get(server.serial);
    const names = asked
      .filter(({ connector }) => connector === first.connector)
      .map(({ tag }) => tag.name);
    return known ? exclusiveAmong(names, known.definitions) : null;
  }

  /** Whether a session of today's endpoints comes to it. */
  private today(
    key: string,
    listed: ListedPolicy,
    all: readonly Proven[],
    columns: PlainColumns | null,
    say: (about: FindingAbout) => Finding,
  ): Finding | null {
    const isZtna = all.some(({ list }) => list.list.kind === 'ztna');
    if (isZtna)
      return !columns || columns.reached.has(key)
        ? null
        : say({ kind: 'not-reached', by: 'endpoints' });
    if (listed.policytype !== 'policy') return null;
    const { policy } = listed;
    const meanings = tagsAsked(this.site, policy);
    if (meanings.length === 0) return null;
    if (onlyElsewhere(this.site, meanings))
      return say({ kind: 'never-matches', why: 'mac', names: [...policy['ztna-ems-tag']] });
    return meanings.some((one) => resolves(this.site, one))
      ? null
      : say({ kind: 'not-reached', by: 'tags' });
  }

  private whyNever(
    { policy }: ListedPolicy,
    all: readonly Proven[],
  ): Pick<Extract<FindingAbout, { kind: 'never-matches' }>, 'why' | 'names'> {
    const { compiled, estate } = this.site;
    const unusable = compiled.unusableSources(policy.srcaddr);
    if (unusable.length > 0 && all.some(({ list }) => list.list.kind === 'ztna'))
      return { why: 'source', names: [...unusable] };
    const moments = momentsOf(compiled.config, [policy.schedule], localMinute(estate.at));
    const isOver = moments?.every(
      (minute) =>
        !scheduleActive(compiled.config, policy.schedule, {
          epochMs: minute * 60_000,
          offsetMinutes: 0,
        }),
    );
    if (isOver) return { why: 'schedule', names: [policy.schedule] };
    const fields = new Set(
      all.flatMap(({ reach }) => (reach.kind === 'never' ? reach.fields : [])),
    );
    return fields.size > 0
      ? { why: 'fields', names: [...fields] }
      : { why: 'conditions', names: [] };
  }
}

function spentIn(all: readonly Proven[]): number {
  return all.reduce((sum, { list }) => sum + list.spent, 0);
}

type OneTag = Extract<TagMeaning, { kind: 'tag' }>;

function tagsIn(meaning: TagMeaning): readonly OneTag[] {
  switch (meaning.kind) {
    case 'tag':
      return [meaning];
    case 'group':
      return meaning.members.flatMap((one) => tagsIn(one.meaning));
    case 'built-in':
    case 'dangling':
      return [];
  }
}

/** The tags of which a standard policy asks for one. */
function tagsAsked({ compiled }: Site, policy: FirewallPolicy): readonly OneTag[] {
  return policy['ztna-status'] === 'enable' && policy['ztna-ems-tag-negate'] === 'disable'
    ? policy['ztna-ems-tag'].flatMap((name) => tagsIn(compiled.tags(name)))
    : [];
}

function resolves({ lines }: Site, { connector, tag, addressKind }: OneTag): boolean {
  const found = lineBy(lines, connector)?.knowledge.tags.get(tagKey(tag));
  return found !== undefined && (addressKind === 'ip' ? found.ips : found.macs).size > 0;
}

/** MAC tags alone, and every endpoint that carries one behind another router: this FortiGate sees no MAC of theirs (F2). */
function onlyElsewhere({ lines, fortigate }: Site, meanings: readonly OneTag[]): boolean {
  if (meanings.some(({ addressKind }) => addressKind === 'ip')) return false;
  const carriers = meanings.flatMap(({ connector, tag }) => {
    const server = lineBy(lines, connector)?.server;
    const places = server && indexOf(server.endpoints).carriers.get(tagKey(tag))?.places.all();
    return (places ?? []).flatMap((place) => server?.endpoints[place] ?? []);
  });
  return (
    carriers.length > 0 &&
    carriers.every((endpoint) =>
      routesOf(endpoint).every(({ gateway, vpn }) => vpn || gateway !== fortigate.name),
    )
  );
}
