/** What standard policies find in the packets of all endpoints: rules F1 to F4, where they ask who it is. */
import type { Endpoint } from '#model/ems/ems.ts';
import { type ForwardPolicy, isSecurityPolicy } from '#model/fortios/tables.ts';
import { type End, endOf, listOfTag, listedAs } from '../../decide/addresses.ts';
import type { TagMeaning } from '../../decide/tag-meaning.ts';
import { macSeen, routesOf } from '../../sync/routes.ts';
import { type Bits, noBits, orInto, setBit } from '../columns/bits.ts';
import type { PolicyTerms } from '../columns/policy-terms.ts';
import type { Population } from '../columns/population.ts';

/** What a standard policy asks of endpoints. */
export interface PacketTerms {
  /** Source, users and groups, whatever tags they have. */
  readonly who: PolicyTerms;
  /** The same, and its tags. */
  readonly whole: PolicyTerms;
  /** Its tags alone. */
  readonly tags: PolicyTerms;
}

/** Looking for an address costs about as much as reading so many words. */
const addressCost = 500;

const anyone: PolicyTerms = { others: [], tags: [], logic: 'or', negate: false };

export class PacketColumns {
  readonly population: Population;
  private readonly byTag = new Map<string, Bits>();
  private readonly bySource = new Map<string, Bits>();
  private readonly known = new WeakMap<ForwardPolicy, PacketTerms>();
  private ends: readonly End[] | null = null;
  private readonly places: Partial<Record<'ip' | 'mac', ReadonlyMap<string, readonly number[]>>> =
    {};
  private byAddress: Map<string, Endpoint> | null = null;
  /** What making sets has cost, in words of endpoints read. */
  private spent = 0;

  constructor(population: Population) {
    this.population = population;
  }

  /** Their addresses, as the FortiGate sees them (F2). */
  private sources(): readonly End[] {
    const { endpoints, device } = this.population;
    this.ends ??= endpoints.map((one) => endOf(one.ip, macSeen(one, one.ip, device)));
    return this.ends;
  }

  private column(contains: (end: End) => boolean): Bits {
    const bits = noBits(this.population.endpoints.length);
    for (const [place, end] of this.sources().entries()) if (contains(end)) setBit(bits, place);
    this.spent += this.sources().length * addressCost;
    return bits;
  }

  /** Whose packets come from an address of the tag. */
  tag(name: string): Bits {
    let bits = this.byTag.get(name);
    if (!bits) {
      bits = this.meant(this.population.compiled.tags(name));
      this.byTag.set(name, bits);
    }
    return bits;
  }

  /** By the addresses in the tag's list, of which there are fewer than endpoints. */
  private meant(meaning: TagMeaning): Bits {
    const bits = noBits(this.population.endpoints.length);
    switch (meaning.kind) {
      case 'tag': {
        const places = this.placesBy(meaning.addressKind);
        for (const address of listOfTag(meaning, this.population.lines) ?? []) {
          for (const place of places.get(address) ?? []) setBit(bits, place);
          this.spent += addressCost;
        }
        return bits;
      }
      case 'group':
        for (const member of meaning.members) orInto(bits, this.meant(member.meaning));
        return bits;
      case 'built-in':
      case 'dangling':
        return bits;
    }
  }

  /** Where the endpoints with an address are. */
  private placesBy(addressKind: 'ip' | 'mac'): ReadonlyMap<string, readonly number[]> {
    const known = this.places[addressKind];
    if (known) return known;
    const places = new Map<string, number[]>();
    for (const [place, end] of this.sources().entries()) {
      const address = listedAs({ addressKind }, end);
      if (address === null) continue;
      const found = places.get(address);
      if (found) found.push(place);
      else places.set(address, [place]);
    }
    this.places[addressKind] = places;
    return places;
  }

  private anyOf(names: readonly string[]): Bits {
    const [first, ...others] = names;
    if (first !== undefined && others.length === 0) return this.tag(first);
    const any = noBits(this.population.endpoints.length);
    for (const name of names) orInto(any, this.tag(name));
    return any;
  }

  /** A tag among the addresses may ask for a MAC address, which no subnet does. */
  private source(name: string): Bits {
    const { population } = this;
    if (population.isSubnet(name)) return population.sourceColumn([name]);
    if (population.compiled.tags(name).kind === 'tag') return this.tag(name);
    let bits = this.bySource.get(name);
    if (!bits) {
      const contains = population.compiled.addresses(name);
      bits = this.column((end) => contains(end, population.world));
      this.bySource.set(name, bits);
    }
    return bits;
  }

  private whoOf(policy: ForwardPolicy): PolicyTerms {
    const { srcaddr, users, groups } = policy;
    const negate = policy['srcaddr-negate'] === 'enable';
    const others = [];
    if (negate || !srcaddr.includes('all')) {
      const [first, ...more] = srcaddr;
      const one = first !== undefined && more.length === 0 ? this.source(first) : null;
      const bits = one ?? noBits(this.population.endpoints.length);
      if (one === null) for (const name of srcaddr) orInto(bits, this.source(name));
      others.push({ bits, negate });
    }
    if (users.length + groups.length > 0)
      others.push({ bits: this.population.identityColumn(users, groups), negate: false });
    return { ...anyone, others };
  }

  private make(policy: ForwardPolicy): PacketTerms {
    const who = this.whoOf(policy);
    // Without `ztna-status enable` its tags are not in force; with it, any of each list will do (F3).
    // A security policy has none: its tags stand among its addresses.
    if (isSecurityPolicy(policy) || policy['ztna-status'] !== 'enable')
      return { who, whole: who, tags: anyone };
    const more = policy['ztna-ems-tag-secondary'];
    const tags: PolicyTerms = {
      others: more.length > 0 ? [{ bits: this.anyOf(more), negate: false }] : [],
      tags: policy['ztna-ems-tag'].map((name) => this.tag(name)),
      logic: 'or',
      negate: policy['ztna-ems-tag-negate'] === 'enable',
    };
    return { who, tags, whole: { ...tags, others: [...who.others, ...tags.others] } };
  }

  /** The first endpoint with an address, of whichever EMS, as it is found for one session. */
  readonly endpointAt = (ip: string): Endpoint | undefined => {
    if (!this.byAddress) {
      this.byAddress = new Map();
      for (const { server } of this.population.lines)
        for (const endpoint of server.endpoints)
          for (const one of routesOf(endpoint))
            if (!this.byAddress.has(one.ip)) this.byAddress.set(one.ip, endpoint);
    }
    return this.byAddress.get(ip);
  };

  /** What sets have cost that were made since this was asked last. */
  takeCost(): number {
    const { spent } = this;
    this.spent = 0;
    return spent;
  }

  termsOf(policy: ForwardPolicy): PacketTerms {
    let terms = this.known.get(policy);
    if (!terms) {
      terms = this.make(policy);
      this.known.set(policy, terms);
    }
    return terms;
  }
}
