import { useState } from 'react';
import { useCommands } from '#api/commands.ts';
import type { TransactionStep } from '#api/fortios.ts';
import { ShowCli } from '#ui/show-cli.tsx';

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
  const { data, error } = useCommands(device, open ? steps() : null);
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
