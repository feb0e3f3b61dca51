/** One FortiGate's configuration, made ready for many decisions. Made once for each configuration. */
import { ipNumber, portRange } from '#model/fortios/ip.ts';
import type {
  AccessProxy,
  FirewallPolicy,
  ForwardPolicy,
  FortiosConfig,
  ProxyPolicy,
  SecurityPolicy,
  Vip,
} from '#model/fortios/tables.ts';
import { isPolicyBased } from '#model/fortios/tables/policy-based.ts';
import { undecidedByVip } from '#model/fortios/tables/undecided.ts';
import { sdwanZones } from '#model/fortios/tables/sdwan.ts';
import { type AddressResolver, addressResolver, unusableSources } from './addresses.ts';
import { type NatVip, natVips } from './nat.ts';
import { type ServiceResolver, serviceResolver } from './services.ts';
import { type TagResolver, tagResolver } from './tag-meaning.ts';
import { listDifference } from './list-difference.ts';

/** A FortiGate as the engine needs it. */
export interface FortiGateInput {
  readonly name: string;
  /** The number of its EMS connector, 1 to 7. */
  readonly connector: number;
  readonly config: FortiosConfig;
  /** Connectors whose EMS certificate is not verified. Absent for none. */
  readonly unverified?: readonly number[] | undefined;
}

interface ListeningVip {
  readonly vip: Vip;
  readonly first: number;
  readonly last: number;
}

export interface Compiled {
  readonly config: FortiosConfig;
  readonly tags: TagResolver;
  readonly addresses: AddressResolver;
  /** Of sources of a ZTNA policy, those by which it matches nothing. */
  readonly unusableSources: (names: readonly string[]) => readonly string[];
  readonly services: ServiceResolver;
  /** Those of type access-proxy by the number of their address, in list order. */
  readonly vipsByAddress: ReadonlyMap<number, readonly ListeningVip[]>;
  readonly proxyByVip: ReadonlyMap<string, AccessProxy>;
  /** Simple ZTNA policies by VIP and full ones by access proxy, each in list order (rule R7). */
  readonly simpleByVip: ReadonlyMap<string, readonly FirewallPolicy[]>;
  readonly fullByProxy: ReadonlyMap<string, readonly ProxyPolicy[]>;
  /** Standard policies in list order (rule F4). */
  readonly standard: readonly FirewallPolicy[];
  /** What decides forward sessions in their place in policy-based mode [218574]; null in any other. */
  readonly security: readonly SecurityPolicy[] | null;
  readonly natVips: readonly NatVip[];
  /** Objects of 7.6 that are not decided here, by their VIP. */
  readonly undecided: ReadonlyMap<string, string>;
  /** Of either kind: `system zone`, and those of SD-WAN. */
  readonly zonesOf: (interfaceName: string) => readonly string[];
}

function grouped<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly string[],
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items)
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  return groups;
}

/** Nothing for a VIP without a port. */
function listening(vip: Vip): readonly ListeningVip[] {
  const ports = portRange(vip.extport);
  return ports ? [{ vip, ...ports }] : [];
}

const noZones: readonly string[] = [];

/** A ZTNA policy that stands in the list of a server (rule R7). */
function isSimple(policy: FirewallPolicy, vips: ReadonlySet<string>): boolean {
  return policy['ztna-status'] === 'enable' && policy.dstaddr.some((name) => vips.has(name));
}

function make({ config, connector }: FortiGateInput): Compiled {
  const accessProxyVips = config['firewall vip'].filter((vip) => vip.type === 'access-proxy');
  const vipNames = new Set(accessProxyVips.map((vip) => vip.name));
  const tags = tagResolver(config, connector);
  const zones = grouped(config['system zone'], (zone) => zone.interface);
  const wanZones = sdwanZones(config.layout);
  const zonesByInterface = new Map(
    [...new Set([...zones.keys(), ...wanZones.keys()])].map((name) => [
      name,
      [...(zones.get(name) ?? []).map((zone) => zone.name), ...(wanZones.get(name) ?? [])],
    ]),
  );
  const proxyByVip = new Map<string, AccessProxy>();
  for (const proxy of config['firewall access-proxy'])
    if (!proxyByVip.has(proxy.vip)) proxyByVip.set(proxy.vip, proxy);
  return {
    config,
    tags,
    addresses: addressResolver(config, tags),
    unusableSources: unusableSources(config),
    services: serviceResolver(config),
    vipsByAddress: new Map(
      [...Map.groupBy(accessProxyVips, ({ extip }) => ipNumber(extip))].flatMap(([ip, vips]) =>
        // An address that is none is no VIP's, not even that of a VIP without one.
        ip === null ? [] : [[ip, vips.flatMap(listening)] as const],
      ),
    ),
    proxyByVip,
    simpleByVip: grouped(
      config['firewall policy'].filter((policy) => isSimple(policy, vipNames)),
      (policy) => policy.dstaddr.filter((name) => vipNames.has(name)),
    ),
    fullByProxy: grouped(
      config['firewall proxy-policy'].filter((policy) => policy.proxy === 'access-proxy'),
      (policy) => policy['access-proxy'],
    ),
    standard: config['firewall policy'].filter((policy) => !isSimple(policy, vipNames)),
    security: isPolicyBased(config.layout) ? config['firewall security-policy'] : null,
    natVips: natVips(config),
    undecided: undecidedByVip(config.layout),
    zonesOf: (name) => zonesByInterface.get(name) ?? noZones,
  };
}

