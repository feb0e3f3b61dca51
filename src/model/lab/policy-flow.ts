/** Lab > Flow: how the sessions of endpoints to servers fall through the policies, to allow and deny. */
import { policyTypes } from '#model/fortios/policy-list.ts';
import { z } from '#model/zod.ts';
import { countingSchema } from './counting.ts';

export const policyFlowQuerySchema = z.strictObject({
  fortigate: z.string(),
  /** A ZTNA server, whose sessions alone are counted; empty for all. */
  server: z.string().default(''),
});

const flowPolicySchema = z.object({
  policytype: z.enum(policyTypes),
  policyid: z.number(),
  name: z.string(),
  action: z.enum(['accept', 'deny']),
  /** Sessions that come to it, and those that it takes. */
  reached: z.number(),
  taken: z.number(),
});
export type FlowPolicy = z.infer<typeof flowPolicySchema>;

export const policyFlowSchema = z.object({
  sessions: z.number(),
  servers: z.number(),
  /** In the order in which they are asked, those that sessions come to. */
  policies: z.array(flowPolicySchema),
  /** Taken by no policy: the implicit deny. */
  implicit: z.number(),
  /** Stopped before any policy is asked, as by a certificate. */
  before: z.number(),
  counting: countingSchema.nullable(),
});
export type PolicyFlow = z.infer<typeof policyFlowSchema>;
