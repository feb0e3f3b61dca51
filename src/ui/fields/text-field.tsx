import type { Ref } from 'react';
import { classes } from '../class-names.ts';
import { FieldFrame, type FieldProps, useFieldIds } from './field.tsx';
import styles from './field.module.css';

export interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly ref?: Ref<HTMLInputElement>;
  readonly mono?: boolean;
  /** What is typed is not shown. */
  readonly secret?: boolean;
  readonly placeholder?: string;
  readonly inputMode?: 'text' | 'numeric' | 'decimal';
  /** The lab's own: the product's form has no such field. */
  readonly own?: boolean;
}

/** What is shown and cannot be changed here; its hint says why. */
export function FixedField({
  label,
  hint,
  value,
}: Pick<TextFieldProps, 'label' | 'hint' | 'value'>) {
  const ids = useFieldIds(hint, undefined);
  return (
    <FieldFrame label={label} hint={hint} ids={ids}>
      <input
        id={ids.id}
        className={classes(styles['input'], styles['fixed'])}
        value={value}
        readOnly
        aria-describedby={ids.describedBy}
      />
    </FieldFrame>
  );
}

export function TextField({
  label,
  hint,
  error,
  value,
  onChange,
  onBlur,
  ref,
  mono = false,
  secret = false,
  placeholder,
  inputMode = 'text',
  own = false,
}: TextFieldProps) {
  const ids = useFieldIds(hint, error);
  return (
    <FieldFrame label={label} hint={hint} error={error} ids={ids} own={own}>
      <input
        ref={ref}
        id={ids.id}
        type={secret ? 'password' : 'text'}
        className={classes(styles['input'], mono && styles['mono'])}
        value={value}
        placeholder={placeholder}
        inputMode={inputMode}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={error !== undefined}
        aria-describedby={ids.describedBy}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
      />
    </FieldFrame>
  );
}
