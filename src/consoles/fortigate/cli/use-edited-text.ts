import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/**
 * The text of an input that keys change besides typing. What is put there counts at once, before it is
 * drawn, and things that have to wait for an answer are done one after the other, as on a terminal.
 */
export function useEditedText(ref: RefObject<HTMLInputElement | null>) {
  const [text, setText] = useState('');
  const now = useRef('');
  /** Where the caret goes with the text that was put there; null where it is where the input has it. */
  const placed = useRef<number | null>(null);
  const turns = useRef<Promise<void>>(Promise.resolve());
  const waiting = useRef(0);

  useLayoutEffect(() => {
    if (placed.current === null) return;
    ref.current?.setSelectionRange(placed.current, placed.current);
    placed.current = null;
  });

  const caret = (): number => placed.current ?? ref.current?.selectionStart ?? now.current.length;
  const put = (next: string, at = next.length): void => {
    if (next === text && next === now.current) ref.current?.setSelectionRange(at, at);
    else placed.current = at;
    now.current = next;
    setText(next);
  };
  return {
    text,
    /** The text as it is by now. */
    value: (): string => now.current,
    before: (): string => now.current.slice(0, caret()),
    caret,
    put,
    insert: (characters: string): void => {
      const at = caret();
      put(now.current.slice(0, at) + characters + now.current.slice(at), at + characters.length);
    },
    /** What was typed into the input itself. */
    typed: (next: string): void => {
      now.current = next;
      setText(next);
    },
    /** True while something waits for an answer: what is typed meanwhile waits for its turn. */
    isWaiting: (): boolean => waiting.current > 0,
    inTurn: (work: () => void | Promise<void>): void => {
      waiting.current++;
      turns.current = turns.current.then(work).finally(() => {
        waiting.current--;
      });
    },
  };
}
