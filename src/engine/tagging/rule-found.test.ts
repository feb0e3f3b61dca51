import { expect, test } from 'vitest';
import type { Device } from '#model/tagging/posture.ts';
import type { Rule } from '#model/tagging/tag-rule-schema.ts';
import { usualDevice } from '#test/fixtures/device.ts';
import { foundFor } from './rules.ts';

const device = usualDevice({ user: 'ann' });
const av = { installed: true, running: false, product: '', signatureAgeDays: 1 };

test.each<[Rule['type'], Partial<Device>, readonly string[]]>([
  ['antivirus', {}, ['FortiClient running', 'signature updated today']],
  ['antivirus', { antivirus: av }, ['AV software not running', 'signature updated 1 day ago']],
  ['antivirus', { antivirus: { ...av, installed: false } }, ['no AV software']],
  ['certificate', { certificates: [{ subject: 'a', issuer: 'b' }] }, ['a, issued by b']],
  ['crowdstrike-zta', {}, ['no score']],
  ['crowdstrike-zta', { ztaScore: 70 }, ['70']],
  ['ems-management', {}, ['FortiClient installed', 'connected to EMS']],
  [
    'ems-management',
    { forticlientInstalled: false, registered: false },
    ['FortiClient not installed', 'not connected to EMS'],
  ],
  ['file', { files: ['a'] }, ['a']],
  ['firewall-threat', { firewallThreats: ['x'] }, ['x']],
  ['ip-range', {}, ['10.0.1.20']],
  ['logged-in-domain', {}, ['no domain']],
  ['logged-in-domain', { logon: { kind: 'domain', domain: 'lab' } }, ['lab']],
  ['logged-in-domain', { user: null, logon: { kind: 'domain', domain: 'lab' } }, ['no domain']],
  ['on-fabric', { onFabric: false }, ['off-fabric']],
  ['on-fabric', { onFabric: true }, ['on-fabric']],
  ['os-version', {}, ['Windows 11 23H2', 'updated today']],
  ['os-version', { osUpdateAgeDays: 1 }, ['Windows 11 23H2', 'updated 1 day ago']],
  ['os-version', { os: 'macos', osVersion: 'macOS 15.2' }, ['macOS 15.2']],
  ['forticlient-version', {}, ['7.4.3']],
  ['forticlient-version', { forticlientVersion: '' }, ['version not known']],
  ['forticlient-version', { forticlientInstalled: false }, ['FortiClient not installed']],
  [
    'registry-key',
    {
      registry: [
        { key: 'HKLM\\A', name: '', value: '1' },
        { key: 'HKLM\\A', name: 'B', value: '2' },
      ],
    },
    ['HKLM\\A (default) = 1', 'HKLM\\A\\B = 2'],
  ],
  ['running-process', { processes: ['p'] }, ['p']],
  ['sandbox-detection', { sandboxDetections: [{ name: 'x', daysAgo: 3 }] }, ['x, 3 days ago']],
  ['user-identity', {}, ['ann (local account)']],
  ['user-identity', { logon: { kind: 'domain', domain: 'lab' } }, ['lab\\ann (domain account)']],
  ['user-identity', { logon: { kind: 'idp', provider: 'X' } }, ['ann (identity provider X)']],
  ['user-identity', { user: null }, ['no user logged on']],
  ['ad-group', {}, ['Staff']],
  ['ad-group', { user: null }, ['no user logged on']],
  [
    'vulnerable-devices',
    { vulnerabilities: [{ name: 'Log4j', severity: 'critical', cves: ['CVE-2021-44228'] }] },
    ['Log4j (Critical)'],
  ],
  [
    'cve',
    { vulnerabilities: [{ name: 'Log4j', severity: 'critical', cves: ['CVE-2021-44228'] }] },
    ['CVE-2021-44228'],
  ],
  [
    'windows-security',
    {},
    [
      'Windows Defender on',
      'BitLocker on the OS disk',
      'Exploit Guard on',
      'Application Guard off',
      'Windows Firewall on',
      'Automatic Updates on',
    ],
  ],
  ['windows-security', { windowsSecurity: null }, []],
  ['macos-security', { fileVault: false }, ['FileVault off']],
  ['macos-security', {}, []],
])('%s %#', (type, change, found) => {
  expect(foundFor(type, { ...device, ...change })).toEqual(found);
});
