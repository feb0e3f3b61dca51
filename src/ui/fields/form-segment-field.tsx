import type { Control, FieldPath, FieldPathByValue, FieldValues } from 'react-hook-form';
import { Controller } from 'react-hook-form';
import { type Option, SegmentField } from './choice-field.tsx';
import type { FieldProps } from './field.tsx';

/** Segments of a form: which one is chosen, and what is wrong with it, are the form's. */
export function FormSegmentField<Values extends FieldValues, Value extends string>({
  control,
  name,
  ...props
}: Omit<FieldProps, 'error'> & {
  readonly control: Control<Values>;
  readonly name: FieldPathByValue<Values, Value> & FieldPath<Values>;
  readonly options: readonly Option<Value>[];
}) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState }) => (
        <SegmentField
          {...props}
          error={fieldState.error?.message}
          value={field.value}
          onChange={field.onChange}
          onBlur={field.onBlur}
          ref={field.ref}
        />
      )}
    />
  );
}
