/** `ngfw-mode` of `system settings` [218574]. */
import type { LayoutPart } from '../layout-parts.ts';
import { settingIn } from './kept-settings.ts';

/** True where security policies decide forward sessions. */
export function isPolicyBased(layout: readonly LayoutPart[]): boolean {
  return settingIn(layout, 'system settings', 'ngfw-mode') === 'policy-based';
}
