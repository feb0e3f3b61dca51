/** A policy's form: its values, and where they come from. */
import type { PolicyKind } from '#model/fortios/policy-list.ts';
import { z } from '#model/zod.ts';
import { type PolicyRow, type PolicyTable, servicesOf } from '../policy-row.ts';

const names = z.array(z.string());

/** Fields have FortiOS's own names. `servers` are VIPs in a firewall policy, access proxies in a proxy policy. */
export const policyValuesShape = z.object({
  kind: z.enum(['standard', 'ztna', 'other']),
  name: z.string(),
  srcintf: names,
  dstintf: names,
  srcaddr: names,
  users: names,
  groups: names,
  'ztna-ems-tag': names,
  'ztna-tags-match-logic': z.enum(['or', 'and']),
  'ztna-ems-tag-negate': z.boolean(),
  /** *Logical And With Secondary Tags*: what was specified stays in the form while it is disabled. */
  secondary: z.enum(['disable', 'specify']),
  'ztna-ems-tag-secondary': names,
  servers: names,
  dstaddr: names,
  schedule: z.string(),
  service: names,
  action: z.enum(['accept', 'deny']),
  /** `logtraffic` under either action, so that neither choice is lost when the action changes. */
  logAllowed: z.enum(['all', 'utm', 'disable']),
  logViolation: z.boolean(),
  comments: z.string(),
  enabled: z.boolean(),
});
export type PolicyValues = z.infer<typeof policyValuesShape>;
export type PolicyField = keyof PolicyValues;

/** @param kind a firewall policy is an ordinary one until it is set to ZTNA [972568]; a proxy policy is for ZTNA */
export function newValues(
  table: PolicyTable,
  kind: PolicyKind = table === 'firewall proxy-policy' ? 'ztna' : 'standard',
): PolicyValues {
  return {
    kind,
    name: '',
    srcintf: [],
    dstintf: [],
    srcaddr: ['all'],
    users: [],
    groups: [],
    'ztna-ems-tag': [],
    'ztna-tags-match-logic': 'or',
    'ztna-ems-tag-negate': false,
    secondary: 'disable',
    'ztna-ems-tag-secondary': [],
    servers: [],
    // A full ZTNA policy may name real servers; a standard one must say where to.
    dstaddr: table === 'firewall proxy-policy' ? ['all'] : [],
    schedule: 'always',
    service: ['ALL'],
    action: 'accept',
    logAllowed: 'utm',
    logViolation: true,
    comments: '',
    enabled: true,
  };
}

export function valuesOf(policy: PolicyRow): PolicyValues {
  const { row, kind } = policy;
  const isSimple = policy.table === 'firewall policy' && kind === 'ztna';
  const hasTags = policy.table !== 'firewall security-policy';
  const secondary = policy.table === 'firewall policy' ? policy.row['ztna-ems-tag-secondary'] : [];
  const isAccept = row.action === 'accept';
  return {
    kind,
    name: row.name,
    srcintf: [...row.srcintf],
    dstintf: [...row.dstintf],
    srcaddr: [...row.srcaddr],
    users: [...row.users],
    groups: [...row.groups],
    'ztna-ems-tag': hasTags ? [...policy.row['ztna-ems-tag']] : [],
    'ztna-tags-match-logic': hasTags ? policy.row['ztna-tags-match-logic'] : 'or',
    'ztna-ems-tag-negate': hasTags && policy.row['ztna-ems-tag-negate'] === 'enable',
    secondary: secondary.length > 0 ? 'specify' : 'disable',
    'ztna-ems-tag-secondary': [...secondary],
    servers: isSimple
      ? [...row.dstaddr]
      : policy.table === 'firewall proxy-policy'
        ? [...policy.row['access-proxy']]
        : [],
    dstaddr: isSimple ? [] : [...row.dstaddr],
    schedule: row.schedule,
    service: [...servicesOf(policy)],
    action: row.action,
    logAllowed: isAccept ? row.logtraffic : 'utm',
    logViolation: isAccept || row.logtraffic === 'all',
    comments: row.comments,
    enabled: row.status === 'enable',
  };
}

/** The form's field for one that the API refused; null where the form has none. */
export function findPolicyField(
  apiField: string,
  table: PolicyTable,
  kind: PolicyKind,
): PolicyField | null {
  switch (apiField) {
    case 'access-proxy':
      return 'servers';
    case 'dstaddr':
      return table === 'firewall policy' && kind === 'ztna' ? 'servers' : 'dstaddr';
    case 'dstintf':
    case 'service':
      return kind === 'standard' ? apiField : null;
    case 'status':
      return 'enabled';
    case 'users':
    case 'groups':
      // They are parts of *Source*.
      return 'srcaddr';
    case 'ztna-ems-tag-negate':
      return 'ztna-ems-tag';
    case 'ztna-ems-tag-secondary':
      return kind === 'standard' ? apiField : null;
    case 'logtraffic':
      return 'logAllowed';
    case 'name':
    case 'srcintf':
    case 'srcaddr':
    case 'ztna-ems-tag':
    case 'ztna-tags-match-logic':
    case 'schedule':
    case 'action':
    case 'comments':
      return apiField;
    default:
      return null;
  }
}
