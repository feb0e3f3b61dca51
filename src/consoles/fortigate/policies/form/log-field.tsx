import { Controller, type UseFormReturn } from 'react-hook-form';
import { SwitchField } from '#ui/fields/choice-field.tsx';
import { FormSegmentField } from '#ui/fields/form-segment-field.tsx';
import type { PolicyValues } from './policy-values.ts';

/** What is logged: a choice of an ACCEPT policy, a switch of a DENY one [477578, 284894]. */
export function LogTrafficField({
  form: { control, watch },
}: {
  readonly form: UseFormReturn<PolicyValues>;
}) {
  return watch('action') === 'accept' ? (
    <FormSegmentField
      control={control}
      name="logAllowed"
      label="Log Allowed Traffic"
      options={[
        { value: 'utm', label: 'Security Events' },
        { value: 'all', label: 'All Sessions' },
        { value: 'disable', label: 'Off' },
      ]}
    />
  ) : (
    <Controller
      control={control}
      name="logViolation"
      render={({ field }) => (
        <SwitchField
          label="Log Violation Traffic"
          checked={field.value}
          onChange={field.onChange}
          ref={field.ref}
        />
      )}
    />
  );
}
