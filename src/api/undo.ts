/** What *Undo* says and does, wherever it stands: each belongs to one change, and takes back that one alone. */
import type { UndoAnswer, WorldSummary } from '#model/lab/lab-api.ts';
import { count, plural } from '#model/plural.ts';
import { labApi } from '#model/contract/lab.ts';
import { useChange } from './hooks.ts';

/** `Undone: add the tag Low. 1 session that ended stays ended.` */
export function undoneWords({ changes, stayEnded }: UndoAnswer): string {
  const rest =
    stayEnded === 0
      ? ''
      : ` ${count(stayEnded, 'session')} that ended ${plural(stayEnded, 'stays', 'stay')} ended.`;
  return `Undone: ${changes.join('; ')}.${rest}`;
}

const subjectStart = 'change ';

/** Whether news is of a change that is undone already, or was too long ago. */
export function isUndone({ revision, undo }: WorldSummary, subject: string): boolean {
  if (!subject.startsWith(subjectStart)) return false;
  const change = Number(subject.slice(subjectStart.length));
  // What is newer than the world that this page knows of is not undone yet.
  return change <= revision && !undo.some((one) => one.revision === change);
}

/** Whether news is of no change of this world: it was told of another one. */
export function isForeign({ undo }: WorldSummary, subject: string): boolean {
  return !undo.some(({ revision }) => subject === `${subjectStart}${revision}`);
}

type Tell = (news: { readonly text: string; readonly tone?: 'bad' }) => void;

/**
 * What makes news of a change one with *Undo*.
 * @param tell says what came of it
 */
export function useUndoable(tell: Tell): (
  revision: number,
  onUndone?: () => void,
) => {
  readonly subject: string;
  readonly action: { readonly label: string; readonly onPress: () => void };
} {
  const undo = useChange(labApi.undo);
  return (revision, onUndone) => ({
    subject: `${subjectStart}${revision}`,
    action: {
      label: 'Undo',
      onPress: () =>
        undo.mutate(
          { body: { revision } },
          {
            onSuccess: (answer) => {
              tell({ text: undoneWords(answer) });
              onUndone?.();
            },
            onError: ({ message }) => tell({ text: message, tone: 'bad' }),
          },
        ),
    },
  });
}
