import { describe, expect, test } from 'vitest';
import type { OperatingSystem } from '#model/ems/ems.ts';
import type { Device } from '#model/tagging/posture.ts';
import { type RuleTypeName, ruleType, ruleTypes } from '#model/tagging/tag-rules.ts';
import { ruleHolds, usualVersions } from '#test/fixtures/device.ts';

const av = { installed: true, running: true, product: 'FortiClient', signatureAgeDays: 0 };
const windowsSecurity = {
  defender: false,
  bitLocker: 'off' as const,
  exploitGuard: false,
  applicationGuard: false,
  firewall: false,
  automaticUpdates: false,
};
const vulnerable = (
  severity: Device['vulnerabilities'][number]['severity'],
  ...cves: string[]
) => ({
  vulnerabilities: [{ name: 'v', severity, cves }],
});

interface Sample {
  readonly values: (os: OperatingSystem) => readonly unknown[];
  readonly having: Partial<Device>;
  readonly lacking: Partial<Device>;
}
const always =
  (...values: readonly unknown[]) =>
  () =>
    values;

/** For each type, a device that has what it asks and one that has not. */
const samples: Record<RuleTypeName, Sample> = {
  antivirus: {
    values: always('installed-running'),
    having: { antivirus: av },
    lacking: { antivirus: { ...av, running: false } },
  },
  certificate: {
    values: always({ subject: '*.lab.example', issuer: 'Lab CA' }),
    having: { certificates: [{ subject: 'pc-1.lab.example', issuer: 'Lab CA' }] },
    lacking: { certificates: [{ subject: 'pc-1.lab.example', issuer: 'Other CA' }] },
  },
  'crowdstrike-zta': {
    values: always({ comparison: 'at-least', score: 70 }),
    having: { ztaScore: 70 },
    lacking: { ztaScore: 69 },
  },
  'ems-management': {
    values: always('installed-connected'),
    having: {},
    lacking: { forticlientInstalled: false },
  },
  file: { values: always('/a'), having: { files: ['/a'] }, lacking: { files: ['/b'] } },
  'firewall-threat': {
    values: always('Botnet.X'),
    having: { firewallThreats: ['botnet.x'] },
    lacking: { firewallThreats: ['Botnet'] },
  },
  'forticlient-version': {
    values: always({ comparison: 'at-least', version: '7.4' }),
    having: { forticlientVersion: '7.4.0' },
    lacking: { forticlientVersion: '7.2.10' },
  },
  'ip-range': {
    values: always('10.0.1.0/24'),
    having: { ips: ['10.0.1.255'] },
    lacking: { ips: ['10.0.2.0'] },
  },
  'logged-in-domain': {
    values: always('lab.example'),
    having: { logon: { kind: 'domain', domain: 'LAB.example' } },
    lacking: { logon: { kind: 'domain', domain: 'other.example' } },
  },
  'on-fabric': {
    values: always('on-fabric'),
    having: { onFabric: true },
    lacking: { onFabric: false },
  },
  'os-version': {
    values: (os) => [{ comparison: 'at-least', version: usualVersions[os] }],
    having: {},
    lacking: { osVersion: 'Unknown' },
  },
  'registry-key': {
    values: always({ key: 'HKLM\\SOFTWARE\\Lab', name: '', value: '' }),
    having: { registry: [{ key: 'HKEY_LOCAL_MACHINE\\Software\\LAB', name: 'a', value: '1' }] },
    lacking: {
      registry: [{ key: 'HKEY_LOCAL_MACHINE\\Software\\Laboratory', name: '', value: '' }],
    },
  },
  'running-process': {
    values: always('lab'),
    having: { processes: ['lab'] },
    lacking: { processes: ['lab2'] },
  },
  'sandbox-detection': {
    values: always('malware-found'),
    having: { sandboxDetections: [{ name: 'x', daysAgo: 7 }] },
    lacking: { sandboxDetections: [{ name: 'x', daysAgo: 8 }] },
  },
  'user-identity': {
    values: always({ source: 'any', name: 'ann.*' }),
    having: { user: 'Ann.Berg' },
    lacking: { user: 'Bob' },
  },
  'ad-group': {
    values: always('staff'),
    having: { groups: ['Staff'] },
    lacking: { groups: ['Staffing'] },
  },
  'vulnerable-devices': {
    values: always('high'),
    having: vulnerable('high'),
    lacking: vulnerable('medium'),
  },
  cve: {
    values: always('CVE-2021-44228'),
    having: vulnerable('low', 'CVE-2021-44228'),
    lacking: vulnerable('critical', 'CVE-2021-44229'),
  },
  'windows-security': {
    values: always('defender'),
    having: { windowsSecurity: { ...windowsSecurity, defender: true } },
    lacking: { windowsSecurity },
  },
  'macos-security': {
    values: always('filevault'),
    having: { fileVault: true },
    lacking: { fileVault: false },
  },
};

const isTypeName = (name: string): name is RuleTypeName => Object.hasOwn(ruleTypes, name);
const everywhere = Object.keys(ruleTypes)
  .filter(isTypeName)
  .flatMap((type) => ruleType(type).systems.map((os) => [type, os] as const));

