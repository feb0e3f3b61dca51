/** Interfaces and zones, and the connector to EMS. */
import { type TableAbout, names, number, option, text, toggle, word } from '../fields.ts';
import { interfaceObjects } from './targets.ts';

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
    key: 'id',
    kept: 'fortinetone-cloud-authentication cloud-authentication-access-key source-ip interface interface-select-method pull-sysinfo pull-vulnerabilities pull-avatars pull-tags pull-malware-hash capabilities call-timeout out-of-sync-threshold websocket-override preserve-ssl-session verifying-ca verified-cn trust-ca-cn dirty-reason status-check-interval certificate',
    fields: {
      id: number(1, 1, 7),
      status: toggle('disable'),
      name: text(35),
      server: text(255),
      'https-port': number(443, 1, 65535),
      'serial-number': text(16),
      'tenant-id': text(32),
    },
  },
} as const satisfies Record<string, TableAbout>;
