/** Long output a page at a time, as `set output more` has it. */

/** How many lines of the screen a text takes. */
function heightOf(text: string, columns: number): number {
  return columns <= 0 ? 1 : Math.max(1, Math.ceil(Array.from(text).length / columns));
}

export interface Page {
  readonly lines: readonly string[];
  readonly rest: readonly string[];
}

/** What fits into so many lines of the screen, and at least one line. */
export function firstPage(lines: readonly string[], height: number, columns: number): Page {
  let used = 0;
  for (const [i, line] of lines.entries()) {
    used += heightOf(line, columns);
    if (used > height && i > 0) return { lines: lines.slice(0, i), rest: lines.slice(i) };
  }
  return { lines, rest: [] };
}

export const more = '--More-- ';
/** Takes it away again. */
export const noMore = `\r${' '.repeat(more.length)}\r`;
