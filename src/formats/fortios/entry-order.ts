/** Which entries of a list have to move to bring it into another order, and where to. */

/**
 * The places of a longest rising run among numbers, not necessarily neighbours: what may stay where it is
 * when all others are moved around it.
 */
export function keptInPlace(numbers: readonly number[]): ReadonlySet<number> {
  // By length of a run: the place of the smallest number with which such a run ends.
  const ends: number[] = [];
  const before: number[] = [];
  for (const [at, number] of numbers.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    before[at] = low > 0 ? (ends[low - 1] ?? -1) : -1;
    ends[low] = at;
  }
  const kept = new Set<number>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) kept.add(at);
  return kept;
}

export interface Move {
  readonly key: string;
  readonly where: 'before' | 'after';
  readonly other: string;
}

/** The fewest moves that bring the same keys from one order into another; each valid when it is made. */
export function movesBetween(from: readonly string[], to: readonly string[]): readonly Move[] {
  const places = new Map(from.map((key, i) => [key, i]));
  const kept = keptInPlace(to.map((key) => places.get(key) ?? 0));
  const [firstKept = 0] = [...kept].toSorted((a, b) => a - b);
  return to.flatMap((key, i): readonly Move[] => {
    if (kept.has(i)) return [];
    const previous = to[i - 1];
    return previous === undefined
      ? [{ key, where: 'before', other: to[firstKept] ?? key }]
      : [{ key, where: 'after', other: previous }];
  });
}
