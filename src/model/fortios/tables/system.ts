/** Interfaces and zones, and the connector to EMS. */
import { type TableAbout, names, number, option, text, toggle, word, words } from '../fields.ts';
import { interfaceObjects } from './targets.ts';

const connectorKept =
  'pull-avatars preserve-ssl-session verified-cn status-check-interval certificate';

/** Fields and ranges of FortiOS 7.6.5 [schema 7.6.5]; the order is the schema's too. */
const connectorFields = {
  'ems-id': number(1, 1, 7),
  status: toggle('disable'),
  name: text(35),
  'dirty-reason': option(['none', 'mismatched-ems-sn'], 'none'),
  'fortinetone-cloud-authentication': toggle('disable'),
  'cloud-authentication-access-key': text(20),
  server: text(255),
  'https-port': number(443, 1, 65535),
  'serial-number': text(16),
  'tenant-id': text(32),
  'source-ip': word('ip', '0.0.0.0'),
  'pull-sysinfo': toggle('enable'),
  'pull-vulnerabilities': toggle('enable'),
  'pull-tags': toggle('enable'),
  'pull-malware-hash': toggle('enable'),
  capabilities: words(),
  'call-timeout': number(30, 1, 180),
  'out-of-sync-threshold': number(180, 10, 3600),
  'send-tags-to-all-vdoms': toggle('disable'),
  'websocket-override': toggle('disable'),
  'interface-select-method': option(['auto', 'sdwan', 'specify'], 'auto'),
  interface: text(15),
  'trust-ca-cn': toggle('enable'),
  'verifying-ca': text(79),
} as const;

export const systemTables = {
  'system interface': {
    key: 'name',
    kept: 'vdom mode allowaccess type vlanid interface description status snmp-index device-identification lldp-transmission lldp-reception estimated-upstream-bandwidth estimated-downstream-bandwidth monitor-bandwidth distance defaultgw dns-server-override mtu mtu-override speed macaddr member color secondary-IP dhcp-relay-service dhcp-relay-ip fortilink explicit-web-proxy',
    fields: {
      name: text(15),
      ip: word('any'),
      alias: text(25),
      role: option(['lan', 'wan', 'dmz', 'undefined'], 'undefined'),
    },
  },
  'system zone': {
    key: 'name',
    kept: 'intrazone description',
    fields: { name: text(35), interface: names(interfaceObjects) },
  },
  'endpoint-control fctems': {
    key: 'ems-id',
    kept: connectorKept,
    fields: connectorFields,
  },
  /** Of a VDOM that has connectors of its own: `endpoint-control settings`, `set override enable` [557584]. */
  'endpoint-control fctems-override': {
    key: 'ems-id',
    kept: connectorKept,
    fields: connectorFields,
  },
} as const satisfies Record<string, TableAbout>;
