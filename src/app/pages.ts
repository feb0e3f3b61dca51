/** Every page: its address, what shows it, and its place in its product's menu. Routes and menus follow from this. */
import type { ComponentType } from 'react';
import { paths } from '#api/paths.ts';
import type { WorldSummary } from '#model/lab/lab-api.ts';

export type Product = 'ems' | 'fortigate' | 'lab';

/** An entry of a product's menu. `device` is the FortiGate that the product shows. */
interface MenuPlace {
  readonly product: Product;
  readonly section: string;
  readonly label: string;
  readonly to: (device: string) => string;
  /** The addresses below it mark the entry too; where they do not begin with `to`, this is their start. */
  readonly under?: (device: string) => string;
  /** How many entries the page lists. */
  readonly count?: (world: WorldSummary, device: string) => number | undefined;
}

export interface Page {
  /** With the router's parameters: `/ems/tags/:id?`. */
  readonly path: string;
  readonly page: () => Promise<{ readonly Component: ComponentType }>;
  readonly menu?: MenuPlace;
}

/** A builder's address with the router's parameters in place of values, so that it is written once. */
function pattern(address: string): string {
  return decodeURIComponent(address);
}

const at = paths.fgt(':device');

/** What the world counts on one FortiGate. */
function countOn(name: 'firewallPolicies' | 'proxyPolicies' | 'ztnaLogs' | 'forwardLogs') {
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
    path: pattern(at.firewallPolicies()),
    page: () => import('#consoles/fortigate/policies/firewall-page.tsx'),
    menu: {
      product: 'fortigate',
      section: 'Policy & Objects',
      label: 'Firewall Policy',
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
  {
    path: paths.lab.scenarios(),
    page: () => import('#lab/scenarios/page.tsx'),
    menu: {
      product: 'lab',
      section: 'Try',
      label: 'Scenarios',
      to: () => paths.lab.scenarios(),
    },
  },
  {
    path: paths.lab.connect(),
    page: () => import('#lab/connect/page.tsx'),
    menu: { product: 'lab', section: 'Try', label: 'Connect', to: () => paths.lab.connect() },
  },
  {
    path: paths.lab.sideBySide(),
    page: () => import('#lab/side-by-side/page.tsx'),
    menu: {
      product: 'lab',
      section: 'Try',
      label: 'Side by side',
      to: () => paths.lab.sideBySide(),
    },
  },
  {
    path: paths.lab.sessions(),
    page: () => import('#lab/sessions/page.tsx'),
    menu: {
      product: 'lab',
      section: 'Try',
      label: 'Sessions',
      to: () => paths.lab.sessions(),
      count: ({ sessions }) => sessions,
    },
  },
  {
    path: paths.lab.worlds(),
    page: () => import('#lab/worlds/page.tsx'),
    menu: { product: 'lab', section: 'World', label: 'Worlds', to: () => paths.lab.worlds() },
  },
  {
    path: paths.lab.draft(),
    page: () => import('#lab/draft/page.tsx'),
    menu: {
      product: 'lab',
      section: 'World',
      label: 'Draft',
      to: () => paths.lab.draft(),
      count: ({ draft }) => draft?.changes,
    },
  },
  { path: paths.lab.openLink(), page: () => import('#lab/share/page.tsx') },
  {
    path: paths.lab.history(),
    page: () => import('#lab/history/page.tsx'),
    menu: { product: 'lab', section: 'World', label: 'History', to: () => paths.lab.history() },
  },
  {
    path: paths.lab.fortigates(),
    page: () => import('#lab/fortigates/page.tsx'),
    menu: {
      product: 'lab',
      section: 'World',
      label: 'FortiGates',
      to: () => paths.lab.fortigates(),
    },
  },
  {
    path: paths.lab.emsServers(),
    page: () => import('#lab/ems-servers/page.tsx'),
    menu: {
      product: 'lab',
      section: 'World',
      label: 'EMS Servers',
      to: () => paths.lab.emsServers(),
    },
  },
  {
    path: paths.lab.names(),
    page: () => import('#lab/names/page.tsx'),
    menu: { product: 'lab', section: 'World', label: 'Names', to: () => paths.lab.names() },
  },
  {
    path: paths.lab.policyMap(),
    page: () => import('#lab/policy-map/page.tsx'),
    menu: {
      product: 'lab',
      section: 'See',
      label: 'Policy map',
      to: () => paths.lab.policyMap(),
    },
  },
  {
    path: paths.lab.flow(),
    page: () => import('#lab/flow/page.tsx'),
    menu: { product: 'lab', section: 'See', label: 'Flow', to: () => paths.lab.flow() },
  },
  {
    path: paths.lab.matrix(),
    page: () => import('#lab/matrix/page.tsx'),
    menu: {
      product: 'lab',
      section: 'See',
      label: 'Access matrix',
      to: () => paths.lab.matrix(),
    },
  },
  {
    path: paths.lab.whoKnows(),
    page: () => import('#lab/who-knows-what/page.tsx'),
    menu: {
      product: 'lab',
      section: 'See',
      label: 'Who knows what',
      to: () => paths.lab.whoKnows(),
    },
  },
  {
    path: paths.lab.findings(),
    page: () => import('#lab/findings/page.tsx'),
    menu: {
      product: 'lab',
      section: 'Check',
      label: 'Findings',
      to: () => paths.lab.findings(),
    },
  },
  {
    path: paths.lab.explainLog(),
    page: () => import('#lab/explain-log/page.tsx'),
    menu: {
      product: 'lab',
      section: 'See',
      label: 'Explain a log',
      to: () => paths.lab.explainLog(),
    },
  },
  {
    path: paths.lab.compare(),
    page: () => import('#lab/compare/page.tsx'),
    menu: {
      product: 'lab',
      section: 'See',
      label: 'Compare',
      to: () => paths.lab.compare(),
    },
  },
  {
    path: paths.lab.policyTests(),
    page: () => import('#lab/policy-tests/page.tsx'),
    menu: {
      product: 'lab',
      section: 'Check',
      label: 'Policy Tests',
      to: () => paths.lab.policyTests(),
    },
  },
];
