/** What each rule type means, case by case; `rules.test.ts` has every type on every system. */
import { describe, expect, test } from 'vitest';
import type { OperatingSystem } from '#model/ems.ts';
import type { Device } from '#model/posture.ts';
import { ruleSchema } from '#model/tag-rule-schema.ts';
import type { RuleTypeName } from '#model/tag-rules.ts';
import { usualDevice } from '#test/fixtures/device.ts';
import { factsOf } from './facts.ts';
import { compileRule } from './rules.ts';

function holds(
  os: OperatingSystem,
  type: RuleTypeName,
  values: readonly unknown[],
  change: Partial<Device>,
  not = false,
): boolean {
  const rule = ruleSchema.parse({ id: 1, os, type, not, values });
  return compileRule(rule).test(factsOf(usualDevice({ os, ...change })));
}

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

describe('in particular', () => {
  const registry = [
    { key: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Lab\\Agent', name: 'Ready', value: 'Yes' },
    { key: 'HKEY_CURRENT_USER\\Lab', name: '', value: '1' },
  ];
  const key = (path: string, name = '', value = '') => [{ key: path, name, value }];
  const inDomain: Partial<Device> = { logon: { kind: 'domain', domain: 'lab.example' } };
  const certificates = [{ subject: 'PC-1.Lab.Example', issuer: 'Lab CA' }];
  const switched = (on: Partial<typeof windowsSecurity>) => ({
    windowsSecurity: { ...windowsSecurity, ...on },
  });
  const disks = (bitLocker: 'off' | 'os-disk' | 'all-disks') => ({
    windowsSecurity: { ...windowsSecurity, bitLocker },
  });
  const version = (comparison: string, written: string) => [{ comparison, version: written }];

  test.each<[string, OperatingSystem, RuleTypeName, readonly unknown[], Partial<Device>, boolean]>([
    [
      'signature of 7 days',
      'linux',
      'antivirus',
      ['signature-up-to-date'],
      { antivirus: { ...av, signatureAgeDays: 7 } },
      true,
    ],
    [
      'signature of 8 days',
      'linux',
      'antivirus',
      ['signature-up-to-date'],
      { antivirus: { ...av, signatureAgeDays: 8 } },
      false,
    ],
    [
      'signature of an AV that is gone',
      'macos',
      'antivirus',
      ['signature-up-to-date'],
      { antivirus: { ...av, installed: false } },
      false,
    ],
    [
      'running, but not installed',
      'macos',
      'antivirus',
      ['installed-running'],
      { antivirus: { ...av, installed: false } },
      false,
    ],
    [
      'subject in other case',
      'windows',
      'certificate',
      [{ subject: 'pc-?.LAB.example', issuer: '' }],
      { certificates },
      true,
    ],
    [
      'issuer in other case',
      'windows',
      'certificate',
      [{ subject: '', issuer: 'lab ca' }],
      { certificates },
      true,
    ],
    [
      'part of a subject',
      'windows',
      'certificate',
      [{ subject: 'PC-1', issuer: '' }],
      { certificates },
      false,
    ],
    [
      'subject and issuer of two certificates',
      'windows',
      'certificate',
      [{ subject: 'a', issuer: 'B' }],
      {
        certificates: [
          { subject: 'a', issuer: 'A' },
          { subject: 'b', issuer: 'B' },
        ],
      },
      false,
    ],
    [
      'no score, at most',
      'windows',
      'crowdstrike-zta',
      [{ comparison: 'at-most', score: 100 }],
      { ztaScore: null },
      false,
    ],
    [
      'a score, at most',
      'windows',
      'crowdstrike-zta',
      [{ comparison: 'at-most', score: 50 }],
      { ztaScore: 50 },
      true,
    ],
    [
      'not registered',
      'ios',
      'ems-management',
      ['installed-connected'],
      { registered: false },
      false,
    ],
    [
      'path of Windows in other case',
      'windows',
      'file',
      ['c:/VIRUS.txt'],
      { files: ['C:\\virus.txt'] },
      true,
    ],
    ['path of Linux in other case', 'linux', 'file', ['/A'], { files: ['/a'] }, false],
    ['path of macOS in other case', 'macos', 'file', ['/A'], { files: ['/a'] }, false],
    ['a folder of a file', 'windows', 'file', ['C:\\Lab'], { files: ['C:\\Lab\\a.txt'] }, false],
    [
      'process of Windows in other case',
      'windows',
      'running-process',
      ['CHROME.exe'],
      { processes: ['chrome.exe'] },
      true,
    ],
    [
      'process of Linux in other case',
      'linux',
      'running-process',
      ['SSHD'],
      { processes: ['sshd'] },
      false,
    ],
    [
      'second address',
      'android',
      'ip-range',
      ['172.16.0.9'],
      { ips: ['10.0.1.1', '172.16.0.9'] },
      true,
    ],
    ['first of a range', 'android', 'ip-range', ['10.0.1.20-10.0.1.40'], {}, true],
    ['an address that is none', 'android', 'ip-range', ['0.0.0.0/0'], { ips: ['?'] }, false],
    [
      'a local user',
      'windows',
      'logged-in-domain',
      ['lab.example'],
      { logon: { kind: 'local' } },
      false,
    ],
    [
      'nobody of a domain',
      'windows',
      'logged-in-domain',
      ['lab.example'],
      { ...inDomain, user: null },
      false,
    ],
    ['a finer version', 'windows', 'os-version', version('is', 'Windows 11'), {}, true],
    ['an older version', 'windows', 'os-version', version('is', 'Windows 10'), {}, false],
    [
      'at most an older version',
      'windows',
      'os-version',
      version('at-most', 'Windows 10'),
      {},
      false,
    ],
    [
      'at most its release',
      'windows',
      'os-version',
      version('at-most', 'Windows 11 23H2'),
      {},
      true,
    ],
    ['at least another product', 'linux', 'os-version', version('at-least', 'Debian 1'), {}, false],
    ['at most another product', 'linux', 'os-version', version('at-most', 'Debian 99'), {}, false],
    [
      'a key above one there is',
      'windows',
      'registry-key',
      key('HKLM\\software\\lab\\'),
      { registry },
      true,
    ],
    ['a hive', 'windows', 'registry-key', key('HKCU'), { registry }, true],
    [
      'a key below',
      'windows',
      'registry-key',
      key('HKLM\\Software\\Lab\\Agent\\1'),
      { registry },
      false,
    ],
    [
      'a value',
      'windows',
      'registry-key',
      key('HKLM\\Software\\Lab\\Agent', 'READY'),
      { registry },
      true,
    ],
    [
      'a value of another key',
      'windows',
      'registry-key',
      key('HKCU\\Lab', 'Ready'),
      { registry },
      false,
    ],
    [
      'data of a value',
      'windows',
      'registry-key',
      key('HKLM\\Software\\Lab\\Agent', 'Ready', 'Yes'),
      { registry },
      true,
    ],
    [
      'other data',
      'windows',
      'registry-key',
      key('HKLM\\Software\\Lab\\Agent', 'Ready', 'yes'),
      { registry },
      false,
    ],
    [
      'data of the default value',
      'windows',
      'registry-key',
      key('HKCU\\Lab', '', '1'),
      { registry },
      true,
    ],
    [
      'no detection',
      'macos',
      'sandbox-detection',
      ['malware-found'],
      { sandboxDetections: [] },
      false,
    ],
    ['anybody', 'ios', 'user-identity', [{ source: 'any', name: '' }], {}, true],
    ['nobody', 'ios', 'user-identity', [{ source: 'any', name: '' }], { user: null }, false],
    [
      'user with the domain',
      'windows',
      'user-identity',
      [{ source: 'any', name: 'lab.example\\ann.berg' }],
      inDomain,
      true,
    ],
    [
      'user of another domain',
      'windows',
      'user-identity',
      [{ source: 'any', name: 'lab\\*' }],
      inDomain,
      false,
    ],
    [
      'local user with a domain',
      'windows',
      'user-identity',
      [{ source: 'any', name: '*\\*' }],
      {},
      false,
    ],
    [
      'a domain user as a local one',
      'windows',
      'user-identity',
      [{ source: 'local', name: '' }],
      inDomain,
      false,
    ],
    [
      'a domain user',
      'windows',
      'user-identity',
      [{ source: 'domain', name: 'ANN.berg' }],
      inDomain,
      true,
    ],
    [
      'a verified user',
      'ios',
      'user-identity',
      [{ source: 'idp', name: '' }],
      { logon: { kind: 'idp', provider: 'x' } },
      true,
    ],
    ['groups of nobody', 'linux', 'ad-group', ['Staff'], { user: null }, false],
    [
      'a graver vulnerability',
      'linux',
      'vulnerable-devices',
      ['low'],
      vulnerable('critical'),
      true,
    ],
    ['critical alone', 'linux', 'vulnerable-devices', ['critical'], vulnerable('high'), false],
    ['no vulnerability', 'linux', 'vulnerable-devices', ['low'], {}, false],
    [
      'OS disk of all disks',
      'windows',
      'windows-security',
      ['bitlocker-os'],
      disks('all-disks'),
      true,
    ],
    [
      'all disks, with the OS disk alone',
      'windows',
      'windows-security',
      ['bitlocker-all'],
      disks('os-disk'),
      false,
    ],
    ['OS disk, off', 'windows', 'windows-security', ['bitlocker-os'], disks('off'), false],
    [
      'Exploit Guard',
      'windows',
      'windows-security',
      ['exploit-guard'],
      switched({ exploitGuard: true }),
      true,
    ],
    [
      'Application Guard',
      'windows',
      'windows-security',
      ['application-guard'],
      switched({ applicationGuard: true }),
      true,
    ],
    [
      'Windows Firewall',
      'windows',
      'windows-security',
      ['firewall'],
      switched({ firewall: true }),
      true,
    ],
    [
      'Automatic Updates',
      'windows',
      'windows-security',
      ['automatic-updates'],
      switched({ automaticUpdates: true }),
      true,
    ],
    [
      'one switch for another',
      'windows',
      'windows-security',
      ['firewall'],
      switched({ defender: true }),
      false,
    ],
    [
      'switches that are not known',
      'windows',
      'windows-security',
      ['bitlocker-os'],
      { windowsSecurity: null },
      false,
    ],
  ])('%s', (_what, os, type, values, change, is) => {
    expect(holds(os, type, values, change)).toBe(is);
  });
});
