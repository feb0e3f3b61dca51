import { useState } from 'react';
import { useAnswer } from '#api/hooks.ts';
import type { TransactionStep } from '#api/rows.ts';
import { labApi } from '#model/contract/lab.ts';
import { ShowCli } from '#ui/panel/show-cli.tsx';

/** *Show CLI* of a form: the commands that would do what it would, while it is filled in. */
export function FormCommands({
  device,
  steps,
}: {
  readonly device: string;
  /** What the form would send; called while the commands are shown. */
  readonly steps: () => readonly TransactionStep[];
}) {
  const [open, setOpen] = useState(false);
  const { data, error } = useAnswer(
    labApi.commandsFor,
    open ? { name: device, body: { steps: steps() } } : null,
    { keepsLast: true, retry: false },
  );
  return (
    <ShowCli
      open={open}
      onToggle={() => setOpen(!open)}
      label={`Commands for ${device}`}
      text={data?.text}
      problem={data?.problem ?? error?.message ?? null}
    />
  );
}
