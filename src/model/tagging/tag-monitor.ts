/** Tag Monitor: who has which tag, since when, and what gave it. */
import { tagSchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';

export const tagMonitorSortSchema = z.enum(['name', 'category', 'endpoints', 'newest']);
export type TagMonitorSort = z.infer<typeof tagMonitorSortSchema>;

export const tagMonitorPageSchema = z.object({
  rows: z.array(
    tagSchema.extend({
      endpoints: z.number(),
      /** When an endpoint last got it, in milliseconds of the epoch; null where none has it. */
      newest: z.number().nullable(),
    }),
  ),
  total: z.number(),
});
export type TagMonitorPage = z.infer<typeof tagMonitorPageSchema>;
export type TagMonitorRow = TagMonitorPage['rows'][number];

export const tagSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('definition'), id: z.number(), name: z.string() }),
  z.object({ kind: z.literal('outbreak'), id: z.string(), name: z.string() }),
  /** Set on EMS by a person, or listed by the scenario without a rule. */
  z.object({ kind: z.literal('by-hand') }),
  z.object({ kind: z.literal('fortianalyzer') }),
  z.object({ kind: z.literal('built-in') }),
]);
export type TagSource = z.infer<typeof tagSourceSchema>;

export const tagCarriersSchema = z.object({
  tag: tagSchema,
  rows: z.array(
    z.object({
      uid: z.string(),
      host: z.string(),
      /** Milliseconds of the epoch. */
      since: z.number(),
      by: tagSourceSchema,
    }),
  ),
  total: z.number(),
});
export type TagCarriers = z.infer<typeof tagCarriersSchema>;
