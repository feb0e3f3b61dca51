/** Settings of sections that are no tables of the lab, as `system settings`. */
import { type LayoutPart, sectionsOf } from '../layout-parts.ts';

/** The last word that the configuration has on the setting; empty for none. */
export function settingIn(layout: readonly LayoutPart[], section: string, name: string): string {
  let value = '';
  for (const part of sectionsOf(layout)) {
    if (part.kind !== 'kept' || part.statement.kind !== 'config') continue;
    if (part.statement.path !== section) continue;
    for (const one of part.statement.body)
      if (one.kind === 'set' && one.name === name) value = one.values[0]?.text ?? '';
      else if (one.kind === 'unset' && one.name === name) value = '';
  }
  return value;
}
