/** Lab > History: every change that can be undone or redone, and what can be done from there. */
import { z } from '#model/zod.ts';
import { accessImpactSchema } from '../access-impact.ts';
import { countingSchema } from '../counting.ts';
import { longestWorldName } from './worlds.ts';

const pastMomentSchema = z.object({
  /** Names the change. */
  revision: z.number(),
  words: z.string(),
  /** It was undone, and can be redone. */
  isUndone: z.boolean(),
  /** The world's clock after it, in milliseconds of the epoch; null where it was not noted. */
  at: z.number().nullable(),
  /** The time of day when it was made, in the same. */
  madeAt: z.number().nullable(),
  /** What somebody called the moment after it. */
  checkpoint: z.string().nullable(),
});
export type PastMoment = z.infer<typeof pastMomentSchema>;

/** Newest first; those that were undone come first, the one that is redone next as the last of them. */
export const historyAnswerSchema = z.object({ moments: z.array(pastMomentSchema) });

export const checkpointSchema = z.object({
  /** Blank takes the name away. */
  name: z
    .string()
    .trim()
    .max(longestWorldName, `The name can have at most ${longestWorldName} characters. Shorten it.`),
});

export const momentEffectSchema = z.object({
  access: accessImpactSchema.nullable(),
  counting: countingSchema.nullable(),
});

/** How many changes were undone or redone to get there. */
export const wentToSchema = z.object({
  undone: z.number(),
  redone: z.number(),
  /** Sessions that were open there, and have ended. */
  stayEnded: z.number(),
});
