import { serverPairSchema } from '#model/lab/policy-map.ts';
import { z } from '#model/zod.ts';
import { keptPairs } from '../kept-pairs.ts';

const triedSchema = z.object({
  action: z.enum(['accept', 'deny']),
  policytype: z.enum(['policy', 'proxy-policy', 'security-policy']),
  policyid: z.number(),
});

const listedPairSchema = serverPairSchema.extend({
  host: z.string(),
  /** What the pair came to; null before it was tried, and where the world has no such pair. */
  last: triedSchema.nullable(),
  /** The try before that. */
  before: triedSchema.nullable(),
});
export type ListedPair = z.infer<typeof listedPairSchema>;

/** So many pairs are kept. */
const mostPairs = 200;

export const usePairList = keptPairs('posture-lab-pairs', listedPairSchema, mostPairs);
