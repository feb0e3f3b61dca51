/** Lab > Compare: the world as it is now against what it was, or against a scenario. */
import { accessImpactSchema } from '../access-impact.ts';
import { tagSchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';
import { countingSchema } from '../counting.ts';

export const comparisonQuerySchema = z.object({
  /** So many of the last changes ago. */
  changes: z.coerce.number<string | number>().int().min(0).max(1000).default(0),
  /** The change after which it was so, in place of a number of changes. */
  moment: z.coerce.number<string | number>().int().min(0).optional(),
  /** A scenario's id, in place of an earlier moment. */
  scenario: z.string().default(''),
  /** Another world's id, in place of either. */
  world: z.string().default(''),
});

export type ComparisonQuery = z.output<typeof comparisonQuerySchema>;

const tagChangeSchema = z.object({
  uid: z.string(),
  host: z.string(),
  /** Tags that it has now and had not, and the other way round. */
  gained: z.array(tagSchema),
  lost: z.array(tagSchema),
});

export const worldComparisonSchema = z.object({
  /** What the present world is held against, in words. */
  against: z.string(),
  access: accessImpactSchema.nullable(),
  /** The commands that lead from the one configuration to the other. */
  configs: z.array(z.object({ fortigate: z.string(), text: z.string() })),
  /** FortiGates that only one of them has. */
  onlyNow: z.array(z.string()),
  onlyThen: z.array(z.string()),
  sharing: z.array(z.object({ device: z.string(), before: z.string(), now: z.string() })),
  tags: z.array(tagChangeSchema),
  moreTags: z.number(),
  endpoints: z.object({ added: z.array(z.string()), removed: z.array(z.string()) }),
  counting: countingSchema.nullable(),
});
export type WorldComparison = z.infer<typeof worldComparisonSchema>;
