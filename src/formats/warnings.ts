/**
 * What is odd in a text, one warning a cause: how often, and on which lines. A configuration of a thousand
 * policies with the same wrong word says so once.
 */
import type { ConfigWarning } from '#model/fortios/config-tree.ts';
import { count, numberWords } from '#model/plural.ts';

/** How many causes of each sort are given one by one; text that is no configuration has one a line. */
const mostCauses = 1000;
/** How many lines of each cause are kept; beyond them they are counted. */
const mostLines = 1000;

export interface Oddity {
  /** What it is about, as `firewall policy 7`; the first one speaks for the others of its cause. */
  readonly where?: string;
  /** A sentence or a few; it is the cause, where `cause` does not say another. */
  readonly what: string;
  /** A decision can depend on it. */
  readonly decides?: boolean;
  /** What it has in common with others of which a sentence says something else. */
  readonly cause?: string;
}

interface Cause extends Omit<Oddity, 'where'> {
  where: string | undefined;
  line: number;
  column: number;
  readonly lines: number[];
  readonly wheres: Set<string>;
  times: number;
}

/** What is warned of: `firewall policy 7 and 3 more: …`. */
function messageOf({ where, what, wheres }: Cause): string {
  if (where === undefined) return what;
  return wheres.size > 1
    ? `${where} and ${numberWords(wheres.size - 1)} more: ${what}`
    : `${where}: ${what}`;
}

function warningOf(cause: Cause): ConfigWarning {
  const { line, column, lines, times, decides = false } = cause;
  return {
    line,
    column,
    message: messageOf(cause),
    ...(decides ? { decides } : {}),
    ...(times > 1 ? { count: times, lines: lines.toSorted((a, b) => a - b) } : {}),
  };
}

export class Warnings {
  private readonly causes = new Map<string, Cause>();
  private readonly counts = { decides: 0, other: 0 };
  private more = 0;

  /** @param decides whether a decision can depend on it: such a warning is not lost among the others */
  add(line: number, column: number, what: string, decides = false): void {
    this.note({ line, column }, { what, decides });
  }

  note({ line, column }: { readonly line: number; readonly column: number }, odd: Oddity): void {
    const { what, decides = false, where } = odd;
    const key = `${decides ? 'decides' : 'other'} ${odd.cause ?? what}`;
    const known = this.causes.get(key);
    if (!known) {
      const number = ++this.counts[decides ? 'decides' : 'other'];
      if (number > mostCauses) {
        this.more++;
        return;
      }
      const wheres = new Set(where === undefined ? [] : [where]);
      this.causes.set(key, { ...odd, where, line, column, lines: [line], wheres, times: 1 });
      return;
    }
    known.times++;
    // The first that the text has, and not what was there before it, speaks for the others.
    if (line > 0 && (known.line === 0 || line < known.line))
      Object.assign(known, { line, column, where });
    if (known.lines.length >= mostLines) return;
    known.lines.push(line);
    if (where !== undefined) known.wheres.add(where);
  }

  /** Those that can change a decision first, each sort in the order of its first places. */
  list(): readonly ConfigWarning[] {
    const sorted = [...this.causes.values()].map(warningOf).toSorted(inOrder);
    const last = sorted.at(-1);
    if (last && this.more > 0)
      sorted.push({
        line: last.line,
        column: last.column,
        message: `This text has ${count(this.more, 'more warning')}. The first ${numberWords(mostCauses)} are listed.`,
      });
    return sorted;
  }
}

function inOrder(a: ConfigWarning, b: ConfigWarning): number {
  return (
    Number(b.decides ?? false) - Number(a.decides ?? false) ||
    a.line - b.line ||
    a.column - b.column
  );
}

/** Warnings from several readers, in the same order. */
export function joinWarnings(
  ...lists: readonly (readonly ConfigWarning[])[]
): readonly ConfigWarning[] {
  return lists.flat().toSorted(inOrder);
}

/** More lines than these are counted where a warning is one line of text. */
const mostLinesSaid = 10;

/** What is said of a warning in one line, without its first place. */
export function warningWords({
  message,
  decides = false,
  count: times,
  lines,
}: ConfigWarning): string {
  const mark = decides ? 'can change a decision: ' : '';
  if (times === undefined) return `${mark}${message}`;
  const placed = [...new Set(lines)].filter((line) => line > 0);
  const said = placed.slice(0, mostLinesSaid).join(', ');
  const more = times - mostLinesSaid;
  const where =
    placed.length < 2
      ? ''
      : `: lines ${said}${placed.length > mostLinesSaid ? ` and ${numberWords(more)} more` : ''}`;
  return `${mark}${message} (${numberWords(times)} times${where})`;
}
