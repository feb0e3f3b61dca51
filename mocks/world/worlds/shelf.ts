/** Where the worlds of a browser are kept: an index, and for each world a storage of its own. */
import { worldFactsSchema } from '#model/lab/worlds/worlds.ts';
import { z } from '#model/zod.ts';
import { layeredStorage } from '../storage/layered-storage.ts';
import { memoryStorage } from '../storage/memory-storage.ts';
import type { WorldStorage } from '../storage/storage.ts';

/** A change that was taken out of a draft, to be put back. */
const droppedChangeSchema = z.object({
  words: z.string(),
  commands: z.array(z.unknown()).readonly(),
  /** Why it went; null where somebody dropped it. */
  reason: z.string().nullable(),
});
export type DroppedChange = z.infer<typeof droppedChangeSchema>;

const draftRecordSchema = z.object({
  /** The world that it was made from. */
  of: z.string(),
  /** What that world was called when it was there last. */
  ofName: z.string(),
  /** The revision of that world from which it goes on. */
  since: z.number(),
  dropped: z.array(droppedChangeSchema).readonly(),
});
export type DraftRecord = Readonly<z.infer<typeof draftRecordSchema>>;

const shelvedWorldSchema = z.object({
  id: z.string(),
  /** Null for the first one until it is given a name: it is called by its scenario. */
  name: z.string().nullable(),
  /** As it was when it was open last; null before that. */
  facts: worldFactsSchema.nullable(),
  /** Of a draft: where it comes from. */
  draft: draftRecordSchema.optional(),
  /** The worlds on whose storages its own stands, the next one first. */
  over: z.array(z.string()).readonly().optional(),
});

export const shelfIndexSchema = z.object({
  worlds: z.array(shelvedWorldSchema).readonly(),
  /** What was deleted a moment ago, where it stood, and whether it was left for that. */
  deleted: z
    .array(shelvedWorldSchema.extend({ place: z.number(), wasOpen: z.boolean() }))
    .readonly()
    .optional(),
  /** Worlds that were deleted for good, and on whose storages others still stand. */
  bases: z
    .array(shelvedWorldSchema.pick({ id: true, over: true }))
    .readonly()
    .optional(),
  /** The id of the open one. */
  open: z.string(),
  /** So many were ever made. */
  made: z.number(),
});
export type ShelfIndex = Readonly<z.infer<typeof shelfIndexSchema>>;
export type ShelvedWorld = ShelfIndex['worlds'][number];

/** The world of a browser that never had another; versions before this one had no other. */
export const firstWorld = 'first';
export const firstIndex: ShelfIndex = {
  worlds: [{ id: firstWorld, name: null, facts: null }],
  open: firstWorld,
  made: 1,
};

export interface Shelf {
  read(): Promise<ShelfIndex>;
  /** One transaction: no other tab comes in between. */
  change(make: (index: ShelfIndex) => ShelfIndex): Promise<ShelfIndex>;
  storage(world: StoredAs): Promise<WorldStorage>;
  /** Deletes a world's storage. */
  drop(id: string): Promise<void>;
}

/** What says where a world is stored. */
export type StoredAs = Pick<ShelvedWorld, 'id' | 'over'>;

/** @param own opens the storage of one world alone */
export async function storageOver(
  own: (id: string) => Promise<WorldStorage>,
  { id, over = [] }: StoredAs,
): Promise<WorldStorage> {
  const [base, ...rest] = over;
  return base === undefined
    ? own(id)
    : layeredStorage(await own(id), await storageOver(own, { id: base, over: rest }), id);
}

/** Kept as long as the process lives. */
export function memoryShelf(): Shelf {
  let index = firstIndex;
  const storages = new Map<string, WorldStorage>();
  const own = async (id: string): Promise<WorldStorage> => {
    const found = storages.get(id) ?? memoryStorage();
    storages.set(id, found);
    return found;
  };
  return {
    read: async () => index,
    change: async (make) => (index = make(index)),
    storage: (world) => storageOver(own, world),
    drop: async (id) => void storages.delete(id),
  };
}
