/** Policies of all tables, seen as one kind of thing: the list and the form differ only in some fields. */
import type { ConsideredType } from '#model/decision/decision.ts';
import type { FirewallPolicy, ProxyPolicy, SecurityPolicy } from '#model/fortios/tables.ts';
import { otherValue, rowFromAnswer } from '#model/fortios/wire.parse.ts';
import type { PolicyKind, PolicyWindow } from '#model/fortios/policy-list.ts';
import type { NamedPolicy } from '#model/words/policy-name.ts';

/** Security policies decide forward sessions in policy-based mode, in place of firewall policies [218574]. */
export type PolicyTable = 'firewall policy' | 'firewall proxy-policy' | 'firewall security-policy';

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
    }
  | {
      readonly table: 'firewall security-policy';
      readonly kind: 'standard';
      readonly row: SecurityPolicy;
    };

/** A policy as it came. */
export function policyRowOf(
  table: PolicyTable,
  { kind, row }: PolicyWindow['policies'][number],
): PolicyRow {
  switch (table) {
    case 'firewall policy':
      return { table, kind: kind === 'ztna' ? kind : 'standard', row: rowFromAnswer(table, row) };
    case 'firewall proxy-policy':
      return { table, kind: kind === 'ztna' ? kind : 'other', row: rowFromAnswer(table, row) };
    case 'firewall security-policy':
      return { table, kind: 'standard', row: rowFromAnswer(table, row) };
  }
}

export function policyId({ row }: PolicyRow): string {
  return String(row.policyid);
}

const types = {
  'firewall policy': 'policy',
  'firewall proxy-policy': 'proxy-policy',
  'firewall security-policy': 'security-policy',
} as const satisfies Record<PolicyTable, ConsideredType>;

export function policyType(table: PolicyTable): ConsideredType {
  return types[table];
}

/** What a policy asks of tags beside its addresses: a security policy nothing, its tags stand among these. */
export interface AskedPosture {
  readonly tags: readonly string[];
  /** Of a standard policy: one of these must match as well. */
  readonly secondary: readonly string[];
  readonly logic: 'or' | 'and';
  readonly isNegated: boolean;
}

const noPosture: AskedPosture = { tags: [], secondary: [], logic: 'or', isNegated: false };

export function postureOf(policy: PolicyRow): AskedPosture {
  if (policy.table === 'firewall security-policy') return noPosture;
  const { row, kind } = policy;
  const isStandard = policy.table === 'firewall policy' && kind === 'standard';
  return {
    tags: row['ztna-ems-tag'],
    secondary: isStandard ? policy.row['ztna-ems-tag-secondary'] : [],
    // A standard policy takes any tag, whatever is set [477578].
    logic: kind === 'standard' ? 'or' : row['ztna-tags-match-logic'],
    isNegated: row['ztna-ems-tag-negate'] === 'enable',
  };
}

/** Services; none of a proxy policy, which has no such field. */
export function servicesOf(policy: PolicyRow): readonly string[] {
  return policy.table === 'firewall proxy-policy' ? [] : policy.row.service;
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
  return policy.table !== 'firewall proxy-policy'
    ? kindWords[policy.kind]
    : (otherValue(policy.row, 'proxy') ?? proxyWords[policy.row.proxy]);
}

export const logWords: Record<FirewallPolicy['logtraffic'], string> = {
  all: 'All',
  utm: 'UTM',
  disable: 'Off',
};
