/** A new policy with what suits most: the server in sight, any interface of its, a name that no other has. */
import { call } from '#api/call.ts';
import { type PolicyValues, newValues } from '#consoles/fortigate/policies/form/policy-values.ts';
import { policyType } from '#consoles/fortigate/policies/policy-row.ts';
import { labApi } from '#model/contract/lab.ts';
import { type MapAddress, kindOf, tableOf, forwards } from './map-address.ts';

const longestName = 35;
const mostTries = 50;

/** `Name`, `Name-2`, `Name-3`: the first that no policy of the list has. */
async function freeName({ fortigate, list }: MapAddress, name: string): Promise<string> {
  for (let i = 1; i <= mostTries; i++) {
    const end = i === 1 ? '' : `-${i}`;
    const tried = `${name.slice(0, longestName - end.length)}${end}`;
    const query = { name: tried, except: '' };
    const asked = { device: fortigate, list: policyType(tableOf(list)), query };
    const { policyid } = await call(labApi.policyNamed, asked);
    if (policyid === null) return tried;
  }
  return name.slice(0, longestName);
}

export function useNewPolicy(address: MapAddress) {
  const { fortigate, list } = address;
  /** @param server as policies of the list refer to it, and by its own name; null for the first there is */
  return async (
    server: { readonly value: string; readonly label: string } | null,
  ): Promise<PolicyValues> => {
    const values = newValues(tableOf(list), kindOf(list));
    if (forwards(list))
      return {
        ...values,
        name: await freeName(address, 'Forward'),
        srcintf: ['any'],
        dstintf: ['any'],
        dstaddr: ['all'],
        // One that accepted at once would let everything through.
        action: 'deny',
      };
    const field = list === 'proxy' ? 'ztna-server' : 'ztna-server-vip';
    const asked = { device: fortigate, field, query: { count: 1 } } as const;
    const { choices } = await call(labApi.choices, asked);
    const at = server ?? choices[0] ?? null;
    return {
      ...values,
      name: await freeName(address, `${at?.label ?? 'ZTNA'}-allow`),
      srcintf: ['any'],
      servers: at ? [at.value] : [],
    };
  };
}
