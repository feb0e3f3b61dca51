/** What only the FortiGate can say about the values of a policy's form. */
import { useQueryClient } from '@tanstack/react-query';
import { asking, useAnswer } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import type { NamedObject } from '#model/fortios/policy-list.ts';
import { type PolicyRow, type PolicyTable, policyId, policyType } from '../policy-row.ts';
import { type FormSetting, isPlausibleName } from './policy-problems.ts';
import type { PolicyValues } from './policy-values.ts';

type Named = Pick<
  PolicyValues,
  'srcaddr' | 'dstaddr' | 'ztna-ems-tag' | 'ztna-ems-tag-secondary' | 'servers'
>;

/** The same question for the same names, whatever their order in the form. */
function askNames(device: string, values: Named) {
  const { srcaddr, dstaddr, servers } = values;
  const tags = [...values['ztna-ems-tag'], ...values['ztna-ems-tag-secondary']];
  const names = [...new Set([...srcaddr, ...dstaddr, ...servers, ...tags])].toSorted();
  return names.length === 0 ? null : { device, body: { names } };
}

/**
 * What the names in a form stand for: as was known when it was opened, and as the FortiGate says since then. A
 * name that was just picked is missing until it has said.
 */
export function useFormNames(
  device: string,
  values: Named,
  known: ReadonlyMap<string, NamedObject>,
): ReadonlyMap<string, NamedObject> {
  const { data } = useAnswer(labApi.policyNames, askNames(device, values), { keepsLast: true });
  return new Map([...known, ...(data?.names ?? []).map((one) => [one.name, one] as const)]);
}

/** Asks the FortiGate what a check of the form hangs on. Where it does not answer, saving will say what is wrong. */
export function useFormSetting(device: string, table: PolicyTable, before: PolicyRow | null) {
  const client = useQueryClient();
  // An answer is good until a change touches it.
  const staleTime = Number.POSITIVE_INFINITY;
  const namesakeOf = async (name: string): Promise<number | null> => {
    if (!isPlausibleName(name)) return null;
    const except = before === null ? '' : policyId(before);
    const asked = { device, list: policyType(table), query: { name, except } };
    const options = asking(labApi.policyNamed, asked, ({ policyid }) => policyid);
    return client.fetchQuery({ ...options, staleTime }).catch(() => null);
  };
  const accessVipsOf = async (values: PolicyValues): Promise<ReadonlySet<string>> => {
    const asked = askNames(device, values);
    if (table !== 'firewall policy' || asked === null) return new Set();
    const options = asking(labApi.policyNames, asked, (answer) => answer);
    try {
      const { names } = await client.fetchQuery({ ...options, staleTime });
      return new Set(names.flatMap(({ name, vip }) => (vip === 'access-proxy' ? [name] : [])));
    } catch {
      return new Set(values.servers);
    }
  };
  return async (values: PolicyValues): Promise<FormSetting> => {
    const [namesake, accessVips] = await Promise.all([
      namesakeOf(values.name),
      accessVipsOf(values),
    ]);
    return { table, before, namesake, accessVips };
  };
}
