/** What the keys of the input line make of its text. */

/** True where the text leaves a quotation mark open: a question mark is then a character like others. */
export function isInQuotes(text: string): boolean {
  let quote: string | null = null;
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (c === '\\') at++;
    else if (quote === null && (c === '"' || c === "'")) quote = c;
    else if (c === quote) quote = null;
  }
  return quote !== null;
}

function commonBeginning(words: readonly string[]): string {
  const [first = '', ...rest] = words;
  let length = first.length;
  for (const word of rest) while (!word.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}

/**
 * The text before the caret with its last word completed as far as the words agree; null where nothing
 * can be added.
 */
export function completed(before: string, from: number, words: readonly string[]): string | null {
  if (words.length === 0) return null;
  const [only] = words;
  const ending = words.length === 1 ? `${only} ` : commonBeginning(words);
  const after = before.slice(0, from) + ending;
  return after.length > before.length || (words.length === 1 && after !== before) ? after : null;
}

/** Lines of a paste: those that are complete are carried out, what is behind the last line break stays. */
export function pastedLines(
  before: string,
  pasted: string,
  after: string,
): { readonly lines: readonly string[]; readonly rest: string } {
  const lines = (before + pasted).split(/\r\n|\r|\n/);
  const last = lines.pop() ?? '';
  return { lines, rest: last + after };
}

const mostRemembered = 200;

/** The history with the line at its end; an empty line, and one just typed, are not remembered again. */
export function remembered(history: readonly string[], line: string): readonly string[] {
  return line.trim() === '' || history.at(-1) === line
    ? history
    : [...history, line].slice(-mostRemembered);
}
