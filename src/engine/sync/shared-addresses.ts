/** Addresses that several endpoints have: by its address alone, a FortiGate takes a device for the first (R4). */
import type { Ems, Endpoint } from '#model/ems/ems.ts';
import { endpointsOfAll } from './lines.ts';
import { hasAddress } from './routes.ts';

export interface SharedAddress {
  readonly ip: string;
  /** In EMS's order; the first counts. */
  readonly hosts: readonly string[];
}

function addressesOf({ ip, routes = [] }: Endpoint): readonly string[] {
  return [...new Set([ip, ...routes.map((one) => one.ip)])];
}

export function sharedAddresses(ems: Ems): readonly SharedAddress[] {
  const hosts = new Map<string, string[]>();
  for (const endpoint of endpointsOfAll(ems))
    for (const ip of addressesOf(endpoint)) {
      const own = hosts.get(ip);
      if (own) own.push(endpoint.host);
      else hosts.set(ip, [endpoint.host]);
    }
  return [...hosts].filter(([, all]) => all.length > 1).map(([ip, all]) => ({ ip, hosts: all }));
}

/** Of one endpoint's addresses, those that others have too. */
export function addressesShared(ems: Ems, endpoint: Endpoint): readonly SharedAddress[] {
  const others = endpointsOfAll(ems).filter(({ uid }) => uid !== endpoint.uid);
  return addressesOf(endpoint).flatMap((ip) => {
    const hosts = others.filter((one) => hasAddress(one, ip)).map(({ host }) => host);
    return hosts.length > 0 ? [{ ip, hosts }] : [];
  });
}
