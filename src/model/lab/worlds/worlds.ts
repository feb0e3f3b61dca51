/** Lab > Worlds: several worlds side by side, of which one is open. */
import { z } from '#model/zod.ts';
import { countingSchema } from '../counting.ts';

/** As long as the longest name that a policy may have, so that it fits where those fit. */
export const longestWorldName = 79;

export const worldNameSchema = z
  .string('Type a name for the world.')
  .trim()
  .min(1, 'Type a name for the world.')
  .max(longestWorldName, `The name can have at most ${longestWorldName} characters. Shorten it.`);

/** What a world holds, so that one knows it in a list. */
export const worldFactsSchema = z.object({
  /** The name of the scenario that it began with. */
  scenario: z.string(),
  endpoints: z.number(),
  fortigates: z.array(z.string()),
});
export type WorldFacts = z.infer<typeof worldFactsSchema>;

export const listedWorldSchema = worldFactsSchema.extend({
  id: z.string(),
  name: z.string(),
  isOpen: z.boolean(),
  /** Of a draft: the name of the world that it was made from; null for a world of its own. */
  draftOf: z.string().nullable(),
});
export type ListedWorld = z.infer<typeof listedWorldSchema>;
export const worldListSchema = z.object({
  worlds: z.array(listedWorldSchema),
  /** Those that can be brought back, the last one first. */
  deleted: z.array(z.object({ id: z.string(), name: z.string() })),
});

/** Where a new world comes from. */
export const worldSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('scenario'), id: z.string() }),
  z.object({ kind: z.literal('copy'), id: z.string() }),
  /** The open world as it was after one of its changes; 0 is before the first. */
  z.object({ kind: z.literal('moment'), revision: z.number() }),
  /** `id` is that of the text that was sent. */
  z.object({ kind: z.literal('file'), id: z.string() }),
]);
export type WorldSource = z.infer<typeof worldSourceSchema>;

export const newWorldSchema = z.object({
  /** Blank for the name that the file or the scenario has. */
  name: z
    .string()
    .trim()
    .max(longestWorldName, `The name can have at most ${longestWorldName} characters. Shorten it.`),
  from: worldSourceSchema,
});
export type NewWorld = z.infer<typeof newWorldSchema>;

/** A world file that was sent, as it would be opened. */
export const filePreviewSchema = worldFactsSchema.extend({
  name: z.string(),
  draft: z.object({ name: z.string(), changes: z.array(z.string()) }).nullable(),
});

export type FilePreview = z.infer<typeof filePreviewSchema>;

export const worldFileAnswerSchema = z.object({
  /** A name for the file. */
  file: z.string(),
  text: z.string(),
});

export const worldExportSchema = z.object({ id: z.string(), file: z.string() });

/** A part of a world file that is written as it is asked for. */
export const exportedPartSchema = z.object({
  text: z.string(),
  /** Null with the last one. */
  progress: countingSchema.nullable(),
});
export type ExportedPart = z.infer<typeof exportedPartSchema>;
