/** The row that the values of a policy's form make: only what the form shows, so that what the CLI set stays. */
import type { RowDraft } from '#model/fortios/rows.parse.ts';
import type { ProxyPolicy, SecurityPolicy } from '#model/fortios/tables.ts';
import type { PolicyRow } from '../policy-row.ts';
import type { PolicyValues } from './policy-values.ts';

function toggled(isOn: boolean): 'enable' | 'disable' {
  return isOn ? 'enable' : 'disable';
}

/** *Log Violation Traffic* [477578]. A deny policy that logs security events logs nothing, and stays as it is. */
function violationLog(
  { logViolation }: PolicyValues,
  before: PolicyRow['row'] | null,
): 'all' | 'utm' | 'disable' {
  if (logViolation) return 'all';
  return before?.action === 'deny' && before.logtraffic === 'utm' ? 'utm' : 'disable';
}

/** What policies of all tables have in common. */
function plainDraft(values: PolicyValues, before: PolicyRow['row'] | null) {
  const { name, srcintf, srcaddr, users, groups, schedule, action, comments } = values;
  return {
    name,
    srcintf,
    srcaddr,
    users,
    groups,
    schedule,
    action,
    logtraffic: action === 'accept' ? values.logAllowed : violationLog(values, before),
    comments,
    status: toggled(values.enabled),
  };
}

/** The same with tags of their own. */
function commonDraft(values: PolicyValues, before: PolicyRow['row'] | null) {
  const tags = values['ztna-ems-tag'];
  return {
    ...plainDraft(values, before),
    'ztna-ems-tag': tags,
    // Without tags there is no such field [419462].
    ...(tags.length > 0 ? { 'ztna-ems-tag-negate': toggled(values['ztna-ems-tag-negate']) } : {}),
  };
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i]);
}

/** None while they are disabled. */
export function secondaryTags(values: PolicyValues): readonly string[] {
  return values.secondary === 'specify' ? values['ztna-ems-tag-secondary'] : [];
}

type FirewallRow = Extract<PolicyRow, { table: 'firewall policy' }>;

function changesKind({ kind }: PolicyValues, before: FirewallRow | null): boolean {
  return before === null || before.kind !== kind;
}

/** Tags are in force only under `ztna-status`; a policy whose tags are untouched keeps its own. */
export function changesTags(values: PolicyValues, before: FirewallRow | null): boolean {
  return (
    before === null ||
    changesKind(values, before) ||
    !sameNames(values['ztna-ems-tag'], before.row['ztna-ems-tag']) ||
    !sameNames(secondaryTags(values), before.row['ztna-ems-tag-secondary'])
  );
}

/** `firewall policy`. */
export function firewallDraft(
  values: PolicyValues,
  before: FirewallRow | null,
): RowDraft<'firewall policy'> {
  const common = commonDraft(values, before?.row ?? null);
  if (values.kind !== 'standard')
    return {
      ...common,
      'ztna-tags-match-logic': values['ztna-tags-match-logic'],
      dstaddr: values.servers,
      ...(changesKind(values, before) ? { 'ztna-status': 'enable', dstintf: ['any'] } : {}),
      // No part in the decision, and still asked for by FortiOS.
      ...(before === null || before.row.service.length === 0 ? { service: ['ALL'] } : {}),
      ...(before?.row.dstintf.length === 0 ? { dstintf: ['any'] } : {}),
    };
  const secondary = secondaryTags(values);
  const asksForTags = values['ztna-ems-tag'].length + secondary.length > 0;
  return {
    ...common,
    'ztna-ems-tag-secondary': secondary,
    dstintf: values.dstintf,
    dstaddr: values.dstaddr,
    service: values.service,
    ...(changesTags(values, before) ? { 'ztna-status': asksForTags ? 'enable' : 'disable' } : {}),
  };
}

/** `firewall security-policy`: its tags stand among its addresses. */
export function securityDraft(
  values: PolicyValues,
  before: SecurityPolicy | null,
): RowDraft<'firewall security-policy'> {
  const { dstintf, dstaddr, service } = values;
  return { ...plainDraft(values, before), dstintf, dstaddr, service };
}

/** `firewall proxy-policy`: a policy that is not for ZTNA keeps its kind of proxy. */
export function proxyDraft(
  values: PolicyValues,
  before: ProxyPolicy | null,
): RowDraft<'firewall proxy-policy'> {
  return {
    ...commonDraft(values, before),
    'ztna-tags-match-logic': values['ztna-tags-match-logic'],
    dstaddr: values.dstaddr,
    ...(values.kind === 'ztna' ? { 'access-proxy': values.servers } : {}),
    ...(before === null ? { proxy: 'access-proxy' } : {}),
  };
}
