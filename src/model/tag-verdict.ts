/** Why an endpoint has a Security Posture Tag or not, rule by rule, as data and in words. */
import { operatingSystemSchema, operatingSystemWords } from '#model/ems.ts';
import { ruleSchema } from '#model/tag-rule-schema.ts';
import { valueWords } from '#model/tag-rule-words.ts';
import { ruleType } from '#model/tag-rules.ts';
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

export function ruleVerdictWords({ rule, found, more }: RuleVerdict): string {
  const wanted = rule.values
    .map((value) => valueWords(rule.type, value))
    .join(ruleType(rule.type).match === 'all' && !rule.not ? ' and ' : ' or ');
  const things = more > 0 ? [...found, `${more} more`] : found;
  return `${rule.not ? 'Must not have' : 'Wanted'}: ${wanted}. Found: ${
    things.length === 0 ? 'nothing of the kind' : things.join(', ')
  }.`;
}

const listed = (ids: readonly number[]): string =>
  ids.length < 2 ? ids.join('') : `${ids.slice(0, -1).join(', ')} and ${ids.at(-1)}`;

/** One sentence on the whole. */
export function verdictWords({ outcome, os, logic, rules }: TagVerdict): string {
  switch (outcome) {
    case 'tagged':
      return 'The endpoint matches.';
    case 'disabled':
      return 'The tag is disabled.';
    case 'unregistered':
      return 'The endpoint is not registered, so EMS judges it by no rule.';
    case 'no-rules':
      return `The tag has no rules for ${operatingSystemWords[os]}.`;
    case 'broken-logic':
      return 'The rule logic cannot be read, so no endpoint gets the tag.';
    case 'not-tagged': {
      const failing = rules.filter(({ holds }) => !holds).map(({ rule }) => rule.id);
      const which =
        failing.length === 0
          ? 'every rule holds'
          : failing.length === 1
            ? `rule ${failing[0]} does not hold`
            : `rules ${listed(failing)} do not hold`;
      return logic.trim() === ''
        ? `${which.charAt(0).toUpperCase()}${which.slice(1)}.`
        : `${logic.trim()} is not fulfilled: ${which}.`;
    }
  }
}
