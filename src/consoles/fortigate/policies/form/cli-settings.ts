import type { FirewallPolicy, ProxyPolicy, SecurityPolicy } from '#model/fortios/tables.ts';
import type { PolicyKind } from '#model/fortios/policy-list.ts';
import { type PolicyRow, postureOf } from '../policy-row.ts';

const serviceNegated = 'Service negated (service-negate): every service except those listed.';

/** What a security policy asks for and no session here has [218574]. */
function notJudged(row: SecurityPolicy): readonly string[] {
  const asked = [
    ['Applications', row.application],
    ['Application categories', row['app-category']],
    ['Application groups', row['app-group']],
    ['URL categories', row['url-category']],
  ] as const;
  return asked.flatMap(([what, names]) =>
    names.length === 0 ? [] : [`${what} (${names.join(', ')}): not judged in this lab.`],
  );
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
  const { tags, isNegated } = postureOf(policy);
  if (isNegated && tags.length === 0)
    found.push('Tags negated (ztna-ems-tag-negate): without tags, this has no effect.');
  if (row['srcaddr-negate'] === 'enable')
    found.push('Source negated (srcaddr-negate): every address except those listed.');
  if (row['dstaddr-negate'] === 'enable')
    found.push('Destination negated (dstaddr-negate): every address except those listed.');
  if (policy.table === 'firewall security-policy') {
    if (policy.row['service-negate'] === 'enable') found.push(serviceNegated);
    return [...found, ...notJudged(policy.row)];
  }
  if (ownership(policy.row))
    found.push('Device ownership: the user must be the owner of the endpoint on EMS.');
  if (policy.table === 'firewall policy') {
    if (kind === 'ztna' && policy.row['ztna-ems-tag-secondary'].length > 0)
      found.push('Secondary tags (ztna-ems-tag-secondary) have no effect in a ZTNA policy.');
    if (kind === 'standard' && policy.row['service-negate'] === 'enable')
      found.push(serviceNegated);
    if (kind === 'ztna' && policy.row['ztna-policy-redirect'] === 'enable')
      found.push(
        'Redirect (ztna-policy-redirect): the proxy policies decide sessions that this policy accepts.',
      );
    if (kind === policy.kind && policy.row['ztna-status'] === 'disable' && tags.length > 0)
      found.push('ztna-status is disabled: the tags listed are not in force.');
  }
  return found;
}
