/** Policies of both tables, seen as one kind of thing: the list and the form differ only in some fields. */
import type { FirewallPolicy, ProxyPolicy } from '#model/fortios/tables.ts';
import type { NamedPolicy } from '#model/words/policy-name.ts';

export type PolicyTable = 'firewall policy' | 'firewall proxy-policy';

/** The product's policy types. `other`: a proxy policy that is not for ZTNA, as an explicit web proxy's. */
export type PolicyKind = 'standard' | 'ztna' | 'other';

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

/** A simple ZTNA policy is known by its destination, the VIP of a ZTNA server [972568] (rule R7). */
export function firewallPolicyRow(row: FirewallPolicy, accessVips: ReadonlySet<string>): PolicyRow {
  const isZtna =
    row['ztna-status'] === 'enable' && row.dstaddr.some((name) => accessVips.has(name));
  return { table: 'firewall policy', kind: isZtna ? 'ztna' : 'standard', row };
}

export function proxyPolicyRow(row: ProxyPolicy): PolicyRow {
  return {
    table: 'firewall proxy-policy',
    kind: row.proxy === 'access-proxy' ? 'ztna' : 'other',
    row,
  };
}

export function policyId({ row }: PolicyRow): string {
  return String(row.policyid);
}

/** A policy by the name that it has everywhere. */
export function namedPolicy({ table, row }: PolicyRow): NamedPolicy {
  const policytype = table === 'firewall policy' ? 'policy' : 'proxy-policy';
  return { policytype, policyid: row.policyid, name: row.name };
}

export const kindWords: Record<PolicyKind, string> = {
  standard: 'Standard',
  ztna: 'ZTNA',
  other: 'Other proxy',
};

export const logWords: Record<FirewallPolicy['logtraffic'], string> = {
  all: 'log all',
  utm: 'log security',
  disable: 'no log',
};

/** The objects that a policy names. */
function namesOf(policy: PolicyRow): readonly string[] {
  const { row } = policy;
  const own =
    policy.table === 'firewall policy'
      ? [...policy.row.service, ...policy.row['ztna-ems-tag-secondary']]
      : policy.row['access-proxy'];
  return [
    ...row.srcintf,
    ...row.dstintf,
    ...row.srcaddr,
    ...row.dstaddr,
    ...row.users,
    ...row.groups,
    ...row['ztna-ems-tag'],
    row.schedule,
    ...own,
  ];
}

/** Everything in a policy that a person may search for, in lower case. */
function searchText(policy: PolicyRow): string {
  const { policyid, name, comments } = policy.row;
  return [String(policyid), name, ...namesOf(policy), comments].join('\n').toLowerCase();
}

export interface PolicyFilter {
  readonly search: string;
  readonly kind: PolicyKind | null;
  readonly action: 'accept' | 'deny' | null;
  readonly status: 'enable' | 'disable' | null;
  /** Only those that name one of these objects. */
  readonly uses: readonly string[] | null;
}

export function filterPolicies(
  policies: readonly PolicyRow[],
  filter: PolicyFilter,
): readonly PolicyRow[] {
  const text = filter.search.trim().toLowerCase();
  return policies.filter(
    (policy) =>
      (filter.kind === null || policy.kind === filter.kind) &&
      (filter.action === null || policy.row.action === filter.action) &&
      (filter.status === null || policy.row.status === filter.status) &&
      (filter.uses === null || namesOf(policy).some((name) => filter.uses?.includes(name))) &&
      (text === '' || searchText(policy).includes(text)),
  );
}
