/** A policy's form: its values, what is wrong with them, and the row that they make. */
import { policyLacks, policyNameTaken } from '#model/words/refusals.ts';
import type { RowDraft } from '#model/fortios/rows.parse.ts';
import type { FirewallPolicy, ProxyPolicy } from '#model/fortios/tables.ts';
import type { PolicyKind } from '#model/fortios/policy-list.ts';
import { nameProblem } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';
import type { PolicyRow, PolicyTable } from '../policy-row.ts';

const names = z.array(z.string());

/** Fields have FortiOS's own names. `servers` are VIPs in a firewall policy, access proxies in a proxy policy. */
const policyValuesShape = z.object({
  kind: z.enum(['standard', 'ztna', 'other']),
  name: z.string(),
  srcintf: names,
  dstintf: names,
  srcaddr: names,
  users: names,
  groups: names,
  'ztna-ems-tag': names,
  'ztna-tags-match-logic': z.enum(['or', 'and']),
  servers: names,
  dstaddr: names,
  schedule: z.string(),
  service: names,
  action: z.enum(['accept', 'deny']),
  logtraffic: z.enum(['all', 'utm', 'disable']),
  comments: z.string(),
  enabled: z.boolean(),
});
export type PolicyValues = z.infer<typeof policyValuesShape>;
export type PolicyField = keyof PolicyValues;

const maxPolicyName = 35;
const maxComments = 1023;

export interface FormSetting {
  readonly table: PolicyTable;
  /** The policy that is edited; null for a new one. */
  readonly before: PolicyRow | null;
  /** The other policy that has the form's name; null if none has. */
  readonly namesake: number | null;
  /** Those of its addresses that are VIPs of type access-proxy. */
  readonly accessVips: ReadonlySet<string>;
}

export interface FormProblem {
  readonly field: PolicyField;
  readonly message: string;
}

export function newValues(table: PolicyTable): PolicyValues {
  return {
    kind: 'ztna',
    name: '',
    srcintf: [],
    dstintf: [],
    srcaddr: ['all'],
    users: [],
    groups: [],
    'ztna-ems-tag': [],
    'ztna-tags-match-logic': 'or',
    servers: [],
    // A full ZTNA policy may name real servers; a standard one must say where to.
    dstaddr: table === 'firewall proxy-policy' ? ['all'] : [],
    schedule: 'always',
    service: ['ALL'],
    action: 'accept',
    logtraffic: 'utm',
    comments: '',
    enabled: true,
  };
}

export function valuesOf(policy: PolicyRow): PolicyValues {
  const { row, kind } = policy;
  const isSimple = policy.table === 'firewall policy' && kind === 'ztna';
  return {
    kind,
    name: row.name,
    srcintf: [...row.srcintf],
    dstintf: [...row.dstintf],
    srcaddr: [...row.srcaddr],
    users: [...row.users],
    groups: [...row.groups],
    'ztna-ems-tag': [...row['ztna-ems-tag']],
    'ztna-tags-match-logic': row['ztna-tags-match-logic'],
    servers: isSimple
      ? [...row.dstaddr]
      : policy.table === 'firewall proxy-policy'
        ? [...policy.row['access-proxy']]
        : [],
    dstaddr: isSimple ? [] : [...row.dstaddr],
    schedule: row.schedule,
    service: policy.table === 'firewall policy' ? [...policy.row.service] : [],
    action: row.action,
    logtraffic: row.logtraffic,
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
    case 'name':
    case 'srcintf':
    case 'srcaddr':
    case 'users':
    case 'groups':
    case 'ztna-ems-tag':
    case 'ztna-tags-match-logic':
    case 'schedule':
    case 'action':
    case 'logtraffic':
    case 'comments':
      return apiField;
    default:
      return null;
  }
}

