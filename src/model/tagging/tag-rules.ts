/**
 * The rule types of Security Posture Tags [342488, 345666] as data: the systems that each is for, what its
 * values are, and how several of them combine. Schema, form, words and evaluation all follow this table.
 */
import { type OperatingSystem, operatingSystems } from '#model/ems/ems.ts';
import { cveExample, severities, severityWords } from '#model/tagging/posture.ts';

const desktop = ['windows', 'macos', 'linux'] as const satisfies readonly OperatingSystem[];
const windowsAndMac = ['windows', 'macos'] as const satisfies readonly OperatingSystem[];

interface Option {
  readonly value: string;
  readonly label: string;
}
/** One part of a value that has several. */
export interface ValueField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'number' | 'options';
  readonly options?: readonly Option[];
  readonly placeholder?: string;
  /** True where it can be left blank. */
  readonly optional?: boolean;
}
export type ValueForm =
  | { readonly kind: 'options'; readonly options: readonly Option[] }
  | { readonly kind: 'text'; readonly placeholder: string }
  | { readonly kind: 'fields'; readonly fields: readonly ValueField[] };

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
}

export const comparisonWords = {
  is: 'is',
  'at-least': 'at least',
  'at-most': 'at most',
} as const;
export const scoreComparisons = ['at-least', 'at-most'] as const;
export const versionComparisons = ['is', 'at-least', 'at-most'] as const;
const optionsOf = <K extends keyof typeof comparisonWords>(keys: readonly K[]): readonly Option[] =>
  keys.map((value) => ({ value, label: comparisonWords[value] }));

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
const severityOptions = severities.map((value) => ({
  value,
  label: value === 'critical' ? severityWords[value] : `${severityWords[value]} or higher`,
}));
/** EMS's sandbox rule looks back so many days [assumed]. */
export const sandboxDays = 7;
export const identitySources = ['any', 'local', 'domain', 'idp'] as const;
const identityOptions = [
  { value: 'any', label: 'Any logged-on user' },
  { value: 'local', label: 'Local account' },
  { value: 'domain', label: 'Domain account' },
  { value: 'idp', label: 'Verified by an identity provider' },
] as const satisfies readonly { value: (typeof identitySources)[number]; label: string }[];

/** A rule type whose one question has only one answer to ask for. */
const single = (value: string, label: string): ValueForm => ({
  kind: 'options',
  options: [{ value, label }],
});

const one = { several: false, match: 'all', missing: 'Choose what the rule asks for.' } as const;

export const ruleTypes = {
  antivirus: {
    label: 'AntiVirus Software',
    systems: desktop,
    valueLabel: 'AV Software',
    form: { kind: 'options', options: antivirusOptions },
    several: true,
    match: 'all',
    missing: 'Choose at least one condition.',
  },
  certificate: {
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
  },
  'crowdstrike-zta': {
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
  },
  'ems-management': {
    label: 'EMS Management',
    systems: operatingSystems,
    valueLabel: 'EMS Management',
    form: single('installed-connected', 'FortiClient is installed and connected to EMS'),
    ...one,
  },
  file: {
    label: 'File',
    systems: desktop,
    valueLabel: 'Files',
    form: { kind: 'text', placeholder: 'C:\\virus.txt' },
    several: true,
    match: 'all',
    missing: 'Add at least one file.',
  },
  'firewall-threat': {
    label: 'Firewall Threat',
    systems: windowsAndMac,
    valueLabel: 'Threats',
    form: { kind: 'text', placeholder: 'Name or id of the threat' },
    several: true,
    match: 'any',
    missing: 'Add at least one threat.',
  },
  'ip-range': {
    label: 'IP Range',
    systems: operatingSystems,
    valueLabel: 'IP ranges',
    form: { kind: 'text', placeholder: '10.0.1.20-10.0.1.40' },
    several: true,
    match: 'any',
    missing: 'Add at least one IP address or range.',
  },
  'logged-in-domain': {
    label: 'Logged in Domain',
    systems: windowsAndMac,
    valueLabel: 'Domains',
    form: { kind: 'text', placeholder: 'lab.example' },
    several: true,
    match: 'any',
    missing: 'Add at least one domain.',
  },
  'on-fabric': {
    label: 'On-Fabric Status',
    systems: operatingSystems,
    valueLabel: 'On-Fabric Status',
    form: single('on-fabric', 'Endpoint is on-fabric'),
    ...one,
  },
  'os-version': {
    label: 'OS Version',
    systems: operatingSystems,
    valueLabel: 'OS versions',
    form: {
      kind: 'fields',
      fields: [
        {
          name: 'comparison',
          label: 'Comparison',
          kind: 'options',
          options: optionsOf(versionComparisons),
        },
        { name: 'version', label: 'Version', kind: 'text', placeholder: 'Windows 11 23H2' },
      ],
    },
    several: true,
    match: 'any',
    missing: 'Add at least one OS version.',
  },
  'registry-key': {
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
  },
  'running-process': {
    label: 'Running Process',
    systems: desktop,
    valueLabel: 'Processes',
    form: { kind: 'text', placeholder: 'chrome.exe' },
    several: true,
    match: 'all',
    missing: 'Add at least one process.',
  },
  'sandbox-detection': {
    label: 'Sandbox Detection',
    systems: windowsAndMac,
    valueLabel: 'Sandbox Detection',
    form: single('malware-found', `Sandbox found malware in the last ${sandboxDays} days`),
    ...one,
  },
  'user-identity': {
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
  },
  'ad-group': {
    label: 'User in AD Group',
    systems: desktop,
    valueLabel: 'AD groups',
    form: { kind: 'text', placeholder: 'Domain Users' },
    several: true,
    match: 'all',
    missing: 'Add at least one AD group.',
  },
  'vulnerable-devices': {
    label: 'Vulnerable Devices',
    systems: desktop,
    valueLabel: 'Severity Level',
    form: { kind: 'options', options: severityOptions },
    several: false,
    match: 'all',
    missing: 'Choose a severity.',
  },
  cve: {
    label: 'Common Vulnerabilities and Exposures',
    systems: desktop,
    valueLabel: 'CVEs',
    form: { kind: 'text', placeholder: cveExample },
    several: true,
    match: 'any',
    missing: 'Add at least one CVE ID.',
  },
  'windows-security': {
    label: 'Windows Security',
    systems: ['windows'],
    valueLabel: 'Windows Security',
    form: { kind: 'options', options: windowsSecurityOptions },
    several: true,
    match: 'all',
    missing: 'Choose at least one condition.',
  },
  'macos-security': {
    label: 'Security',
    systems: ['macos'],
    valueLabel: 'Security',
    form: single('filevault', 'FileVault disk encryption is enabled'),
    ...one,
  },
} as const satisfies Record<string, RuleType>;
export type RuleTypeName = keyof typeof ruleTypes;

/** The same table where any type will do. */
export function ruleType(name: RuleTypeName): RuleType {
  return ruleTypes[name];
}
