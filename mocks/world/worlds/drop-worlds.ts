/** Deletes worlds for good; of those on whose storages others stand, the storage stays until none does. */
import type { Shelf, ShelfIndex, ShelvedWorld, StoredAs } from './shelf.ts';

function everyWorld({ worlds, deleted = [] }: ShelfIndex): readonly ShelvedWorld[] {
  return [...worlds, ...deleted];
}

function without(index: ShelfIndex, ids: ReadonlySet<string>): ShelfIndex {
  const stays = ({ id }: ShelvedWorld): boolean => !ids.has(id);
  const { deleted } = index;
  return {
    ...index,
    worlds: index.worlds.filter(stays),
    ...(deleted && { deleted: deleted.filter(stays) }),
  };
}

export async function dropWorlds(shelf: Shelf, ids: readonly string[]): Promise<ShelfIndex> {
  if (ids.length === 0) return shelf.read();
  const dropped = new Set(ids);
  let gone: readonly StoredAs[] = [];
  const index = await shelf.change((before) => {
    const after = without(before, dropped);
    const needed = new Set(everyWorld(after).flatMap(({ over = [] }) => over));
    const all = [
      ...(before.bases ?? []),
      ...everyWorld(before)
        .filter(({ id }) => dropped.has(id))
        .map(({ id, over }) => ({ id, ...(over && { over }) })),
    ];
    gone = all.filter(({ id }) => !needed.has(id));
    return { ...after, bases: all.filter(({ id }) => needed.has(id)) };
  });
  for (const { id, over: [base, ...over] = [] } of gone)
    if (base !== undefined && !gone.some((one) => one.id === base))
      await (await shelf.storage({ id: base, over })).dropSnapshot(id);
  for (const { id } of gone) await shelf.drop(id);
  return index;
}

/** A draft that was begun and is on no shelf, as when the page was closed just then, leaves a snapshot behind. */
export async function dropLeftSnapshots(
  shelf: Shelf,
  { worlds, ...rest }: ShelfIndex,
): Promise<void> {
  const open = worlds.find(({ id }) => id === rest.open);
  if (!open) return;
  const storage = await shelf.storage(open);
  const known = new Set(everyWorld({ worlds, ...rest }).map(({ id }) => id));
  for (const { id } of rest.bases ?? []) known.add(id);
  // Another tab may be about to begin the one that was made last.
  known.add(worldId(rest.made));
  for (const name of await storage.snapshots())
    if (!known.has(name)) await storage.dropSnapshot(name);
}

/** The id of the world that was made as the nth. */
export function worldId(nth: number): string {
  return `world-${nth}`;
}
