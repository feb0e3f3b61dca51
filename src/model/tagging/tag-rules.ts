/**
 * The rule types of Security Posture Tags [342488, 345666] as data: the systems that each is for, what its
 * values are, and how several of them combine. Schema, form, words and evaluation all follow this table.
 */
import { type OperatingSystem, operatingSystems } from '#model/ems/ems.ts';
import { readIpRange } from '#model/fortios/ip-range.ts';
import { readOsVersion, readRelease } from '#model/tagging/os-version.ts';
import { cveExample, cveSchema, severities } from '#model/tagging/posture.ts';
import { z } from '#model/zod.ts';
import {
  type RuleType,
  antivirusCheck,
  antivirusOptions,
  blankable,
  choice,
  comparatorOptions,
  describeRuleType,
  identityOptions,
  identitySources,
  one,
  optionsOf,
  osUpdateCheck,
  sandboxDays,
  scoreComparisons,
  severityOptions,
  soleOption,
  filledText,
  updateDays,
  versionComparisons,
  windowsSecurityOptions,
} from './tag-rule-parts.ts';

const desktop = ['windows', 'macos', 'linux'] as const satisfies readonly OperatingSystem[];
const windowsAndMac = ['windows', 'macos'] as const satisfies readonly OperatingSystem[];

export const ruleTypes = {
  antivirus: describeRuleType('antivirus', {
    value: z.union(
      [
        choice(antivirusOptions.map((option) => option.value)),
        z.object({ latestUpdateWithin: updateDays }),
      ],
      'Choose a condition of the list, or type a number of days.',
    ),
    label: 'AntiVirus Software',
    systems: desktop,
    valueLabel: 'AV Software',
    form: { kind: 'options', options: antivirusOptions, check: antivirusCheck },
    several: true,
    match: 'all',
    missing: 'Choose at least one condition.',
  }),
  certificate: describeRuleType('certificate', {
    value: z
      .object({ subject: blankable, issuer: blankable })
      .refine(({ subject, issuer }) => subject !== '' || issuer !== '', {
        path: ['subject'],
        message: 'Type a subject CN or an issuer CN.',
      })
      .refine(({ issuer }) => !/[*?]/.test(issuer), {
        path: ['issuer'],
        message: 'Wildcards work only in the subject CN. Type the whole issuer CN.',
      }),
    label: 'Certificate',
    systems: desktop,
    valueLabel: 'Certificates',
    form: {
      kind: 'fields',
      fields: [
        {
          name: 'subject',
          label: 'Subject CN',
          kind: 'text',
          placeholder: '*.lab.example',
          optional: true,
        },
        { name: 'issuer', label: 'Issuer CN', kind: 'text', placeholder: 'Lab CA', optional: true },
      ],
    },
    several: true,
    match: 'all',
    missing: 'Add at least one certificate.',
  }),
  'crowdstrike-zta': describeRuleType('crowdstrike-zta', {
    value: z.object({
      comparison: choice(scoreComparisons),
      score: z
        .number('Type a score from 1 to 100.')
        .int('Type a whole number.')
        .min(1, 'Type a score from 1 to 100.')
        .max(100, 'Type a score from 1 to 100.'),
    }),
    label: 'CrowdStrike ZTA Score',
    systems: ['windows'],
    valueLabel: 'Score',
    form: {
      kind: 'fields',
      fields: [
        {
          name: 'comparison',
          label: 'Comparison',
          kind: 'options',
          options: optionsOf(scoreComparisons),
        },
        { name: 'score', label: 'Score', kind: 'number', placeholder: '70' },
      ],
    },
    several: false,
    match: 'all',
    missing: 'Type a score.',
  }),
  'ems-management': describeRuleType('ems-management', {
    value: choice(['installed-connected']),
    label: 'EMS Management',
    systems: operatingSystems,
    valueLabel: 'EMS Management',
    form: soleOption('installed-connected', 'FortiClient is installed and connected to EMS'),
    ...one,
  }),
  file: describeRuleType('file', {
    value: filledText('Type the path of the file.'),
    label: 'File',
    systems: desktop,
    valueLabel: 'Files',
    form: { kind: 'text', placeholder: 'C:\\virus.txt' },
    several: true,
    match: 'all',
    missing: 'Add at least one file.',
  }),
  'firewall-threat': describeRuleType('firewall-threat', {
    value: filledText('Type the name or the id of the threat.'),
    label: 'Firewall Threat',
    systems: windowsAndMac,
    valueLabel: 'Threats',
    form: { kind: 'text', placeholder: 'Name or id of the threat' },
    several: true,
    match: 'any',
    missing: 'Add at least one threat.',
  }),
  /** EMS asks for a FortiClient version [142, 409999]; no document names its rule type [assumed]. */
  'forticlient-version': describeRuleType('forticlient-version', {
    value: z.object({
      comparison: choice(versionComparisons),
      version: filledText('Type the version of FortiClient.').refine(
        (value) => value === '' || readRelease(value) !== null,
        'Write a version such as 7.4.3, or 7.4 for every 7.4.',
      ),
    }),
    label: 'FortiClient Version',
    systems: operatingSystems,
    valueLabel: 'FortiClient versions',
    form: {
      kind: 'fields',
      fields: [
        { name: 'comparison', label: 'Comparator', kind: 'options', options: comparatorOptions },
        { name: 'version', label: 'Version', kind: 'text', placeholder: '7.4.3' },
      ],
    },
    several: true,
    match: 'any',
    missing: 'Add at least one FortiClient version.',
  }),
  'ip-range': describeRuleType('ip-range', {
    value: filledText('Type an IP address or a range.').refine(
      (value) => value === '' || readIpRange(value) !== null,
      'Write an address (10.0.1.20), a range (10.0.1.20-10.0.1.40) or a subnet (10.0.1.0/24).',
    ),
    label: 'IP Range',
    systems: operatingSystems,
    valueLabel: 'IP ranges',
    form: { kind: 'text', placeholder: '10.0.1.20-10.0.1.40' },
    several: true,
    match: 'any',
    missing: 'Add at least one IP address or range.',
  }),
  'logged-in-domain': describeRuleType('logged-in-domain', {
    value: filledText('Type the domain.'),
    label: 'Logged in Domain',
    systems: windowsAndMac,
    valueLabel: 'Domains',
    form: { kind: 'text', placeholder: 'lab.example' },
    several: true,
    match: 'any',
    missing: 'Add at least one domain.',
  }),
  'on-fabric': describeRuleType('on-fabric', {
    value: choice(['on-fabric']),
    label: 'On-Fabric Status',
    systems: operatingSystems,
    valueLabel: 'On-Fabric Status',
    form: soleOption('on-fabric', 'Endpoint is on-fabric'),
    ...one,
  }),
  'os-version': describeRuleType('os-version', {
    value: z.object({
      comparison: choice(versionComparisons),
      version: filledText('Type the version.').refine(
        (value) => value === '' || readOsVersion(value) !== null,
        'Write the product and its version, such as Windows 11 23H2 or macOS 15.2.',
      ),
      /** Absent where the update does not count. */
      updateWithin: updateDays.optional(),
    }),
    label: 'OS Version',
    systems: operatingSystems,
    valueLabel: 'OS versions',
    form: {
      kind: 'fields',
      fields: [
        { name: 'version', label: 'OS version', kind: 'os-version' },
        { name: 'comparison', label: 'Comparator', kind: 'options', options: comparatorOptions },
      ],
      check: osUpdateCheck,
    },
    several: true,
    match: 'any',
    missing: 'Add at least one OS version.',
  }),
  'registry-key': describeRuleType('registry-key', {
    value: z.object({
      key: filledText('Type the path of the key.'),
      name: blankable,
      value: blankable,
    }),
    label: 'Registry Key',
    systems: ['windows'],
    valueLabel: 'Registry keys',
    form: {
      kind: 'fields',
      fields: [
        { name: 'key', label: 'Key', kind: 'text', placeholder: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\…' },
        { name: 'name', label: 'Value name', kind: 'text', optional: true },
        { name: 'value', label: 'Value data', kind: 'text', optional: true },
      ],
    },
    several: true,
    match: 'all',
    missing: 'Add at least one registry key.',
  }),
  'running-process': describeRuleType('running-process', {
    value: filledText('Type the name of the process.'),
    label: 'Running Process',
    systems: desktop,
    valueLabel: 'Processes',
    form: { kind: 'text', placeholder: 'chrome.exe' },
    several: true,
    match: 'all',
    missing: 'Add at least one process.',
  }),
  'sandbox-detection': describeRuleType('sandbox-detection', {
    value: choice(['malware-found']),
    label: 'Sandbox Detection',
    systems: windowsAndMac,
    valueLabel: 'Sandbox Detection',
    form: soleOption('malware-found', `Sandbox found malware in the last ${sandboxDays} days`),
    ...one,
  }),
  'user-identity': describeRuleType('user-identity', {
    value: z.object({ source: choice(identitySources), name: blankable }),
    label: 'User Identity',
    systems: operatingSystems,
    valueLabel: 'Users',
    form: {
      kind: 'fields',
      fields: [
        { name: 'source', label: 'Logged on as', kind: 'options', options: identityOptions },
        {
          name: 'name',
          label: 'User name',
          kind: 'text',
          placeholder: 'lab.example\\ann.*',
          optional: true,
        },
      ],
    },
    several: true,
    match: 'any',
    missing: 'Add at least one user.',
  }),
  'ad-group': describeRuleType('ad-group', {
    value: filledText('Type the name of the group.'),
    label: 'User in AD Group',
    systems: desktop,
    valueLabel: 'AD groups',
    form: { kind: 'text', placeholder: 'Domain Users' },
    several: true,
    match: 'all',
    missing: 'Add at least one AD group.',
    note: 'The lab has no Evaluate on FortiClient: groups are those that EMS knows of the user. A changed group gives or takes the tag with the next keepalive, and an offline endpoint keeps its tag.',
  }),
  'vulnerable-devices': describeRuleType('vulnerable-devices', {
    value: choice(severities),
    label: 'Vulnerable Devices',
    systems: desktop,
    valueLabel: 'Severity Level',
    form: { kind: 'options', options: severityOptions },
    several: false,
    match: 'all',
    missing: 'Choose a severity.',
  }),
  cve: describeRuleType('cve', {
    value: cveSchema,
    label: 'Common Vulnerabilities and Exposures',
    systems: desktop,
    valueLabel: 'CVEs',
    form: { kind: 'text', placeholder: cveExample },
    several: true,
    match: 'any',
    missing: 'Add at least one CVE ID.',
  }),
  'windows-security': describeRuleType('windows-security', {
    value: choice(windowsSecurityOptions.map((option) => option.value)),
    label: 'Windows Security',
    systems: ['windows'],
    valueLabel: 'Windows Security',
    form: { kind: 'options', options: windowsSecurityOptions },
    several: true,
    match: 'all',
    missing: 'Choose at least one condition.',
  }),
  'macos-security': describeRuleType('macos-security', {
    value: choice(['filevault']),
    label: 'Security',
    systems: ['macos'],
    valueLabel: 'Security',
    form: soleOption('filevault', 'FileVault disk encryption is enabled'),
    ...one,
  }),
} as const;
export type RuleTypeName = keyof typeof ruleTypes;

/** The same table where any type will do. */
export function ruleType(name: RuleTypeName): RuleType {
  return ruleTypes[name];
}
