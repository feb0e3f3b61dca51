import { useEffect, useRef, useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useAnswer, useChange } from '#api/hooks.ts';
import { sendWorldFile } from '#api/texts.ts';
import { labApi } from '#model/contract/lab.ts';
import { type ListedWorld, type WorldSource, newWorldSchema } from '#model/lab/worlds/worlds.ts';
import { SelectField } from '#ui/fields/choice-field.tsx';
import { FormSegmentField } from '#ui/fields/form-segment-field.tsx';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import {
  type TextSource,
  TextSourceField,
  isEmptySource,
  nothingTyped,
  sourceText,
} from '#ui/fields/text-source.tsx';
import { Note } from '#ui/page.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { Progress } from '#ui/progress.tsx';
import { useToast } from '#ui/toast.tsx';

const starts = [
  { value: 'scenario', label: 'Scenario' },
  { value: 'copy', label: 'Copy of a world' },
  { value: 'file', label: 'World file' },
] as const;

interface WorldForm {
  name: string;
  start: (typeof starts)[number]['value'];
  scenario: string;
  copied: string;
  file: TextSource;
}

/** Another world beside those that there are. */
export function NewWorldPanel({
  worlds,
  copied,
  onClose,
}: {
  readonly worlds: readonly ListedWorld[];
  /** The world to copy; null to begin with a scenario. */
  readonly copied: ListedWorld | null;
  readonly onClose: () => void;
}) {
  const scenarios = useAnswer(labApi.scenarios, {}).data?.scenarios ?? [];
  const create = useChange(labApi.createWorld);
  const toast = useToast();
  /** How much of the file has gone, from 0 to 1; null while none goes. */
  const [sent, setSent] = useState<number | null>(null);
  const sending = useRef(new AbortController());
  useEffect(() => () => sending.current.abort(), []);
  const form = useForm<WorldForm>({
    defaultValues: {
      name: '',
      start: copied ? 'copy' : 'scenario',
      scenario: '',
      copied: copied?.id ?? '',
      file: nothingTyped,
    },
  });
  const { control, watch, setError } = form;
  const start = watch('start');
  const scenarioId = watch('scenario') || (scenarios[0]?.id ?? '');
  const copiedId = watch('copied') || (worlds[0]?.id ?? '');
  const sourceOf = async (values: WorldForm): Promise<WorldSource> => {
    switch (values.start) {
      case 'scenario':
        return { kind: 'scenario', id: scenarioId };
      case 'copy':
        return { kind: 'copy', id: copiedId };
      case 'file': {
        sending.current = new AbortController();
        setSent(0);
        const text = await sourceText(values.file);
        return { kind: 'file', id: await sendWorldFile(text, setSent, sending.current.signal) };
      }
    }
  };
  const edit = useEditForm({
    form,
    basedOn: null,
    onClose,
    fieldOf: (path) => (path === 'from' ? 'file' : path === 'name' ? 'name' : null),
    send: async (values) => {
      if (values.start === 'file' && isEmptySource(values.file)) {
        setError('file', { message: 'Open a world file, or paste its text.' });
        return false;
      }
      try {
        const draft = newWorldSchema.safeParse({ name: values.name, from: await sourceOf(values) });
        if (!draft.success) {
          setError('name', { message: draft.error.issues[0]?.message ?? '' });
          return false;
        }
        await create.mutateAsync({ body: draft.data });
      } catch (error) {
        // Stopped by the person, who knows.
        if (sending.current.signal.aborted) return false;
        throw error;
      } finally {
        setSent(null);
      }
      toast({ text: 'The new world is open. The other one was kept.' });
      return true;
    },
  });
  return (
    <EditPanel edit={edit} crumb="Worlds" title="New world" saveLabel="Create" isNew>
      <FormTextField
        control={control}
        name="name"
        label="Name"
        hint="Leave empty for the name of what it begins with."
      />
      <FormSegmentField control={control} name="start" label="Begin with" options={starts} />
      {start === 'scenario' ? (
        <Controller
          control={control}
          name="scenario"
          render={({ field }) => (
            <SelectField
              label="Scenario"
              value={scenarioId}
              options={scenarios.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={field.onChange}
              onBlur={field.onBlur}
              ref={field.ref}
            />
          )}
        />
      ) : start === 'copy' ? (
        <Controller
          control={control}
          name="copied"
          render={({ field }) => (
            <SelectField
              label="World"
              hint="The copy has its settings, logs and sessions. Its history is not copied."
              value={copiedId}
              options={worlds.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={field.onChange}
              onBlur={field.onBlur}
              ref={field.ref}
            />
          )}
        />
      ) : (
        <Controller
          control={control}
          name="file"
          render={({ field, fieldState }) => (
            <TextSourceField
              label="World file"
              hint="A JSON file that was exported under Lab > Worlds."
              rows={12}
              error={fieldState.error?.message}
              value={field.value}
              onChange={field.onChange}
            />
          )}
        />
      )}
      {sent === null ? null : sent < 1 ? (
        <Progress
          label="Sending the file"
          done={sent}
          total={1}
          stop="Stop"
          onStop={() => sending.current.abort()}
        />
      ) : (
        <p role="status">The file is being read…</p>
      )}
      <Note>
        The new world opens at once. The world that is open now is kept with its history, and can be
        opened again in the list.
      </Note>
    </EditPanel>
  );
}
