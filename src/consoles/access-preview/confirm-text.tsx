import type { PlannedChange } from '#model/lab/access-impact.ts';
import { AccessPreview } from './access-preview.tsx';

/** What a person confirms: what happens, and what it does to access. */
export function ConfirmText({
  text,
  change,
}: {
  readonly text: string;
  readonly change: PlannedChange | null;
}) {
  return (
    <>
      <p>{text}</p>
      <AccessPreview title="What it does to access" change={change} />
    </>
  );
}
