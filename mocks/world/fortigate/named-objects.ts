/** What the names in a FortiGate's policies stand for, in each of the fields that they may be in. */
import type { Address, FortiosConfig } from '#model/fortios/tables.ts';
import type { NamedObject, PolicyServer } from '#model/fortios/policy-list.ts';
import { policyTagOf } from './policy-tags.ts';
import { type FortiGate, type WorldState, fortigateNamed } from '../state.ts';

/** A configuration's objects by name. */
interface Objects {
  readonly addresses: ReadonlyMap<string, Address>;
  readonly groups: ReadonlySet<string>;
  readonly vips: ReadonlyMap<string, 'access-proxy' | 'other'>;
  readonly servers: ReadonlyMap<string, PolicyServer>;
  readonly serversByVip: ReadonlyMap<string, PolicyServer>;
}

/** The first of each key, as FortiOS would find it. */
function firstBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, Item> {
  return new Map(items.toReversed().map((item) => [keyOf(item), item]));
}

function gather(config: FortiosConfig): Objects {
  const vips = firstBy(config['firewall vip'], ({ name }) => name);
  const servers = config['firewall access-proxy'].map(({ name, vip }): PolicyServer => {
    const at = vips.get(vip);
    return { name, vip, address: at ? `${at.extip}:${at.extport}` : '' };
  });
  return {
    addresses: firstBy(config['firewall address'], ({ name }) => name),
    groups: new Set(config['firewall addrgrp'].map(({ name }) => name)),
    vips: new Map(
      [...vips].map(([name, { type }]) => [
        name,
        type === 'access-proxy' ? 'access-proxy' : 'other',
      ]),
    ),
    servers: firstBy(servers, ({ name }) => name),
    // Two servers may share a VIP; a simple policy then stands before both.
    serversByVip: firstBy(servers, ({ vip }) => vip),
  };
}

const gathered = new WeakMap<FortiosConfig, Objects>();

/** Gathered once for each configuration, which is immutable. */
export function objectsOf(config: FortiosConfig): Objects {
  const objects = gathered.get(config) ?? gather(config);
  gathered.set(config, objects);
  return objects;
}

/** FortiOS has these without their being configured. */
const always: ReadonlySet<string> = new Set(['all', 'none']);

export function namedObjectOf(
  state: WorldState,
  fortigate: FortiGate,
): (name: string) => NamedObject {
  const { addresses, groups, vips, servers, serversByVip } = objectsOf(fortigate.config);
  const tagOf = policyTagOf(state, fortigate);
  return (name) => {
    const address = addresses.get(name);
    return {
      name,
      tag: tagOf(name),
      isAddress: address !== undefined || groups.has(name) || always.has(name),
      vip: vips.get(name) ?? null,
      isLookedUp: address?.type === 'fqdn' || address?.type === 'geography',
      server: servers.get(name) ?? null,
      serverAtVip: serversByVip.get(name) ?? null,
    };
  };
}

/** What names that a form holds stand for now, whether they are there or not. */
export function namedObjects(
  state: WorldState,
  query: { readonly fortigate: string; readonly names: readonly string[] },
): { readonly names: readonly NamedObject[] } {
  const of = namedObjectOf(state, fortigateNamed(state, query.fortigate));
  return { names: [...new Set(query.names)].map(of) };
}
