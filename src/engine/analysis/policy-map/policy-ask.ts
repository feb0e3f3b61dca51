/** What a policy asks of endpoints, counted: whom it is for, who has its tags on EMS, and who as the FortiGate knows it. */
import {
  type FirewallPolicy,
  type ForwardPolicy,
  type ProxyPolicy,
  isSecurityPolicy,
} from '#model/fortios/tables.ts';
import { tagKey } from '#model/tagging/tags.ts';
import type { TagMeaning } from '../../decide/tag-meaning.ts';
import { indexOf } from '../../sync/endpoint-index.ts';
import { lineBy } from '../../sync/lines.ts';
import { type Bits, allBits, countBits, countCommon, noBits } from '../columns/bits.ts';
import { type PolicyTerms, askedTerms, fillMatched } from '../columns/policy-terms.ts';
import type { Population } from '../columns/population.ts';
import type { PacketColumns } from './packet-columns.ts';
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
  /** Tags that stand among its source addresses. */
  readonly sources: readonly TagCount[];
  /** Who has what both lists ask for, whoever it is. */
  readonly matched: number;
}

/** Counts for the policies of one FortiGate, which its configuration's tags and addresses decide. */
export class PolicyAsks {
  private readonly population: Population;
  private readonly packets: PacketColumns;
  private readonly everyone: Bits;
  private readonly had = new Map<string, number | null>();
  private readonly known = new WeakMap<ForwardPolicy | ProxyPolicy, AskedOfAll>();

  constructor(packets: PacketColumns) {
    this.packets = packets;
    this.population = packets.population;
    this.everyone = allBits(this.population.endpoints.length);
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
        const server = lineBy(this.population.lines, meaning.connector)?.server;
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
    const have = this.carriersOf(this.population.compiled.tags(name));
    this.had.set(name, have);
    return have;
  }

  private tag(name: string, column: Bits): TagCount {
    return { name, have: this.haveOnEms(name), known: countBits(column) };
  }

  /** Of the device that a session shows. */
  private ofDevices(policy: FirewallPolicy | ProxyPolicy): AskedOfAll {
    const terms = askedTerms(policy, this.population, 'enable');
    const names = policy['ztna-ems-tag'];
    return {
      endpoints: this.population.endpoints.length,
      who: this.countWhere(withoutTags(terms)),
      tags: names.map((name, i) => this.tag(name, terms.tags[i] ?? noBits(0))),
      sources: [],
      matched: this.countWhere({ ...terms, others: [] }),
    };
  }

  /** Of a packet's address. */
  private ofPackets(policy: ForwardPolicy): AskedOfAll {
    const { who, tags } = this.packets.termsOf(policy);
    const names = isSecurityPolicy(policy)
      ? []
      : [...policy['ztna-ems-tag'], ...policy['ztna-ems-tag-secondary']];
    const { compiled } = this.population;
    return {
      endpoints: this.population.endpoints.length,
      who: this.countWhere(who),
      tags: names.map((name) => this.tag(name, this.packets.tag(name))),
      sources: policy.srcaddr.flatMap((name) =>
        compiled.tags(name).kind === 'tag' ? [this.tag(name, this.packets.tag(name))] : [],
      ),
      matched: this.countWhere(tags),
    };
  }

  /** @param kind how its tags are found: of the device that a session shows, or by a packet's address */
  of(policy: ForwardPolicy | ProxyPolicy, kind: 'ztna' | 'packet'): AskedOfAll {
    let asked = this.known.get(policy);
    if (!asked) {
      asked =
        isSecurityPolicy(policy) || (kind === 'packet' && !('access-proxy' in policy))
          ? this.ofPackets(policy)
          : this.ofDevices(policy);
      this.known.set(policy, asked);
    }
    return asked;
  }

  /** How many have a tag, whether a policy asks for it or not. */
  ofTag(name: string, kind: 'ztna' | 'packet'): TagCount {
    return this.tag(
      name,
      kind === 'packet' ? this.packets.tag(name) : this.population.tagColumn(name, 'enable'),
    );
  }
}
