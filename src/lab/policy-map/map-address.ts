/** What of the policy map its address holds. */
import type { PolicyTable } from '#consoles/fortigate/policies/policy-row.ts';
import type { PolicyKind } from '#model/fortios/policy-list.ts';
import { readDestination } from '#model/lab/forward-destination.ts';
import type { UrlState } from '#ui/url-state.ts';

/** What an address asks for: a FortiGate in policy-based mode has security policies where others have forward ones. */
const askedLists = ['ztna', 'proxy', 'forward'] as const;
export type MapList = (typeof askedLists)[number] | 'security';

export function mapListsOf(isPolicyBased: boolean): readonly MapList[] {
  return isPolicyBased ? ['ztna', 'proxy', 'security'] : askedLists;
}

/** Whether its policies forward sessions to addresses; else they are those of ZTNA servers. */
export function forwards(list: MapList): boolean {
  return list === 'forward' || list === 'security';
}

export const mapListWords: Record<MapList, string> = {
  ztna: 'ZTNA',
  proxy: 'ZTNA, proxy policies',
  forward: 'Forward',
  security: 'Forward, security policies',
};

export function tableOf(list: MapList): PolicyTable {
  switch (list) {
    case 'proxy':
      return 'firewall proxy-policy';
    case 'security':
      return 'firewall security-policy';
    case 'ztna':
    case 'forward':
      return 'firewall policy';
  }
}

export function kindOf(list: MapList): PolicyKind {
  return forwards(list) ? 'standard' : 'ztna';
}

export interface MapAddress {
  readonly fortigate: string;
  readonly list: MapList;
  readonly server: string;
  /** Where forwarded sessions go that are counted; empty for an address of each policy’s own. */
  readonly to: string;
  /** The incoming interface of every session that is counted; empty for each one’s own. */
  readonly srcintf: string;
  readonly search: string;
  /** The number of the policy that is chosen; empty for none. */
  readonly policy: string;
}

/**
 * @param first the FortiGate that is shown where the address names none
 * @param policyBased the names of those in policy-based mode
 */
export function mapAddress(
  { get }: UrlState,
  first: string,
  policyBased: readonly string[],
): MapAddress {
  const fortigate = get('fortigate') || first;
  const asked = askedLists.find((one) => one === get('of')) ?? 'ztna';
  const list = asked === 'forward' && policyBased.includes(fortigate) ? 'security' : asked;
  return {
    fortigate,
    list,
    server: forwards(list) ? '' : get('server'),
    // What is no destination counts as none.
    to: forwards(list) && 'destination' in readDestination(get('to')) ? get('to') : '',
    srcintf: get('srcintf'),
    search: get('search'),
    policy: get('policy'),
  };
}
