/** What a policy asks of endpoints, counted: whom it is for, who has its tags on EMS, and who as the FortiGate knows it. */
import type { FirewallPolicy, ProxyPolicy } from '#model/fortios/tables.ts';
import { tagKey } from '#model/tagging/tags.ts';
import { endOf, tagContains } from '../../decide/addresses.ts';
import type { TagMeaning } from '../../decide/tag-meaning.ts';
import { indexOf } from '../../sync/endpoint-index.ts';
import { lineBy } from '../../sync/lines.ts';
import { macSeen } from '../../sync/routes.ts';
import { type Bits, allBits, countBits, countCommon, noBits, setBit } from '../columns/bits.ts';
import { type PolicyTerms, fillMatched } from '../columns/policy-terms.ts';
import type { ServerPlans } from '../columns/server-plans.ts';
import { withoutTags } from './server-walk.ts';

/** A tag by the name in the policy. */
interface TagCount {
  readonly name: string;
  /** Endpoints that have it on EMS; null for what EMS has not, as a built-in one. */
  readonly have: number | null;
  /** Endpoints that have it as this FortiGate knows it. */
  readonly known: number;
}

interface AskedOfAll {
  readonly endpoints: number;
  /** Whom the policy is for: source, users and groups, ownership. */
  readonly who: number;
  /** Of the first list, then of the secondary one. */
  readonly tags: readonly TagCount[];
  /** Who has what both lists ask for, whoever it is. */
  readonly matched: number;
}

/** Counts for the policies of one FortiGate, which its configuration's tags and addresses decide. */
export class PolicyAsks {
  private readonly plans: ServerPlans;
  private readonly everyone: Bits;
  private readonly packets = new Map<string, Bits>();
  private readonly had = new Map<string, number | null>();
  private readonly known = new WeakMap<FirewallPolicy | ProxyPolicy, AskedOfAll>();

  constructor(plans: ServerPlans) {
    this.plans = plans;
    this.everyone = allBits(plans.population.endpoints.length);
  }

  private countWhere(terms: PolicyTerms): number {
    const matched = noBits(this.everyone.length << 5);
    fillMatched(matched, terms, 0);
    return countCommon(matched, this.everyone);
  }

  /** By the place of each carrier, as one endpoint may have several tags of a group. */
  private addCarriers(meaning: TagMeaning, into: Set<string>): void {
    switch (meaning.kind) {
      case 'tag': {
        const server = lineBy(this.plans.population.lines, meaning.connector)?.server;
        if (!server) return;
        const found = indexOf(server.endpoints).carriers.get(tagKey(meaning.tag));
        for (const place of found?.places.all() ?? []) into.add(`${server.serial} ${place}`);
        return;
      }
      case 'group':
        for (const member of meaning.members) this.addCarriers(member.meaning, into);
        return;
      case 'built-in':
      case 'dangling':
    }
  }

  /** Null for what EMS does not give. */
  private carriersOf(meaning: TagMeaning): number | null {
    if (meaning.kind !== 'tag' && meaning.kind !== 'group') return null;
    const carriers = new Set<string>();
    this.addCarriers(meaning, carriers);
    return carriers.size;
  }

  private haveOnEms(name: string): number | null {
    const found = this.had.get(name);
    if (found !== undefined) return found;
    const have = this.carriersOf(this.plans.compiled.tags(name));
    this.had.set(name, have);
    return have;
  }

  /** Whose packets a standard policy finds in the tag's addresses. */
  private packetColumn(name: string): Bits {
    let bits = this.packets.get(name);
    if (!bits) {
      const { endpoints, lines } = this.plans.population;
      const meaning = this.plans.compiled.tags(name);
      const { fortigate } = this.plans.estate;
      bits = noBits(endpoints.length);
      for (const [place, endpoint] of endpoints.entries()) {
        const end = endOf(endpoint.ip, macSeen(endpoint, endpoint.ip, fortigate.name));
        if (tagContains(meaning, end, lines)) setBit(bits, place);
      }
      this.packets.set(name, bits);
    }
    return bits;
  }

  private tag(name: string, column: Bits): TagCount {
    return { name, have: this.haveOnEms(name), known: countBits(column) };
  }

  private count(policy: FirewallPolicy | ProxyPolicy, kind: 'ztna' | 'packet'): AskedOfAll {
    const terms = this.plans.asked(policy, 'enable');
    const about = {
      endpoints: this.plans.population.endpoints.length,
      who: this.countWhere(withoutTags(terms)),
    };
    const names = policy['ztna-ems-tag'];
    if (kind === 'ztna')
      return {
        ...about,
        tags: names.map((name, i) => this.tag(name, terms.tags[i] ?? noBits(0))),
        matched: this.countWhere({ ...terms, others: [] }),
      };
    // Any of each list, whatever the setting says (F3).
    const more = 'ztna-ems-tag-secondary' in policy ? policy['ztna-ems-tag-secondary'] : [];
    const [first, second] = [names, more].map((list) => list.map((one) => this.packetColumn(one)));
    const tags = { ...terms, logic: 'or' as const, tags: first ?? [], others: [] };
    const matched = noBits(about.endpoints);
    fillMatched(matched, tags, 0);
    const also = this.everyone.slice();
    if (second && second.length > 0) fillMatched(also, { ...tags, tags: second, negate: false }, 0);
    for (let i = 0; i < also.length; i++) also[i] = (also[i] ?? 0) & (this.everyone[i] ?? 0);
    return {
      ...about,
      tags: [...names, ...more].map((name) => this.tag(name, this.packetColumn(name))),
      matched: countCommon(matched, also),
    };
  }

  /** @param kind how its tags are found: of the device that a session shows, or by a packet's address */
  of(policy: FirewallPolicy | ProxyPolicy, kind: 'ztna' | 'packet'): AskedOfAll {
    let asked = this.known.get(policy);
    if (!asked) {
      asked = this.count(policy, kind);
      this.known.set(policy, asked);
    }
    return asked;
  }

  /** How many have a tag, whether a policy asks for it or not. */
  ofTag(name: string): TagCount {
    return this.tag(name, this.plans.population.tagColumn(name, 'enable'));
  }
}
