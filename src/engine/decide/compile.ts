/** One FortiGate's configuration, made ready for many decisions. Made once for each configuration. */
import { ipNumber, portRange } from '#model/fortios/ip.ts';
import type {
  AccessProxy,
  FirewallPolicy,
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

function make({ config, connector }: FortiGateInput): Compiled {
  const accessProxyVips = config['firewall vip'].filter((vip) => vip.type === 'access-proxy');
  const vipNames = new Set(accessProxyVips.map((vip) => vip.name));
  const isSimple = (policy: FirewallPolicy): boolean =>
    policy['ztna-status'] === 'enable' && policy.dstaddr.some((name) => vipNames.has(name));
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
    simpleByVip: grouped(config['firewall policy'].filter(isSimple), (policy) =>
      policy.dstaddr.filter((name) => vipNames.has(name)),
    ),
    fullByProxy: grouped(
      config['firewall proxy-policy'].filter((policy) => policy.proxy === 'access-proxy'),
      (policy) => policy['access-proxy'],
    ),
    standard: config['firewall policy'].filter((policy) => !isSimple(policy)),
    security: isPolicyBased(config.layout) ? config['firewall security-policy'] : null,
    natVips: natVips(config),
    undecided: undecidedByVip(config.layout),
    zonesOf: (name) => zonesByInterface.get(name) ?? noZones,
  };
}

const compiled = new WeakMap<FortiosConfig, Map<number, Compiled>>();

export function compile(input: FortiGateInput): Compiled {
  let byConnector = compiled.get(input.config);
  if (!byConnector) {
    byConnector = new Map();
    compiled.set(input.config, byConnector);
  }
  let result = byConnector.get(input.connector);
  if (!result) {
    result = make(input);
    byConnector.set(input.connector, result);
  }
  return result;
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
