import { useState } from 'react';
import { plannedChange } from '#api/call.ts';
import { useAnswer } from '#api/hooks.ts';
import type { TransactionStep } from '#api/rows.ts';
import { fortiosApi } from '#model/contract/fortios.ts';
import { labApi } from '#model/contract/lab.ts';
import { AccessPreview } from '#consoles/access-preview/access-preview.tsx';
import { ShowCli } from '#ui/panel/show-cli.tsx';

/** Before a form is saved: who would gain and lose access by it, and the commands that would do the same. */
export function FormCommands({
  device,
  isChanged,
  steps,
}: {
  readonly device: string;
  /** Whether there is anything to save. */
  readonly isChanged: boolean;
  /** What the form would send. */
  readonly steps: () => readonly TransactionStep[];
}) {
  const [open, setOpen] = useState(false);
  const { data, error } = useAnswer(
    labApi.commandsFor,
    open ? { name: device, body: { steps: steps() } } : null,
    { keepsLast: true, retry: false },
  );
  const planned = isChanged
    ? plannedChange(fortiosApi.transaction, {
        device,
        body: { words: 'preview', steps: [...steps()] },
      })
    : null;
  return (
    <>
      <AccessPreview title="If you save" change={planned} />
      <ShowCli
        open={open}
        onToggle={() => setOpen(!open)}
        label={`Commands for ${device}`}
        text={data?.text}
        problem={data?.problem ?? error?.message ?? null}
      />
    </>
  );
}
