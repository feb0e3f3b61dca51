import { useState } from 'react';
import { useAnswer } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import type { ExportQuery } from '#model/fortios/config-import.ts';
import { Button } from '#ui/button.tsx';
import { CheckboxField, RadioField } from '#ui/fields/choice-field.tsx';
import { CodeView } from '#ui/code-view.tsx';
import { Note } from '#ui/page.tsx';
import { PickField } from '#ui/fields/pick-field.tsx';
import { EmptyState, ErrorState, Skeleton } from '#ui/states.tsx';
import { saveFile } from '#ui/save-file.ts';
import styles from './page.module.css';

/** More would make the page slow; the file has all of it. */
const mostShown = 200_000;

type What = 'all' | 'sections';

/** The whole configuration or some sections of it, as FortiOS prints it. */
export function Export({ device }: { readonly device: string }) {
  const [what, setWhat] = useState<What>('all');
  const [sections, setSections] = useState<readonly string[]>([]);
  const [form, setForm] = useState<ExportQuery['form']>('show');
  const [keep, setKeep] = useState(false);
  const { data, error, refetch } = useAnswer(
    labApi.exportConfig,
    {
      name: device,
      query: {
        form,
        secrets: keep ? 'kept' : 'masked',
        sections: what === 'all' ? '' : sections.join(','),
      },
    },
    { keepsLast: true },
  );
  const isNothing = what === 'sections' && sections.length === 0;
  const text = isNothing ? '' : (data?.text ?? '');
  return (
    <div className={styles['columns']}>
      <div className={styles['form']} role="group" aria-label="Export">
        <RadioField<What>
          label="What"
          value={what}
          options={[
            { value: 'all', label: 'The whole configuration' },
            { value: 'sections', label: 'Some sections' },
          ]}
          onChange={setWhat}
        />
        {what === 'sections' ? (
          <PickField
            label="Sections"
            value={sections}
            onChange={setSections}
            options={(data?.sections ?? []).map(({ name, entries }) => ({
              value: name,
              label: `${name} (${entries})`,
            }))}
          />
        ) : null}
        <RadioField<ExportQuery['form']>
          label="Form"
          value={form}
          options={[
            { value: 'show', label: 'show', hint: 'Without default values.' },
            {
              value: 'full-configuration',
              label: 'show full-configuration',
              hint: 'With the default values of the settings that this lab knows.',
            },
          ]}
          onChange={setForm}
        />
        <CheckboxField
          label="Keep secrets"
          hint="Otherwise, ENC ****** replaces passwords and private keys."
          checked={keep}
          onChange={setKeep}
        />
        <div className={styles['buttons']}>
          <Button
            look="primary"
            disabledReason={text === '' ? 'There is nothing to save.' : null}
            onClick={() => saveFile(`${device}.conf`, 'text/plain', text)}
          >
            Save as a file
          </Button>
        </div>
      </div>
      <div className={styles['text']}>
        {error && !data ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <Skeleton lines={12} />
        ) : text === '' ? (
          <EmptyState title={isNothing ? 'Choose the sections' : `${device} is not configured`} />
        ) : (
          <>
            <CodeView label={`Configuration of ${device}`} text={text.slice(0, mostShown)} tall />
            {text.length > mostShown ? (
              <Note>
                The first {mostShown.toLocaleString('en')} of {text.length.toLocaleString('en')}{' '}
                characters are shown; the file has all of them.
              </Note>
            ) : null}
          </>
        )}
      </div>
    </div>
  );
}
