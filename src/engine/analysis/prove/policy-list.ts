/** The lists that sessions walk: one a ZTNA server, and one of standard policies. */
import { isActionNotDecided, refusedSettings } from '#model/fortios/refused.ts';
import type {
  AccessProxy,
  FirewallPolicy,
  ProxyPolicy,
  SecurityPolicy,
  Vip,
} from '#model/fortios/tables.ts';
import type { Compiled } from '../../decide/compile.ts';

export type PolicyList =
  | {
      readonly kind: 'ztna';
      readonly vip: Vip;
      readonly proxy: AccessProxy;
      readonly simple: readonly FirewallPolicy[];
      readonly full: readonly ProxyPolicy[];
    }
  | { readonly kind: 'standard'; readonly policies: readonly FirewallPolicy[] }
  | { readonly kind: 'security'; readonly policies: readonly SecurityPolicy[] };

/** A VIP without an access proxy leads nowhere: no policy is asked there. */
export function policyLists(compiled: Compiled): readonly PolicyList[] {
  const ztna = compiled.config['firewall vip'].flatMap((vip): PolicyList[] => {
    if (vip.type !== 'access-proxy') return [];
    const proxy = compiled.proxyByVip.get(vip.name);
    if (!proxy) return [];
    const simple = compiled.simpleByVip.get(vip.name) ?? [];
    const full = compiled.fullByProxy.get(proxy.name) ?? [];
    return simple.length + full.length > 0 ? [{ kind: 'ztna', vip, proxy, simple, full }] : [];
  });
  const forward: PolicyList = compiled.security
    ? { kind: 'security', policies: compiled.security }
    : { kind: 'standard', policies: compiled.standard };
  return forward.policies.length > 0 ? [...ztna, forward] : ztna;
}

/** What the policies of a list look at, whatever their type. */
export type ListedPolicy =
  | { readonly policytype: 'policy'; readonly policy: FirewallPolicy }
  | { readonly policytype: 'proxy-policy'; readonly policy: ProxyPolicy }
  | { readonly policytype: 'security-policy'; readonly policy: SecurityPolicy };

export function policiesIn(list: PolicyList): readonly ListedPolicy[] {
  switch (list.kind) {
    case 'ztna':
      return [
        ...list.simple.map((policy): ListedPolicy => ({ policytype: 'policy', policy })),
        ...list.full.map((policy): ListedPolicy => ({ policytype: 'proxy-policy', policy })),
      ];
    case 'standard':
      return list.policies.map((policy) => ({ policytype: 'policy', policy }));
    case 'security':
      return list.policies.map((policy) => ({ policytype: 'security-policy', policy }));
  }
}

/** The same policy has the same key in every list. */
export function policyKey({ policytype, policy }: ListedPolicy): string {
  return `${policytype} ${policy.policyid}`;
}

function isRefused(listed: ListedPolicy): boolean {
  switch (listed.policytype) {
    case 'policy':
      return isActionNotDecided(refusedSettings('firewall policy', listed.policy));
    case 'proxy-policy':
      return isActionNotDecided(refusedSettings('firewall proxy-policy', listed.policy));
    case 'security-policy':
      return isActionNotDecided(refusedSettings('firewall security-policy', listed.policy));
  }
}

/** What a policy does with a session that it matches; null for one that is passed over. */
export function verdictIn(
  listed: ListedPolicy,
  list: PolicyList,
): 'accept' | 'deny' | 'redirect' | null {
  const { policytype, policy } = listed;
  if (policy.status === 'disable' || isRefused(listed)) return null;
  return policytype === 'policy' &&
    list.kind === 'ztna' &&
    policy.action === 'accept' &&
    policy['ztna-policy-redirect'] === 'enable'
    ? 'redirect'
    : policy.action;
}
