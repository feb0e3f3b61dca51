import type { Control, FieldPath, FieldPathByValue, FieldValues } from 'react-hook-form';
import { Controller } from 'react-hook-form';
import { TextField, type TextFieldProps } from './text-field.tsx';

/** A text field of a form: what is typed, and what is wrong with it, are the form's. */
export function FormTextField<Values extends FieldValues>({
  control,
  name,
  ...props
}: Omit<TextFieldProps, 'value' | 'onChange' | 'onBlur' | 'ref' | 'error'> & {
  readonly control: Control<Values>;
  readonly name: FieldPathByValue<Values, string> & FieldPath<Values>;
}) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState }) => (
        <TextField
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
