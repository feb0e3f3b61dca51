import { useForesight } from '#api/access-impact.ts';
import type { PlannedChange } from '#model/lab/access-impact.ts';
import { useConfirm } from '#ui/panel/confirm.tsx';
import { ConfirmText } from './confirm-text.tsx';
import { isFelt, unfeltWords } from './felt-impact.ts';

interface Question {
  readonly title: string;
  readonly text: string;
  /** The verb on the button. */
  readonly confirm: string;
}

/** What the news of the change ends with, blank where nothing is known. */
interface Leave {
  readonly news: string;
}

/**
 * Asks before a change that somebody feels. One that nobody feels needs no question, nor does one whose effect
 * is not known in time. Null: do not make it.
 */
export function useAskFirst(): (
  change: PlannedChange | null,
  question: Question,
) => Promise<Leave | null> {
  const foresee = useForesight();
  const ask = useConfirm();
  return async (change, { text, ...question }) => {
    const impact = change && (await foresee(change));
    if (!impact) return { news: '' };
    if (!isFelt(impact)) return { news: ` ${unfeltWords}` };
    const yes = await ask({ ...question, text: <ConfirmText text={text} change={change} /> });
    return yes ? { news: '' } : null;
  };
}
