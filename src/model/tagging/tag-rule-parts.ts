/** What the table of rule types is made of: kinds of forms and values, and the schema of a rule. */
import { type OperatingSystem, operatingSystems } from '#model/ems/ems.ts';
import { severities, severityWords } from '#model/tagging/posture.ts';
import { z } from '#model/zod.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}
/** *Enable latest update check*: a box, and in how many days the last update must have been. */
export interface DaysCheck {
  readonly name: string;
  readonly label: string;
  readonly daysLabel: string;
  readonly hint: string;
  /** In the field when the box is ticked. */
  readonly usualDays: number;
  /** Absent for all systems of the rule type. */
  readonly systems?: readonly OperatingSystem[];
}
/** One part of a value that has several. */
export interface ValueField {
  readonly name: string;
  readonly label: string;
  /** `os-version`: of the list of the rule's system, or any other. */
  readonly kind: 'text' | 'number' | 'options' | 'os-version';
  readonly options?: readonly Option[];
  readonly placeholder?: string;
  /** True where it can be left blank. */
  readonly optional?: boolean;
}
export type ValueForm =
  | { readonly kind: 'options'; readonly options: readonly Option[]; readonly check?: DaysCheck }
  | { readonly kind: 'text'; readonly placeholder: string }
  | {
      readonly kind: 'fields';
      readonly fields: readonly ValueField[];
      readonly check?: DaysCheck;
    };

export interface RuleType {
  readonly label: string;
  readonly systems: readonly OperatingSystem[];
  /** Over the value or the list of them. */
  readonly valueLabel: string;
  readonly form: ValueForm;
  readonly several: boolean;
  /** Whether a rule with several values wants all of them of an endpoint, or one. */
  readonly match: 'all' | 'any';
  /** Said where there is no value. */
  readonly missing: string;
  /** What the lab does not do as the product does. */
  readonly note?: string;
}

export const comparisonWords = {
  is: 'is',
  'at-least': 'at least',
  'at-most': 'at most',
} as const;
export const scoreComparisons = ['at-least', 'at-most'] as const;
export const optionsOf = <K extends keyof typeof comparisonWords>(
  keys: readonly K[],
): readonly Option[] => keys.map((value) => ({ value, label: comparisonWords[value] }));

/** The comparators of versions, as EMS 7.2.2 and later writes them [183555]. */
const comparators = {
  is: '= (Equal)',
  'greater-than': '> (Greater than)',
  'less-than': '< (Less than)',
  'at-least': '>= (Greater than or equal to)',
  'at-most': '<= (Less than or equal to)',
} as const;
export const versionComparisons = [
  'is',
  'greater-than',
  'less-than',
  'at-least',
  'at-most',
] as const;
export const comparatorOptions: readonly Option[] = versionComparisons.map((value) => ({
  value,
  label: comparators[value],
}));

/** So many days an update check may ask for [assumed]. */
const mostUpdateDays = 365;
const daysMessage = `Type 1 to ${mostUpdateDays} days.`;
/** Within `n` days: true on day `n`, false on the day after [342488]. */
export const updateDays = z
  .number(daysMessage)
  .min(1, daysMessage)
  .max(mostUpdateDays, daysMessage)
  // Not `int`, which would hide the message where the days are one of two kinds of value.
  .refine((days) => Number.isInteger(days), 'Type whole days.');

/** Of FortiClient's own AV alone [342488]. */
export const antivirusCheck: DaysCheck = {
  name: 'latestUpdateWithin',
  label: 'Enable latest update check',
  daysLabel: 'Latest update within, days',
  hint: 'Only FortiClient’s AV meets the check. Other AV software does not.',
  usualDays: 7,
};
/** FortiClient reads the time of the last KB from Windows [398053]; its place by each version is [assumed]. */
export const osUpdateCheck: DaysCheck = {
  name: 'updateWithin',
  label: 'Enable latest update check',
  daysLabel: 'Latest update within, days',
  hint: 'The last Windows update (KB) must be this recent.',
  usualDays: 7,
  systems: ['windows'],
};

export const antivirusOptions = [
  { value: 'installed-running', label: 'AV software is installed and running' },
  { value: 'signature-up-to-date', label: 'AV signature is up to date' },
] as const;
export const windowsSecurityOptions = [
  { value: 'defender', label: 'Windows Defender is enabled' },
  { value: 'bitlocker-all', label: 'BitLocker is enabled on all disks' },
  { value: 'bitlocker-os', label: 'BitLocker is enabled on the OS disk' },
  { value: 'exploit-guard', label: 'Exploit Guard is enabled' },
  { value: 'application-guard', label: 'Application Guard is enabled' },
  { value: 'firewall', label: 'Windows Firewall is enabled' },
  { value: 'automatic-updates', label: 'Automatic Updates are enabled' },
] as const;
export const severityOptions = severities.map((value) => ({
  value,
  label: value === 'critical' ? severityWords[value] : `${severityWords[value]} or higher`,
}));
/** EMS's sandbox rule looks back so many days [assumed]. */
export const sandboxDays = 7;
export const identitySources = ['any', 'local', 'domain', 'idp'] as const;
export const identityOptions = [
  { value: 'any', label: 'Any logged-on user' },
  { value: 'local', label: 'Local account' },
  { value: 'domain', label: 'Domain account' },
  { value: 'idp', label: 'Verified by an identity provider' },
] as const satisfies readonly { value: (typeof identitySources)[number]; label: string }[];

/** A rule type whose one question has only one answer to ask for. */
export const soleOption = (value: string, label: string): ValueForm => ({
  kind: 'options',
  options: [{ value, label }],
});

export const one = {
  several: false,
  match: 'all',
  missing: 'Choose what the rule asks for.',
} as const;

const longestValue = 1024;
const mostValues = 200;
const highestRule = 999;

const tooLong = `Use at most ${longestValue} characters.`;
export const filledText = (missing: string) =>
  z.string(missing).trim().min(1, missing).max(longestValue, tooLong);
export const blankable = z
  .string('Type a text, or leave the field empty.')
  .trim()
  .max(longestValue, tooLong);
export const choice = <const O extends readonly string[]>(options: O) =>
  z.enum(options, 'Choose a value of the list.');

/** A rule of the type, as it is sent and stored. */
function schemaOf<T extends string, V extends z.ZodType>(
  type: T,
  { missing, several }: RuleType,
  value: V,
) {
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
}

/** A rule type whole: what it is, and what a rule of it may be. */
export function describeRuleType<const T extends string, V extends z.ZodType>(
  type: T,
  { value, ...about }: RuleType & { readonly value: V },
) {
  return { ...about, schema: schemaOf(type, about, value) };
}
