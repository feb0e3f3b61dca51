import { useState } from 'react';
import { useChange } from '#api/hooks.ts';
import { emsApi } from '#model/contract/ems.ts';
import type { TagConflict, TagImport } from '#model/tagging/tagging-api.ts';
import { Button } from '#ui/button.tsx';
import { RadioField } from '#ui/fields/choice-field.tsx';
import { SidePanel } from '#ui/panel/side-panel.tsx';
import { Banner } from '#ui/states.tsx';
import {
  type TextSource,
  TextSourceField,
  isEmptySource,
  nothingTyped,
  sourceText,
} from '#ui/fields/text-source.tsx';
import { useToast } from '#ui/toast.tsx';
import styles from './import-panel.module.css';

const conflictOptions = [
  { value: 'rename', label: 'Rename', hint: 'The imported tag gets -1, -2 and so on.' },
  { value: 'overwrite', label: 'Overwrite', hint: 'The rules of the existing tag are lost.' },
  { value: 'skip', label: 'Do not import', hint: 'The existing tag stays unchanged.' },
] as const;

/** What became of the tags, without what happened to none of them. */
function importWords({ created, renamed, replaced, skipped }: TagImport): string {
  const parts = [
    ['Created', created],
    ['Renamed', renamed.map(({ from, to }) => `${from} to ${to}`)],
    ['Overwritten', replaced],
    ['Not imported', skipped],
  ] as const;
  const told = parts.filter(([, names]) => names.length > 0);
  return told.length === 0
    ? 'The file has no tags.'
    : told.map(([what, names]) => `${what}: ${names.join(', ')}.`).join(' ');
}

/** Import: a JSON file or its text. Problems refuse the whole, each named by its place. */
export function ImportPanel({ onClose }: { readonly onClose: () => void }) {
  const [source, setSource] = useState<TextSource>(nothingTyped);
  const [conflict, setConflict] = useState<TagConflict>('rename');
  const [problems, setProblems] = useState<TagImport['problems']>([]);
  const importing = useChange(emsApi.importTags);
  const toast = useToast();

  const submit = async (): Promise<void> => {
    const text = await sourceText(source);
    importing.mutate(
      { body: { text, conflict } },
      {
        onSuccess: (answer) => {
          setProblems(answer.problems);
          if (answer.problems.length > 0) return;
          toast({ text: importWords(answer) });
          onClose();
        },
        onError: (problem) => setProblems([{ path: '', message: problem.message }]),
      },
    );
  };

  return (
    <SidePanel
      crumb="Tags"
      title="Import tag configuration"
      wide
      onClose={onClose}
      footer={
        <>
          {problems.length > 0 ? (
            <div className={styles['refused']}>
              <Banner tone="bad" live>
                <p>Nothing was imported.</p>
                <ul className={styles['problems']}>
                  {problems.map(({ path, message }) => (
                    <li key={`${path} ${message}`}>
                      {path === '' ? '' : <code>{path}</code>} {message}
                    </li>
                  ))}
                </ul>
              </Banner>
            </div>
          ) : null}
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            busy={importing.isPending}
            disabledReason={isEmptySource(source) ? 'Choose a file, or paste its text.' : null}
            onClick={() => void submit()}
          >
            Import
          </Button>
        </>
      }
    >
      <TextSourceField
        label="Text of the file"
        hint="JSON from a file made with Export tag configuration."
        value={source}
        rows={14}
        onChange={(next) => {
          setSource(next);
          setProblems([]);
        }}
      />
      <RadioField
        label="On tag name conflict"
        value={conflict}
        onChange={setConflict}
        options={conflictOptions}
      />
    </SidePanel>
  );
}
