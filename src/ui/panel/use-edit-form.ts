import { useState } from 'react';
import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';
import { useUnsavedGuard } from './unsaved.tsx';

/** What a server says when it does not save: at a field, against what was opened, or of the whole. */
interface SaveFailure {
  readonly message: string;
  readonly field: string | null;
  /** Which of several changes made together was refused; null where there was one. */
  readonly step: number | null;
  readonly isConflict: boolean;
}

function failureOf(error: unknown, fallback: string): SaveFailure {
  if (!(error instanceof Error))
    return { message: fallback, field: null, step: null, isConflict: false };
  return {
    message: error.message,
    field: 'field' in error && typeof error.field === 'string' ? error.field : null,
    step: 'step' in error && typeof error.step === 'number' ? error.step : null,
    isConflict: 'isConflict' in error && error.isConflict === true,
  };
}

export interface EditForm<Values extends FieldValues> {
  readonly form: UseFormReturn<Values>;
  readonly save: () => void;
  /** Saves although someone else saved meanwhile. */
  readonly overwrite: () => void;
  /** Closes, after asking if something typed would be lost. */
  readonly cancel: () => void;
  readonly isSaving: boolean;
  readonly isConflict: boolean;
  /** What is wrong with no one field. */
  readonly problem: string | undefined;
}

/**
 * What every form in a panel does: checks, sends what was typed against the state it was opened on, puts a
 * refusal at its field, offers both ways out of a conflict, and asks before typed changes are lost.
 * @param send saves; throws what the server said. Answers false if the person thought better of it
 * @param fieldOf the form's field that a path of the server's is about; null if there is none
 */
export function useEditForm<Values extends FieldValues>({
  form,
  basedOn,
  send,
  fieldOf,
  onClose,
}: {
  readonly form: UseFormReturn<Values>;
  /** The revision that the form was opened on; null where there is none to compare. */
  readonly basedOn: number | null;
  readonly send: (values: Values, basedOn: number | null) => Promise<boolean | void>;
  readonly fieldOf: (path: string, step: number | null) => FieldPath<Values> | null;
  readonly onClose: () => void;
}): EditForm<Values> {
  const [isConflict, setConflict] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const { formState, handleSubmit, setError, clearErrors, reset } = form;
  const { leave, release } = useUnsavedGuard(formState.isDirty);

  const submit = (revision: number | null): void => {
    if (isSaving) return;
    clearErrors();
    void handleSubmit(async (values) => {
      setSaving(true);
      try {
        if ((await send(values, revision)) === false) return;
        release();
        reset(values);
        onClose();
      } catch (error) {
        const { message, field, step, isConflict } = failureOf(
          error,
          'Your changes were not saved. Try again.',
        );
        setConflict(isConflict);
        if (isConflict) return;
        const at = field === null ? null : fieldOf(field, step);
        if (at === null) setError('root', { message });
        else setError(at, { message }, { shouldFocus: true });
      } finally {
        setSaving(false);
      }
    })();
  };
  return {
    form,
    save: () => submit(basedOn),
    overwrite: () => submit(null),
    cancel: () => leave(onClose),
    isSaving,
    isConflict,
    problem: formState.errors.root?.message,
  };
}
