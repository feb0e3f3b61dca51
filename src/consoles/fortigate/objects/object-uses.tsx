import type { UsesByTable } from '#model/fortios/objects/object-lists.ts';
import { PolicyLinks } from '../policy-links.tsx';

/** Who uses an object, in a cell of its list. */
export function ObjectUses({
  device,
  name,
  uses,
}: {
  readonly device: string;
  readonly name: string;
  readonly uses: UsesByTable;
}) {
  return (
    <PolicyLinks
      device={device}
      of={name}
      objects={[name]}
      most={1}
      uses={uses.flatMap(({ first }) => first)}
      totals={Object.fromEntries(uses.map(({ table, total }) => [table, total]))}
    />
  );
}
