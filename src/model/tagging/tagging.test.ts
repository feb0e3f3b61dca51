import { describe, expect, test } from 'vitest';
import { operatingSystems } from '#model/ems/ems.ts';
import type { OperatingSystem } from '#model/ems/ems.ts';
import type { Rule } from './tag-rule-schema.ts';
import { combinationWords, ruleWords } from '../words/tag-rule.ts';
import { type RuleTypeName, ruleType, ruleTypes } from './tag-rules.ts';
import {
  type TagSpec,
  logicProblemsOf,
  nextRuleId,
  systemsOf,
  tagSpecProblems,
} from './tagging.ts';

const isTypeName = (name: string): name is RuleTypeName => Object.hasOwn(ruleTypes, name);
const typeNames = Object.keys(ruleTypes).filter(isTypeName);

/** A right value of each type, for the first of its systems. */
const samples: Record<RuleTypeName, unknown> = {
  antivirus: 'installed-running',
  certificate: { subject: '*.lab.example', issuer: '' },
  'crowdstrike-zta': { comparison: 'at-least', score: 70 },
  'ems-management': 'installed-connected',
  file: 'C:\\virus.txt',
  'firewall-threat': 'Botnet.X',
  'forticlient-version': { comparison: 'at-least', version: '7.4' },
  'ip-range': '10.0.1.0/24',
  'logged-in-domain': 'lab.example',
  'on-fabric': 'on-fabric',
  'os-version': { comparison: 'is', version: 'Windows 10' },
  'registry-key': { key: 'HKLM\\SOFTWARE\\Lab', name: '', value: '' },
  'running-process': 'chrome.exe',
  'sandbox-detection': 'malware-found',
  'user-identity': { source: 'any', name: 'ann' },
  'ad-group': 'Domain Users',
  'vulnerable-devices': 'high',
  cve: 'CVE-2021-44228',
  'windows-security': 'defender',
  'macos-security': 'filevault',
};
const ownVersion: Record<OperatingSystem, string> = {
  windows: 'Windows 10',
  macos: 'macOS 15.2',
  linux: 'Ubuntu 24.04',
  ios: 'iOS 18.1',
  android: 'Android 15',
  chromeos: 'ChromeOS 130',
};

const specOf = (rules: readonly unknown[], change: object = {}): unknown => ({
  name: 'Tag',
  message: '',
  enabled: true,
  rules,
  logic: {},
  ...change,
});
const ruleOf = (type: RuleTypeName, os: OperatingSystem, values: readonly unknown[], id = 1) => ({
  id,
  os,
  type,
  not: false,
  values,
});
const problemsIn = (spec: unknown, taken: readonly string[] = []): string[] =>
  tagSpecProblems(spec, taken).map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('a rule type is taken for its systems and refused for the others', () => {
  const all = operatingSystems.flatMap((os) => typeNames.map((type) => [type, os] as const));
  test.each(all)('%s on %s', (type, os) => {
    const value =
      type === 'os-version' ? { comparison: 'is', version: ownVersion[os] } : samples[type];
    const problems = problemsIn(specOf([ruleOf(type, os, [value])]));
    const { label, systems } = ruleType(type);
    const refusals = systems.includes(os) ? [] : [`rules.0.type: ${label} is not for`];
    expect(problems.map((problem, i) => problem.slice(0, refusals[i]?.length))).toEqual(refusals);
  });

  test('as section 3 of the domain lists them', () => {
    const letters = { windows: 'W', macos: 'M', linux: 'L', ios: 'i', android: 'A', chromeos: 'C' };
    const table = typeNames.map(
      (type) =>
        `${ruleType(type).label} ${ruleType(type)
          .systems.map((os) => letters[os])
          .join('')}`,
    );
    expect(table).toEqual([
      'AntiVirus Software WML',
      'Certificate WML',
      'CrowdStrike ZTA Score W',
      'EMS Management WMLiAC',
      'File WML',
      'Firewall Threat WM',
      // Not in that section: review row 6.8 asks for it.
      'FortiClient Version WMLiAC',
      'IP Range WMLiAC',
      'Logged in Domain WM',
      'On-Fabric Status WMLiAC',
      'OS Version WMLiAC',
      'Registry Key W',
      'Running Process WML',
      'Sandbox Detection WM',
      'User Identity WMLiAC',
      'User in AD Group WML',
      'Vulnerable Devices WML',
      'Common Vulnerabilities and Exposures WML',
      'Windows Security W',
      'Security M',
    ]);
  });
});

