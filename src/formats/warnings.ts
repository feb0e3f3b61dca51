import type { ConfigWarning } from '#model/fortios/config-tree.ts';
import { count, numberWords } from '#model/plural.ts';

/** How many warnings of each sort are given one by one; text that is no configuration has one a line. */
const most = 1000;

/** Warnings in the order of their places; past the first thousand, they are only counted. */
export class Warnings {
  private readonly kept: ConfigWarning[] = [];
  private readonly counts = { decides: 0, other: 0 };
  private more = 0;

  /** @param decides whether a decision can depend on it: such a warning is not lost among the others */
  add(line: number, column: number, message: string, decides = false): void {
    const number = ++this.counts[decides ? 'decides' : 'other'];
    if (number > most) this.more++;
    else this.kept.push({ line, column, message, ...(decides ? { decides } : {}) });
  }

  list(): readonly ConfigWarning[] {
    const sorted = this.kept.toSorted((a, b) => a.line - b.line || a.column - b.column);
    const last = sorted.at(-1);
    if (last && this.more > 0)
      sorted.push({
        line: last.line,
        column: last.column,
        message: `This text has ${count(this.more, 'more warning')}. The first ${numberWords(most)} are listed.`,
      });
    return sorted;
  }
}
