import type { FirewallPolicy, ProxyPolicy } from '#model/fortios/tables.ts';
import type { PolicyKind } from '#model/fortios/policy-list.ts';
import type { PolicyRow } from '../policy-row.ts';

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
  if (row['ztna-ems-tag-negate'] === 'enable' && row['ztna-ems-tag'].length === 0)
    found.push('Tags negated (ztna-ems-tag-negate): without tags, this has no effect.');
  if (row['srcaddr-negate'] === 'enable')
    found.push('Source negated (srcaddr-negate): every address except those listed.');
  if (row['dstaddr-negate'] === 'enable')
    found.push('Destination negated (dstaddr-negate): every address except those listed.');
  if (ownership(row))
    found.push('Device ownership: the user must be the owner of the endpoint on EMS.');
  if (policy.table === 'firewall policy') {
    if (kind === 'ztna' && policy.row['ztna-ems-tag-secondary'].length > 0)
      found.push('Secondary tags (ztna-ems-tag-secondary) have no effect in a ZTNA policy.');
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
