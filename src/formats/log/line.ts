/** A log line's fields out of text and back, byte for byte. */
import type { LogField, LogLine } from '#model/decision/log.ts';

export function printField({ key, value, quoted }: LogField): string {
  return `${key}=${quoted ? `"${value.replaceAll(/["\\]/g, '\\$&')}"` : value}`;
}

/** `key=value` and `key="value"`, space-separated, in order; numbers and addresses stand bare. */
export function printLogLine(line: LogLine): string {
  return line.map(printField).join(' ');
}

const keyPattern = /[A-Za-z_][\w-]*=/y;
const nextKeyPattern = /\s+(?:[A-Za-z_][\w-]*=|$)/y;

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

function isSpace(text: string, at: number): boolean {
  return /\s/.test(text.charAt(at));
}

interface Quoted {
  readonly value: string;
  /** The place after the closing mark; the text's end if it is missing. */
  readonly end: number;
  readonly closed: boolean;
}

/**
 * A value from its opening mark on. Some messages have marks in them that nothing escapes: a mark closes
 * the value only where another field follows, or nothing.
 */
function quotedAt(text: string, open: number): Quoted {
  const pieces: string[] = [];
  let from = open + 1;
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 92) {
      const next = text.charAt(i + 1);
      // Only these two are escapes: in C:\Users the backslash is one.
      if (next === '"' || next === '\\') {
        pieces.push(text.slice(from, i), next);
        from = i + 2;
        i++;
      }
    } else if (c === 34 && (i + 1 === text.length || matchEnd(nextKeyPattern, text, i + 1) >= 0)) {
      pieces.push(text.slice(from, i));
      return { value: pieces.join(''), end: i + 1, closed: true };
    }
  }
  pieces.push(text.slice(from));
  return { value: pieces.join(''), end: text.length, closed: false };
}

export interface FieldsReading {
  readonly line: LogLine;
  /** What is no field, or a mark that nothing closes: where it stands in the text, from 0, and words on it. */
  readonly oddities: readonly { readonly at: number; readonly message: string }[];
}

/** The fields of a text from a place on. */
export function readFields(text: string, from = 0): FieldsReading {
  const line: LogField[] = [];
  const oddities: { at: number; message: string }[] = [];
  for (let at = from; at < text.length;) {
    if (isSpace(text, at)) {
      at++;
      continue;
    }
    const equals = matchEnd(keyPattern, text, at);
    if (equals < 0) {
      oddities.push({ at, message: 'This is not a field. Write fields as key=value.' });
      while (at < text.length && !isSpace(text, at)) at++;
      continue;
    }
    const key = text.slice(at, equals - 1);
    if (text.charAt(equals) === '"') {
      const { value, end, closed } = quotedAt(text, equals);
      if (!closed)
        oddities.push({
          at: equals,
          message: `The value of ${key} has no closing quotation mark. The value ends with the line.`,
        });
      line.push({ key, value, quoted: true });
      at = end;
    } else if (text.charAt(matchEnd(keyPattern, text, equals)) === '"') {
      // `poluuid=policyname="web"`: a value was left out, and with it the space behind it.
      oddities.push({
        at: equals,
        message: `${key} has no value, and no space before the next field. It is read as empty.`,
      });
      line.push({ key, value: '', quoted: false });
      at = equals;
    } else {
      let end = equals;
      while (end < text.length && !isSpace(text, end)) end++;
      line.push({ key, value: text.slice(equals, end), quoted: false });
      at = end;
    }
  }
  return { line, oddities };
}

/** The fields of one line, whatever else stands in it; null if there is no field at all. */
export function readLogLine(text: string): LogLine | null {
  const { line } = readFields(text);
  return line.length === 0 ? null : line;
}

/** One record with its number: by age, the newest of its category 1, whatever a filter leaves out [259754]. */
export interface NumberedLine {
  readonly number: number;
  readonly line: LogLine;
}

/** What `execute log display` prints: two counts, a blank line, and each line behind its number. */
export function printLogDisplay(found: number, records: readonly NumberedLine[]): string {
  const head = `${found} logs found.\n${records.length} logs returned.\n`;
  return [head, ...records.map(({ number, line }) => `${number}: ${printLogLine(line)}`)].join(
    '\n',
  );
}
