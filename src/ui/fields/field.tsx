import { type ReactNode, useId } from 'react';
import styles from './field.module.css';
import { Icon } from '../icons.tsx';

/** What every field takes; `error` is a sentence that says what to do. */
export interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
}

export interface FieldIds {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly errorId: string | undefined;
}

export function useFieldIds(
  hint: ReactNode,
  error: string | undefined,
): FieldIds & { hintId: string } {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = error === undefined ? undefined : `${id}-error`;
  const described = [errorId, hint ? hintId : undefined].filter((one) => one !== undefined);
  return {
    id,
    hintId,
    errorId,
    describedBy: described.length > 0 ? described.join(' ') : undefined,
  };
}

export function ErrorText({
  id,
  error,
}: {
  readonly id: string | undefined;
  readonly error: string | undefined;
}) {
  if (error === undefined) return null;
  return (
    <p className={styles['error']} id={id}>
      <Icon name="warning" size={14} /> <span>{error}</span>
    </p>
  );
}

/** A labelled control with its hint and what is wrong with it. */
export function FieldFrame({
  label,
  labelId,
  hint,
  error,
  ids,
  children,
}: FieldProps & {
  readonly labelId?: string;
  readonly ids: FieldIds & { readonly hintId: string };
  readonly children: ReactNode;
}) {
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={ids.id} id={labelId}>
        {label}
      </label>
      {children}
      {hint ? (
        <p className={styles['hint']} id={ids.hintId}>
          {hint}
        </p>
      ) : null}
      <ErrorText id={ids.errorId} error={error} />
    </div>
  );
}

/** A group of controls under one name. */
export function FieldGroup({
  legend,
  hint,
  error,
  children,
}: {
  readonly legend: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly children: ReactNode;
}) {
  const ids = useFieldIds(hint, error);
  return (
    <fieldset className={styles['group']} aria-describedby={ids.describedBy}>
      <legend className={styles['legend']}>{legend}</legend>
      {hint ? (
        <p className={styles['hint']} id={ids.hintId}>
          {hint}
        </p>
      ) : null}
      {children}
      <ErrorText id={ids.errorId} error={error} />
    </fieldset>
  );
}
