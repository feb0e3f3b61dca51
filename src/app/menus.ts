import { paths } from '#api/paths.ts';
import type { World } from '#model/lab-api.ts';

export interface MenuSection {
  readonly title: string;
  readonly items: readonly {
    readonly label: string;
    readonly to: string;
    readonly under: string;
    /** How many entries its page lists. */
    readonly count: number | undefined;
  }[];
}

export type Product = 'ems' | 'fortigate' | 'lab';

/** The products' own menu trees, as far as there are pages. `under` is the address that marks the entry. */
export function menuOf(
  product: Product,
  device: string,
  world: World | undefined,
): readonly MenuSection[] {
  const item = (label: string, to: string, count?: number, under = to) => ({
    label,
    to,
    under,
    count,
  });
  switch (product) {
    case 'ems':
      return [
        {
          title: 'Endpoints',
          items: [item('All Endpoints', paths.ems.endpoints(), world?.ems.endpoints)],
        },
        {
          title: 'Security Posture Tags',
          items: [
            item('Tags', paths.ems.tags()),
            item('Tag Monitor', paths.ems.tagMonitor()),
            item('Outbreak Alerts', paths.ems.outbreaks()),
          ],
        },
        {
          title: 'Fabric & Connectors',
          items: [
            item('Fabric Devices', paths.ems.fabricDevices(), world?.ems.fabricDevices),
            item('FortiAnalyzer', paths.ems.fortiAnalyzer()),
          ],
        },
      ];
    case 'fortigate': {
      const at = paths.fgt(device);
      const counts = world?.fortigates.find(({ name }) => name === device);
      return [
        {
          title: 'Policy & Objects',
          items: [
            item('Firewall Policy', at.firewallPolicies(), counts?.firewallPolicies),
            item('Proxy Policy', at.proxyPolicies(), counts?.proxyPolicies),
            item('ZTNA', at.ztnaServers(), undefined, at.ztnaServers().replace(/\/servers$/, '')),
          ],
        },
        {
          title: 'Log & Report',
          items: [item('ZTNA Traffic', at.ztnaTraffic(), counts?.ztnaLogs)],
        },
        {
          title: 'System',
          items: [
            item(
              'Configuration',
              at.configuration(),
              undefined,
              at.configuration().replace(/\/import$/, ''),
            ),
            item('Command line', at.commandLine()),
          ],
        },
      ];
    }
    case 'lab':
      return [
        {
          title: 'Try',
          items: [
            item('Scenarios', paths.lab.scenarios()),
            item('Connect', paths.lab.connect()),
            item('Sessions', paths.lab.sessions(), world?.sessions),
          ],
        },
        {
          title: 'See',
          items: [
            item('Who knows what', paths.lab.whoKnows()),
            item('Explain a log', paths.lab.explainLog()),
          ],
        },
      ];
  }
}
