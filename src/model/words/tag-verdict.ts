/** Why an endpoint has a Security Posture Tag or not, in words. */
import { operatingSystemWords } from '#model/ems/ems.ts';
import { listWords, numberWords, plural } from '#model/plural.ts';
import { sentenceStart } from '#model/text.ts';
import { ruleType } from '#model/tagging/tag-rules.ts';
import type { RuleVerdict, TagVerdict } from '#model/tagging/tag-verdict.ts';
import { ruleValueWords } from './tag-rule.ts';

export function ruleVerdictWords({ rule, found, more }: RuleVerdict): string {
  const wanted = rule.values
    .map((value) => ruleValueWords(rule.type, value))
    .join(ruleType(rule.type).match === 'all' && !rule.not ? ' and ' : ' or ');
  const things = more > 0 ? [...found, `${numberWords(more)} more`] : found;
  return `${rule.not ? 'Must not have' : 'Must have'}: ${wanted}. Found: ${
    things.length === 0 ? 'nothing' : things.join(', ')
  }.`;
}

/** One sentence on the whole. */
export function verdictWords({ outcome, os, logic, rules }: TagVerdict): string {
  switch (outcome) {
    case 'tagged':
      return 'The endpoint matches.';
    case 'disabled':
      return 'The tag is disabled.';
    case 'unregistered':
      return 'The endpoint is not registered, so EMS does not apply rules to it.';
    case 'no-rules':
      return `The tag has no rules for ${operatingSystemWords[os]}.`;
    case 'broken-logic':
      return 'The rule logic cannot be read, so no endpoint gets the tag.';
    case 'not-tagged': {
      const failing = rules.filter(({ holds }) => !holds).map(({ rule }) => rule.id);
      const which =
        failing.length === 0
          ? 'every rule is met'
          : `${plural(failing.length, 'rule')} ${listWords(failing.map(String))} ${plural(failing.length, 'is', 'are')} not met`;
      return logic.trim() === ''
        ? `${sentenceStart(which)}.`
        : `The rule logic “${logic.trim()}” is not met: ${which}.`;
    }
  }
}
