/** The rules of *Two sites*, and the endpoints' postures: together they give just the tags that it lists. */
import { operatingSystems } from '#model/ems/ems.ts';
import type { Logon, Posture } from '#model/tagging/posture.ts';
import type { TaggingSpec } from '#model/lab/scenario-tagging.ts';
import type { TagDefinition } from '#model/tagging/tagging.ts';

const definition = (
  id: number,
  name: string,
  rules: TagDefinition['rules'],
  rest: Partial<Pick<TagDefinition, 'message' | 'logic'>> = {},
): TagDefinition => ({ id, name, message: '', enabled: true, rules, logic: {}, ...rest });

const antivirusUp = ['installed-running' as const, 'signature-up-to-date' as const];

/** In the order in which endpoints get the tags. */
const definitions: readonly TagDefinition[] = [
  definition(1, 'FortiAD', [
    { id: 1, os: 'windows', type: 'logged-in-domain', not: false, values: ['fortiad.example'] },
  ]),
  definition(2, 'Low-Risk', [
    { id: 1, os: 'windows', type: 'vulnerable-devices', not: true, values: ['low'] },
  ]),
  // Someone meant Low-Risk for the minor findings too, and wrote it otherwise: another tag.
  definition(
    3,
    'low-risk',
    [
      { id: 1, os: 'windows', type: 'vulnerable-devices', not: false, values: ['low'] },
      { id: 2, os: 'windows', type: 'vulnerable-devices', not: true, values: ['medium'] },
    ],
    { logic: { windows: '1 and 2' } },
  ),
  definition(4, 'FileVault-On', [
    { id: 1, os: 'macos', type: 'macos-security', not: false, values: ['filevault'] },
  ]),
  definition(5, 'AV-Running', [
    { id: 1, os: 'windows', type: 'antivirus', not: false, values: antivirusUp },
    { id: 1, os: 'macos', type: 'antivirus', not: false, values: antivirusUp },
  ]),
  definition(6, 'Windows10', [
    {
      id: 1,
      os: 'windows',
      type: 'os-version',
      not: false,
      values: [{ comparison: 'is', version: 'Windows 10' }],
    },
  ]),
  definition(
    7,
    'Malicious-File-Detected',
    [
      { id: 1, os: 'windows', type: 'file', not: false, values: ['C:\\virus.txt'] },
      { id: 2, os: 'windows', type: 'sandbox-detection', not: false, values: ['malware-found'] },
    ],
    {
      message: 'A malicious file was found on this device. Call the help desk.',
      logic: { windows: '1 or 2' },
    },
  ),
  definition(
    8,
    'Off-net',
    operatingSystems.map((os) => ({
      id: 1,
      os,
      type: 'on-fabric' as const,
      not: true,
      values: ['on-fabric' as const],
    })),
  ),
];

const domain: Logon = { kind: 'domain', domain: 'fortiad.example' };
const idp: Logon = { kind: 'idp', provider: 'Example SSO' };

type Vulnerability = Posture['vulnerabilities'][number];
const log4j: Vulnerability = {
  name: 'Apache Log4j remote code execution',
  severity: 'critical',
  cves: ['CVE-2021-44228', 'CVE-2021-45046'],
};
const winRar: Vulnerability = {
  name: 'WinRAR code execution',
  severity: 'high',
  cves: ['CVE-2023-38831'],
};
const sevenZip: Vulnerability = {
  name: '7-Zip mark-of-the-web bypass',
  severity: 'high',
  cves: ['CVE-2025-0411'],
};
const openSsl: Vulnerability = {
  name: 'OpenSSL denial of service',
  severity: 'medium',
  cves: ['CVE-2023-5678'],
};
const curl: Vulnerability = {
  name: 'curl cookie injection',
  severity: 'low',
  cves: ['CVE-2023-38546'],
};

const signed = (signatureAgeDays: number) => ({
  antivirus: { installed: true, running: true, product: 'FortiClient', signatureAgeDays },
});
const stopped = {
  antivirus: { installed: true, running: false, product: 'FortiClient', signatureAgeDays: 2 },
};
const withoutAntivirus = {
  antivirus: { installed: false, running: false, product: '', signatureAgeDays: 0 },
};

export const demoTagging: TaggingSpec = {
  definitions,
  outbreaks: [
    {
      id: 'apache-log4j2',
      name: 'Apache Log4j2',
      tag: 'Apache-Log4j2',
      cves: ['CVE-2021-44228', 'CVE-2021-45046'],
      // 2021-12-10, when it became known.
      published: Date.UTC(2021, 11, 10),
    },
  ],
  iocHandlers: [{ id: 1, indicator: 'malware.example', tag: 'IOC-Suspicious', enabled: true }],
  postures: {
    'WIN11-ANN': { logon: domain, ...signed(0), ztaScore: 88 },
    'WIN11-BOB': { logon: domain, ...signed(1), vulnerabilities: [winRar] },
    'WIN10-CARLA': { logon: idp, ...signed(12) },
    'WIN10-DEV': { ...stopped, osUpdateAgeDays: 41, vulnerabilities: [log4j, sevenZip] },
    'MAC-EVA': { logon: idp, fileVault: true },
    'MAC-FRED': { logon: idp, fileVault: false },
    'LNX-BUILD': { vulnerabilities: [log4j] },
    'WIN11-GINA': {
      logon: domain,
      ...stopped,
      files: ['C:\\Windows\\explorer.exe', 'C:\\virus.txt'],
      vulnerabilities: [sevenZip],
      ztaScore: 31,
    },
    'WIN11-HANS': { logon: domain, ...signed(0), vulnerabilities: [curl] },
    'WIN10-KIOSK': { ...withoutAntivirus, osUpdateAgeDays: 120, vulnerabilities: [winRar] },
    'WIN11-IRIS': { logon: domain, ...signed(21) },
    'WIN11-JON': { logon: domain, ...stopped, vulnerabilities: [winRar] },
    'BR-WIN-KIM': { logon: domain, ...signed(3) },
    'BR-WIN-LEO': { logon: domain, ...signed(9), vulnerabilities: [openSsl] },
    'BR-MAC-MIA': { logon: idp, ...stopped, fileVault: true },
    'BR-POS-1': { ...withoutAntivirus, osUpdateAgeDays: 120, vulnerabilities: [openSsl] },
    'BR-POS-2': { ...withoutAntivirus, vulnerabilities: [openSsl] },
    'IPHONE-NIA': { logon: idp },
    'WIN11-OLGA-HOME': { logon: domain, ...signed(15) },
    'ANDROID-PAUL': { logon: idp },
  },
};
