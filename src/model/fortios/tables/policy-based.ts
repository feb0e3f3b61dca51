/** `ngfw-mode` of `system settings`, which is a section of settings and no table of the lab [218574]. */
import { type LayoutPart, sectionsOf } from '../layout-parts.ts';

/** True where security policies decide forward sessions: the last word that the configuration has on it. */
export function isPolicyBased(layout: readonly LayoutPart[]): boolean {
  let mode = '';
  for (const part of sectionsOf(layout)) {
    if (part.kind !== 'kept' || part.statement.kind !== 'config') continue;
    if (part.statement.path !== 'system settings') continue;
    for (const one of part.statement.body)
      if (one.kind === 'set' && one.name === 'ngfw-mode') mode = one.values[0]?.text ?? '';
      else if (one.kind === 'unset' && one.name === 'ngfw-mode') mode = '';
  }
  return mode === 'policy-based';
}
