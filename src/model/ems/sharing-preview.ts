/** What an update of a Fabric device's sharing settings would do, before it is made. */
import { countingSchema } from '#model/lab/counting.ts';
import { testsPreviewSchema } from '#model/lab/policy-test.ts';
import { tagSchema } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';

const policyRefSchema = z.object({
  policytype: z.enum(['policy', 'proxy-policy']),
  policyid: z.number(),
  name: z.string(),
});
export type PolicyRef = z.infer<typeof policyRefSchema>;

const pairSchema = z.object({
  uid: z.string(),
  host: z.string(),
  /** The access proxy's name. */
  server: z.string(),
  /** The policy that lets the endpoint through, or did; null where none is named. */
  policy: policyRefSchema.nullable(),
});
export type FlippedPair = z.infer<typeof pairSchema>;

export const sharingPreviewSchema = z.object({
  /** Tags that would come to be on the FortiGate, two address objects each. */
  appear: z.array(tagSchema),
  /** Tags that would go, with the policies that ask for them. */
  vanish: z.array(tagSchema.extend({ usedBy: z.array(policyRefSchema) })),
  /** Tags that stay and would resolve to more or fewer addresses. */
  resolve: z.array(tagSchema.extend({ before: z.number(), after: z.number() })),
  /** Policies that would match something and match nothing now, and the other way round; once all is decided. */
  start: z.array(policyRefSchema),
  stop: z.array(policyRefSchema),
  /** Endpoints that would gain or lose a ZTNA server, of those that were decided. */
  pairs: z.object({ opens: z.array(pairSchema), closes: z.array(pairSchema) }),
  /** Of those that have run; tests run once every endpoint is decided. */
  tests: testsPreviewSchema,
  /** How many endpoints are decided and tests have run; null once all are. */
  counting: countingSchema.nullable(),
});
export type SharingPreview = z.infer<typeof sharingPreviewSchema>;
