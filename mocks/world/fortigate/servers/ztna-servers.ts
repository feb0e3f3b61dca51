/** ZTNA servers of a FortiGate, a page at a time, with the policies that use them. */
import type { ObjectUse } from '#model/fortios/fortios-api.ts';
import type { AccessProxy, FortiosConfig, Vip } from '#model/fortios/tables.ts';
import { toWire } from '#model/fortios/wire.parse.ts';
import { namedUses } from '#model/fortios/objects/object-lists.ts';
import type { ZtnaServers } from '#model/fortios/ztna-servers.ts';
import { type FortiGate, type WorldState, fortigateNamed } from '../../state.ts';

interface Uses {
  readonly total: number;
  readonly first: readonly ObjectUse[];
}
/** Rule R7: simple policies name the VIP, full ones the server. */
interface UsesOf {
  readonly ofVip: ReadonlyMap<string, Uses>;
  readonly ofProxy: ReadonlyMap<string, Uses>;
}

function countUses(
  policies: readonly { readonly policyid: number; readonly name: string }[],
  table: string,
  field: string,
  namesOf: (at: number) => readonly string[],
): ReadonlyMap<string, Uses> {
  const uses = new Map<string, { total: number; first: ObjectUse[] }>();
  for (const [at, { policyid, name }] of policies.entries())
    for (const object of new Set(namesOf(at))) {
      const known = uses.get(object) ?? { total: 0, first: [] };
      uses.set(object, known);
      known.total++;
      if (known.first.length < namedUses)
        known.first.push({ table, key: String(policyid), field, name });
    }
  return uses;
}

const counted = new WeakMap<FortiosConfig, UsesOf>();

/** Counted once for each configuration, which is immutable. */
function usesIn(config: FortiosConfig): UsesOf {
  const simple = config['firewall policy'];
  const full = config['firewall proxy-policy'];
  const uses = counted.get(config) ?? {
    ofVip: countUses(simple, 'firewall policy', 'dstaddr', (at) => simple[at]?.dstaddr ?? []),
    ofProxy: countUses(
      full,
      'firewall proxy-policy',
      'access-proxy',
      (at) => full[at]?.['access-proxy'] ?? [],
    ),
  };
  counted.set(config, uses);
  return uses;
}

interface Found {
  readonly proxy: AccessProxy;
  readonly vip: Vip | undefined;
}

function serversOf({ config }: FortiGate): readonly Found[] {
  const vips = new Map(config['firewall vip'].toReversed().map((vip) => [vip.name, vip]));
  return config['firewall access-proxy'].map((proxy) => ({ proxy, vip: vips.get(proxy.vip) }));
}

/** The hosts of virtual hosts, by the objects' names. */
function hostsOf({ config }: FortiGate): ReadonlyMap<string, string> {
  return new Map(
    config['firewall access-proxy-virtual-host'].map(({ name, host }) => [name, host]),
  );
}

function matches({ proxy, vip }: Found, text: string, hosts: ReadonlyMap<string, string>): boolean {
  return [
    proxy.name,
    vip?.extip ?? '',
    vip?.extport ?? '',
    ...proxy['api-gateway'].flatMap((one) => [
      one['virtual-host'],
      hosts.get(one['virtual-host']) ?? '',
      ...one.realservers.flatMap(({ ip, address, domain }) => [ip, address, domain]),
    ]),
  ].some((value) => value.toLowerCase().includes(text));
}

function listed({ config }: FortiGate, { proxy, vip }: Found): ZtnaServers['servers'][number] {
  const { ofVip, ofProxy } = usesIn(config);
  const uses = [
    ['firewall policy', ofVip.get(proxy.vip)],
    ['firewall proxy-policy', ofProxy.get(proxy.name)],
  ] as const;
  return {
    proxy: toWire('firewall access-proxy', proxy),
    vip: vip ? toWire('firewall vip', vip) : null,
    uses: uses.flatMap(([table, found]) =>
      found ? [{ table, total: found.total, first: [...found.first] }] : [],
    ),
  };
}

export function ztnaServers(
  state: WorldState,
  query: {
    readonly fortigate: string;
    readonly search: string;
    readonly start: number;
    readonly count: number;
  },
): ZtnaServers {
  const fortigate = fortigateNamed(state, query.fortigate);
  const text = query.search.trim().toLowerCase();
  const hosts = hostsOf(fortigate);
  const found = serversOf(fortigate).filter((server) => matches(server, text, hosts));
  return {
    servers: found
      .slice(query.start, query.start + query.count)
      .map((server) => listed(fortigate, server)),
    matched: found.length,
  };
}

/** One server by its name, which a link may open wherever it stands. */
export function ztnaServer(
  state: WorldState,
  query: { readonly fortigate: string; readonly name: string },
): { readonly server: ZtnaServers['servers'][number] | null } {
  const fortigate = fortigateNamed(state, query.fortigate);
  const found = serversOf(fortigate).find(({ proxy }) => proxy.name === query.name);
  return { server: found ? listed(fortigate, found) : null };
}
