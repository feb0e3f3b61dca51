import {
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useRef,
} from 'react';
import { Button } from '#ui/button.tsx';
import { completed, isInQuotes, pastedLines } from './input-line.ts';
import styles from './terminal.module.css';
import type { CommandLine } from './use-command-line.ts';
import { useEditedText } from './use-edited-text.ts';

/** True while something is marked, here or in the output: then Ctrl+C copies it. */
function isSelected(input: HTMLInputElement): boolean {
  const { selectionStart, selectionEnd } = input;
  return selectionStart !== selectionEnd || (document.getSelection()?.toString() ?? '') !== '';
}

/** The line that is being typed. Tab completes it, and `?` says what may stand next. */
export function InputLine({
  line,
  prompt,
  ref,
}: {
  readonly line: CommandLine;
  readonly prompt: string;
  readonly ref: RefObject<HTMLInputElement | null>;
}) {
  const edited = useEditedText(ref);
  /** The place in the history; null for the line that is new. */
  const past = useRef<number | null>(null);
  /** Escape was pressed last: the next Tab leaves. */
  const mayLeave = useRef(false);
  const id = useId();
  const hintId = useId();

  // On a touch screen the focus would open the keyboard over half of the page.
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) ref.current?.focus({ preventScroll: true });
  }, [ref]);

  const run = (lines: readonly string[], rest = ''): Promise<void> => {
    past.current = null;
    edited.put(rest);
    return line.run(lines);
  };
  /** What is typed next is for the place where the line leads; behind a long paste nobody waits. */
  const enter = (): void =>
    edited.inTurn(() => {
      const done = run([edited.value()]);
      return line.progress === null ? done : undefined;
    });

  const recall = (step: -1 | 1): void => {
    const { history } = line;
    const at = (past.current ?? history.length) + step;
    if (at < 0) return;
    past.current = at >= history.length ? null : at;
    edited.put(history[at] ?? '');
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

  const drop = (): void => {
    line.show(`${edited.value()}^C`, []);
    past.current = null;
    edited.put('');
    // A line that goes on, or a question, is dropped on the device too.
    if (!prompt.endsWith('# ')) void line.interrupt();
  };

  /** What a key does; null where it does what it does in every input. */
  const actionOf = (event: KeyboardEvent<HTMLInputElement>, leaves: boolean) => {
    const input = event.currentTarget;
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (metaKey || altKey || event.nativeEvent.isComposing) return null;
    if (ctrlKey)
      switch (key) {
        case 'a':
          return () => input.setSelectionRange(0, 0);
        case 'e':
          return () => input.setSelectionRange(input.value.length, input.value.length);
        case 'l':
          return line.clear;
        case 'c':
          return isSelected(input) ? null : drop;
        default:
          return null;
      }
    if (key === 'Tab' && !shiftKey && !leaves) return () => edited.inTurn(() => ask('complete'));
    if (key === '?' && !isInQuotes(edited.before())) return () => edited.inTurn(() => ask('help'));
    if (key === 'ArrowUp') return () => recall(-1);
    if (key === 'ArrowDown') return () => recall(1);
    if (key === 'Enter') return enter;
    if (key.length === 1 && edited.isWaiting())
      return () => edited.inTurn(() => edited.insert(key));
    return null;
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const leaves = mayLeave.current;
    mayLeave.current = event.key === 'Escape';
    const action = actionOf(event, leaves);
    if (!action) return;
    event.preventDefault();
    action();
  };

  const onPaste = (event: ClipboardEvent<HTMLInputElement>): void => {
    const pasted = event.clipboardData.getData('text/plain');
    if (!/[\r\n]/.test(pasted)) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    const text = edited.value();
    const { lines, rest } = pastedLines(
      text.slice(0, selectionStart ?? text.length),
      pasted,
      text.slice(selectionEnd ?? text.length),
    );
    void run(lines, rest);
  };

  return (
    <>
      <form
        className={styles['line']}
        onSubmit={(event) => {
          event.preventDefault();
          enter();
        }}
      >
        <label htmlFor={id} className={styles['prompt']}>
          {prompt}
        </label>
        <input
          ref={ref}
          id={id}
          className={styles['input']}
          value={edited.text}
          onChange={(event) => edited.typed(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          aria-describedby={hintId}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="send"
        />
      </form>
      {/* A touch keyboard has none of these. */}
      <div className={styles['keys']} role="group" aria-label="Keys">
        <Button onClick={() => edited.inTurn(() => ask('complete'))}>Tab</Button>
        <Button onClick={() => edited.inTurn(() => ask('help'))}>?</Button>
        <Button aria-label="↑ previous command" onClick={() => recall(-1)}>
          ↑
        </Button>
        <Button aria-label="↓ next command" onClick={() => recall(1)}>
          ↓
        </Button>
        <Button aria-label="Ctrl+C: cancel the line" onClick={drop}>
          Ctrl+C
        </Button>
      </div>
      <p id={hintId} className={styles['hint']}>
        <kbd>Tab</kbd> completes, <kbd>?</kbd> helps, <kbd>Ctrl+C</kbd> cancels the line,{' '}
        <kbd>Ctrl+L</kbd> clears the screen. <kbd>Esc</kbd>, then <kbd>Tab</kbd> leaves.
      </p>
    </>
  );
}
