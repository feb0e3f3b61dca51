import { expect, test } from 'vitest';
import { operatingSystems } from '#model/ems/ems.ts';
import { postureFor } from '#model/tagging/posture.ts';
import { formOf, readForm } from './posture-form.ts';

test.each(operatingSystems)('a posture of %s comes back as it was', (os) => {
  const posture = postureFor(os, 'Windows 11 23H2');
  expect(readForm(formOf(posture), posture)).toEqual({ ok: true, posture });
});

test('everything that can be found on a device comes back as it was', () => {
  const posture = {
    ...postureFor('windows', 'Windows 10 22H2'),
    files: ['C:\\virus.txt'],
    registry: [
      { key: 'HKLM\\A', name: '', value: '' },
      { key: 'HKLM\\B', name: 'n', value: 'a | b' },
    ],
    certificates: [{ subject: '*.lab.example', issuer: 'Lab CA' }],
    vulnerabilities: [
      { name: 'Log4j', severity: 'critical' as const, cves: ['CVE-2021-44228', 'CVE-2021-45046'] },
      { name: 'Old', severity: 'low' as const, cves: [] },
    ],
    logon: { kind: 'domain' as const, domain: 'lab.example' },
    otherIps: ['10.9.0.1'],
    firewallThreats: ['Bad.Site'],
    sandboxDetections: [{ name: 'x.exe', daysAgo: 2 }],
    ztaScore: 71,
  };
  expect(readForm(formOf(posture), posture)).toEqual({ ok: true, posture });
});

test('what cannot be read is named by its field and line', () => {
  const posture = postureFor('windows', 'Windows 10 22H2');
  const form = {
    ...formOf(posture),
    vulnerabilities: 'high | A | CVE-2024-0001\nterrible | B',
    otherIps: '10.0.0.300',
    ztaScore: '200',
    signatureAgeDays: 'old',
    sandboxDetections: 'x.exe | soon',
  };
  const read = readForm(form, posture);
  if (read.ok) throw new Error('it was read');
  expect(Object.keys(read.errors).toSorted()).toEqual(
    ['otherIps', 'sandboxDetections', 'signatureAgeDays', 'vulnerabilities', 'ztaScore'].toSorted(),
  );
  expect(read.errors.vulnerabilities).toMatch(/^Line 2: /);
  expect(read.errors.otherIps).toBe('Line 1: Write an IPv4 address such as 10.0.1.20.');
});
