/** A rule of a Security Posture Tag, with what is wrong with one in words for the person who writes it. */
import { type OperatingSystem, operatingSystemWords } from '#model/ems/ems.ts';
import { readOsVersion } from '#model/tagging/os-version.ts';
import { osUpdateCheck } from '#model/tagging/tag-rule-parts.ts';
import { type RuleTypeName, ruleType, ruleTypes } from '#model/tagging/tag-rules.ts';
import { z } from '#model/zod.ts';

const { antivirus, ...others } = ruleTypes;

export const ruleSchema = z.discriminatedUnion(
  'type',
  [antivirus.schema, ...Object.values(others).map(({ schema }) => schema)],
  'Choose a rule type.',
);
export type Rule = z.infer<typeof ruleSchema>;
export type RuleOf<T extends RuleTypeName> = Extract<Rule, { type: T }>;
export type RuleValue = Rule['values'][number];

/** Where in an object something is wrong, and what to do about it. */
export interface PathProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The first words of the products of each system; Linux has too many distributions to name. */
const products: Partial<Record<OperatingSystem, readonly string[]>> = {
  windows: ['windows'],
  macos: ['macos', 'os x', 'mac os'],
  ios: ['ios', 'ipados'],
  android: ['android'],
  chromeos: ['chromeos', 'chrome os'],
};

/** True where the version is of a product of that system, as far as its name says. */
function isProductOf(os: OperatingSystem, version: string): boolean {
  const product = readOsVersion(version)?.product ?? '';
  const owns = (names: readonly string[] = []): boolean =>
    names.some((name) => product === name || product.startsWith(`${name} `));
  const own = products[os];
  return own ? owns(own) : !Object.values(products).some(owns);
}

/** Equal for values that ask the same: capitals count in paths and processes, but not on Windows. */
function valueKey({ os, type }: Rule, value: RuleValue): string {
  const key = JSON.stringify(value);
  const keepsCase = os !== 'windows' && (type === 'file' || type === 'running-process');
  return keepsCase ? key : key.toLowerCase();
}

/** What is wrong with a rule whose parts are each right: paths from the rule itself. */
export function ruleProblems(rule: Rule): PathProblem[] {
  const problems: PathProblem[] = [];
  const { label, systems } = ruleType(rule.type);
  if (!systems.includes(rule.os))
    problems.push({
      path: ['type'],
      message: `${label} is not for ${operatingSystemWords[rule.os]}. It works on ${systems
        .map((os) => operatingSystemWords[os])
        .join(', ')}.`,
    });
  const seen = new Set<string>();
  for (const [i, value] of rule.values.entries()) {
    const key = valueKey(rule, value);
    if (seen.has(key))
      problems.push({
        path: ['values', i],
        message: 'This value is already in the list. Remove it.',
      });
    seen.add(key);
  }
  if (rule.type === 'os-version')
    for (const [i, { version, updateWithin }] of rule.values.entries()) {
      if (readOsVersion(version) && !isProductOf(rule.os, version))
        problems.push({
          path: ['values', i, 'version'],
          message: `${version} is not a version of ${operatingSystemWords[rule.os]}.`,
        });
      if (updateWithin !== undefined && osUpdateCheck.systems?.includes(rule.os) === false)
        problems.push({
          path: ['values', i, 'updateWithin'],
          message: `The latest update check does not work on ${operatingSystemWords[rule.os]}. Remove it.`,
        });
    }
  if (rule.type === 'antivirus') {
    const checks = rule.values.flatMap((value, i) => (typeof value === 'string' ? [] : [i]));
    for (const i of checks.slice(1))
      problems.push({
        path: ['values', i],
        message: 'The rule already has an update check. Remove this one.',
      });
  }
  return problems;
}
