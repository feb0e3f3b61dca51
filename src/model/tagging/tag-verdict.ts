/** Why an endpoint has a Security Posture Tag or not, rule by rule, as data. */
import { operatingSystemSchema } from '#model/ems/ems.ts';
import { ruleSchema } from '#model/tagging/tag-rule-schema.ts';
import { z } from '#model/zod.ts';

const ruleVerdictSchema = z.object({
  rule: ruleSchema,
  /** With its NOT. */
  holds: z.boolean(),
  /** For each of the rule's values, whether the endpoint has it. */
  met: z.array(z.boolean()),
  /** What the endpoint has of that sort, what fits first. */
  found: z.array(z.string()),
  /** How many further things of that sort it has. */
  more: z.number(),
});
export type RuleVerdict = z.infer<typeof ruleVerdictSchema>;

export const tagVerdictSchema = z.object({
  outcome: z.enum([
    'tagged',
    'not-tagged',
    'disabled',
    /** EMS judges registered endpoints only. */
    'unregistered',
    'no-rules',
    /** It was stored before it was checked; a logic that cannot be read gives no tag. */
    'broken-logic',
  ]),
  os: operatingSystemSchema,
  /** As written; blank where all rules must hold. */
  logic: z.string(),
  /** Those of the endpoint's system. */
  rules: z.array(ruleVerdictSchema),
});
export type TagVerdict = z.infer<typeof tagVerdictSchema>;
