/** What a change would do to access: who gains, who loses, by which policy, and which open sessions end. */
import { policyTypes } from '#model/fortios/policy-list.ts';
import { z } from '#model/zod.ts';
import { testsPreviewSchema } from './policy-test.ts';
import { countingSchema } from './counting.ts';

/** A change that is not made yet: the requests that a form would send, one after the other. */
export const plannedChangeSchema = z.object({
  requests: z
    .array(
      z.object({
        method: z.enum(['POST', 'PUT', 'DELETE']),
        /** From the API's base on, with its query. */
        path: z.string().startsWith('/'),
        body: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(100),
});
export type PlannedChange = z.infer<typeof plannedChangeSchema>;

/** Pairs that go the same way, by the same policy. */
const impactGroupSchema = z.object({
  way: z.enum(['gains', 'loses']),
  fortigate: z.string(),
  server: z.string(),
  /** Of those who gain, the policy that will allow them; of those who lose, the one that does. */
  policytype: z.enum(policyTypes),
  policyid: z.number(),
  name: z.string(),
  count: z.number(),
  /** The first of them. */
  hosts: z.array(z.string()),
});
export type ImpactGroup = z.infer<typeof impactGroupSchema>;

export const accessImpactSchema = z.object({
  gains: z.number(),
  loses: z.number(),
  /** The largest first. */
  groups: z.array(impactGroupSchema),
  moreGroups: z.number(),
  /** Open sessions that would end, as `WIN11-ANN to ZTNA-web`. */
  ending: z.array(z.string()),
  moreEnding: z.number(),
  /** Policy tests that would come out otherwise. */
  tests: testsPreviewSchema,
});
export type AccessImpact = z.infer<typeof accessImpactSchema>;

export const impactAnswerSchema = z.object({
  /** Null while it is counted, or where the change would be refused. */
  impact: accessImpactSchema.nullable(),
  counting: countingSchema.nullable(),
  /** What the product would refuse, in its words: a form that is half filled in is no error. */
  problem: z.string().nullable(),
});
export type ImpactAnswer = z.infer<typeof impactAnswerSchema>;
