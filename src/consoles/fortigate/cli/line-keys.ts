import type { KeyboardEvent } from 'react';
import { isInQuotes } from './input-line.ts';
import type { LineEditing } from './use-line-editing.ts';

type Action = () => void;

/** True while something is marked, here or in the output: then Ctrl+C copies it. */
function isSelected(input: HTMLInputElement): boolean {
  const { selectionStart, selectionEnd } = input;
  return selectionStart !== selectionEnd || (document.getSelection()?.toString() ?? '') !== '';
}

/** As a shell's line has them. */
function findControlAction(
  key: string,
  input: HTMLInputElement,
  { clear, drop }: LineEditing,
): Action | null {
  switch (key) {
    case 'a':
      return () => input.setSelectionRange(0, 0);
    case 'e':
      return () => input.setSelectionRange(input.value.length, input.value.length);
    case 'l':
      return clear;
    case 'c':
      return isSelected(input) ? null : drop;
    default:
      return null;
  }
}

/**
 * What a key does; null where it does what it does in every input.
 * @param leaves whether Tab leaves the input, as after Escape
 */
export function findKeyAction(
  event: KeyboardEvent<HTMLInputElement>,
  leaves: boolean,
  editing: LineEditing,
): Action | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const { edited } = editing;
  if (metaKey || altKey || event.nativeEvent.isComposing) return null;
  if (ctrlKey) return findControlAction(key, event.currentTarget, editing);
  if (key === 'Tab' && !shiftKey && !leaves) return editing.complete;
  if (key === '?' && !isInQuotes(edited.before())) return editing.help;
  if (key === 'ArrowUp') return () => editing.recall(-1);
  if (key === 'ArrowDown') return () => editing.recall(1);
  if (key === 'Enter') return editing.enter;
  if (key.length === 1 && edited.isWaiting()) return () => edited.inTurn(() => edited.insert(key));
  return null;
}
