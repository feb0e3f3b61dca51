/** Worlds that were deleted a moment ago: *Undo* brings one back, until the lab is opened anew or more are deleted. */
import { notFound } from '../refusal.ts';
import { dropWorlds } from './drop-worlds.ts';
import type { Shelf, ShelfIndex, ShelvedWorld } from './shelf.ts';

/** A large world takes a hundred megabytes of the browser's room. */
const mostKept = 3;

export interface DeletedWorld {
  readonly id: string;
  readonly name: string;
}

/** Those that can be brought back, the last one first. */
export function deletedIn({ deleted = [] }: ShelfIndex): DeletedWorld[] {
  return deleted
    .toReversed()
    .map(({ id, name, facts }) => ({ id, name: name ?? facts?.scenario ?? 'World' }));
}

/**
 * Takes a world off the shelf, and keeps it aside.
 * @param wasOpen it was left for that, and is to be open again when it comes back
 */
export async function putAside(shelf: Shelf, id: string, wasOpen: boolean): Promise<ShelfIndex> {
  let last: readonly ShelvedWorld[] = [];
  await shelf.change(({ worlds, deleted = [], ...rest }) => {
    const place = worlds.findIndex((one) => one.id === id);
    const one = worlds[place];
    const all = one ? [...deleted, { ...one, place, wasOpen }] : deleted;
    last = all.slice(0, -mostKept);
    return { ...rest, worlds: worlds.filter((other) => other !== one), deleted: all };
  });
  return dropWorlds(
    shelf,
    last.map(({ id }) => id),
  );
}

/** Brings one back to its place. Refused where it is gone for good. */
export async function bringBack(
  shelf: Shelf,
  id: string,
  freeName: (wanted: string) => Promise<string>,
): Promise<{ readonly index: ShelfIndex; readonly wasOpen: boolean }> {
  const find = ({ deleted = [] }: ShelfIndex) =>
    deleted.find((one) => one.id === id) ??
    notFound(
      'This world can no longer be brought back: the lab was opened anew since, or others were deleted.',
      'id',
    );
  const found = find(await shelf.read());
  // Another world may have its name by now.
  const name = found.name === null ? null : await freeName(found.name);
  const index = await shelf.change((before) => {
    const { place, wasOpen: _, ...world } = find(before);
    return {
      ...before,
      worlds: before.worlds.toSpliced(place, 0, { ...world, name }),
      deleted: before.deleted?.filter((one) => one.id !== id) ?? [],
    };
  });
  return { index, wasOpen: found.wasOpen };
}

/** Deletes for good what was kept aside. */
export async function emptyDeleted(shelf: Shelf): Promise<ShelfIndex> {
  const { deleted = [] } = await shelf.read();
  return dropWorlds(
    shelf,
    deleted.map(({ id }) => id),
  );
}
