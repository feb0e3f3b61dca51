import { useState } from 'react';
import { useImportTagDefinitions } from '#api/tagging-hooks.ts';
import type { TagImport } from '#model/tagging-api.ts';
import { Button } from '#ui/button.tsx';
import { CheckboxField } from '#ui/choice-field.tsx';
import { SidePanel } from '#ui/side-panel.tsx';
import { Banner } from '#ui/states.tsx';
import { TextAreaField } from '#ui/text-area-field.tsx';
import { useToast } from '#ui/toast.tsx';
import styles from './import-panel.module.css';

function list(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

/** Import: a JSON file or its text. Problems refuse the whole, each named by its place. */
export function ImportPanel({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [replace, setReplace] = useState(false);
  const [problems, setProblems] = useState<TagImport['problems']>([]);
  const importing = useImportTagDefinitions();
  const toast = useToast();
  const empty = text.trim() === '';

  const submit = (): void =>
    importing.mutate(
      { text, replace },
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

  return (
    <SidePanel
      crumb="Tags"
      title="Import"
      wide
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            busy={importing.isPending}
            disabledReason={empty ? 'Choose a file, or paste its text.' : null}
            onClick={submit}
          >
            Import
          </Button>
        </>
      }
    >
      <label className={styles['file']}>
        <span>File</span>
        <input
          type="file"
          accept="application/json,.json"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) void file.text().then(setText);
          }}
        />
      </label>
      <TextAreaField
        label="Text of the file"
        hint="Text of a file made with Export."
        value={text}
        onChange={(value) => {
          setText(value);
          setProblems([]);
        }}
      />
      <CheckboxField
        label="Overwrite tags of the same name"
        hint="Otherwise the existing tags stay unchanged."
        checked={replace}
        onChange={setReplace}
      />
      {problems.length > 0 ? (
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
      ) : null}
    </SidePanel>
  );
}