describe('values', () => {
  test.each(typeNames)('%s without a value', (type) => {
    const [os = 'windows'] = ruleType(type).systems;
    expect(problemsIn(specOf([ruleOf(type, os, [])]))).toEqual([
      `rules.0.values: ${ruleType(type).missing}`,
    ]);
  });

  test.each(typeNames)('%s with the same value twice', (type) => {
    const [os = 'windows'] = ruleType(type).systems;
    const problems = problemsIn(specOf([ruleOf(type, os, [samples[type], samples[type]])]));
    expect(problems.join('\n')).toContain(
      ruleType(type).several
        ? 'rules.0.values.1: This value is already in the list. Remove it.'
        : 'rules.0.values: This rule takes one value.',
    );
  });

  test.each<[RuleTypeName, OperatingSystem, unknown, string]>([
    ['file', 'windows', ' ', 'rules.0.values.0: Type the path of the file.'],
    ['file', 'windows', 7, 'rules.0.values.0: Type the path of the file.'],
    ['ip-range', 'ios', '10.0.1.9-10.0.1.1', 'rules.0.values.0: Write an address (10.0.1.20), a'],
    ['ip-range', 'ios', '', 'rules.0.values.0: Type an IP address or a range.'],
    ['cve', 'linux', 'CVE-21-1', 'rules.0.values.0: Write a CVE ID such as CVE-2021-44228.'],
    [
      'os-version',
      'windows',
      { comparison: 'is', version: '10' },
      'rules.0.values.0.version: Write',
    ],
    [
      'os-version',
      'windows',
      { comparison: 'is', version: 'macOS 15' },
      'rules.0.values.0.version: macOS 15 is not a version of Windows.',
    ],
    [
      'os-version',
      'linux',
      { comparison: 'is', version: 'Windows 10' },
      'rules.0.values.0.version: Windows 10 is not a version of Linux.',
    ],
    [
      'crowdstrike-zta',
      'windows',
      { comparison: 'at-least', score: 0 },
      'rules.0.values.0.score: ',
    ],
    [
      'certificate',
      'macos',
      { subject: '', issuer: ' ' },
      'rules.0.values.0.subject: Type a subject',
    ],
    ['certificate', 'macos', { subject: '*', issuer: 'CA*' }, 'rules.0.values.0.issuer: Wildcards'],
    ['vulnerable-devices', 'macos', 'grave', 'rules.0.values.0: Choose a value of the list.'],
    [
      'registry-key',
      'windows',
      { key: '', name: 'a', value: 'b' },
      'rules.0.values.0.key: Type the',
    ],
  ])('%s on %s refuses %j', (type, os, value, problem) => {
    const problems = problemsIn(specOf([ruleOf(type, os, [value])]));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  test('a subject may have wildcards; a CVE id any case; files of Linux differ by capitals', () => {
    expect(
      problemsIn(
        specOf([
          ruleOf('certificate', 'windows', [{ subject: 'w*n?.lab', issuer: 'CA' }]),
          ruleOf('cve', 'windows', [' cve-2021-44228 '], 2),
          ruleOf('file', 'linux', ['/a', '/A']),
        ]),
      ),
    ).toEqual([]);
    expect(problemsIn(specOf([ruleOf('file', 'windows', ['C:\\a', 'c:\\A'])]))).toHaveLength(1);
  });
});

describe('a definition', () => {
  const file = (id: number, os: OperatingSystem = 'windows') => ruleOf('file', os, ['a'], id);
  test.each<[string, unknown, string]>([
    ['no name', specOf([file(1)], { name: '' }), 'name: Type a name for the tag.'],
    ['a forbidden sign', specOf([file(1)], { name: 'a"b' }), 'name: Remove " from the name'],
    ['80 characters', specOf([file(1)], { name: 'x'.repeat(80) }), 'name: The name has 80'],
    [
      'the built-in name',
      specOf([file(1)], { name: 'all_registered_clients' }),
      'name: all_registered_clients is built in',
    ],
    [
      'a long message',
      specOf([file(1)], { message: 'x'.repeat(256) }),
      'message: The message can have at most',
    ],
    ['no rules', specOf([]), 'rules: Add at least one rule'],
    ['two of a number', specOf([file(1), file(1)]), 'rules.1.id: Rule 1 already exists'],
    [
      'a logic with an error',
      specOf([file(1), file(2)], { logic: { windows: '1 and 3' } }),
      'logic.windows: Column 7: There is no rule 3. The rules are 1, 2.',
    ],
    [
      'a logic for a system without rules',
      specOf([file(1)], { logic: { linux: '1' } }),
      'logic.linux: Column 1: There is no rule 1. There are no rules for this operating system.',
    ],
    ['an unknown type', specOf([{ ...file(1), type: 'mood' }]), 'rules.0.type: Choose a rule type'],
    ['nothing at all', null, ': '],
  ])('%s', (_what, spec, problem) => {
    const problems = problemsIn(spec);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  test('the longest name and message; equal numbers for two systems; a rule that is not used', () => {
    expect(
      problemsIn(
        specOf([file(1), file(1, 'linux'), file(2, 'linux')], {
          name: 'x'.repeat(79),
          message: 'x'.repeat(255),
          logic: { linux: 'not 2', windows: '' },
        }),
      ),
    ).toEqual([]);
  });

  test('a name of another tag is taken, compared exactly', () => {
    expect(problemsIn(specOf([file(1)]), ['Tag'])).toEqual([
      'name: A tag named Tag already exists. Choose another name.',
    ]);
    expect(problemsIn(specOf([file(1)]), ['tag'])).toEqual([]);
  });

  test('a new rule gets the next number of its system', () => {
    const rule = (id: number, os: OperatingSystem): Rule => ({
      id,
      os,
      type: 'file',
      not: false,
      values: ['a'],
    });
    const spec: Pick<TagSpec, 'rules'> = { rules: [rule(1, 'macos'), rule(4, 'windows')] };
    expect(nextRuleId(spec, 'windows')).toBe(5);
    expect(nextRuleId(spec, 'linux')).toBe(1);
    expect(systemsOf(spec)).toEqual(['windows', 'macos']);
    const logic = { windows: '1', macos: '1' };
    expect(logicProblemsOf({ ...spec, logic }, 'macos')).toEqual([]);
    expect(logicProblemsOf({ ...spec, logic }, 'windows').map(({ severity }) => severity)).toEqual([
      'error',
      'warning',
    ]);
  });
});

test.each<[Rule, string]>([
  [{ id: 1, os: 'windows', type: 'file', not: false, values: ['a', 'b'] }, 'File: a and b'],
  [{ id: 1, os: 'windows', type: 'file', not: true, values: ['a'] }, 'File: not a'],
  [{ id: 1, os: 'windows', type: 'file', not: true, values: ['a', 'b'] }, 'File: neither a nor b'],
  [
    {
      id: 1,
      os: 'windows',
      type: 'os-version',
      not: false,
      values: [
        { comparison: 'is', version: 'Windows 10' },
        { comparison: 'at-least', version: 'Windows 11 23H2' },
        { comparison: 'at-most', version: 'Windows 7' },
      ],
    },
    'OS Version: Windows 10 or Windows 11 23H2 or later or Windows 7 or earlier',
  ],
  [
    { id: 1, os: 'windows', type: 'vulnerable-devices', not: true, values: ['high'] },
    'Vulnerable Devices: not High or higher',
  ],
  [
    {
      id: 1,
      os: 'windows',
      type: 'certificate',
      not: false,
      values: [
        { subject: 'a', issuer: '' },
        { subject: '', issuer: 'b' },
        { subject: 'c', issuer: 'd' },
      ],
    },
    'Certificate: a and issued by b and c, issued by d',
  ],
  [
    {
      id: 1,
      os: 'windows',
      type: 'crowdstrike-zta',
      not: false,
      values: [{ comparison: 'at-least', score: 70 }],
    },
    'CrowdStrike ZTA Score: at least 70',
  ],
  [
    {
      id: 1,
      os: 'windows',
      type: 'registry-key',
      not: false,
      values: [
        { key: 'HKLM\\A', name: '', value: '' },
        { key: 'HKLM\\A', name: 'B', value: '' },
        { key: 'HKLM\\A', name: 'B', value: '1' },
        { key: 'HKLM\\A', name: '', value: '1' },
      ],
    },
    'Registry Key: HKLM\\A and HKLM\\A\\B and HKLM\\A\\B = 1 and HKLM\\A (default) = 1',
  ],
  [
    {
      id: 1,
      os: 'windows',
      type: 'user-identity',
      not: false,
      values: [
        { source: 'any', name: '' },
        { source: 'any', name: 'ann' },
        { source: 'idp', name: '' },
        { source: 'local', name: 'ann' },
      ],
    },
    'User Identity: any logged-on user or ann or a user verified by an identity provider or ann as a local account',
  ],
])('in words, %#', (rule, words) => {
  expect(ruleWords(rule)).toBe(words);
});

test('how several values combine is said', () => {
  expect(combinationWords('file', false)).toContain('all of these');
  expect(combinationWords('ip-range', false)).toContain('one of these');
  expect(combinationWords('file', true)).toContain('none of these');
});
