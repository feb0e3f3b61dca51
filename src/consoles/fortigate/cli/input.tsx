import {
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useRef,
} from 'react';
import { Button } from '#ui/button.tsx';
import { findKeyAction } from './line-keys.ts';
import styles from './terminal.module.css';
import type { CommandLine } from './use-command-line.ts';
import { useLineEditing } from './use-line-editing.ts';

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
  const editing = useLineEditing(line, prompt, ref);
  const { edited } = editing;
  /** Escape was pressed last: the next Tab leaves. */
  const mayLeave = useRef(false);
  const id = useId();
  const hintId = useId();

  // On a touch screen the focus would open the keyboard over half of the page.
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) ref.current?.focus({ preventScroll: true });
  }, [ref]);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const leaves = mayLeave.current;
    mayLeave.current = event.key === 'Escape';
    const action = findKeyAction(event, leaves, editing);
    if (!action) return;
    event.preventDefault();
    action();
  };

  const onPaste = (event: ClipboardEvent<HTMLInputElement>): void => {
    const pasted = event.clipboardData.getData('text/plain');
    if (!/[\r\n]/.test(pasted)) return;
    event.preventDefault();
    editing.paste(pasted, event.currentTarget);
  };

  return (
    <>
      <form
        className={styles['line']}
        onSubmit={(event) => {
          event.preventDefault();
          editing.enter();
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
        <Button onClick={editing.complete}>Tab</Button>
        <Button onClick={editing.help}>?</Button>
        <Button aria-label="↑ previous command" onClick={() => editing.recall(-1)}>
          ↑
        </Button>
        <Button aria-label="↓ next command" onClick={() => editing.recall(1)}>
          ↓
        </Button>
        <Button aria-label="Ctrl+C: cancel the line" onClick={editing.drop}>
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
