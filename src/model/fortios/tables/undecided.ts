/** Objects of FortiOS 7.6 with a VIP, to which sessions are not decided here. */
import { type LayoutPart, sectionsOf } from '../layout-parts.ts';

const sections: ReadonlySet<string> = new Set(['ztna web-proxy', 'ztna traffic-forward-proxy']);

/** By the VIP that it listens on, each as `ztna web-proxy web`. */
export function undecidedByVip(layout: readonly LayoutPart[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of sectionsOf(layout)) {
    if (part.kind !== 'kept' || part.statement.kind !== 'config') continue;
    const { path, body } = part.statement;
    if (!sections.has(path)) continue;
    for (const entry of body) {
      if (entry.kind !== 'edit') continue;
      for (const one of entry.body)
        if (one.kind === 'set' && one.name === 'vip')
          found.set(one.values[0]?.text ?? '', `${path} ${entry.key.text}`);
    }
  }
  return found;
}