test.each(everywhere)('%s on %s holds where it should, and NOT inverts it', (type, os) => {
  const { values, having, lacking } = samples[type];
  expect(ruleHolds(os, type, values(os), having)).toBe(true);
  expect(ruleHolds(os, type, values(os), lacking)).toBe(false);
  expect(ruleHolds(os, type, values(os), having, true)).toBe(false);
  expect(ruleHolds(os, type, values(os), lacking, true)).toBe(true);
});

describe('several values', () => {
  test.each<[RuleTypeName, readonly unknown[], Partial<Device>, Partial<Device>]>([
    ['file', ['a', 'b'], { files: ['a', 'b'] }, { files: ['a'] }],
    ['running-process', ['a', 'b'], { processes: ['a', 'b'] }, { processes: ['b'] }],
    ['ad-group', ['a', 'b'], { groups: ['a', 'b'] }, { groups: ['a'] }],
    [
      'antivirus',
      ['installed-running', 'signature-up-to-date'],
      { antivirus: av },
      { antivirus: { ...av, signatureAgeDays: 30 } },
    ],
  ])('%s wants all of them', (type, values, all, one) => {
    expect(ruleHolds('windows', type, values, all)).toBe(true);
    expect(ruleHolds('windows', type, values, one)).toBe(false);
  });

  test.each<[RuleTypeName, readonly unknown[], Partial<Device>]>([
    ['ip-range', ['10.0.1.20', '10.9.9.9'], {}],
    ['cve', ['CVE-2021-0001', 'CVE-2021-0002'], vulnerable('low', 'CVE-2021-0002')],
    ['firewall-threat', ['a', 'b'], { firewallThreats: ['a'] }],
    ['logged-in-domain', ['a', 'b'], { logon: { kind: 'domain', domain: 'b' } }],
    [
      'user-identity',
      [
        { source: 'any', name: 'x' },
        { source: 'any', name: 'ann*' },
      ],
      {},
    ],
    [
      'os-version',
      [
        { comparison: 'is', version: 'Windows 10' },
        { comparison: 'is', version: 'Windows 11' },
      ],
      {},
    ],
  ])('%s wants one of them', (type, values, change) => {
    expect(ruleHolds('windows', type, values, change)).toBe(true);
  });

  test.each<[RuleTypeName, Partial<Device>, Partial<Device>]>([
    ['file', { files: ['a'] }, { files: [] }],
    ['firewall-threat', { firewallThreats: ['a'] }, { firewallThreats: [] }],
  ])('NOT %s wants none of them', (type, one, none) => {
    expect(ruleHolds('windows', type, ['a', 'b'], one, true)).toBe(false);
    expect(ruleHolds('windows', type, ['a', 'b'], none, true)).toBe(true);
  });
});

const score = (comparison: string): unknown => ({ comparison, score: 70 });
const version = (comparison: string, of: string): unknown => ({ comparison, version: of });
const updated = (updateWithin: number): unknown => ({
  comparison: 'is',
  version: 'Windows 11',
  updateWithin,
});
const aged = (signatureAgeDays: number) => ({ ...av, signatureAgeDays });
const registry = (name: string, value: string): unknown => ({
  key: 'HKLM\\Software\\A',
  name,
  value,
});
const inRegistry = (...rows: readonly (readonly [string, string])[]): Partial<Device> => ({
  registry: rows.map(([name, value]) => ({ key: 'HKLM\\Software\\A', name, value })),
});
const detections = (...daysAgo: readonly number[]): Partial<Device> => ({
  sandboxDetections: daysAgo.map((days) => ({ name: 'a.exe', daysAgo: days })),
});

