import { useCreateRow, useUpdateRow } from '#api/fortios-hooks.ts';
import type { PolicyRow, PolicyTable } from './policy-row.ts';
import { policyId } from './policy-row.ts';
import { type PolicyValues, firewallDraft, proxyDraft } from './policy-values.ts';

/** Sends a form. Answers the policy's id. */
export function useSavePolicy(device: string, table: PolicyTable) {
  const create = useCreateRow(device, table);
  const update = useUpdateRow(device, table);
  return {
    isPending: create.isPending || update.isPending,
    save: async (
      values: PolicyValues,
      before: PolicyRow | null,
      basedOn: number | null,
    ): Promise<string> => {
      const row =
        table === 'firewall policy'
          ? firewallDraft(values, before?.table === 'firewall policy' ? before : null)
          : proxyDraft(values, before?.table === 'firewall proxy-policy' ? before.row : null);
      if (before === null) return create.mutateAsync(row);
      await update.mutateAsync({ key: policyId(before), row, basedOn });
      return policyId(before);
    },
  };
}
