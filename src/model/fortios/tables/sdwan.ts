/** The zones of `system sdwan`, which is a section of settings and no table of the lab [942095]. */
import type { ConfigStatement, EditStatement } from '../config-tree.ts';
import { type LayoutPart, sectionsOf } from '../layout-parts.ts';

/** The zone of a member that names none. */
const usualZone = 'virtual-wan-link';

function textOf(body: readonly ConfigStatement[], name: string): string | undefined {
  const set = body.findLast((one) => one.kind === 'set' && one.name === name);
  return set?.kind === 'set' ? set.values[0]?.text : undefined;
}

interface SdwanMember {
  readonly id: string;
  readonly interface: string;
  /** That it names, or the usual one. */
  readonly zone: string;
  readonly statement: EditStatement;
}

/** The members that name an interface, in the order of their first places. */
export function sdwanMembers(layout: readonly LayoutPart[]): readonly SdwanMember[] {
  const entries = new Map<
    string,
    { readonly body: readonly ConfigStatement[]; readonly statement: EditStatement }
  >();
  for (const part of sectionsOf(layout)) {
    if (part.kind !== 'kept' || part.statement.kind !== 'config') continue;
    if (part.statement.path !== 'system sdwan') continue;
    for (const inner of part.statement.body)
      if (inner.kind === 'config' && inner.path === 'members')
        for (const one of inner.body)
          if (one.kind === 'edit') {
            const body = [...(entries.get(one.key.text)?.body ?? []), ...one.body];
            entries.set(one.key.text, { body, statement: one });
          } else if (one.kind === 'delete') for (const { text } of one.values) entries.delete(text);
  }
  return [...entries].flatMap(([id, { body, statement }]) => {
    const name = textOf(body, 'interface');
    const zone = textOf(body, 'zone') ?? usualZone;
    return name === undefined ? [] : [{ id, interface: name, zone, statement }];
  });
}

/**
 * The zones of each interface. A member that is in none by its own word belongs to `virtual-wan-link`; an
 * interface that two members name is in the zones of both [assumed: a device refuses the second].
 */
export function sdwanZones(layout: readonly LayoutPart[]): ReadonlyMap<string, readonly string[]> {
  const zones = new Map<string, string[]>();
  for (const { interface: name, zone } of sdwanMembers(layout))
    zones.set(name, [...(zones.get(name) ?? []), zone]);
  return zones;
}
