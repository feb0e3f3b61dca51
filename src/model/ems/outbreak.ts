/** FortiGuard outbreak alerts: a vulnerability of the day, and the tag for endpoints that have it [588080]. */
import { cveSchema } from '#model/tagging/posture.ts';
import { nameProblem } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';

/** What is published: the same schema stands behind the form and the API. */
export const outbreakSpecSchema = z.object({
  name: z
    .string('Type a name for the outbreak.')
    .trim()
    .min(1, 'Type a name for the outbreak.')
    .max(255, 'Use at most 255 characters.'),
  tag: z.string('Type a name for the tag.').superRefine((name, context) => {
    const message = nameProblem(name, 'tag');
    if (message !== null) context.addIssue({ code: 'custom', message });
  }),
  /** An endpoint with one of them gets the tag. */
  cves: z
    .array(cveSchema, 'Add at least one CVE ID.')
    .min(1, 'Add at least one CVE ID.')
    .max(200, 'Use at most 200 CVE IDs.')
    .readonly(),
});
export type OutbreakSpec = z.infer<typeof outbreakSpecSchema>;

export const outbreakSchema = outbreakSpecSchema
  .extend({
    id: z.string().min(1),
    /** Milliseconds of the epoch; null before it is published and after it is withdrawn. */
    published: z.number().nullable(),
  })
  .readonly();
export type Outbreak = z.infer<typeof outbreakSchema>;

const outbreakRowSchema = z.object({
  outbreak: outbreakSchema,
  /** How many endpoints carry its tag on EMS. */
  endpoints: z.number(),
});
export type OutbreakRow = z.infer<typeof outbreakRowSchema>;
export const outbreakPageSchema = z.object({ rows: z.array(outbreakRowSchema), total: z.number() });

/** `published`: by when; those that were withdrawn are the oldest. */
export const outbreakSortSchema = z.enum(['published', 'name', 'tag', 'endpoints']);
export type OutbreakSort = z.infer<typeof outbreakSortSchema>;
export const outbreakStatusSchema = z.enum(['published', 'withdrawn']);
export type OutbreakStatus = z.infer<typeof outbreakStatusSchema>;

export const outbreakIdSchema = z.object({ id: z.string() });
export const publishOutbreakSchema = z.object({ published: z.boolean('Say true or false.') });
