/** What of the policy map its address holds. */
import type { PolicyTable } from '#consoles/fortigate/policies/policy-row.ts';
import type { PolicyKind } from '#model/fortios/policy-list.ts';
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
  /** The incoming interface of every session that is counted; empty for that of each server’s VIP. */
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
    srcintf: list === 'forward' ? '' : get('srcintf'),
    search: get('search'),
    policy: get('policy'),
  };
}
