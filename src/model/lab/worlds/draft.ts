/** A draft: a branch of a world, of which the changes are applied together, or not at all. */
import { z } from '#model/zod.ts';
import { countingSchema } from '../counting.ts';
import { findingSchema } from '../findings.ts';
import { worldComparisonSchema } from './world-comparison.ts';
import { longestWorldName } from './worlds.ts';

/** What the summary of a world that is a draft says of it. */
export const draftSummarySchema = z.object({
  /** The world that it was made from; null where that was deleted. */
  of: z.object({ id: z.string(), name: z.string() }).nullable(),
  changes: z.number(),
});

export const newDraftSchema = z.object({
  /** Blank for the next free `Draft`, `Draft 2`. */
  name: z
    .string()
    .trim()
    .max(longestWorldName, `The name can have at most ${longestWorldName} characters. Shorten it.`)
    .default(''),
});

/** How a change fits the world that the draft was made from, as that is now. */
export const changeFitSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fits') }),
  /** These objects were changed there since: the draft's state of them replaces that. */
  z.object({ kind: z.literal('overwrites'), objects: z.array(z.string()) }),
  z.object({ kind: z.literal('refused'), message: z.string() }),
]);
export type ChangeFit = z.infer<typeof changeFitSchema>;

const draftChangeSchema = z.object({
  /** Names the change, in this draft. */
  revision: z.number(),
  words: z.string(),
  /** The FortiGates that it configures; none where it changes EMS, or the lab's own. */
  fortigates: z.array(z.string()),
  fit: changeFitSchema,
});

const droppedSchema = z.object({
  words: z.string(),
  /** Why it went; null where somebody dropped it. */
  reason: z.string().nullable(),
});

export const draftReviewSchema = worldComparisonSchema.omit({ against: true }).extend({
  name: z.string(),
  of: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** That world has changed since the draft began. */
  hasMoved: z.boolean(),
  changes: z.array(draftChangeSchema),
  /** In the order in which they went. */
  dropped: z.array(droppedSchema),
});
export type DraftReview = z.infer<typeof draftReviewSchema>;

/** How many pairs of endpoint and server gain and lose access by the draft. */
export const draftEffectSchema = z.object({
  gains: z.number(),
  loses: z.number(),
  /** The numbers are not final while this is not null. */
  counting: countingSchema.nullable(),
});

/** How many pairs gain and lose access by each change alone, after those before it. */
export const draftChangeEffectsSchema = z.object({
  /** In the order of the changes, as far as they are counted; without those that are refused. */
  effects: z.array(z.object({ revision: z.number(), gains: z.number(), loses: z.number() })),
  counting: countingSchema.nullable(),
});
export type DraftChangeEffects = z.infer<typeof draftChangeEffectsSchema>;

const differingFindingsSchema = z.object({
  /** The worst first. */
  findings: z.array(findingSchema),
  more: z.number(),
});

/** What *Findings* would list with the draft and does not list now, and the other way round; ignored ones apart. */
export const draftFindingsSchema = z.object({
  come: differingFindingsSchema,
  go: differingFindingsSchema,
  /** Nothing is said before all is looked at. */
  counting: countingSchema.nullable(),
});
export type DraftFindings = z.infer<typeof draftFindingsSchema>;

/** Changes that went with one that was dropped, as they need it. */
export const droppedAnswerSchema = z.object({ words: z.string(), wentAlong: z.array(z.string()) });

export const appliedDraftSchema = z.object({
  /** The revision that it made of the world, which names it for *Undo*. */
  revision: z.number(),
  of: z.string(),
  changes: z.number(),
});

/** What was discarded, and the world that is open now. */
export const discardedDraftSchema = z.object({
  id: z.string(),
  name: z.string(),
  opened: z.string(),
});
