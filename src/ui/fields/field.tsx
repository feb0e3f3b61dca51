import { type ReactNode, useId } from 'react';
import styles from './field.module.css';
import { Icon } from '../icons.tsx';
import { LabMark } from '../page.tsx';

/** What every field takes; `error` is a sentence that says what to do. */
export interface FieldProps {
  readonly label: string;
  /** A quiet word before the label, as *AND* between conditions. It is no part of the field's name. */
  readonly mark?: string | undefined;
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

/**
 * A labelled control with its hint and what is wrong with it. `choices`: the control is a group of radio buttons,
 * which the label names as a whole.
 */
export function FieldFrame({
  label,
  mark,
  labelId,
  hint,
  error,
  ids,
  choices = false,
  own = false,
  children,
}: FieldProps & {
  readonly labelId?: string;
  readonly ids: FieldIds & { readonly hintId: string };
  readonly choices?: boolean;
  readonly own?: boolean;
  readonly children: ReactNode;
}) {
  const ownLabelId = `${ids.id}-label`;
  const group = choices
    ? {
        role: 'radiogroup',
        'aria-labelledby': ownLabelId,
        'aria-describedby': ids.describedBy,
        'aria-invalid': error !== undefined || undefined,
      }
    : {};
  return (
    <div className={styles['field']} {...group}>
      <div className={styles['labelLine']}>
        {mark === undefined ? null : <span className={styles['mark']}>{mark}</span>}
        {choices ? (
          <span className={styles['label']} id={ownLabelId}>
            {label}
          </span>
        ) : (
          <label className={styles['label']} htmlFor={ids.id} id={labelId}>
            {label}
          </label>
        )}
        {own ? <LabMark /> : null}
      </div>
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
