/** The few names and addresses of a small world, so that what is generated apart meets. */
import { tagAddressName } from '#model/tagging/tag-names.ts';
import { tagCategories } from '#model/tagging/tags.ts';

export const deviceNames = ['FGT-A', 'FGT-B', 'FGT-C'] as const;
export const interfaces = ['port1', 'port2', 'port3'] as const;
export const userNames = ['alice', 'bob'] as const;
export const userGroups = ['staff', 'admins'] as const;

export const endpointCount = 4;
export const endpointIps = ['10.0.1.2', '10.0.1.3', '10.0.2.2', '10.0.2.3'] as const;
/** Addresses that a VPN gives. */
export const vpnIps = ['10.212.134.10', '10.212.134.11'] as const;
export const strangerIps = ['203.0.113.7', '10.0.1.200'] as const;
export const serverIps = ['10.88.0.3', '10.88.0.4'] as const;
export const vipIps = ['10.9.0.1', '10.9.0.2'] as const;
export const vipPorts = [443, 8443] as const;

export const paths = [
  '/',
  '/app',
  '/app/login',
  '/api/v1',
  '/tcp?address=10.88.0.3&port=22&tls=0',
  '/tcp?address=10.88.0.3&port=443',
  '/tcp?address=web.example.com&port=8080',
  '/tcp?address=unknown.example.com&port=443',
  '/saml/login?again=1',
] as const;
export const hosts = ['web.example.com', 'intra.example.org'] as const;

/** Near misses on purpose: the same name in two categories, and names that begin alike. */
export const tagNames = ['Low', 'Low-Risk', 'all_registered_clients'] as const;

const byNaming = [1, 2].flatMap((connector) =>
  tagCategories.flatMap((category) =>
    tagNames.flatMap((name) =>
      (['ip', 'mac'] as const).map((kind) => tagAddressName({ category, name }, kind, connector)),
    ),
  ),
);
const builtInNames = ['EMS_ALL_UNKNOWN_CLIENTS', 'EMS_ALL_UNMANAGEABLE_CLIENTS'] as const;
/** Address objects of tags: under a name of their own, and one whose name says another tag. */
export const tagObjects = ['tag object', 'MAC tag object', 'EMS1_ZTNA_Low-Risk'] as const;
export const tagGroups = ['tags 1', 'tags 2', 'tags 3'] as const;
/** What can stand under a policy's tags; connector 1 more often than 2, which is mostly not ours. */
export const tagReferences: readonly string[] = [
  ...byNaming.slice(0, byNaming.length / 2),
  ...byNaming.slice(0, byNaming.length / 2),
  ...byNaming,
  ...Array.from({ length: 6 }, () => [...builtInNames, ...tagGroups, ...tagObjects]).flat(),
  'EMS1_ZTNA_nobody',
  'no such tag',
  'toString',
];

export const plainAddresses = ['subnet', 'range', 'name', 'country', 'wildcard', 'other'] as const;
export const addressGroups = ['group 1', 'group 2', 'group 3'] as const;
export const addressReferences: readonly string[] = [
  ...plainAddresses,
  ...plainAddresses,
  ...addressGroups,
  ...addressGroups,
  ...tagObjects,
  ...tagGroups,
  'EMS1_ZTNA_Low',
  'MAC_EMS1_ZTNA_Low',
  'EMS1_CLASS_Low',
  'EMS_ALL_UNKNOWN_CLIENTS',
  'no such address',
  'constructor',
];

export const customServices = ['service 1', 'service 2'] as const;
export const serviceGroups = ['services 1', 'services 2'] as const;
export const serviceReferences: readonly string[] = [
  ...customServices,
  ...serviceGroups,
  'HTTPS',
  'SSH',
  'DNS',
  'ALL_TCP',
  'ALL_ICMP',
  'GRE',
  'no such service',
  'valueOf',
];

const schedules = ['days', 'nights', 'once', 'schedules 1', 'schedules 2'] as const;
export const scheduleReferences: readonly string[] = [...schedules, 'always', 'no such schedule'];
export const zones = ['zone 1', 'zone 2'] as const;
export const sdwanZoneNames = ['virtual-wan-link', 'wan 2'] as const;
export const vipNames = ['VIP 1', 'VIP 2', 'VIP 3'] as const;
export const vipGroups = ['VIPs 1', 'VIPs 2'] as const;
export const samlServers = ['saml 1', 'saml 2'] as const;
export const serverNames = ['server 1', 'server 2', 'server 3'] as const;
export const virtualHosts = ['host 1', 'host 2'] as const;
