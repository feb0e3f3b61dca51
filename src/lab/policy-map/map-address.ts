/** What of the policy map its address holds. */
import type { PolicyTable } from '#consoles/fortigate/policies/policy-row.ts';
import type { PolicyKind } from '#model/fortios/policy-list.ts';
import { readDestination } from '#model/lab/forward-destination.ts';
import type { UrlState } from '#ui/url-state.ts';

export const mapLists = ['ztna', 'proxy', 'forward'] as const;
export type MapList = (typeof mapLists)[number];

export const mapListWords: Record<MapList, string> = {
  ztna: 'ZTNA',
  proxy: 'ZTNA, proxy policies',
  forward: 'Forward',
};

export function tableOf(list: MapList): PolicyTable {
  return list === 'proxy' ? 'firewall proxy-policy' : 'firewall policy';
}

export function kindOf(list: MapList): PolicyKind {
  return list === 'forward' ? 'standard' : 'ztna';
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

/** @param first the FortiGate that is shown where the address names none */
export function mapAddress({ get }: UrlState, first: string): MapAddress {
  const list = mapLists.find((one) => one === get('of')) ?? 'ztna';
  return {
    fortigate: get('fortigate') || first,
    list,
    server: list === 'forward' ? '' : get('server'),
    // What is no destination counts as none.
    to: list === 'forward' && 'destination' in readDestination(get('to')) ? get('to') : '',
    srcintf: get('srcintf'),
    search: get('search'),
    policy: get('policy'),
  };
}