function nameProblems(
  { name }: PolicyValues,
  { before, namesake }: FormSetting,
): readonly FormProblem[] {
  // An imported policy may have no name, and need not be given one to change something else.
  if (name === '' && before !== null && before.row.name === '') return [];
  const problem = nameProblem(name, 'policy', maxPolicyName);
  if (problem) return [{ field: 'name', message: problem }];
  return namesake === null ? [] : [{ field: 'name', message: policyNameTaken(namesake) }];
}

function destinationProblems(values: PolicyValues, setting: FormSetting): readonly FormProblem[] {
  const noDestination: FormProblem = {
    field: 'dstaddr',
    message: policyLacks.destination,
  };
  const noServer: FormProblem = { field: 'servers', message: policyLacks.server };
  switch (values.kind) {
    case 'ztna':
      if (setting.table === 'firewall policy')
        return values.servers.some((name) => setting.accessVips.has(name)) ? [] : [noServer];
      return [
        ...(values.servers.length === 0 ? [noServer] : []),
        ...(values.dstaddr.length === 0 ? [noDestination] : []),
      ];
    case 'standard': {
      if (values.dstaddr.length === 0) return [noDestination];
      const vip = values.dstaddr.find((name) => setting.accessVips.has(name));
      return vip !== undefined && values['ztna-ems-tag'].length > 0
        ? [
            {
              field: 'dstaddr',
              message: `${vip} belongs to a ZTNA server: with posture tags this is a policy of type ZTNA. Choose that type, or another destination.`,
            },
          ]
        : [];
    }
    case 'other':
      return values.dstaddr.length === 0 ? [noDestination] : [];
  }
}

/** What FortiOS would refuse (mocks/world/fortigate/row-checks.ts says the same to who goes past the form). */
export function problemsOf(values: PolicyValues, setting: FormSetting): readonly FormProblem[] {
  const isStandard = values.kind === 'standard';
  const needed: readonly (readonly [PolicyField, boolean, string])[] = [
    ['srcintf', values.srcintf.length === 0, policyLacks.incomingInterface],
    ['dstintf', isStandard && values.dstintf.length === 0, policyLacks.outgoingInterface],
    ['srcaddr', values.srcaddr.length === 0, policyLacks.source],
    ['schedule', values.schedule === '', policyLacks.schedule],
    ['service', isStandard && values.service.length === 0, policyLacks.service],
    [
      'comments',
      values.comments.length > maxComments,
      `The comments have ${values.comments.length} characters; FortiOS takes at most ${maxComments}. Shorten them.`,
    ],
  ];
  return [
    ...nameProblems(values, setting),
    ...needed.flatMap(([field, isBad, message]) => (isBad ? [{ field, message }] : [])),
    ...destinationProblems(values, setting),
  ];
}

/** A form's name may be asked for as it is, if only the FortiGate must say whether another policy has it. */
export function isPlausibleName(name: string): boolean {
  return nameProblem(name, 'policy', maxPolicyName) === null;
}

/** @param settingOf what the FortiGate says of the values */
export function policyValuesSchema(settingOf: (values: PolicyValues) => Promise<FormSetting>) {
  return policyValuesShape.superRefine(async (values, context) => {
    for (const { field, message } of problemsOf(values, await settingOf(values)))
      context.addIssue({ code: 'custom', path: [field], message });
  });
}

/** What policies of both tables have in common. */
function commonDraft(values: PolicyValues) {
  const { name, srcintf, srcaddr, users, groups, schedule, action, logtraffic, comments } = values;
  return {
    name,
    srcintf,
    srcaddr,
    users,
    groups,
    'ztna-ems-tag': values['ztna-ems-tag'],
    schedule,
    action,
    logtraffic,
    comments,
    status: values.enabled ? ('enable' as const) : ('disable' as const),
  };
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i]);
}

