/**
 * FortiOS configuration text as words. Values in quotes may hold line breaks and escapes. A quotation mark
 * that never closes ends with its line, so that a mistake costs one value and not the rest of the text.
 * Everything is found by position, in time and memory proportional to the text.
 */
import type { ConfigValue } from '#model/fortios/config-tree.ts';
import type { Warnings } from '../warnings.ts';

const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const doubleQuote = 34;
const numberSign = 35;
const singleQuote = 39;
const backslash = 92;
const byteOrderMark = 0xfeff;

/** Short words come again and again: one object for each is kept, up to a bound. */
const longestShared = 24;
const mostShared = 1 << 16;

function isBlank(code: number): boolean {
  return code === space || code === lineFeed || code === tab || code === carriageReturn;
}

/** Positions of one character, found in one pass however often they are asked for. */
class NextOf {
  private readonly text: string;
  private readonly character: string;
  /** Between these two, the latter is the answer. */
  private from = 1;
  private found = 0;

  constructor(text: string, character: string) {
    this.text = text;
    this.character = character;
  }

  /** The first one at or after a position, the text's length if there is none. */
  at(position: number): number {
    if (position < this.from || position > this.found) {
      const found = this.text.indexOf(this.character, position);
      this.from = position;
      this.found = found < 0 ? this.text.length : found;
    }
    return this.found;
  }
}

export class Lexer {
  readonly text: string;
  position = 0;
  line = 1;
  /** Where the logical line that was begun last stands. */
  column = 1;
  begin = 0;
  private readonly warnings: Warnings;
  private lineStart = 0;
  /** Windows line ends, as the first line has them: a break inside a value is then written so, too. */
  private crlf = false;
  private endings = 0;
  /** The last mark that nothing closed. */
  private recovered = -1;
  private readonly nextDouble: NextOf;
  private readonly nextSingle: NextOf;
  private readonly nextBackslash: NextOf;
  private readonly nextBreak: NextOf;
  private readonly bare = new Map<string, ConfigValue>();
  private readonly quoted = new Map<string, ConfigValue>();
  private readonly lists = new Map<ConfigValue, readonly ConfigValue[]>();

  constructor(text: string, warnings: Warnings) {
    this.text = text;
    this.warnings = warnings;
    this.nextDouble = new NextOf(text, '"');
    this.nextSingle = new NextOf(text, "'");
    this.nextBackslash = new NextOf(text, '\\');
    this.nextBreak = new NextOf(text, '\n');
  }

