/** What two lists have not in common: what went, what came, and from which place on. The same objects are the same. */
export function listDifference<Row>(
  were: readonly Row[],
  are: readonly Row[],
): { readonly first: number; readonly gone: readonly Row[]; readonly come: readonly Row[] } {
  const shorter = Math.min(were.length, are.length);
  let first = 0;
  while (first < shorter && were[first] === are[first]) first++;
  let end = 0;
  while (end < shorter - first && were[were.length - 1 - end] === are[are.length - 1 - end]) end++;
  return {
    first,
    gone: were.slice(first, were.length - end),
    come: are.slice(first, are.length - end),
  };
}
