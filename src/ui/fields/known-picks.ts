import { useMemo, useState } from 'react';
import type { Pick } from './pick-options.ts';

const noPicks: readonly Pick[] = [];

/** Picks by value, with their names even when the options of the moment do not hold them. */
export function useKnownPicks(
  options: readonly Pick[],
  chosen: readonly Pick[] = noPicks,
): (value: string) => Pick {
  const [known, setKnown] = useState<ReadonlyMap<string, Pick>>(new Map());
  const fresh = options.filter((option) => known.get(option.value)?.label !== option.label);
  if (fresh.length > 0)
    setKnown(new Map([...known, ...fresh.map((option) => [option.value, option] as const)]));
  const byValue = useMemo(() => {
    const picks = new Map(known);
    for (const pick of [...options, ...chosen]) picks.set(pick.value, pick);
    return picks;
  }, [known, options, chosen]);
  return (value) =>
    // What is chosen and no longer offered stays, so that a broken reference can be seen and removed.
    byValue.get(value) ?? { value, label: value };
}

/** So many chips are drawn at first, and with each *more*: a group may have thousands of members. */
const shownChips = 50;

/**
 * What a long field shows of what is chosen: the newest, so that one sees what one picks. A field that was
 * short when it opened shows all, in its order.
 */
export function useShown(value: readonly string[]) {
  const [isLong] = useState(value.length > shownChips);
  const [most, setMost] = useState(shownChips);
  return {
    inOrder: isLong ? value.toReversed() : value,
    most: isLong ? most : value.length,
    rest: isLong ? Math.max(0, value.length - most) : 0,
    showMore: () => setMost(most + shownChips),
  };
}
