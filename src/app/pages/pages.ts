/** Every page: its address, what shows it, and its place in its product's menu. Routes and menus follow from this. */
import { paths } from '#api/paths.ts';
import type { WorldSummary } from '#model/lab/lab-api.ts';
import { labPages } from './lab-pages.ts';
import { type Page, pattern } from './page.ts';

const at = paths.fgt(':device');

/** What the world counts on one FortiGate. */
function countOn(
  name: 'firewallPolicies' | 'proxyPolicies' | 'securityPolicies' | 'ztnaLogs' | 'forwardLogs',
) {
  return (world: WorldSummary, device: string): number | undefined =>
    world.fortigates.find((one) => one.name === device)?.[name];
}

/** In the order of the products' own menus, as far as there are pages. */
export const pages: readonly Page[] = [
  {
    path: pattern(paths.ems.endpoint(':uid?')),
    page: () => import('#consoles/ems/endpoints/page.tsx'),
    menu: {
      product: 'ems',
      section: 'Endpoints',
      label: 'All Endpoints',
      to: () => paths.ems.endpoints(),
      count: ({ ems }) => ems.endpoints,
    },
  },
  {
    path: `${paths.ems.tags()}/:id?`,
    page: () => import('#consoles/ems/tags/page.tsx'),
    menu: {
      product: 'ems',
      section: 'Security Posture Tags',
      label: 'Tags',
      to: () => paths.ems.tags(),
    },
  },
  {
    path: paths.ems.tagMonitor(),
    page: () => import('#consoles/ems/tag-monitor/page.tsx'),
    menu: {
      product: 'ems',
      section: 'Security Posture Tags',
      label: 'Tag Monitor',
      to: () => paths.ems.tagMonitor(),
    },
  },
  {
    path: paths.ems.outbreaks(),
    page: () => import('#consoles/ems/outbreak-alerts/page.tsx'),
    menu: {
      product: 'ems',
      section: 'Security Posture Tags',
      label: 'FortiGuard Outbreak Alerts',
      to: () => paths.ems.outbreaks(),
    },
  },
  {
    path: pattern(paths.ems.fabricDevice(':serial?')),
    page: () => import('#consoles/ems/fabric-devices/page.tsx'),
    menu: {
      product: 'ems',
      section: 'Fabric & Connectors',
      label: 'Fabric Devices',
      to: () => paths.ems.fabricDevices(),
      count: ({ ems }) => ems.fabricDevices,
    },
  },
  {
    path: paths.ems.fortiAnalyzer(),
    page: () => import('#consoles/ems/fortianalyzer/page.tsx'),
    menu: {
      product: 'ems',
      section: 'Fabric & Connectors',
      label: 'FortiAnalyzer',
      to: () => paths.ems.fortiAnalyzer(),
    },
  },
  {
    path: pattern(at.interfaces()),
    page: () => import('#consoles/fortigate/interfaces/page.tsx'),
    menu: {
      product: 'fortigate',
      section: 'Network',
      label: 'Interfaces',
      to: (device) => paths.fgt(device).interfaces(),
    },
  },
  {
    path: pattern(at.securityPolicies()),
    page: () => import('#consoles/fortigate/policies/security-page.tsx'),
    menu: {
      product: 'fortigate',
      section: 'Policy & Objects',
      label: 'Security Policy',
      to: (device) => paths.fgt(device).securityPolicies(),
      count: countOn('securityPolicies'),
      isPolicyBased: true,
    },
  },
  {
    path: pattern(at.firewallPolicies()),
    page: () => import('#consoles/fortigate/policies/firewall-page.tsx'),
    menu: {
      product: 'fortigate',
      section: 'Policy & Objects',
      label: 'Firewall Policy',
      policyBasedLabel: 'SSL Inspection & Authentication',
      to: (device) => paths.fgt(device).firewallPolicies(),
      count: countOn('firewallPolicies'),
    },
  },
  {
    path: pattern(at.proxyPolicies()),
    page: () => import('#consoles/fortigate/policies/proxy-page.tsx'),
    menu: {
      product: 'fortigate',
      section: 'Policy & Objects',
      label: 'Proxy Policy',
      to: (device) => paths.fgt(device).proxyPolicies(),
      count: countOn('proxyPolicies'),
    },
  },
  {
    path: pattern(at.addresses()),
    page: () => import('#consoles/fortigate/addresses/addresses-page.tsx'),
    menu: {
      product: 'fortigate',
      section: 'Policy & Objects',
      label: 'Addresses',
      to: (device) => paths.fgt(device).addresses(),
      under: (device) => paths.fgt(device).addressObjects(),
    },
  },
  {
    path: pattern(at.addressGroups()),
    page: () => import('#consoles/fortigate/addresses/groups-page.tsx'),
  },
  {
    path: pattern(at.ztnaServers()),
    page: () => import('#consoles/fortigate/ztna/servers/page.tsx'),
    menu: {
      product: 'fortigate',
      section: 'Policy & Objects',
      label: 'ZTNA',
      to: (device) => paths.fgt(device).ztnaServers(),
      under: (device) => paths.fgt(device).ztna(),
    },
  },
  {
    path: pattern(at.ztnaTags()),
    page: () => import('#consoles/fortigate/ztna/tags-page.tsx'),
  },
  {
    path: pattern(at.users()),
    page: () => import('#consoles/fortigate/users/users-page.tsx'),
    menu: {
      product: 'fortigate',
      section: 'User & Authentication',
      label: 'User Definition',
      to: (device) => paths.fgt(device).users(),
    },
  },
  {
    path: pattern(at.userGroups()),
    page: () => import('#consoles/fortigate/users/user-groups-page.tsx'),
    menu: {
      product: 'fortigate',
      section: 'User & Authentication',
      label: 'User Groups',
      to: (device) => paths.fgt(device).userGroups(),
    },
  },
  {
    path: pattern(at.fabricConnectors()),
    page: () => import('#consoles/fortigate/fabric-connectors/page.tsx'),
    menu: {
      product: 'fortigate',
      section: 'Security Fabric',
      label: 'Fabric Connectors',
      to: (device) => paths.fgt(device).fabricConnectors(),
    },
  },
  {
    path: pattern(at.ztnaTraffic()),
    page: () => import('#consoles/fortigate/traffic/ztna-page.tsx'),
    menu: {
      product: 'fortigate',
      section: 'Log & Report',
      label: 'ZTNA Traffic',
      to: (device) => paths.fgt(device).ztnaTraffic(),
      count: countOn('ztnaLogs'),
    },
  },
  {
    path: pattern(at.forwardTraffic()),
    page: () => import('#consoles/fortigate/traffic/forward-page.tsx'),
    menu: {
      product: 'fortigate',
      section: 'Log & Report',
      label: 'Forward Traffic',
      to: (device) => paths.fgt(device).forwardTraffic(),
      count: countOn('forwardLogs'),
    },
  },
  {
    path: `${pattern(at.configurations())}/:tab?`,
    page: () => import('#consoles/fortigate/configuration/page.tsx'),
    menu: {
      product: 'fortigate',
      section: 'System',
      label: 'Configuration',
      to: (device) => paths.fgt(device).configuration(),
      under: (device) => paths.fgt(device).configurations(),
    },
  },
  {
    path: pattern(at.commandLine()),
    page: () => import('#consoles/fortigate/cli/page.tsx'),
    menu: {
      product: 'fortigate',
      section: 'System',
      label: 'Command line',
      to: (device) => paths.fgt(device).commandLine(),
    },
  },
  ...labPages,
];
