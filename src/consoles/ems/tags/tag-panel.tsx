import { useTagCommands } from '#api/commands.ts';
import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { ApiError } from '#api/http.ts';
import { useSaveTagDefinition, useTagDefinition } from '#api/tagging-hooks.ts';
import type { TagDefinitionAnswer } from '#model/tagging-api.ts';
import { type TagSpec, tagSpecProblems } from '#model/tagging.ts';
import { useOpened } from '#ui/opened.ts';
import { FormBanners } from '#ui/form-banners.tsx';
import { FormTextField } from '#ui/form-text-field.tsx';
import { Button } from '#ui/button.tsx';
import { CheckboxField } from '#ui/choice-field.tsx';
import { ShowCli } from '#ui/show-cli.tsx';
import { SidePanel } from '#ui/side-panel.tsx';
import { ErrorState, Skeleton } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
import { useUnsavedGuard } from '#ui/unsaved.ts';
import { LiveCheck } from './live-check.tsx';
import { RuleList } from './rule-list.tsx';
import styles from './tag-panel.module.css';

const blank: TagSpec = { name: '', message: '', enabled: true, rules: [], logic: {} };

function specOf({ definition }: TagDefinitionAnswer): TagSpec {
  const { id: _, ...spec } = definition;
  return spec;
}

type Field = 'name' | 'message' | 'rules';

/** Which part of the form a problem is about; a logic's stands at its own field already. */
function fieldOf(path: string): Field | null {
  const [first] = path.split('.');
  return first === 'name' || first === 'message' || first === 'rules' ? first : null;
}

/** For the live check: rules that are right, whatever the name. */
function checkable(spec: TagSpec): TagSpec | null {
  const named = { ...spec, name: spec.name.trim() === '' ? 'unnamed' : spec.name };
  return tagSpecProblems(named).some(({ path }) => path[0] !== 'name')
    ? null
    : { ...named, name: 'unnamed' };
}

function TagForm({
  id,
  answer,
  onClose,
  onReload,
}: {
  readonly id: number | null;
  readonly answer: TagDefinitionAnswer | null;
  readonly onClose: () => void;
  readonly onReload: () => void;
}) {
  const save = useSaveTagDefinition(id);
  const toast = useToast();
  const [conflict, setConflict] = useState(false);
  const form = useForm<TagSpec>({ defaultValues: answer ? specOf(answer) : blank });
  const { control, handleSubmit, formState, setError, clearErrors, watch, setValue } = form;
  const values = watch();
  const { leave } = useUnsavedGuard(formState.isDirty);

  const place = (path: string, message: string): void => {
    const field = fieldOf(path);
    setError(field ?? 'root', { message });
  };
  const send = (basedOn: number | null) =>
    handleSubmit(async (spec) => {
      const problems = tagSpecProblems(spec);
      for (const { path, message } of problems.toReversed()) place(path.join('.'), message);
      if (problems.length > 0) return;
      try {
        await save.mutateAsync({ spec, basedOn });
        toast({ text: `${spec.name} is saved.` });
        form.reset(spec);
        onClose();
      } catch (failure) {
        if (failure instanceof ApiError && failure.isConflict) setConflict(true);
        else
          place(
            failure instanceof ApiError ? (failure.field ?? '') : '',
            failure instanceof Error ? failure.message : 'Not saved. Try again.',
          );
      }
    });
  const submit = (): void => {
    clearErrors();
    void send(answer?.revision ?? null)();
  };

  return (
    <SidePanel
      crumb="Tags"
      title={answer ? `Edit ${answer.definition.name}` : 'New tag'}
      full
      onClose={() => leave(onClose)}
      footer={
        <>
          <Button onClick={() => leave(onClose)}>Cancel</Button>
          <Button
            look="primary"
            busy={save.isPending}
            disabledReason={answer && !formState.isDirty ? 'Nothing has been changed yet.' : null}
            onClick={submit}
          >
            Save
          </Button>
        </>
      }
    >
      <FormBanners
        conflict={conflict ? 'This tag was changed meanwhile by someone else.' : null}
        problem={formState.errors.root?.message}
        onReload={onReload}
        onOverwrite={() => void send(null)()}
      />
      <div className={styles['columns']}>
        <div className={styles['column']}>
          <FormTextField
            control={control}
            name="name"
            label="Name"
            hint="Also the tag that endpoints get. FortiGates compare it exactly."
          />
          <FormTextField
            control={control}
            name="message"
            label="User notification message"
            hint="Shown on the endpoint when the tag comes. Blank for none."
          />
          <Controller
            control={control}
            name="enabled"
            render={({ field }) => (
              <CheckboxField
                label="Enabled"
                checked={field.value}
                onChange={field.onChange}
                ref={field.ref}
              />
            )}
          />
          <RuleList
            value={values}
            error={formState.errors.rules?.message ?? formState.errors.rules?.root?.message}
            onChange={({ rules, logic }) => {
              setValue('rules', rules, { shouldDirty: true });
              setValue('logic', logic, { shouldDirty: true });
              clearErrors('rules');
            }}
          />
          <TagCommands name={values.name} />
        </div>
        <LiveCheck spec={checkable(values)} />
      </div>
    </SidePanel>
  );
}

/** EMS has no command line: what a FortiGate makes of the tag that it is shared with. */
function TagCommands({ name }: { readonly name: string }) {
  const [open, setOpen] = useState(false);
  const { data, error } = useTagCommands({ category: 'zero_trust', name }, open);
  return (
    <ShowCli
      open={open}
      onToggle={() => setOpen(!open)}
      label="On a FortiGate"
      text={name === '' ? undefined : data?.text}
      problem={name === '' ? 'type a name.' : (error?.message ?? null)}
      note="EMS has no command line. These address objects come to be on each FortiGate that knows the tag, here by its first EMS connector."
    />
  );
}

/** Create or edit a tag: the form beside what it does. `id` is null for a new one. */
export function TagPanel({
  id,
  onClose,
}: {
  readonly id: number | null;
  readonly onClose: () => void;
}) {
  const { data, error, refetch } = useTagDefinition(id);
  const { opened, generation, reload } = useOpened(data);
  if (id !== null && opened === undefined)
    return (
      <SidePanel crumb="Tags" title="Edit" full onClose={onClose}>
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton lines={10} />
        )}
      </SidePanel>
    );
  return (
    <TagForm
      key={generation}
      id={id}
      answer={opened ?? null}
      onClose={onClose}
      onReload={() => void refetch().then(({ data: fresh }) => reload(fresh))}
    />
  );
}
