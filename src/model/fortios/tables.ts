/**
 * The tables that the lab understands, whole: their fields in the order in which FortiOS prints them [477578 for
 * policies; assumed where no published configuration shows it], what the fields name, and the settings that
 * FortiOS has besides.
 */
import type { RecordOf } from './fields.ts';
import type { LayoutPart } from './layout-parts.ts';
import { accessProxyTables } from './tables/access-proxies.ts';
import { objectTables } from './tables/objects.ts';
import { policyTables } from './tables/policies.ts';
import { systemTables } from './tables/system.ts';
import { userTables } from './tables/users.ts';

/** Tables whose objects others name come first. */
export const tables = {
  ...systemTables,
  ...objectTables,
  ...accessProxyTables,
  ...userTables,
  ...policyTables,
} as const;

export type TableName = keyof typeof tables;
export type RowOf<T extends TableName> = RecordOf<(typeof tables)[T]['fields']>;

export type Address = RowOf<'firewall address'>;
export type AddressGroup = RowOf<'firewall addrgrp'>;
export type Vip = RowOf<'firewall vip'>;
export type Interface = RowOf<'system interface'>;
export type Zone = RowOf<'system zone'>;
export type LocalUser = RowOf<'user local'>;
export type UserGroup = RowOf<'user group'>;
export type VirtualHost = RowOf<'firewall access-proxy-virtual-host'>;
export type AccessProxy = RowOf<'firewall access-proxy'>;
export type ApiGateway = AccessProxy['api-gateway'][number];
export type RealServer = ApiGateway['realservers'][number];
export type FirewallPolicy = RowOf<'firewall policy'>;
export type SecurityPolicy = RowOf<'firewall security-policy'>;
/** What may decide forward sessions, by the mode of the FortiGate. */
export type ForwardPolicy = FirewallPolicy | SecurityPolicy;

export function isSecurityPolicy(
  policy: FirewallPolicy | ProxyPolicy | SecurityPolicy,
): policy is SecurityPolicy {
  return 'app-category' in policy;
}
export type ProxyPolicy = RowOf<'firewall proxy-policy'>;

/**
 * One FortiGate's configuration: the rows of each known table, and what stood where in its text. A table
 * with rows and no place has FortiOS's own: the printer knows it.
 */
export type FortiosConfig = { readonly [T in TableName]: readonly RowOf<T>[] } & {
  readonly layout: readonly LayoutPart[];
};

export function isTableName(name: string): name is TableName {
  return Object.hasOwn(tables, name);
}

export const tableNames: readonly TableName[] = Object.keys(tables).filter(isTableName);
