import {
  type TransactionStep,
  createStep,
  updateStep,
  useCreateRow,
  useUpdateRow,
} from '#api/rows.ts';
import { otherValue } from '#model/fortios/wire.parse.ts';
import type { PolicyRow, PolicyTable } from '../policy-row.ts';
import { policyId } from '../policy-row.ts';
import { firewallDraft, proxyDraft, securityDraft } from './policy-draft.ts';
import type { PolicyValues } from './policy-values.ts';

/** Without the options whose value this lab does not know and the form did not change: these stay as they are. */
function withoutOthers<D extends object>(draft: D, before: PolicyRow | null): D {
  if (before === null || before.row.unknown.length === 0) return draft;
  const shown = new Map<string, unknown>(Object.entries(before.row));
  const kept = { ...draft };
  for (const [field, value] of Object.entries(draft))
    if (otherValue(before.row, field) !== undefined && shown.get(field) === value)
      Reflect.deleteProperty(kept, field);
  return kept;
}

/** The row that the values of a form make: all that the form shows. */
export function policyDraft(table: PolicyTable, values: PolicyValues, before: PolicyRow | null) {
  switch (table) {
    case 'firewall policy':
      return withoutOthers(firewallDraft(values, before?.table === table ? before : null), before);
    case 'firewall proxy-policy':
      return withoutOthers(proxyDraft(values, before?.table === table ? before.row : null), before);
    case 'firewall security-policy':
      return withoutOthers(
        securityDraft(values, before?.table === table ? before.row : null),
        before,
      );
  }
}

/** What saving the form would send, for *Show CLI*. */
export function policySteps(
  table: PolicyTable,
  values: PolicyValues,
  before: PolicyRow | null,
): readonly TransactionStep[] {
  const row = policyDraft(table, values, before);
  return [before === null ? createStep(table, row) : updateStep(table, policyId(before), row)];
}

/** Sends a form. Answers the policy's id. */
export function useSavePolicy(device: string, table: PolicyTable) {
  const create = useCreateRow(device, table);
  const update = useUpdateRow(device, table);
  return {
    save: async (
      values: PolicyValues,
      before: PolicyRow | null,
      basedOn: number | null,
    ): Promise<string> => {
      const row = policyDraft(table, values, before);
      if (before === null) return (await create.mutateAsync(row)).mkey;
      await update.mutateAsync({ key: policyId(before), row, basedOn });
      return policyId(before);
    },
  };
}
