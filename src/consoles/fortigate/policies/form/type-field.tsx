import type { UseFormReturn } from 'react-hook-form';
import type { PolicyKind } from '#model/fortios/policy-list.ts';
import { FormSegmentField } from '#ui/fields/form-segment-field.tsx';
import { FixedField } from '#ui/fields/text-field.tsx';
import { type PolicyRow, type PolicyTable, proxyWords, typeWord } from '../policy-row.ts';
import type { PolicyValues } from './policy-values.ts';

/** *Type*: chosen in a firewall policy; a proxy policy keeps the one that it has, and a new one is for ZTNA. */
export function TypeField({
  form,
  table,
  before,
}: {
  readonly form: UseFormReturn<PolicyValues>;
  readonly table: PolicyTable;
  readonly before: PolicyRow | null;
}) {
  if (table === 'firewall policy')
    return (
      <FormSegmentField<PolicyValues, PolicyKind>
        control={form.control}
        name="kind"
        label="Type"
        options={[
          { value: 'standard', label: 'Standard' },
          { value: 'ztna', label: 'ZTNA' },
        ]}
      />
    );
  const isZtna = form.watch('kind') === 'ztna';
  return (
    <FixedField
      label="Type"
      value={before === null ? proxyWords['access-proxy'] : typeWord(before)}
      hint={
        isZtna
          ? 'This lab makes proxy policies of type ZTNA alone.'
          : 'This lab decides proxy policies of type ZTNA alone. This one keeps its type, and decides nothing here.'
      }
    />
  );
}
