/** FortiGuard outbreak alerts: a vulnerability of the day, and the tag for endpoints that have it [588080]. */
import { cveSchema } from '#model/posture.ts';
import { nameProblem } from '#model/tags.ts';
import { z } from '#model/zod.ts';

export const outbreakSchema = z
  .object({
    id: z.string().min(1),
    name: z.string().trim().min(1, 'Type a name for the outbreak.'),
    tag: z.string().superRefine((name, context) => {
      const message = nameProblem(name, 'tag');
      if (message !== null) context.addIssue({ code: 'custom', message });
    }),
    /** An endpoint with one of them gets the tag. */
    cves: z.array(cveSchema).min(1, 'Add at least one CVE id.').readonly(),
    /** Milliseconds of the epoch; null before it is published and after it is withdrawn. */
    published: z.number().nullable(),
  })
  .readonly();
export type Outbreak = z.infer<typeof outbreakSchema>;
