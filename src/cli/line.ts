/** One typed line as FortiOS takes it apart: words, quotation marks, escapes, and `|` before `grep`. */

export interface Word {
  readonly text: string;
  /** True if any part of it stood in quotation marks: then it is a value, never a command word. */
  readonly quoted: boolean;
  /** Where it begins in the line. */
  readonly start: number;
}

export interface Line {
  readonly words: readonly Word[];
  /** Each `| …` after the command. */
  readonly pipes: readonly (readonly Word[])[];
  /** False while a quotation mark is open: the line goes on. */
  readonly closed: boolean;
  /** True if the last word is complete: a space, or nothing, stands at the end. */
  readonly ended: boolean;
}

export function readLine(text: string): Line {
  const parts: Word[][] = [[]];
  let word: { text: string; quoted: boolean; readonly start: number } | null = null;
  let quote: string | null = null;
  const finish = (): void => {
    if (word) parts.at(-1)?.push(word);
    word = null;
  };
  for (let at = 0; at < text.length; at++) {
    const c = text[at] ?? '';
    const next = text[at + 1];
    if (quote === null && /\s/.test(c)) finish();
    else if (quote === null && c === '|') {
      finish();
      parts.push([]);
    } else {
      word ??= { text: '', quoted: false, start: at };
      if (c === '\\' && next !== undefined) {
        word.text += next;
        at++;
      } else if (quote === null && (c === '"' || c === "'")) {
        quote = c;
        word.quoted = true;
      } else if (c === quote) quote = null;
      else word.text += c;
    }
  }
  const ended = word === null;
  finish();
  const [words = [], ...pipes] = parts;
  return { words, pipes, closed: quote === null, ended };
}

/** A value so that it can be typed: in quotation marks where it needs them. */
export function typed(value: string): string {
  return value === '' || /[\s"'\\|#?]/.test(value)
    ? `"${value.replaceAll(/["\\]/g, '\\$&')}"`
    : value;
}
