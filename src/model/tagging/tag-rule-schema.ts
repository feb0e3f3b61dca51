/** A rule of a Security Posture Tag, with what is wrong with one in words for the person who writes it. */
import { type OperatingSystem, operatingSystemWords, operatingSystems } from '#model/ems/ems.ts';
import { readIpRange } from '#model/fortios/ip-range.ts';
import { readOsVersion } from '#model/tagging/os-version.ts';
import { cveSchema, severities } from '#model/tagging/posture.ts';
import {
  type RuleTypeName,
  antivirusOptions,
  identitySources,
  ruleType,
  scoreComparisons,
  versionComparisons,
  windowsSecurityOptions,
} from '#model/tagging/tag-rules.ts';
import { z } from '#model/zod.ts';

const longestValue = 1024;
const mostValues = 200;
const highestRule = 999;

const tooLong = `Use at most ${longestValue} characters.`;
const text = (missing: string) =>
  z.string(missing).trim().min(1, missing).max(longestValue, tooLong);
const blankable = z
  .string('Type a text, or leave the field empty.')
  .trim()
  .max(longestValue, tooLong);
const choice = <const O extends readonly string[]>(options: O) =>
  z.enum(options, 'Choose a value of the list.');

const rule = <T extends RuleTypeName, V extends z.ZodType>(type: T, value: V) => {
  const { missing, several } = ruleType(type);
  return z.object({
    /** Its number among the rules of its system, which the logic names. It stays when another rule goes. */
    id: z
      .number('Rules are numbered.')
      .int('Rules are numbered 1, 2, 3.')
      .min(1, 'Rules are numbered from 1.')
      .max(highestRule, `Rules are numbered up to ${highestRule}.`),
    os: z.enum(operatingSystems, 'Choose an operating system.'),
    type: z.literal(type),
    not: z.boolean('Say true or false.'),
    values: z
      .array(value, missing)
      .min(1, missing)
      .max(
        several ? mostValues : 1,
        several ? `A rule takes at most ${mostValues} values.` : 'This rule takes one value.',
      ),
  });
};

export const ruleSchema = z.discriminatedUnion(
  'type',
  [
    rule('antivirus', choice(antivirusOptions.map((option) => option.value))),
    rule(
      'certificate',
      z
        .object({ subject: blankable, issuer: blankable })
        .refine(({ subject, issuer }) => subject !== '' || issuer !== '', {
          path: ['subject'],
          message: 'Type a subject CN or an issuer CN.',
        })
        .refine(({ issuer }) => !/[*?]/.test(issuer), {
          path: ['issuer'],
          message: 'Wildcards work only in the subject CN. Type the whole issuer CN.',
        }),
    ),
    rule(
      'crowdstrike-zta',
      z.object({
        comparison: choice(scoreComparisons),
        score: z
          .number('Type a score from 1 to 100.')
          .int('Type a whole number.')
          .min(1, 'Type a score from 1 to 100.')
          .max(100, 'Type a score from 1 to 100.'),
      }),
    ),
    rule('ems-management', choice(['installed-connected'])),
    rule('file', text('Type the path of the file.')),
    rule('firewall-threat', text('Type the name or the id of the threat.')),
    rule(
      'ip-range',
      text('Type an IP address or a range.').refine(
        (value) => value === '' || readIpRange(value) !== null,
        'Write an address (10.0.1.20), a range (10.0.1.20-10.0.1.40) or a subnet (10.0.1.0/24).',
      ),
    ),
    rule('logged-in-domain', text('Type the domain.')),
    rule('on-fabric', choice(['on-fabric'])),
    rule(
      'os-version',
      z.object({
        comparison: choice(versionComparisons),
        version: text('Type the version.').refine(
          (value) => value === '' || readOsVersion(value) !== null,
          'Write the product and its version, such as Windows 11 23H2 or macOS 15.2.',
        ),
      }),
    ),
    rule(
      'registry-key',
      z.object({ key: text('Type the path of the key.'), name: blankable, value: blankable }),
    ),
    rule('running-process', text('Type the name of the process.')),
    rule('sandbox-detection', choice(['malware-found'])),
    rule('user-identity', z.object({ source: choice(identitySources), name: blankable })),
    rule('ad-group', text('Type the name of the group.')),
    rule('vulnerable-devices', choice(severities)),
    rule('cve', cveSchema),
    rule('windows-security', choice(windowsSecurityOptions.map((option) => option.value))),
    rule('macos-security', choice(['filevault'])),
  ],
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
    for (const [i, { version }] of rule.values.entries())
      if (readOsVersion(version) && !isProductOf(rule.os, version))
        problems.push({
          path: ['values', i, 'version'],
          message: `${version} is not a version of ${operatingSystemWords[rule.os]}.`,
        });
  return problems;
}
