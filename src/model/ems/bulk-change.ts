/** One change of many endpoints, as EMS's API takes it; path and names are [assumed]. */
import { z } from '#model/zod.ts';

/** As many as a page of the list can show, and a script can send at once. */
const mostEndpoints = 1000;

const tagName = z.object({ name: z.string() });
export const bulkChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('quarantine') }),
  z.object({ kind: z.literal('unquarantine') }),
  tagName.extend({ kind: z.literal('add-classification-tag') }),
  tagName.extend({ kind: z.literal('remove-classification-tag') }),
]);
export type BulkChange = z.infer<typeof bulkChangeSchema>;

export const bulkChangeBodySchema = z.object({
  uids: z
    .array(z.string())
    .min(1, 'Name at least one endpoint.')
    .max(mostEndpoints, `Name at most ${mostEndpoints} endpoints at once.`),
  change: bulkChangeSchema,
});