const compiled = new WeakMap<FortiosConfig, Map<number, Compiled>>();

function keep({ config, connector }: FortiGateInput, made: Compiled): Compiled {
  const byConnector = compiled.get(config) ?? new Map<number, Compiled>();
  compiled.set(config, byConnector.set(connector, made));
  return made;
}

export function compile(input: FortiGateInput): Compiled {
  return compiled.get(input.config)?.get(input.connector) ?? keep(input, make(input));
}

/** The policies that decide forward sessions, in their order. */
export function forwardList({ security, standard }: Compiled): readonly ForwardPolicy[] {
  return security ?? standard;
}

const policyLists: ReadonlySet<string> = new Set(['firewall policy', 'firewall security-policy']);

/** Whether nothing but the lists of firewall policies and of security policies is another. */
export function differsInPoliciesAlone(before: FortiosConfig, after: FortiosConfig): boolean {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].every(
    (name) => policyLists.has(name) || Reflect.get(before, name) === Reflect.get(after, name),
  );
}

/** The same of FortiGates: all else can be taken over from the one to the other. */
export function leadsByPolicies(before: FortiGateInput, after: FortiGateInput): boolean {
  return (
    before.connector === after.connector &&
    before.unverified === after.unverified &&
    differsInPoliciesAlone(before.config, after.config)
  );
}

/** More VIPs than that, and it is as quick to begin anew. */
const mostVipsAnew = 16;
/** The same of policies that stand in the place of others. */
const mostReplaced = 64;

/** Whether policies stand in the place of others, one by one, in the lists of the very same servers. */
function areReplaced(gone: readonly FirewallPolicy[], come: readonly FirewallPolicy[]): boolean {
  return (
    gone.length === come.length &&
    gone.every((one, i) => {
      const other = come[i];
      return (
        one['ztna-status'] === other?.['ztna-status'] &&
        one.dstaddr.length === other.dstaddr.length &&
        one.dstaddr.every((name, at) => name === other.dstaddr[at])
      );
    })
  );
}

/** The list with the ones in the place of the others. Few are looked for quicker one by one than by a map. */
function replaced(
  list: readonly FirewallPolicy[],
  gone: readonly FirewallPolicy[],
  come: readonly FirewallPolicy[],
): readonly FirewallPolicy[] {
  const after = [...list];
  for (const [i, policy] of gone.entries()) {
    const place = list.indexOf(policy);
    const other = come[i];
    if (place >= 0 && other) after[place] = other;
  }
  return after;
}

/**
 * The same as `compile` of the later one, and as quick as the change is small: where policies of a few servers
 * alone differ, the lists of all others are taken over, as the very same objects.
 */
export function compileAfter(before: FortiGateInput, after: FortiGateInput): Compiled {
  const found = compiled.get(after.config)?.get(after.connector);
  if (found) return found;
  const [were, are] = [before.config['firewall policy'], after.config['firewall policy']];
  if (before.connector !== after.connector || !differsInPoliciesAlone(before.config, after.config))
    return compile(after);
  const { gone, come } = listDifference(were, are);
  const names = new Set([...gone, ...come].flatMap(({ dstaddr }) => dstaddr));
  const was = compile(before);
  const isReplaced = gone.length <= mostReplaced && areReplaced(gone, come);
  if (!isReplaced && names.size > mostVipsAnew) return compile(after);
  const vips = new Set(
    after.config['firewall vip'].flatMap(({ type, name }) => (type === 'access-proxy' ? name : [])),
  );
  const simpleByVip = new Map(was.simpleByVip);
  for (const vip of names)
    if (vips.has(vip))
      simpleByVip.set(
        vip,
        isReplaced
          ? replaced(was.simpleByVip.get(vip) ?? [], gone, come)
          : are.filter(
              (policy) => policy['ztna-status'] === 'enable' && policy.dstaddr.includes(vip),
            ),
      );
  return keep(after, {
    ...was,
    config: after.config,
    simpleByVip,
    standard: are.filter((policy) => !isSimple(policy, vips)),
    security: was.security && after.config['firewall security-policy'],
  });
}

/** The VIP at which a session is a ZTNA session (domain.md section 6); undefined for a forward session. */
export function vipOf(
  { vipsByAddress }: Compiled,
  session: { readonly dstip: string; readonly dstport: number; readonly srcintf: string },
): Vip | undefined {
  const dstip = ipNumber(session.dstip);
  const vips = dstip === null ? undefined : vipsByAddress.get(dstip);
  return vips?.find(
    ({ vip: { extintf }, first, last }) =>
      (extintf === 'any' || extintf === session.srcintf) &&
      first <= session.dstport &&
      session.dstport <= last,
  )?.vip;
}
