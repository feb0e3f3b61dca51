/**
 * How many entries of a line fit in it, so that each stays readable: said in widths of the line, since the browser
 * alone knows how wide that is. A style for each of these widths does the rest.
 */

/** Of a letter, on average, and of what a chip has besides its name. */
const letterWidth = 6.7;
const chipFrame = 33;
/** So much of a longer name is shown at least. */
const readableWidth = 44;

/** What a name needs to be told from others. */
export function nameWidth(name: string): number {
  return Math.min(readableWidth, name.length * letterWidth);
}

/** The same of a chip. */
export function chipWidth(name: string): number {
  return chipFrame + nameWidth(name);
}

/** Of a word beside it, which is not cut. */
export function wordWidth(word: string): number {
  return word.length * letterWidth + 6;
}

/** A line this wide or wider; every one has its styles. */
export const foldWidths = [80, 100, 120, 140, 160, 180, 200, 230, 260, 300, 350, 400, 460] as const;
type FoldWidth = (typeof foldWidths)[number];

const gap = 6;
/** *+97*. */
const moreWidth = 30;

export interface Folding {
  /** Of each entry but the first, from which width of the line on it is shown; null for never. */
  readonly from: readonly (FoldWidth | null)[];
  /** *+2*, between which widths: each is said in its own. */
  readonly more: readonly {
    readonly count: number;
    /** Null for from nothing on. */
    readonly from: FoldWidth | null;
    /** Null for without an end. */
    readonly below: FoldWidth | null;
  }[];
}

/**
 * @param widths what each entry needs at least, the first ones of the line
 * @param total how many there are
 */
export function foldingOf(widths: readonly number[], total: number): Folding {
  const steps = widths.map((_, at): FoldWidth | null => {
    const sum = widths.slice(0, at + 1).reduce((all, one) => all + one + gap, -gap);
    const needed = sum + (total > at + 1 ? gap + moreWidth : 0);
    return foldWidths.find((width) => width >= needed) ?? null;
  });
  // An entry is shown wherever the one after it is.
  const from = steps.slice(1).map((_, i) => {
    const later = steps.slice(i + 1).flatMap((step) => step ?? []);
    return later.length === 0 ? null : (foldWidths.find((width) => later.includes(width)) ?? null);
  });
  const more = widths.flatMap((_, at) => {
    const own = at === 0 ? null : from[at - 1];
    // It is never shown, and nothing is said of what follows it.
    if (own === undefined || (at > 0 && own === null) || total === at + 1) return [];
    const below = from[at] ?? null;
    return own !== null && own === below ? [] : [{ count: total - at - 1, from: own, below }];
  });
  return { from, more };
}
