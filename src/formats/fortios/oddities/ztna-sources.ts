/** Sources by which a ZTNA policy matches nothing: geography, fqdn and wildcard-fqdn [276058]. */
import type { Address, FortiosConfig } from '#model/fortios/tables.ts';
import type { Note } from './known-world.ts';

const unusable: ReadonlySet<Address['type']> = new Set(['geography', 'fqdn', 'wildcard-fqdn']);

/** The address of such a type that a name stands for, or that a group of the name has, however deep. */
function finderOf(config: FortiosConfig): (name: string) => Address | null {
  const addresses = new Map(config['firewall address'].map((one) => [one.name, one]));
  const groups = new Map(config['firewall addrgrp'].map((one) => [one.name, one.member]));
  return (name) => {
    const seen = new Set([name]);
    for (const one of seen) {
      const address = addresses.get(one);
      if (address && unusable.has(address.type)) return address;
      if (!address) for (const member of groups.get(one) ?? []) seen.add(member);
    }
    return null;
  };
}

export const noteSources: Note = ({ config, placeOf }, warnings) => {
  if (!config['firewall address'].some(({ type }) => unusable.has(type))) return;
  const find = finderOf(config);
  const servers = new Set(
    config['firewall vip'].flatMap(({ name, type }) => (type === 'access-proxy' ? [name] : [])),
  );
  const note = (table: 'firewall policy' | 'firewall proxy-policy', id: number, name: string) => {
    const found = find(name);
    if (!found) return;
    const which = found.name === name ? name : `${name} with ${found.name} in it`;
    warnings.note(placeOf(table, String(id), 'srcaddr'), {
      where: `${table} ${id}`,
      what: `the source ${which} is of type ${found.type}. A ZTNA policy with such a source matches nothing.`,
      decides: true,
    });
  };
  for (const policy of config['firewall policy'])
    if (policy['ztna-status'] === 'enable' && policy.dstaddr.some((one) => servers.has(one)))
      for (const name of policy.srcaddr) note('firewall policy', policy.policyid, name);
  for (const { policyid, proxy, srcaddr } of config['firewall proxy-policy'])
    if (proxy === 'access-proxy')
      for (const name of srcaddr) note('firewall proxy-policy', policyid, name);
};
