/** Why an endpoint has a Security Posture Tag or not, in words. */
import { operatingSystemWords } from '#model/ems.ts';
import { ruleType } from '#model/tag-rules.ts';
import type { RuleVerdict, TagVerdict } from '#model/tag-verdict.ts';
import { valueWords } from './tag-rule.ts';

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
