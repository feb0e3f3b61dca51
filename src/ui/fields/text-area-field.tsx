import type { Ref } from 'react';
import { classes } from '../class-names.ts';
import { FieldFrame, type FieldProps, useFieldIds } from './field.tsx';
import styles from './field.module.css';
import area from './text-area-field.module.css';

/** Text of some lines. */
export function TextAreaField({
  label,
  hint,
  error,
  value,
  onChange,
  onBlur,
  ref,
  rows = 2,
}: FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly ref?: Ref<HTMLTextAreaElement>;
  readonly rows?: number;
}) {
  const ids = useFieldIds(hint, error);
  return (
    <FieldFrame label={label} hint={hint} error={error} ids={ids}>
      <textarea
        ref={ref}
        id={ids.id}
        className={classes(styles['input'], area['area'])}
        rows={rows}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={ids.describedBy}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
      />
    </FieldFrame>
  );
}
