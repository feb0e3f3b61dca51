/** Settings that decide nothing where they stand, and policies that ask nothing of anyone. */
import type { Finding, FindingAbout } from '#model/lab/findings.ts';
import { type Site, finding, placeOf } from './draft.ts';
import { everyPolicy } from './asked-names.ts';
import type { ListedPolicy } from '../prove/policy-list.ts';
import type { FirewallPolicy } from '#model/fortios/tables.ts';

type Idle = Extract<FindingAbout, { kind: 'no-effect' }>;

function idle(why: Idle['why'], fields: readonly string[]): readonly Idle[] {
  return fields.length > 0 ? [{ kind: 'no-effect', why, fields: [...fields] }] : [];
}

/** Fields of the policy whose lists are not empty, nor as they are where nothing was said. */
function saysMore(policy: FirewallPolicy): readonly string[] {
  const { dstintf, service } = policy;
  return [
    ...(dstintf.length > 0 && !dstintf.includes('any') ? ['dstintf'] : []),
    ...((service.length > 0 && !service.includes('ALL')) || policy['service-negate'] === 'enable'
      ? ['service']
      : []),
  ];
}

/** `ztna-tags-match-logic`, secondary tags and the rest, by the kind of policy (domain.md section 5). */
function idleSettings(listed: ListedPolicy, isStandard: boolean): readonly Idle[] {
  const { policytype, policy } = listed;
  if (policytype === 'security-policy') return [];
  const tags = policy['ztna-ems-tag'];
  const negatesNothing =
    policy['ztna-ems-tag-negate'] === 'enable' && tags.length === 0
      ? idle('negate-nothing', ['ztna-ems-tag-negate'])
      : [];
  if (policytype === 'proxy-policy') return negatesNothing;
  const secondary = policy['ztna-ems-tag-secondary'].length > 0 ? ['ztna-ems-tag-secondary'] : [];
  const redirects = policy['ztna-policy-redirect'] === 'enable' ? ['ztna-policy-redirect'] : [];
  if (!isStandard)
    return [
      ...negatesNothing,
      ...idle('simple-secondary', secondary),
      ...idle('simple-destination', saysMore(policy)),
      ...(policy.action === 'deny' ? idle('redirect-of-deny', redirects) : []),
    ];
  const isAll = policy['ztna-tags-match-logic'] === 'and' && tags.length > 1;
  return policy['ztna-status'] === 'enable'
    ? [
        ...negatesNothing,
        ...(isAll ? idle('match-logic', ['ztna-tags-match-logic']) : []),
        ...idle('redirect-of-standard', redirects),
      ]
    : idle('ztna-off', [...(tags.length > 0 ? ['ztna-ems-tag'] : []), ...secondary]);
}

/** What keeps anybody out: nothing in the list, for a policy that anyone passes. */
function asksSomething({ policytype, policy }: ListedPolicy, isStandard: boolean): boolean {
  const isAny = (names: readonly string[], negate: string): boolean =>
    names.includes('all') && negate === 'disable';
  if (policy.users.length + policy.groups.length > 0) return true;
  if (!isAny(policy.srcaddr, policy['srcaddr-negate'])) return true;
  switch (policytype) {
    case 'proxy-policy':
      return policy['ztna-ems-tag'].length > 0 || policy['device-ownership'] === 'enable';
    case 'policy': {
      const tags = policy['ztna-ems-tag'].length > 0 && policy['ztna-status'] === 'enable';
      if (tags || policy['ztna-device-ownership'] === 'enable') return true;
      if (!isStandard) return false;
      const secondary = policy['ztna-ems-tag-secondary'].length > 0;
      return (
        (secondary && policy['ztna-status'] === 'enable') ||
        !isAny(policy.dstaddr, policy['dstaddr-negate']) ||
        !policy.service.includes('ALL') ||
        policy['service-negate'] === 'enable'
      );
    }
    case 'security-policy':
      return (
        !isAny(policy.dstaddr, policy['dstaddr-negate']) ||
        !policy.service.includes('ALL') ||
        policy.application.length + policy['app-category'].length > 0
      );
  }
}

export function settingFindings(site: Site): readonly Finding[] {
  const { fortigate, compiled } = site;
  const standard = new Set(compiled.standard.map(({ policyid }) => policyid));
  return everyPolicy(site).flatMap((listed) => {
    const { policytype, policy } = listed;
    // Proxy policies of other kinds are not the lab's to judge; standard ones decide nothing in policy-based mode.
    if (policytype === 'proxy-policy' && policy.proxy !== 'access-proxy') return [];
    const isStandard = policytype === 'policy' && standard.has(policy.policyid);
    if (isStandard && compiled.security) return [];
    const place = placeOf(listed);
    const open =
      policy.status === 'enable' &&
      policy.action === 'accept' &&
      !asksSomething(listed, isStandard);
    return [
      ...idleSettings(listed, isStandard).map((about) => finding(fortigate.name, place, about)),
      ...(open
        ? [
            finding(fortigate.name, place, {
              kind: 'open-to-all',
              what:
                policytype === 'policy' && !isStandard
                  ? [...policy.dstaddr]
                  : 'access-proxy' in policy
                    ? [...policy['access-proxy']]
                    : [],
            }),
          ]
        : []),
    ];
  });
}
