import { plural } from '#model/plural.ts';
import type { Address } from '#model/fortios/tables.ts';

/** Addresses that only a look-up of names or of countries could fill, by name. */
export function lookedUp(addresses: readonly Address[]): ReadonlySet<string> {
  return new Set(
    addresses.filter(({ type }) => type === 'fqdn' || type === 'geography').map(({ name }) => name),
  );
}

/** Under a field that names such addresses: the lab's worlds look nothing up, so they contain nothing. */
export function unresolvedHint(
  chosen: readonly string[],
  lookups: ReadonlySet<string>,
): string | undefined {
  const names = chosen.filter((name) => lookups.has(name));
  if (names.length === 0) return undefined;
  const contain = plural(names.length, 'contains', 'contain');
  return `${names.join(', ')} ${contain} no address here: this lab does not resolve domain names or countries.`;
}
