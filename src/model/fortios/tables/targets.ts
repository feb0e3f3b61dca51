/** What fields name: objects of which tables, and which words FortiOS knows by itself. */
import type { RefersTo } from '../fields.ts';

const to = (tables: readonly string[], ...builtIn: readonly string[]): RefersTo => ({
  tables,
  builtIn,
});

export const interfaces = to(['system interface', 'system zone'], 'any');
/** Of a zone: no zone stands in another. */
export const interfaceObjects = to(['system interface']);
export const addresses = to(
  ['firewall address', 'firewall addrgrp', 'firewall vip', 'firewall vipgrp'],
  'all',
  'none',
);
/** Members of address groups, and tags. */
export const tagObjects = to(['firewall address', 'firewall addrgrp']);
export const services = to(['firewall service custom', 'firewall service group']);
export const schedules = to(
  ['firewall schedule onetime', 'firewall schedule recurring', 'firewall schedule group'],
  'always',
  'none',
);
export const vips = to(['firewall vip']);
export const virtualHosts = to(['firewall access-proxy-virtual-host']);
export const accessProxies = to(['firewall access-proxy']);
export const localUsers = to(['user local']);
export const userGroups = to(['user group']);
/** Where a scheme finds who logs in; RADIUS and LDAP servers are kept in sections of their own. */
export const userDatabases: RefersTo = {
  tables: ['user group', 'user saml'],
  builtIn: ['local-user-db'],
  others: true,
};
export const samlServers = to(['user saml']);
export const authenticationSchemes = to(['authentication scheme']);
