import { expect, test } from 'vitest';
import { type Endpoint, operatingSystems } from '#model/ems/ems.ts';
import { deviceOf, postureFor, postureSchema, qualifiedUser, readCve } from './posture.ts';

test.each(operatingSystems)(
  'the posture of a managed %s device is valid and unremarkable',
  (os) => {
    const posture = postureFor(os, 'Windows 11 23H2');
    expect(postureSchema.parse(posture)).toEqual(posture);
    expect(posture.vulnerabilities).toEqual([]);
    expect(posture.windowsSecurity === null).toBe(os !== 'windows');
    expect(posture.fileVault === null).toBe(os !== 'macos');
  },
);

const posture = postureFor('windows', 'Windows 11 23H2');

test.each<[string, object, string, string]>([
  ['a file without a path', { files: [' '] }, 'files.0', 'Type the path of the file.'],
  ['an address that is none', { otherIps: ['10.0.0'] }, 'otherIps.0', 'Write an IPv4 address'],
  ['a score over 100', { ztaScore: 101 }, 'ztaScore', 'Type a score from 1 to 100.'],
  ['a fraction', { ztaScore: 1.5 }, 'ztaScore', 'Type a whole number.'],
  [
    'a CVE id that is none',
    { vulnerabilities: [{ name: 'x', severity: 'low', cves: ['CVE-1'] }] },
    'vulnerabilities.0.cves.0',
    'Write a CVE ID',
  ],
  ['a domain logon without one', { logon: { kind: 'domain', domain: '' } }, 'logon.domain', 'Type'],
  [
    'a signature from the future',
    { antivirus: { ...posture.antivirus, signatureAgeDays: -1 } },
    'antivirus.signatureAgeDays',
    'Type 0 or more days.',
  ],
  ['too many files', { files: Array.from({ length: 1001 }, () => 'x') }, 'files', 'at most 1000'],
])('refuses %s', (_what, change, path, message) => {
  const issue = postureSchema.safeParse({ ...posture, ...change }).error?.issues[0];
  expect(issue?.path.join('.')).toBe(path);
  expect(issue?.message).toContain(message);
});

test('a posture that was stored before Windows updates counted is one that was updated today', () => {
  const { osUpdateAgeDays: _, ...before } = posture;
  expect(postureSchema.parse(before)).toEqual(posture);
});

test('a CVE id is read in whatever case, and written as the list writes it', () => {
  expect(readCve(' cve-2021-44228 ')).toBe('CVE-2021-44228');
  expect(readCve('CVE-2021-1')).toBeNull();
});

test('a device has what EMS knows from the endpoint, and the rest from the posture', () => {
  const endpoint: Endpoint = {
    uid: 'A'.repeat(32),
    host: 'WIN',
    os: 'windows',
    osVersion: 'Windows 11 23H2',
    user: 'ann',
    groups: ['Staff'],
    owner: null,
    ip: '10.0.1.1',
    mac: '',
    publicIp: '',
    gateway: null,
    registered: true,
    online: false,
    onNet: true,
    quarantined: false,
    inSync: true,
    manageable: true,
    certificateSerial: '',
    forticlientVersion: '',
    tags: [],
  };
  const device = deviceOf(endpoint, { ...posture, otherIps: ['172.16.0.9'] });
  expect(device).toMatchObject({
    os: 'windows',
    ips: ['10.0.1.1', '172.16.0.9'],
    onFabric: true,
    online: false,
    files: posture.files,
  });
  expect(qualifiedUser(device)).toBe('ann');
  expect(qualifiedUser({ ...device, logon: { kind: 'domain', domain: 'LAB' } })).toBe('LAB\\ann');
  expect(qualifiedUser({ ...device, user: null })).toBeNull();
});
