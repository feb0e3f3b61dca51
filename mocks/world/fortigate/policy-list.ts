/** A FortiGate's policy lists in windows, searched and filtered, and where in them a policy stands. */
import { toWire } from '#model/fortios/wire.parse.ts';
import type { ConsideredType } from '#model/decision/decision.ts';
import type {
  FirewallPolicy,
  ForwardPolicy,
  ProxyPolicy,
  SecurityPolicy,
} from '#model/fortios/tables.ts';
import {
  type PlacedPolicy,
  type PolicyFilter,
  type PolicyKind,
  type PolicyWindow,
  nameBreak,
  policyKinds,
} from '#model/fortios/policy-list.ts';
import { namedObjectOf, objectsOf } from './named-objects.ts';
import { type FortiGate, type WorldState, fortigateNamed } from '../state.ts';

/** A policy of any of the tables, with its type. */
type Listed =
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

/** The rows of a list. */
export function policiesOf(
  { config }: FortiGate,
  list: ConsideredType,
): readonly (ForwardPolicy | ProxyPolicy)[] {
  switch (list) {
    case 'policy':
      return config['firewall policy'];
    case 'proxy-policy':
      return config['firewall proxy-policy'];
    case 'security-policy':
      return config['firewall security-policy'];
  }
}

/** A simple ZTNA policy is known by its destination, the VIP of a ZTNA server [972568] (rule R7). */
function listed({ config }: FortiGate, list: ConsideredType): readonly Listed[] {
  if (list === 'proxy-policy')
    return config['firewall proxy-policy'].map((row) => ({
      table: 'firewall proxy-policy',
      kind: row.proxy === 'access-proxy' ? 'ztna' : 'other',
      row,
    }));
  if (list === 'security-policy')
    return config['firewall security-policy'].map((row) => ({
      table: 'firewall security-policy',
      kind: 'standard',
      row,
    }));
  const { vips } = objectsOf(config);
  return config['firewall policy'].map((row) => ({
    table: 'firewall policy',
    kind:
      row['ztna-status'] === 'enable' &&
      row.dstaddr.some((name) => vips.get(name) === 'access-proxy')
        ? 'ztna'
        : 'standard',
    row,
  }));
}

/** The tags that a policy asks for beside its addresses, and its servers. */
function tagsAndServers(policy: Listed): readonly string[] {
  switch (policy.table) {
    case 'firewall policy':
      return [...policy.row['ztna-ems-tag'], ...policy.row['ztna-ems-tag-secondary']];
    case 'firewall proxy-policy':
      return [...policy.row['ztna-ems-tag'], ...policy.row['access-proxy']];
    case 'firewall security-policy':
      return [];
  }
}

/** Names among a policy's addresses, tags and servers, which each stand for something. */
function objectNames(policy: Listed): readonly string[] {
  const { row } = policy;
  return [...row.srcaddr, ...row.dstaddr, ...tagsAndServers(policy)];
}

/** Every object that a policy names. */
function namesIn(policy: Listed): readonly string[] {
  const { row } = policy;
  return [
    ...objectNames(policy),
    ...row.srcintf,
    ...row.dstintf,
    ...row.users,
    ...row.groups,
    row.schedule,
    ...(policy.table === 'firewall proxy-policy' ? [] : policy.row.service),
  ];
}

const texts = new WeakMap<Listed['row'], string>();

/** Everything in a policy that a person may search for, in lower case; put together once for each. */
function searchText(policy: Listed): string {
  const { policyid, name, comments } = policy.row;
  const text =
    texts.get(policy.row) ??
    [String(policyid), name, ...namesIn(policy), comments].join('\n').toLowerCase();
  texts.set(policy.row, text);
  return text;
}

/** Those that a filter leaves, in the order in which they are asked. */
function filtered(policies: readonly Listed[], filter: PolicyFilter): readonly Listed[] {
  const text = filter.search.trim().toLowerCase();
  const uses = filter.uses === '' ? null : new Set(filter.uses.split(nameBreak));
  return policies.filter(
    (policy) =>
      (filter.type === null || policy.kind === filter.type) &&
      (filter.action === null || policy.row.action === filter.action) &&
      (filter.status === null || policy.row.status === filter.status) &&
      (uses === null || namesIn(policy).some((name) => uses.has(name))) &&
      (text === '' || searchText(policy).includes(text)),
  );
}

function wireOf(policy: Listed): { readonly kind: PolicyKind; readonly row: unknown } {
  const { kind } = policy;
  switch (policy.table) {
    case 'firewall policy':
      return { kind, row: toWire('firewall policy', policy.row) };
    case 'firewall proxy-policy':
      return { kind, row: toWire('firewall proxy-policy', policy.row) };
    case 'firewall security-policy':
      return { kind, row: toWire('firewall security-policy', policy.row) };
  }
}

function namesOf(state: WorldState, fortigate: FortiGate, policies: readonly Listed[]) {
  return [...new Set(policies.flatMap(objectNames))].map(namedObjectOf(state, fortigate));
}

interface OnList {
  readonly fortigate: string;
  readonly list: ConsideredType;
  readonly filter: PolicyFilter;
}

export function policies(
  state: WorldState,
  query: OnList & { readonly start: number; readonly count: number },
): PolicyWindow {
  const fortigate = fortigateNamed(state, query.fortigate);
  const all = listed(fortigate, query.list);
  const found = filtered(all, query.filter);
  const shown = found.slice(query.start, query.start + query.count);
  const kinds = new Set(all.map(({ kind }) => kind));
  return {
    policies: shown.map(wireOf),
    matched: found.length,
    size: all.length,
    kinds: policyKinds.filter((kind) => kinds.has(kind)),
    names: namesOf(state, fortigate, shown),
    revision: state.revision,
  };
}

/** One policy, and where in the filtered list it stands. */
export function policyPlace(
  state: WorldState,
  query: OnList & { readonly id: string },
): PlacedPolicy {
  const fortigate = fortigateNamed(state, query.fortigate);
  const all = listed(fortigate, query.list);
  const isWanted = ({ row }: Listed): boolean => String(row.policyid) === query.id;
  const found = all.find(isWanted);
  const at = filtered(all, query.filter).findIndex(isWanted);
  return {
    policy: found ? wireOf(found) : null,
    at: at < 0 ? null : at,
    names: found ? namesOf(state, fortigate, [found]) : [],
    revision: state.revision,
  };
}

/** Which other policy of the list has a name already: no two may have the same. */
export function policyNamed(
  state: WorldState,
  query: {
    readonly fortigate: string;
    readonly list: ConsideredType;
    readonly name: string;
    /** The number of the policy that is to have it. */
    readonly except: string;
  },
): { readonly policyid: number | null } {
  const twin = policiesOf(fortigateNamed(state, query.fortigate), query.list).find(
    ({ name, policyid }) => name === query.name && String(policyid) !== query.except,
  );
  return { policyid: twin?.policyid ?? null };
}
