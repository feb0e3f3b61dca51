import { useState } from 'react';
import { useChange } from '#api/hooks.ts';
import { useUndoable } from '#api/undo.ts';
import { labApi } from '#model/contract/lab.ts';
import { type ListedFinding, ignoredFindingSchema } from '#model/lab/findings.ts';
import { Button } from '#ui/button.tsx';
import { TextAreaField } from '#ui/fields/text-area-field.tsx';
import { Section } from '#ui/page.tsx';
import { useToast } from '#ui/toast.tsx';
import styles from './finding-panel.module.css';

/** Sets a finding aside with a reason; of one that is ignored, why, and a way back. */
export function IgnoreForm({
  finding: { id, ignored },
  onDone,
}: {
  readonly finding: ListedFinding;
  readonly onDone: () => void;
}) {
  const ignore = useChange(labApi.ignoreFinding);
  const heed = useChange(labApi.heedFinding);
  const toast = useToast();
  const undoable = useUndoable(toast);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const save = (): void => {
    const read = ignoredFindingSchema.safeParse({ id, reason });
    if (!read.success) {
      setError(read.error.issues[0]?.message);
      return;
    }
    ignore.mutate(
      { body: read.data },
      {
        onSuccess: ({ revision }) => {
          toast({ text: 'The finding is ignored.', ...undoable(revision) });
          onDone();
        },
        onError: ({ message }) => setError(message),
      },
    );
  };
  const takeBack = (): void =>
    heed.mutate(
      { body: { id } },
      {
        onSuccess: ({ revision }) => {
          toast({ text: 'The finding is listed again.', ...undoable(revision) });
          onDone();
        },
        onError: ({ message }) => toast({ text: message, tone: 'bad' }),
      },
    );
  if (ignored !== null)
    return (
      <Section title="Ignored">
        <p className={styles['text']}>{ignored}</p>
        <div>
          <Button busy={heed.isPending} onClick={takeBack}>
            List it again
          </Button>
        </div>
      </Section>
    );
  return (
    <Section title="Ignore">
      <TextAreaField
        label="Reason"
        hint="Kept with the finding, for whoever looks next."
        error={error}
        value={reason}
        onChange={(text) => {
          setReason(text);
          setError(undefined);
        }}
      />
      <div>
        <Button busy={ignore.isPending} onClick={save}>
          Ignore this finding
        </Button>
      </div>
    </Section>
  );
}
