/** What the form of a ZTNA server knows of its FortiGate. */
import { keptBlock, keptPaths } from '#cli/show/unknown-sections.ts';
import type { ConfigStatement } from '#model/fortios/config-tree.ts';
import type { FortiosConfig, VirtualHost } from '#model/fortios/tables.ts';
import { isAskedByVip } from '#model/fortios/tables/releases.ts';
import { compareNames } from '#model/name-order.ts';
import { otherValue } from '#model/fortios/wire.parse.ts';
import {
  type ServerFacts,
  factoryCertificate,
  serverMapping,
} from '#model/fortios/ztna-servers.ts';
import { type WorldState, fortigateNamed } from '../../state.ts';

const usualAdminPort = 443;

/** `admin-sport` of `system global`, which the lab keeps as text. */
function adminPortOf(config: FortiosConfig): number {
  const set = keptBlock(config, 'system global').body.findLast(
    (one) => one.kind === 'set' && one.name === 'admin-sport',
  );
  const port = set?.kind === 'set' ? Number(set.values[0]?.text) : Number.NaN;
  return Number.isInteger(port) ? port : usualAdminPort;
}

/** Of `10.0.3.1 255.255.255.0`; blank where DHCP gives it. */
function addressOf(ip: string): string {
  const [address = ''] = ip.split(/[\s/]/);
  return address === '0.0.0.0' ? '' : address;
}

const entryNames = (body: readonly ConfigStatement[]) =>
  body.flatMap((one) => (one.kind === 'edit' ? [one.key.text] : []));

/** The factory's, those that servers use, and those that the configuration's text has [374354]. */
function certificatesOf(config: FortiosConfig): string[] {
  const used = [...config['firewall vip'], ...config['firewall access-proxy-virtual-host']].flatMap(
    (one) => one['ssl-certificate'],
  );
  const kept = keptPaths(config)
    .filter((path) => path === 'vpn certificate local' || path === 'certificate local')
    .flatMap((path) => entryNames(keptBlock(config, path).body));
  return [
    factoryCertificate,
    ...[...new Set([...used, ...kept])]
      .filter((name) => name !== factoryCertificate)
      .toSorted(compareNames),
  ];
}

function usersByHost(config: FortiosConfig): ReadonlyMap<string, string[]> {
  const users = new Map<string, string[]>();
  for (const proxy of config['firewall access-proxy'])
    for (const gateway of proxy['api-gateway']) {
      const name = gateway['virtual-host'];
      const user = serverMapping(proxy.name, gateway.id);
      if (name !== '') users.set(name, [...(users.get(name) ?? []), user]);
    }
  return users;
}

const asksItself = (host: VirtualHost): boolean =>
  host['client-cert'] !== '' ||
  host['empty-cert-action'] !== '' ||
  host['user-agent-detect'] !== '';

export function ztnaServerFacts(
  state: WorldState,
  { fortigate }: { readonly fortigate: string },
): ServerFacts {
  const { config, version } = fortigateNamed(state, fortigate);
  const users = usersByHost(config);
  return {
    askedBy: isAskedByVip(version) ? 'vip' : 'access-proxy',
    interfaces: config['system interface'].map((one) => ({
      name: one.name,
      ip: addressOf(one.ip),
      isManaged: (otherValue(one, 'allowaccess') ?? '').split(' ').includes('https'),
    })),
    adminPort: adminPortOf(config),
    certificates: certificatesOf(config),
    virtualHosts: config['firewall access-proxy-virtual-host'].map((host) => ({
      name: host.name,
      host: host.host,
      hostType: host['host-type'],
      asksItself: asksItself(host),
      users: users.get(host.name) ?? [],
    })),
  };
}