/** `firewall policy`: only what the form shows is sent, so that what the CLI set stays. */
export function firewallDraft(
  values: PolicyValues,
  before: Extract<PolicyRow, { table: 'firewall policy' }> | null,
): RowDraft<'firewall policy'> {
  const changesKind = before === null || before.kind !== values.kind;
  if (values.kind !== 'standard')
    return {
      ...commonDraft(values),
      'ztna-tags-match-logic': values['ztna-tags-match-logic'],
      dstaddr: values.servers,
      ...(changesKind ? { 'ztna-status': 'enable', dstintf: ['any'] } : {}),
      // No part in the decision, and still asked for by FortiOS.
      ...(before === null || before.row.service.length === 0 ? { service: ['ALL'] } : {}),
      ...(before?.row.dstintf.length === 0 ? { dstintf: ['any'] } : {}),
    };
  const tags = values['ztna-ems-tag'];
  // Tags are in force only under ztna-status; a policy whose tags are untouched keeps its own.
  const changesTags = changesKind || !sameNames(tags, before.row['ztna-ems-tag']);
  const asksForTags = tags.length > 0 || (before?.row['ztna-ems-tag-secondary'].length ?? 0) > 0;
  return {
    ...commonDraft(values),
    dstintf: values.dstintf,
    dstaddr: values.dstaddr,
    service: values.service,
    ...(changesTags ? { 'ztna-status': asksForTags ? 'enable' : 'disable' } : {}),
  };
}

/** `firewall proxy-policy`: a policy that is not for ZTNA keeps its kind of proxy. */
export function proxyDraft(
  values: PolicyValues,
  before: ProxyPolicy | null,
): RowDraft<'firewall proxy-policy'> {
  return {
    ...commonDraft(values),
    dstaddr: values.dstaddr,
    ...(values.kind === 'ztna'
      ? {
          'ztna-tags-match-logic': values['ztna-tags-match-logic'],
          'access-proxy': values.servers,
        }
      : {}),
    ...(before === null ? { proxy: 'access-proxy' } : {}),
  };
}

function ownership(row: FirewallPolicy | ProxyPolicy): boolean {
  return 'device-ownership' in row
    ? row['device-ownership'] === 'enable'
    : row['ztna-device-ownership'] === 'enable';
}

/**
 * Settings that only the CLI shows, in words: the form leaves them as they are. `kind`: the type that the
 * form would make of the policy.
 */
export function cliSettings(policy: PolicyRow, kind: PolicyKind = policy.kind): readonly string[] {
  const { row } = policy;
  const found: string[] = [];
  if (row['ztna-ems-tag-negate'] === 'enable')
    found.push(
      'Tags negated (ztna-ems-tag-negate): the policy matches endpoints that do not meet the tag condition.',
    );
  if (row['srcaddr-negate'] === 'enable')
    found.push('Source negated (srcaddr-negate): every address except those listed.');
  if (row['dstaddr-negate'] === 'enable')
    found.push('Destination negated (dstaddr-negate): every address except those listed.');
  if (ownership(row))
    found.push('Device ownership: the user must be the owner of the endpoint on EMS.');
  if (policy.table === 'firewall policy') {
    if (policy.row['ztna-ems-tag-secondary'].length > 0)
      found.push(
        kind === 'standard'
          ? `Secondary tags (ztna-ems-tag-secondary): one of ${policy.row['ztna-ems-tag-secondary'].join(', ')} must match as well.`
          : 'Secondary tags (ztna-ems-tag-secondary) have no effect in a ZTNA policy.',
      );
    if (kind === 'standard' && policy.row['service-negate'] === 'enable')
      found.push('Service negated (service-negate): every service except those listed.');
    if (kind === 'ztna' && policy.row['ztna-policy-redirect'] === 'enable')
      found.push(
        'Redirect (ztna-policy-redirect): the proxy policies decide sessions that this policy accepts.',
      );
    if (
      kind === policy.kind &&
      policy.row['ztna-status'] === 'disable' &&
      row['ztna-ems-tag'].length > 0
    )
      found.push('ztna-status is disabled: the tags listed are not in force.');
  }
  return found;
}
