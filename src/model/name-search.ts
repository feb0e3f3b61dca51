/** How names answer what was typed, and which are easily taken for another. src/ui/fields/pick-options.ts does the same. */

/** How well a label answers what was typed, best first; null if it does not. Case counts, as it does on a FortiGate. */
function rankOf(label: string, typed: string, lowerTyped: string): number | null {
  const lower = label.toLowerCase();
  if (!lower.includes(lowerTyped)) return null;
  if (label === typed) return 0;
  if (lower === lowerTyped) return 1;
  if (label.startsWith(typed)) return 2;
  if (lower.startsWith(lowerTyped)) return 3;
  return label.includes(typed) ? 4 : 5;
}

/** Those whose label contains what was typed: an exact name first, then those that begin with it; else in their order. */
export function findByLabel<Item extends { readonly label: string }>(
  items: readonly Item[],
  typed: string,
): readonly Item[] {
  const text = typed.trim();
  if (text === '') return items;
  const lower = text.toLowerCase();
  const ranks: Item[][] = [[], [], [], [], [], []];
  for (const item of items) {
    const rank = rankOf(item.label, text, lower);
    if (rank !== null) ranks[rank]?.push(item);
  }
  return ranks.flat();
}

/** What is left of a name when it is read carelessly. */
function careless(label: string): string {
  return label.toLowerCase().replaceAll(/[\s_-]/g, '');
}

/** For each label that another one could be taken for, that other one. */
export function twinsAmong(labels: readonly string[]): (label: string) => string | null {
  const groups = new Map<string, string[]>();
  for (const label of new Set(labels)) {
    const key = careless(label);
    const group = groups.get(key);
    if (group) group.push(label);
    else groups.set(key, [label]);
  }
  return (label) => groups.get(careless(label))?.find((other) => other !== label) ?? null;
}
