import { useState } from 'react';
import { useChange } from '#api/hooks.ts';
import { emsApi } from '#model/contract/ems.ts';
import type { TagImport } from '#model/tagging/tagging-api.ts';
import { Button } from '#ui/button.tsx';
import { CheckboxField } from '#ui/fields/choice-field.tsx';
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

function list(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

/** Import: a JSON file or its text. Problems refuse the whole, each named by its place. */
export function ImportPanel({ onClose }: { readonly onClose: () => void }) {
  const [source, setSource] = useState<TextSource>(nothingTyped);
  const [replace, setReplace] = useState(false);
  const [problems, setProblems] = useState<TagImport['problems']>([]);
  const importing = useChange(emsApi.importTags);
  const toast = useToast();

  const submit = async (): Promise<void> => {
    const text = await sourceText(source);
    importing.mutate(
      { body: { text, replace } },
      {
        onSuccess: (answer) => {
          setProblems(answer.problems);
          if (answer.problems.length > 0) return;
          toast({
            text: `Created: ${list(answer.created)}. Replaced: ${list(answer.replaced)}. Unchanged: ${list(answer.skipped)}.`,
          });
          onClose();
        },
        onError: (problem) => setProblems([{ path: '', message: problem.message }]),
      },
    );
  };

  return (
    <SidePanel
      crumb="Tags"
      title="Import"
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
        hint="JSON from a file made with Export."
        value={source}
        rows={14}
        onChange={(next) => {
          setSource(next);
          setProblems([]);
        }}
      />
      <CheckboxField
        label="Overwrite tags of the same name"
        hint="Otherwise the existing tags stay unchanged."
        checked={replace}
        onChange={setReplace}
      />
    </SidePanel>
  );
}
