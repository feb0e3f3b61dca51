/** The zones of `system sdwan`, which is a section of settings and no table of the lab [942095]. */
import type { ConfigStatement } from '../config-tree.ts';
import { type LayoutPart, sectionsOf } from '../layout-parts.ts';

/** The zone of a member that names none. */
const usualZone = 'virtual-wan-link';

function textOf(body: readonly ConfigStatement[], name: string): string | undefined {
  const set = body.findLast((one) => one.kind === 'set' && one.name === name);
  return set?.kind === 'set' ? set.values[0]?.text : undefined;
}

/**
 * The zones of each interface. A member that is in none by its own word belongs to `virtual-wan-link`; an
 * interface that two members name is in the zones of both [assumed: a device refuses the second].
 */
export function sdwanZones(layout: readonly LayoutPart[]): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, readonly ConfigStatement[]>();
  for (const part of sectionsOf(layout)) {
    if (part.kind !== 'kept' || part.statement.kind !== 'config') continue;
    if (part.statement.path !== 'system sdwan') continue;
    for (const inner of part.statement.body)
      if (inner.kind === 'config' && inner.path === 'members')
        for (const one of inner.body)
          if (one.kind === 'edit')
            members.set(one.key.text, [...(members.get(one.key.text) ?? []), ...one.body]);
          else if (one.kind === 'delete') for (const { text } of one.values) members.delete(text);
  }
  const zones = new Map<string, string[]>();
  for (const body of members.values()) {
    const name = textOf(body, 'interface');
    if (name === undefined) continue;
    zones.set(name, [...(zones.get(name) ?? []), textOf(body, 'zone') ?? usualZone]);
  }
  return zones;
}
