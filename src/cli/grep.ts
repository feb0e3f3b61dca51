/** `| grep`, FortiOS's own: the usual options, and `-f`, which shows the configuration around a match. */
import { errors } from './errors.ts';
import type { Offers } from './grammar.ts';
import { type Line, type Word } from './line.ts';

interface Options {
  ignoreCase: boolean;
  invert: boolean;
  count: boolean;
  number: boolean;
  block: boolean;
  after: number;
  before: number;
}

const optionHelp: readonly (readonly [string, string])[] = [
  ['-i', 'Ignore upper and lower case.'],
  ['-v', 'Lines that do not match.'],
  ['-c', 'Count matching lines.'],
  ['-n', 'Number the lines.'],
  ['-f', 'The configuration around a match.'],
  ['-A', 'Also this many lines after a match.'],
  ['-B', 'Also this many lines before a match.'],
  ['-C', 'Also this many lines around a match.'],
];

type Parsed =
  | { readonly ok: true; readonly options: Options; readonly pattern: string }
  | { readonly ok: false; readonly lines: readonly string[] };

function parse(words: readonly Word[]): Parsed {
  const [command, ...rest] = words;
  const isGrep =
    command && !command.quoted && command.text !== '' && 'grep'.startsWith(command.text);
  if (!isGrep)
    return { ok: false, lines: command ? errors.parse(command.text) : errors.incomplete() };
  const options: Options = {
    ignoreCase: false,
    invert: false,
    count: false,
    number: false,
    block: false,
    after: 0,
    before: 0,
  };
  const left = [...rest];
  for (let word = left[0]; word && !word.quoted && /^-./.test(word.text); word = left[0]) {
    left.shift();
    for (const letter of word.text.slice(1))
      switch (letter) {
        case 'i':
          options.ignoreCase = true;
          break;
        case 'v':
          options.invert = true;
          break;
        case 'c':
          options.count = true;
          break;
        case 'n':
          options.number = true;
          break;
        case 'f':
          options.block = true;
          break;
        case 'A':
        case 'B':
        case 'C': {
          const lines = left.shift()?.text ?? '';
          if (!/^\d{1,5}$/.test(lines)) return { ok: false, lines: errors.parse(lines) };
          if (letter !== 'B') options.after = Number(lines);
          if (letter !== 'A') options.before = Number(lines);
          break;
        }
        default:
          return { ok: false, lines: errors.parse(word.text) };
      }
  }
  const [pattern, extra] = left;
  if (!pattern) return { ok: false, lines: errors.incomplete() };
  if (extra) return { ok: false, lines: errors.parse(extra.text) };
  return { ok: true, options, pattern: pattern.text };
}

/**
 * A basic regular expression as a test of lines: `^ $ . * [ ]` mean something, and `+ ? { } ( ) |` only
 * behind a backslash. One that is none is looked for as it stands.
 */
function matcher(pattern: string, ignoreCase: boolean): (line: string) => boolean {
  const flags = ignoreCase ? 'iu' : 'u';
  const translated = pattern.replaceAll(/\\?[+?{}()|]/g, (one) =>
    one.startsWith('\\') ? one.slice(1) : `\\${one}`,
  );
  try {
    const expression = new RegExp(translated, flags);
    return (line) => expression.test(line);
  } catch {
    const wanted = ignoreCase ? pattern.toLowerCase() : pattern;
    return (line) => (ignoreCase ? line.toLowerCase() : line).includes(wanted);
  }
}

/** Top-level entries, or settings of a section without entries, that hold a match; matches are pointed at. */
function blocks(lines: readonly string[], matches: (line: string) => boolean): readonly string[] {
  const out: string[] = [];
  let section: string[] = [];
  let isWanted = false;
  /** Lines of the entry that is being read; null between entries. */
  let entry: string[] | null = null;
  let isFound = false;
  for (const line of lines) {
    const isMatch = matches(line);
    const shown = isMatch ? `${line} <---` : line;
    if (line.startsWith('config ')) {
      section = [shown];
      isWanted = isMatch;
      entry = null;
    } else if (line === 'end') {
      if (isWanted) out.push(...section, 'end');
      section = [];
      isWanted = false;
    } else if (section.length === 0) {
      // What stands in no section has nothing around it.
      if (isMatch) out.push(shown);
    } else if (entry === null && /^ {4}edit /.test(line)) {
      entry = [shown];
      isFound = isMatch;
    } else if (entry !== null) {
      entry.push(shown);
      isFound ||= isMatch;
      if (line !== '    next') continue;
      if (isFound) {
        section.push(...entry);
        isWanted = true;
      }
      entry = null;
    } else {
      // A setting of a section without entries: all of them are one block.
      section.push(shown);
      isWanted ||= isMatch;
    }
  }
  return out;
}

function plain(
  lines: readonly string[],
  { after, before, number, invert }: Options,
  matches: (line: string) => boolean,
): readonly string[] {
  const hits = lines.flatMap((line, i) => (matches(line) === invert ? [] : [i]));
  const near = new Set(hits);
  for (const hit of hits)
    for (let i = Math.max(0, hit - before); i <= Math.min(lines.length - 1, hit + after); i++)
      near.add(i);
  const isHit = new Set(hits);
  let previous = -1;
  return [...near]
    .toSorted((a, b) => a - b)
    .flatMap((i) => {
      const line = lines[i] ?? '';
      const shown = number ? `${i + 1}${isHit.has(i) ? ':' : '-'}${line}` : line;
      const isApart = after + before > 0 && previous >= 0 && i > previous + 1;
      previous = i;
      return isApart ? ['--', shown] : [shown];
    });
}

type Filtered =
  | { readonly ok: true; readonly lines: readonly string[] }
  | { readonly ok: false; readonly lines: readonly string[] };

/** What is wrong with the pipes of a line; null if nothing is. */
export function pipeProblem(pipes: Line['pipes']): readonly string[] | null {
  for (const words of pipes) {
    const parsed = parse(words);
    if (!parsed.ok) return parsed.lines;
  }
  return null;
}

/** One pipe's filter of what a command printed. */
export function grep(words: readonly Word[], lines: readonly string[]): Filtered {
  const parsed = parse(words);
  if (!parsed.ok) return parsed;
  const { options, pattern } = parsed;
  const matches = matcher(pattern, options.ignoreCase);
  if (options.count)
    return {
      ok: true,
      lines: [String(lines.filter((line) => matches(line) !== options.invert).length)],
    };
  return {
    ok: true,
    lines: options.block ? blocks(lines, matches) : plain(lines, options, matches),
  };
}

/** What may stand behind a `|`. */
export function grepOffers(words: readonly Word[], ended: boolean, length: number): Offers {
  const last = ended ? undefined : words.at(-1);
  const place = words.length - (last ? 1 : 0);
  const from = last?.start ?? length;
  const begun = last?.text ?? '';
  if (place === 0) {
    const offers = 'grep'.startsWith(begun) ? [{ text: 'grep', help: 'Filter the output.' }] : [];
    return { from, offers, open: null, mayEnd: false };
  }
  const offers = optionHelp
    .filter(([option]) => option.startsWith(begun))
    .map(([text, help]) => ({ text, help }));
  return {
    from,
    offers,
    open: { text: '<pattern>', help: 'Text that lines must contain.' },
    mayEnd: pipeProblem([words]) === null,
  };
}
