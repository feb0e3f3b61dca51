import { useEffect, useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useAnswer, useChange } from '#api/hooks.ts';
import { useUndoable } from '#api/undo.ts';
import { labApi } from '#model/contract/lab.ts';
import type { CheckedTests, TestsText } from '#model/lab/policy-test.ts';
import { count } from '#model/plural.ts';
import { Button } from '#ui/button.tsx';
import { FormSegmentField } from '#ui/fields/form-segment-field.tsx';
import { type TextSource, TextSourceField, sourceText } from '#ui/fields/text-source.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { saveFile } from '#ui/save-file.ts';
import { Banner } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
import styles from './panels.module.css';

interface TextValues {
  source: TextSource;
  mode: 'replace' | 'add';
}

const modes = [
  { value: 'replace', label: 'Replaces all tests' },
  { value: 'add', label: 'Adds to them' },
] as const;

/** A person has stopped typing. */
const restMs = 300;

function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}

const example = `tests:
  - name: WIN10-01 may reach ZTNA-webserver
    who:
      endpoints: [WIN10-01]
    expect: may reach
    servers: [ZTNA-webserver]
`;

function PlaceList({
  label,
  places,
}: {
  readonly label: string;
  readonly places: CheckedTests['faults'];
}) {
  return (
    <ul className={styles['problems']} aria-label={label}>
      {places.map(({ line, column, message }) => (
        <li key={`${line} ${column} ${message}`}>
          <b>
            Line {line}, column {column}:
          </b>{' '}
          {message}
        </li>
      ))}
    </ul>
  );
}

/** What is wrong with the text, while it is typed. */
function Check({ text }: { readonly text: string }) {
  const { data } = useAnswer(labApi.checkPolicyTests, { body: { text } }, { keepsLast: true });
  if (!data) return null;
  if (data.tests === null)
    return (
      <Banner tone="bad">
        <PlaceList label="What cannot be read" places={data.faults} />
      </Banner>
    );
  return data.missing.length > 0 ? (
    <Banner tone="warn">
      <PlaceList label="What is not in this world" places={data.missing} />
    </Banner>
  ) : (
    <Banner tone="ok">{count(data.tests, 'policy test')}, every name is there.</Banner>
  );
}

/** Every policy test as YAML, to be edited, opened and saved as a file. */
export function TextPanel({
  text,
  onReload,
  onClose,
}: {
  readonly text: TestsText;
  readonly onReload: () => void;
  readonly onClose: () => void;
}) {
  const save = useChange(labApi.importPolicyTests);
  const toast = useToast();
  const undoable = useUndoable(toast);
  const form = useForm<TextValues>({
    defaultValues: { source: { kind: 'typed', text: text.text }, mode: 'replace' },
  });
  const { control, watch } = form;
  const source = watch('source');
  const typed = source.kind === 'typed' ? source.text : '';
  const rested = useRested(typed);
  const edit = useEditForm({
    form,
    basedOn: text.revision,
    onClose,
    fieldOf: (path) => (path === 'text' ? 'source' : null),
    send: async (values, basedOn) => {
      const { revision } = await save.mutateAsync({
        body: { text: await sourceText(values.source), mode: values.mode },
        basedOn,
      });
      toast({ text: 'The policy tests were changed.', ...undoable(revision) });
      return true;
    },
  });
  return (
    <EditPanel
      edit={edit}
      crumb="Policy Tests"
      title="Policy tests as text"
      saveLabel="Save"
      conflict="Someone else has changed the policy tests."
      onReload={onReload}
    >
      <FormSegmentField control={control} name="mode" label="The text" options={modes} />
      {source.kind === 'typed' && rested.trim() !== '' ? <Check text={rested} /> : null}
      <Controller
        control={control}
        name="source"
        render={({ field, fieldState }) => (
          <TextSourceField
            label="YAML"
            hint="A tag has its category before it: ZTNA_, CLASS_, OUTBREAK_ or FABRIC_. Every field is in docs/policy-tests.md. Comments are not kept: save them with the text as a file."
            error={fieldState.error?.message}
            rows={18}
            placeholder={example}
            value={field.value}
            onChange={field.onChange}
          />
        )}
      />
      <div className={styles['file']}>
        <Button
          disabledReason={source.kind === 'file' ? 'The text is a file already.' : null}
          onClick={() => saveFile('policy-tests.yaml', 'application/yaml', typed)}
        >
          Save as a file
        </Button>
      </div>
    </EditPanel>
  );
}
