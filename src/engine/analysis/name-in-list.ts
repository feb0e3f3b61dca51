import type { FortiosConfig } from '#model/fortios/tables.ts';
import type { PlainOutcome } from './plain-decisions.ts';

/** What a policy is called in its list; blank for one without a name, and for the implicit deny. */
export function nameInList(
  config: FortiosConfig | null | undefined,
  { policytype, policyid }: Pick<PlainOutcome, 'policytype' | 'policyid'>,
): string {
  const policies: readonly { readonly policyid: number; readonly name: string }[] =
    config?.[policytype === 'policy' ? 'firewall policy' : 'firewall proxy-policy'] ?? [];
  return policies.find((one) => one.policyid === policyid)?.name ?? '';
}
