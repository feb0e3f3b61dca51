import { useRef, useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { plannedChange } from '#api/call.ts';
import { useAnswer, useChange } from '#api/hooks.ts';
import { AccessPreview } from '#consoles/access-preview/access-preview.tsx';
import type { PlannedChange } from '#model/lab/access-impact.ts';
import { emsApi } from '#model/contract/ems.ts';
import { labApi } from '#model/contract/lab.ts';
import type { TagDefinitionAnswer } from '#model/tagging/tagging-api.ts';
import { type TagSpec, tagSpecProblems } from '#model/tagging/tagging.ts';
import { useOpened } from '#ui/opened.ts';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { CheckboxField } from '#ui/fields/choice-field.tsx';
import { ShowCli } from '#ui/panel/show-cli.tsx';
import { TextField } from '#ui/fields/text-field.tsx';
import { SidePanel } from '#ui/panel/side-panel.tsx';
import { ErrorState, Skeleton } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { LiveCheck } from './live-check.tsx';
import type { OpenRule } from './rule-editor.tsx';
import { filledLogic } from './rule-draft.ts';
import { RuleList } from './rule-list.tsx';
import styles from './tag-panel.module.css';

const blank: TagSpec = { name: '', message: '', comments: '', enabled: true, rules: [], logic: {} };

function specOf({ definition }: TagDefinitionAnswer): TagSpec {
  const { id: _, ...spec } = definition;
  return { ...spec, comments: spec.comments ?? '', logic: filledLogic(spec.logic) };
}

type Field = 'name' | 'message' | 'comments' | 'rules';

/** Which part of the form a problem is about; a logic's stands at its own field already. */
function fieldOf(path: string): Field | null {
  const [first] = path.split('.');
  return first === 'name' || first === 'message' || first === 'comments' || first === 'rules'
    ? first
    : null;
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
  onSaved,
  onReload,
}: {
  readonly id: number | null;
  readonly answer: TagDefinitionAnswer | null;
  readonly onClose: () => void;
  readonly onSaved: ((name: string) => void) | undefined;
  readonly onReload: () => void;
}) {
  const create = useChange(emsApi.createTag);
  const update = useChange(emsApi.updateTag);
  const toast = useToast();
  const form = useForm<TagSpec>({ defaultValues: answer ? specOf(answer) : blank });
  const { control, formState, setError, clearErrors, watch, setValue } = form;
  const values = watch();
  /** Whether a rule's own form is open under the list. */
  const openRule = useRef<OpenRule | null>(null);
  const edit = useEditForm({
    form,
    basedOn: answer?.revision ?? null,
    onClose,
    fieldOf,
    send: async (typed, basedOn) => {
      const spec = { ...typed, logic: filledLogic(typed.logic) };
      const problems = tagSpecProblems(spec);
      for (const { path, message } of problems.toReversed())
        setError(fieldOf(path.join('.')) ?? 'root', { message });
      if (problems.length > 0) return false;
      await (id === null
        ? create.mutateAsync({ body: spec })
        : update.mutateAsync({ id, body: spec, basedOn }));
      toast({ text: `${spec.name} was saved.` });
      onSaved?.(spec.name);
      return true;
    },
  });
  const saveAll = (): void => {
    // A rule that is filled in belongs to what is saved; one with a mistake in it is finished first.
    if (openRule.current?.take() === false) return;
    edit.save();
  };

  return (
    <EditPanel
      edit={{ ...edit, save: saveAll }}
      crumb="Tags"
      title={answer ? `Edit ${answer.definition.name}` : 'New tag'}
      saveLabel="Save"
      isNew={answer === null}
      conflict="Someone else has changed this tag."
      size="full"
      onReload={onReload}
    >
      <div className={styles['columns']}>
        <div className={styles['column']}>
          <FormTextField
            control={control}
            name="name"
            label="Name"
            hint="Endpoints get a tag of this name. FortiGates compare tag names exactly."
          />
          <FormTextField
            control={control}
            name="message"
            label="User notification message"
            hint="Tells the user why a FortiGate denied access because of this tag. Leave empty for none."
          />
          <Controller
            control={control}
            name="comments"
            render={({ field }) => (
              <TextField
                label="Comments"
                hint="For administrators of EMS. Optional."
                error={formState.errors.comments?.message}
                value={field.value ?? ''}
                onChange={field.onChange}
                onBlur={field.onBlur}
                ref={field.ref}
              />
            )}
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
            openRule={openRule}
            onChange={({ rules, logic }) => {
              setValue('rules', rules, { shouldDirty: true });
              setValue('logic', logic, { shouldDirty: true });
              clearErrors('rules');
            }}
          />
          <AccessPreview
            title="If you save, once the endpoints have reported"
            change={form.formState.isDirty ? plannedTag(values, id) : null}
          />
          <TagCommands name={values.name} />
        </div>
        <LiveCheck spec={checkable(values)} />
      </div>
    </EditPanel>
  );
}

/** What saving would send; null while the tag cannot be saved. */
function plannedTag(typed: TagSpec, id: number | null): PlannedChange | null {
  const spec = { ...typed, logic: filledLogic(typed.logic) };
  if (tagSpecProblems(spec).length > 0) return null;
  return id === null
    ? plannedChange(emsApi.createTag, { body: spec })
    : plannedChange(emsApi.updateTag, { id, body: spec, basedOn: null });
}

/** EMS has no command line: what a FortiGate makes of the tag that it is shared with. */
function TagCommands({ name }: { readonly name: string }) {
  const [open, setOpen] = useState(false);
  const { data, error } = useAnswer(
    labApi.tagCommands,
    open && name !== '' ? { category: 'zero_trust', name } : null,
    { keepsLast: true },
  );
  return (
    <ShowCli
      open={open}
      onToggle={() => setOpen(!open)}
      label="On a FortiGate"
      text={name === '' ? undefined : data?.text}
      problem={name === '' ? 'type a name.' : (error?.message ?? null)}
      note="EMS has no command line. Each FortiGate that receives the tag creates these address objects. The names are for EMS connector 1."
    />
  );
}

/** Create or edit a tag: the form beside what it does. `id` is null for a new one. */
export function TagPanel({
  id,
  onClose,
  onSaved,
}: {
  readonly id: number | null;
  readonly onClose: () => void;
  /** Is told what the tag is called now. */
  readonly onSaved?: (name: string) => void;
}) {
  const { data, error, refetch } = useAnswer(emsApi.tagDefinition, id === null ? null : { id });
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
      onSaved={onSaved}
      onReload={() => void refetch().then(({ data: fresh }) => reload(fresh))}
    />
  );
}
