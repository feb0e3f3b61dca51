/** Addresses that policies name, as regions of the IPv4 addresses between which none of them tells a difference. */
import { ipNumber, ipText, isContiguousMask, subnetNumbers } from '#model/fortios/ip.ts';
import type { Address, AddressGroup } from '#model/fortios/tables.ts';
import { emptyResolver } from '#model/decision/session.ts';
import { type End, endOf } from '../../decide/addresses.ts';
import type { Compiled } from '../../decide/compile.ts';
import type { TagMeaning } from '../../decide/tag-meaning.ts';
import { type Formula, any, fails, holds } from './formula.ts';
import type { Choice, Space } from './space.ts';

type Range = readonly [first: number, last: number];

function subnetRange(text: string): Range | null | 'scattered' {
  const subnet = subnetNumbers(text);
  if (!subnet) return null;
  const { ip, mask } = subnet;
  if (!isContiguousMask(mask)) return 'scattered';
  const first = (ip & mask) >>> 0;
  return [first, (first | ~mask) >>> 0];
}

/**
 * What an address contains: one range, null for nothing, `tag` for what EMS tells, `opaque` for what only a look-up
 * or a scattered mask could tell.
 */
function contentOf(address: Address): Range | null | 'tag' | 'opaque' {
  switch (address.type) {
    case 'ipmask':
    case 'interface-subnet':
    case 'wildcard': {
      const range = subnetRange(address.type === 'wildcard' ? address.wildcard : address.subnet);
      return range === 'scattered' ? 'opaque' : range;
    }
    case 'iprange': {
      const first = ipNumber(address['start-ip']);
      const last = ipNumber(address['end-ip']);
      return first === null || last === null || first > last ? null : [first, last];
    }
    case 'dynamic':
      return 'tag';
    case 'fqdn':
    case 'geography':
      return 'opaque';
    case 'mac':
    case 'route-tag':
    case 'wildcard-fqdn':
      return null;
  }
}

/** Objects of the same content are one question. */
function opaqueKey(address: Address): string {
  switch (address.type) {
    case 'fqdn':
      return `fqdn ${address.fqdn}`;
    case 'geography':
      return `geography ${address.country}`;
    case 'ipmask':
    case 'interface-subnet':
    case 'wildcard':
    case 'iprange':
    case 'dynamic':
    case 'mac':
    case 'route-tag':
    case 'wildcard-fqdn':
      return `address ${address.name}`;
  }
}

/** The addresses of one configuration, by name. */
export class AddressObjects {
  private readonly addresses: ReadonlyMap<string, Address>;
  private readonly groups: ReadonlyMap<string, AddressGroup>;

  constructor({ config }: Compiled) {
    this.addresses = new Map(config['firewall address'].map((one) => [one.name, one]));
    this.groups = new Map(config['firewall addrgrp'].map((one) => [one.name, one]));
  }

  address(name: string): Address | undefined {
    return this.addresses.get(name);
  }

  group(name: string): AddressGroup | undefined {
    return name === 'all' || name === 'none' || this.addresses.has(name)
      ? undefined
      : this.groups.get(name);
  }

  /** What is reached from some names through groups, what they exclude included. */
  reachable(names: readonly string[]): {
    readonly leaves: Set<string>;
    readonly excludes: boolean;
  } {
    const leaves = new Set<string>();
    const seen = new Set<string>();
    const open = [...names];
    let excludes = false;
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const group = this.group(next);
      if (!group) leaves.add(next);
      else {
        open.push(...group.member);
        if (group.exclude === 'enable') {
          excludes = true;
          open.push(...group['exclude-member']);
        }
      }
    }
    return { leaves, excludes };
  }

  /** One address of each region that the names tell apart; the first of all addresses last. */
  regions(names: readonly string[]): [End, ...End[]] {
    const starts = new Set<number>();
    for (const leaf of this.reachable(names).leaves) {
      const address = this.addresses.get(leaf);
      const content = address && contentOf(address);
      if (!content || content === 'tag' || content === 'opaque') continue;
      const [first, last] = content;
      starts.add(first);
      if (last < 0xffffffff) starts.add(last + 1);
    }
    starts.delete(0);
    // What no address stands for is the usual one, unless it is all that there is.
    const zero = endOf(usualIn(starts), null);
    return [
      zero,
      ...[...starts].toSorted((a, b) => a - b).map((start) => endOf(ipText(start), null)),
    ];
  }
}

/** A plausible address before the first region's end: 10.0.0.1 rather than 0.0.0.0, where it is in the same region. */
function usualIn(starts: ReadonlySet<number>): string {
  const first = Math.min(0x100000000, ...starts);
  const likely = 0x0a000001;
  return ipText(likely < first ? likely : first > 1 ? 1 : 0);
}

/** One side of sessions: source or destination. */
export interface Side {
  /** In the keys of what is not known by address. */
  readonly name: 'source' | 'destination';
  readonly ends: Choice<End>;
  /** Whether the address is in the list of a tag (F3). */
  readonly inTag: (meaning: Extract<TagMeaning, { kind: 'tag' }>) => Formula;
}

/** The formula of a meaning, from those of single tags and of what FortiOS knows by itself. */
export function meaningFormula(
  meaning: TagMeaning,
  ofTag: (meaning: Extract<TagMeaning, { kind: 'tag' }>) => Formula,
  ofBuiltIn: (name: string) => Formula,
): Formula {
  switch (meaning.kind) {
    case 'tag':
      return ofTag(meaning);
    case 'built-in':
      return ofBuiltIn(meaning.builtIn);
    case 'group':
      return any(meaning.members.map((one) => meaningFormula(one.meaning, ofTag, ofBuiltIn)));
    case 'dangling':
      return fails;
  }
}

const nothingKnown = { lines: [], resolver: emptyResolver };

/** Whether an address is among some names. */
export function addressFormula(
  names: readonly string[],
  side: Side,
  objects: AddressObjects,
  compiled: Compiled,
  space: Space,
): Formula {
  const byEngine = (name: string): Formula =>
    side.ends.is(`in ${name}`, (end) => compiled.addresses(name)(end, nothingKnown));
  const ofTag = (name: string): Formula =>
    meaningFormula(compiled.tags(name), side.inTag, () => fails);

  function leaf(name: string): Formula {
    if (name === 'all') return holds;
    if (name === 'none') return fails;
    const address = objects.address(name);
    if (!address) return ofTag(name);
    const content = contentOf(address);
    if (content === null) return fails;
    if (content === 'tag') return ofTag(name);
    return content === 'opaque' ? space.atom(`${side.name} ${opaqueKey(address)}`) : byEngine(name);
  }

  function isPlain(name: string): boolean {
    if (name === 'all' || name === 'none') return true;
    const address = objects.address(name);
    if (!address) return compiled.tags(name).kind === 'dangling';
    const content = contentOf(address);
    return content !== 'tag' && content !== 'opaque';
  }

  return any(
    names.map((name) => {
      if (!objects.group(name)) return leaf(name);
      const { leaves, excludes } = objects.reachable([name]);
      if (!excludes) return any([...leaves].map(leaf));
      // What a group excludes is worked out where addresses alone decide; else the group is one question.
      return [...leaves].every(isPlain) ? byEngine(name) : space.atom(`${side.name} group ${name}`);
    }),
  );
}
