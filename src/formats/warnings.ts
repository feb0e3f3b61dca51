import type { ConfigWarning } from '#model/fortios/config-tree.ts';

/** How many oddities are told one by one; text that is no configuration has one a line. */
const most = 1000;

/** Oddities in the order of their places, the ones past the first thousand only counted. */
export class Warnings {
  private readonly kept: ConfigWarning[] = [];
  private more = 0;

  add(line: number, column: number, message: string): void {
    if (this.kept.length < most) this.kept.push({ line, column, message });
    else this.more++;
  }

  list(): readonly ConfigWarning[] {
    const sorted = this.kept.toSorted((a, b) => a.line - b.line || a.column - b.column);
    const last = sorted.at(-1);
    if (last && this.more > 0)
      sorted.push({
        ...last,
        message: `There are ${this.more} more oddities in this text; only the first ${most} are listed.`,
      });
    return sorted;
  }
}
