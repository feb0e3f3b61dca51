import { useMemo } from 'react';
import { useAnswer } from '#api/hooks.ts';
import { useRows } from '#api/rows.ts';
import { fortiosApi } from '#model/contract/fortios.ts';
import { paths } from '#api/paths.ts';
import { type PolicyTags, policyTags } from './policy-tags.ts';
import { lookedUp } from './unresolved.ts';

/** A ZTNA server as a policy refers to it: by its VIP in a firewall policy, by its own name in a proxy policy. */
export interface ZtnaServer {
  readonly name: string;
  readonly vip: string;
  /** `203.0.113.10:9443`; empty if the VIP is missing. */
  readonly address: string;
}

/** What a policy's references mean on this FortiGate. */
export interface PolicyContext {
  readonly device: string;
  readonly tags: PolicyTags;
  readonly servers: readonly ZtnaServer[];
  /** VIPs of type access-proxy, and the others. */
  readonly accessVips: ReadonlySet<string>;
  readonly otherVips: readonly string[];
  /** Every address and address group by name. */
  readonly addressNames: ReadonlySet<string>;
  /** Addresses that are domain names or countries. */
  readonly lookups: ReadonlySet<string>;
  /** Where EMS's sharing with this FortiGate is set. */
  readonly syncEditor: string;
}

export interface ContextLookup {
  readonly context: PolicyContext | undefined;
  readonly error: Error | null;
  readonly refetch: () => void;
}

export function usePolicyContext(device: string): ContextLookup {
  const vips = useRows(device, 'firewall vip');
  const proxies = useRows(device, 'firewall access-proxy');
  const addresses = useRows(device, 'firewall address');
  const groups = useRows(device, 'firewall addrgrp');
  const ems = useAnswer(fortiosApi.emsStatus, { device });
  const names = useAnswer(fortiosApi.policyTags, { device });
  const context = useMemo((): PolicyContext | undefined => {
    if (!vips.data || !proxies.data || !addresses.data || !groups.data || !ems.data || !names.data)
      return undefined;
    const byName = new Map(vips.data.rows.map((vip) => [vip.name, vip]));
    const ofKind = (isAccess: boolean): string[] =>
      [...byName.values()]
        .filter((vip) => (vip.type === 'access-proxy') === isAccess)
        .map((vip) => vip.name);
    return {
      device,
      tags: policyTags(names.data.results),
      servers: proxies.data.rows.map(({ name, vip }) => {
        const found = byName.get(vip);
        return { name, vip, address: found ? `${found.extip}:${found.extport}` : '' };
      }),
      accessVips: new Set(ofKind(true)),
      otherVips: ofKind(false),
      addressNames: new Set([
        ...addresses.data.rows.map(({ name }) => name),
        ...groups.data.rows.map(({ name }) => name),
      ]),
      lookups: lookedUp(addresses.data.rows),
      syncEditor: paths.ems.fabricDevice(ems.data.results[0]?.device_serial ?? ''),
    };
  }, [device, vips.data, proxies.data, addresses.data, groups.data, ems.data, names.data]);
  const lookups = [vips, proxies, addresses, groups, ems, names];
  return {
    context,
    error: lookups.find((one) => one.error !== null)?.error ?? null,
    refetch: () => {
      for (const one of lookups) if (one.error !== null) void one.refetch();
    },
  };
}
