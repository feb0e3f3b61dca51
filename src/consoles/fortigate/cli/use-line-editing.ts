import { type RefObject, useRef } from 'react';
import { completed, pastedLines } from './input-line.ts';
import type { CommandLine } from './use-command-line.ts';
import { useEditedText } from './use-edited-text.ts';

/** What keys and buttons do with the line that is being typed. */
export function useLineEditing(
  line: CommandLine,
  prompt: string,
  ref: RefObject<HTMLInputElement | null>,
) {
  const edited = useEditedText(ref);
  /** The place in the history; null for the line that is new. */
  const past = useRef<number | null>(null);

  const run = (lines: readonly string[], rest = ''): Promise<void> => {
    past.current = null;
    edited.put(rest);
    return line.run(lines);
  };
  const ask = async (use: 'complete' | 'help'): Promise<void> => {
    const before = edited.before();
    try {
      const { from, words, help } = await line.help(before);
      const after = use === 'complete' ? completed(before, from, words) : null;
      if (after === null) line.show(before, help);
      else edited.put(after + edited.value().slice(before.length), after.length);
    } catch (error) {
      line.show(before, [
        error instanceof Error ? error.message : 'The FortiGate did not answer. Try again.',
      ]);
    }
  };

  return {
    edited,
    /** What is typed next is for the place where the line leads; behind a long paste nobody waits. */
    enter: (): void =>
      edited.inTurn(() => {
        const done = run([edited.value()]);
        return line.progress === null ? done : undefined;
      }),
    recall: (step: -1 | 1): void => {
      const { history } = line;
      const at = (past.current ?? history.length) + step;
      if (at < 0) return;
      past.current = at >= history.length ? null : at;
      edited.put(history[at] ?? '');
    },
    complete: (): void => edited.inTurn(() => ask('complete')),
    help: (): void => edited.inTurn(() => ask('help')),
    clear: line.clear,
    drop: (): void => {
      line.show(`${edited.value()}^C`, []);
      past.current = null;
      edited.put('');
      // A line that goes on, or a question, is dropped on the device too.
      if (!prompt.endsWith('# ')) void line.interrupt();
    },
    /** Runs the lines of a text that is pasted over the selection; its last one stays to be typed on. */
    paste: (pasted: string, { selectionStart, selectionEnd }: HTMLInputElement): void => {
      const text = edited.value();
      const { lines, rest } = pastedLines(
        text.slice(0, selectionStart ?? text.length),
        pasted,
        text.slice(selectionEnd ?? text.length),
      );
      void run(lines, rest);
    },
  };
}
export type LineEditing = ReturnType<typeof useLineEditing>;
