/** Policies of both tables, seen as one kind of thing: the list and the form differ only in some fields. */
import type { FirewallPolicy, ProxyPolicy } from '#model/fortios/tables.ts';
import { otherValue, rowFromAnswer } from '#model/fortios/wire.parse.ts';
import type { PolicyKind, PolicyType, PolicyWindow } from '#model/fortios/policy-list.ts';
import type { NamedPolicy } from '#model/words/policy-name.ts';

export type PolicyTable = 'firewall policy' | 'firewall proxy-policy';

export type PolicyRow =
  | {
      readonly table: 'firewall policy';
      readonly kind: 'standard' | 'ztna';
      readonly row: FirewallPolicy;
    }
  | {
      readonly table: 'firewall proxy-policy';
      readonly kind: 'ztna' | 'other';
      readonly row: ProxyPolicy;
    };

/** A policy as it came. */
export function policyRowOf(
  table: PolicyTable,
  { kind, row }: PolicyWindow['policies'][number],
): PolicyRow {
  return table === 'firewall policy'
    ? { table, kind: kind === 'ztna' ? kind : 'standard', row: rowFromAnswer(table, row) }
    : { table, kind: kind === 'ztna' ? kind : 'other', row: rowFromAnswer(table, row) };
}

export function policyId({ row }: PolicyRow): string {
  return String(row.policyid);
}

export function policyType(table: PolicyTable): PolicyType {
  return table === 'firewall policy' ? 'policy' : 'proxy-policy';
}

/** A policy by the name that it has everywhere. */
export function namedPolicy({ table, row }: PolicyRow): NamedPolicy {
  return { policytype: policyType(table), policyid: row.policyid, name: row.name };
}

export const kindWords: Record<PolicyKind, string> = {
  standard: 'Standard',
  ztna: 'ZTNA',
  other: 'Other',
};

/** *Type* of a proxy policy. *ZTNA Proxy* is ours [assumed]. */
export const proxyWords: Record<ProxyPolicy['proxy'], string> = {
  'explicit-web': 'Explicit Web',
  'transparent-web': 'Transparent Web',
  ftp: 'FTP',
  ssh: 'SSH',
  'ssh-tunnel': 'SSH Tunnel',
  'access-proxy': 'ZTNA',
  'ztna-proxy': 'ZTNA Proxy',
  wanopt: 'WAN Optimization',
};

/** A policy's *Type*; a kind of proxy that this lab does not know as the FortiGate writes it. */
export function typeWord(policy: PolicyRow): string {
  return policy.table === 'firewall policy'
    ? kindWords[policy.kind]
    : (otherValue(policy.row, 'proxy') ?? proxyWords[policy.row.proxy]);
}

export const logWords: Record<FirewallPolicy['logtraffic'], string> = {
  all: 'All',
  utm: 'UTM',
  disable: 'Off',
};