  /** Goes to the next line that holds something; false at the end of the text. */
  beginLine(): boolean {
    const { text } = this;
    let i = this.position;
    for (; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === lineFeed) {
        if (this.endings++ === 0) this.crlf = text.charCodeAt(i - 1) === carriageReturn;
        this.breakAt(i);
      } else if (code === byteOrderMark) this.lineStart++;
      else if (!isBlank(code)) break;
    }
    this.position = i;
    this.begin = i;
    this.column = i - this.lineStart + 1;
    return i < text.length;
  }

  private breakAt(at: number): void {
    this.line++;
    this.lineStart = at + 1;
  }

  isComment(): boolean {
    return this.text.charCodeAt(this.begin) === numberSign;
  }

  /** The line's first word where it has no quotation mark and no escape in it. Does not move on. */
  firstWord(): string {
    const { text } = this;
    let i = this.position;
    for (; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (isBlank(code)) break;
      if (code === doubleQuote || code === backslash || i - this.position > longestShared)
        return '';
    }
    return text.slice(this.position, i);
  }

  /** The rest of the line as it stands, without the blanks around it; whatever it quotes. */
  takeLine(): string {
    const end = this.nextBreak.at(this.position);
    this.position = end;
    return this.trimmed(end);
  }

  /** Only what separates words is trimmed: another blank character belongs to its word. */
  private trimmed(at: number): string {
    let end = at;
    while (end > this.begin && isBlank(this.text.charCodeAt(end - 1))) end--;
    return this.text.slice(this.begin, end);
  }

  /** The line from its beginning to where it has been read, a mark that nothing closed closed. */
  taken(): string {
    const taken =
      this.trimmed(this.position) +
      (this.recovered >= this.begin ? this.text.charAt(this.recovered) : '');
    return this.crlf ? taken.replaceAll('\r\n', '\n') : taken;
  }

  skip(characters: number): void {
    this.position += characters;
  }

  /** The words up to the end of the line. Warns of a quotation mark that does not close. */
  takeWords(): readonly ConfigValue[] {
    const words: ConfigValue[] = [];
    for (let word = this.takeWord(); word; word = this.takeWord()) words.push(word);
    return words;
  }

  private takeWord(): ConfigValue | null {
    const { text } = this;
    let i = this.position;
    while (i < text.length) {
      const code = text.charCodeAt(i);
      if (code === lineFeed) {
        this.position = i;
        return null;
      }
      if (code !== space && code !== tab && code !== carriageReturn) break;
      i++;
    }
    if (i >= text.length) {
      this.position = i;
      return null;
    }
    const start = i;
    const first = text.charCodeAt(i);
    if (first !== doubleQuote && first !== singleQuote) {
      for (; i < text.length; i++) {
        const code = text.charCodeAt(i);
        if (isBlank(code) || code === doubleQuote || code === backslash) break;
      }
      if (i >= text.length || isBlank(text.charCodeAt(i))) {
        this.position = i;
        return this.shared(text.slice(start, i), false);
      }
    }
    return this.takeMixed(start, i);
  }

  /** A word with quotations or escapes in it; from `start` to `at` it is plain. */
  private takeMixed(start: number, at: number): ConfigValue {
    const { text } = this;
    const pieces: string[] = at > start ? [text.slice(start, at)] : [];
    let quoted = false;
    let i = at;
    while (i < text.length) {
      const code = text.charCodeAt(i);
      if (isBlank(code)) break;
      if (code === doubleQuote || (code === singleQuote && i === start)) {
        const end = this.takeQuoted(i, code, pieces);
        // FortiOS writes '' for an empty value that it would not quote.
        quoted = quoted || code === doubleQuote || end > i + 2;
        i = end;
      } else if (code === backslash && i + 1 < text.length && text.charCodeAt(i + 1) !== lineFeed) {
        pieces.push(text.charAt(i + 1));
        i += 2;
      } else {
        const from = i++;
        for (; i < text.length; i++) {
          const next = text.charCodeAt(i);
          if (isBlank(next) || next === doubleQuote || next === backslash) break;
        }
        pieces.push(text.slice(from, i));
      }
    }
    this.position = i;
    return this.shared(pieces.length === 1 ? (pieces[0] ?? '') : pieces.join(''), quoted);
  }

  /** What stands in quotes, onto the pieces; gives the position after it. */
  private takeQuoted(open: number, quote: number, pieces: string[]): number {
    const { text } = this;
    const nextQuote = quote === doubleQuote ? this.nextDouble : this.nextSingle;
    const begun = pieces.length;
    let from = open + 1;
    let close = nextQuote.at(from);
    for (let slash = this.nextBackslash.at(from); slash < close;) {
      pieces.push(text.slice(from, slash), text.charAt(slash + 1));
      from = slash + 2;
      close = nextQuote.at(from);
      slash = this.nextBackslash.at(from);
    }
    const firstBreak = this.nextBreak.at(open);
    if (firstBreak >= close && close < text.length) {
      pieces.push(text.slice(from, close));
      return close + 1;
    }
    // Over several lines. Where something follows the mark without a blank, it opens the value of a later
    // line: the mark that should have closed this one was forgotten.
    const after = close + 1 < text.length ? text.charCodeAt(close + 1) : space;
    if (close >= text.length || !isBlank(after)) {
      pieces.length = begun;
      return this.recover(open, pieces);
    }
    pieces.push(text.slice(from, close));
    if (this.crlf) pieces.push(pieces.splice(begun).join('').replaceAll('\r\n', '\n'));
    for (let at = firstBreak; at < close; at = this.nextBreak.at(at + 1)) this.breakAt(at);
    return close + 1;
  }

  /** A mark that nothing closes: its value ends with the line, or with the certificate that it holds. */
  private recover(open: number, pieces: string[]): number {
    const { text } = this;
    this.warnings.add(
      this.line,
      open - this.lineStart + 1,
      'The quotation mark that opens here is not closed. The value ends with its line. Close it with ".',
    );
    this.recovered = open;
    let end = this.nextBreak.at(open);
    if (text.startsWith('-----BEGIN', open + 1))
      for (let next = end; next < text.length;) {
        const stop = this.nextBreak.at(next + 1);
        const line = text.slice(next + 1, stop).trim();
        if (!/^[\w+/=:, -]+$/.test(line) || line === 'next' || line === 'end') break;
        this.breakAt(next);
        end = stop;
        if (line.startsWith('-----END')) break;
        next = stop;
      }
    if (text.charCodeAt(end - 1) === carriageReturn) end--;
    pieces.push(text.slice(open + 1, end).replaceAll('\r\n', '\n'));
    return end;
  }

  /** A list of one value, one object for each value that is shared: most settings have one. */
  alone(value: ConfigValue): readonly ConfigValue[] {
    let list = this.lists.get(value);
    if (!list) {
      list = [value];
      if (value.text.length <= longestShared && this.lists.size < mostShared)
        this.lists.set(value, list);
    }
    return list;
  }

  private shared(text: string, quoted: boolean): ConfigValue {
    if (text.length > longestShared) return { text, quoted };
    const cache = quoted ? this.quoted : this.bare;
    const found = cache.get(text);
    if (found) return found;
    const made: ConfigValue = { text, quoted };
    if (cache.size < mostShared) cache.set(text, made);
    return made;
  }
}
