import { plural } from '#model/plural.ts';
import type { PolicyContext } from '../policy-context.ts';

/** Under a field that names such addresses: the lab's worlds look nothing up, so they contain nothing. */
export function unresolvedHint(
  chosen: readonly string[],
  { names: known }: PolicyContext,
): string | undefined {
  const names = chosen.filter((name) => known.get(name)?.isLookedUp === true);
  if (names.length === 0) return undefined;
  const contain = plural(names.length, 'contains', 'contain');
  return `${names.join(', ')} ${contain} no address here: this lab does not resolve domain names or countries.`;
}
