/** What the entries of FortiOS's tables, and of EMS, are called in the menus and in the middle of a sentence. */
const tableWords: Readonly<Record<string, string>> = {
  'firewall policy': 'policy',
  'firewall proxy-policy': 'proxy policy',
  'firewall address': 'address',
  'firewall addrgrp': 'address group',
  'firewall vip': 'virtual IP',
  'firewall access-proxy': 'ZTNA server',
  'firewall access-proxy-virtual-host': 'virtual host',
  'firewall service custom': 'service',
  'firewall service group': 'service group',
  'firewall schedule recurring': 'recurring schedule',
  'firewall schedule onetime': 'one-time schedule',
  'firewall schedule group': 'schedule group',
  'system interface': 'interface',
  'system zone': 'zone',
  'user local': 'user',
  'user group': 'user group',
  'user saml': 'SAML server',
  'authentication scheme': 'authentication scheme',
  'authentication rule': 'authentication rule',
  'endpoint-control fctems': 'connector',
  'ems tag': 'tag',
  'ems endpoint': 'endpoint',
  'ems fabric-device': 'Fabric device',
};

/** `address group`; the table's own name where the menus have none. */
export function entryWord(table: string): string {
  return Object.hasOwn(tableWords, table) ? (tableWords[table] ?? table) : table;
}

/** `policy 17`, `connector EMS1`. */
export function entryWords(table: string, key: string): string {
  return table === 'endpoint-control fctems' ? `connector EMS${key}` : `${entryWord(table)} ${key}`;
}