describe('at the edges', () => {
  test.each<[RuleTypeName, unknown, Partial<Device>, boolean]>([
    ['crowdstrike-zta', score('at-most'), { ztaScore: 70 }, true],
    ['crowdstrike-zta', score('at-most'), { ztaScore: 71 }, false],
    ['crowdstrike-zta', score('at-most'), { ztaScore: null }, false],
    ['crowdstrike-zta', score('at-least'), { ztaScore: null }, false],
    ['os-version', version('at-least', 'Windows 11 23H2'), {}, true],
    ['os-version', version('at-least', 'Windows 11 24H2'), {}, false],
    ['os-version', version('at-most', 'Windows 11 23H2'), {}, true],
    ['os-version', version('at-most', 'Windows 10 22H2'), {}, false],
    ['os-version', version('is', 'Windows 11 23H2'), { osVersion: 'no version' }, false],
    ['os-version', version('at-least', 'Windows 10 22H2'), { osVersion: 'no version' }, false],
    ['os-version', version('at-most', 'Windows 11 23H2'), { osVersion: 'no version' }, false],
    ['os-version', version('greater-than', 'Windows 10 22H2'), {}, true],
    // A version counts as many numbers as the rule has: 23H2 is Windows 11, not more than it.
    ['os-version', version('greater-than', 'Windows 11'), {}, false],
    ['os-version', version('less-than', 'Windows 11 24H2'), {}, true],
    ['os-version', version('less-than', 'Windows 11 23H2'), {}, false],
    ['os-version', version('less-than', 'Windows Server 2022'), {}, false],
    ['os-version', version('greater-than', 'Windows Server 2022'), {}, false],
    ['os-version', updated(7), { osUpdateAgeDays: 7 }, true],
    ['os-version', updated(7), { osUpdateAgeDays: 8 }, false],
    ['os-version', updated(7), { osVersion: 'Windows 10 22H2' }, false],
    ['antivirus', { latestUpdateWithin: 60 }, { antivirus: aged(60) }, true],
    ['antivirus', { latestUpdateWithin: 60 }, { antivirus: aged(61) }, false],
    // FortiClient's own AV alone has the check.
    ['antivirus', { latestUpdateWithin: 60 }, { antivirus: { ...av, product: 'Other' } }, false],
    ['antivirus', { latestUpdateWithin: 60 }, { antivirus: { ...av, installed: false } }, false],
    ['antivirus', { latestUpdateWithin: 60 }, { antivirus: { ...av, running: false } }, true],
    ['forticlient-version', version('is', '7.4'), {}, true],
    ['forticlient-version', version('is', '7.4.3.1790'), {}, false],
    ['forticlient-version', version('greater-than', '7.4'), {}, false],
    ['forticlient-version', version('greater-than', '7.4.2'), {}, true],
    // Numbers, not texts: 7.10 is later than 7.4.
    ['forticlient-version', version('less-than', '7.10'), {}, true],
    ['forticlient-version', version('at-most', '7.4.3'), {}, true],
    ['forticlient-version', version('at-most', '8.0.0'), { forticlientVersion: '' }, false],
    ['forticlient-version', version('is', '7.4'), { forticlientInstalled: false }, false],
    ['ip-range', '10.0.1.21-10.0.1.30', {}, false],
    ['ip-range', '10.0.1.1-10.0.1.19', {}, false],
    ['ip-range', '10.0.1.20-10.0.1.20', {}, true],
    ['certificate', { subject: '', issuer: 'Lab CA' }, { certificates: [] }, false],
    [
      'certificate',
      { subject: 'a', issuer: '' },
      {
        certificates: [
          { subject: 'b', issuer: 'x' },
          { subject: 'a', issuer: 'x' },
        ],
      },
      true,
    ],
    ['registry-key', registry('', ''), inRegistry(['n', 'v']), true],
    ['registry-key', registry('', ''), { registry: [] }, false],
    // A path of nothing names no key, whatever the registry has.
    ['registry-key', { key: '\\', name: '', value: '' }, inRegistry(['n', 'v']), false],
    [
      'registry-key',
      { key: '\\', name: '', value: '' },
      { registry: [{ key: '\\', name: 'n', value: 'v' }] },
      false,
    ],
    // The value without a name is the key's default one.
    ['registry-key', registry('', 'v'), inRegistry(['', 'v']), true],
    ['registry-key', registry('', 'v'), inRegistry(['', 'w']), false],
    ['registry-key', registry('', 'v'), inRegistry(['n', 'v']), false],
    ['registry-key', registry('n', ''), inRegistry(['n', 'v']), true],
    ['registry-key', registry('n', ''), inRegistry(['m', 'v']), false],
    ['registry-key', registry('n', 'v'), inRegistry(['n', 'v']), true],
    ['registry-key', registry('n', 'v'), inRegistry(['n', 'w'], ['n', 'v']), true],
    ['registry-key', registry('n', 'w'), inRegistry(['n', 'w'], ['n', 'v']), true],
    ['registry-key', registry('n', 'v'), inRegistry(['n', 'w']), false],
    ['registry-key', registry('n', 'v'), { registry: [] }, false],
    ['windows-security', 'defender', { windowsSecurity: null }, false],
    ['windows-security', 'exploit-guard', { windowsSecurity: null }, false],
    ['windows-security', 'application-guard', { windowsSecurity: null }, false],
    ['windows-security', 'firewall', { windowsSecurity: null }, false],
    ['windows-security', 'automatic-updates', { windowsSecurity: null }, false],
    ['windows-security', 'bitlocker-all', { windowsSecurity: null }, false],
    ['windows-security', 'bitlocker-os', { windowsSecurity: null }, false],
    [
      'windows-security',
      'bitlocker-all',
      { windowsSecurity: { ...windowsSecurity, bitLocker: 'os-disk' } },
      false,
    ],
    [
      'windows-security',
      'bitlocker-all',
      { windowsSecurity: { ...windowsSecurity, bitLocker: 'all-disks' } },
      true,
    ],
    [
      'windows-security',
      'bitlocker-os',
      { windowsSecurity: { ...windowsSecurity, bitLocker: 'os-disk' } },
      true,
    ],
    ['macos-security', 'filevault', { fileVault: null }, false],
    ['sandbox-detection', 'malware-found', detections(), false],
    ['sandbox-detection', 'malware-found', detections(0, 400), true],
    ['sandbox-detection', 'malware-found', detections(400), false],
  ])('%s %j of %j: %s', (type, value, change, holds) => {
    expect(ruleHolds('windows', type, [value], change)).toBe(holds);
  });
});
