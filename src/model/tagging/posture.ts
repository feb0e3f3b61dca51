/**
 * What an endpoint is like, as FortiClient on it would find: everything that tagging rules ask about and
 * that EMS's own record of the endpoint does not hold already.
 */
import type { Endpoint, OperatingSystem } from '#model/ems/ems.ts';
import { ipNumber } from '#model/fortios/ip.ts';
import { z } from '#model/zod.ts';

/** So much can be written in a field, and so many entries can stand in a list. */
const longestText = 1024;
const longestList = 1000;

const text = (missing: string) =>
  z.string().trim().min(1, missing).max(longestText, `Use at most ${longestText} characters.`);
const list = <S extends z.ZodType>(item: S) =>
  z.array(item).max(longestList, `Use at most ${longestList} entries.`).readonly();
const days = z
  .number('Type a number of days.')
  .int('Type whole days.')
  .min(0, 'Type 0 or more days.')
  .max(100_000, 'Type fewer days.');

/** The gravest first. */
export const severities = ['critical', 'high', 'medium', 'low'] as const;
export const severitySchema = z.enum(severities);
export type Severity = z.infer<typeof severitySchema>;
export const severityWords: Record<Severity, string> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};

const cvePattern = /^CVE-\d{4}-\d{4,19}$/;
export const cveExample = 'CVE-2021-44228';
/** The identifier as the list of CVEs writes it; null for what is none. */
export function readCve(written: string): string | null {
  const cve = written.trim().toUpperCase();
  return cvePattern.test(cve) ? cve : null;
}
export const cveSchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(cvePattern, `Write a CVE ID such as ${cveExample}.`);

/** How the user came to be logged on. Who that is, EMS's endpoint says. */
export const logonSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('local') }),
  z.object({ kind: z.literal('domain'), domain: text('Type the domain.') }),
  /** Verified by an identity provider. */
  z.object({ kind: z.literal('idp'), provider: text('Type the identity provider.') }),
]);
export type Logon = z.infer<typeof logonSchema>;
export const logonWords: Record<Logon['kind'], string> = {
  local: 'Local account',
  domain: 'Domain account',
  idp: 'Identity provider',
};

export const bitLockerStates = ['off', 'os-disk', 'all-disks'] as const;
const windowsSecuritySchema = z.object({
  defender: z.boolean(),
  bitLocker: z.enum(bitLockerStates),
  exploitGuard: z.boolean(),
  applicationGuard: z.boolean(),
  firewall: z.boolean(),
  automaticUpdates: z.boolean(),
});

/**
 * *AV signature is up to date* holds for so many days, as Windows Security Center does [assumed]. A rule that
 * names its own days has *Enable latest update check*.
 */
export const signatureUpToDateDays = 7;

export const postureSchema = z
  .object({
    antivirus: z.object({
      installed: z.boolean(),
      running: z.boolean(),
      product: z.string().max(longestText),
      signatureAgeDays: days,
    }),
    processes: list(text('Type the name of the process.')),
    files: list(text('Type the path of the file.')),
    registry: list(
      z.object({
        key: text('Type the path of the key.'),
        /** Empty for the key's default value. */
        name: z.string().max(longestText),
        value: z.string().max(longestText),
      }),
    ),
    certificates: list(
      z.object({
        subject: text('Type the common name of the subject.'),
        issuer: text('Type the common name of the issuer.'),
      }),
    ),
    vulnerabilities: list(
      z.object({
        name: text('Type the name of the vulnerability.'),
        severity: severitySchema,
        cves: list(cveSchema),
      }),
    ),
    logon: logonSchema,
    /** Null on other systems than Windows. */
    windowsSecurity: windowsSecuritySchema.nullable(),
    /** Null on other systems than macOS. */
    fileVault: z.boolean().nullable(),
    /** Of further interfaces, beside the address that EMS lists. */
    otherIps: list(
      z.string().refine((ip) => ipNumber(ip) !== null, 'Write an IPv4 address such as 10.0.1.20.'),
    ),
    /** Threats that FortiClient's application firewall reported, by name or id. */
    firewallThreats: list(text('Type the name or the id of the threat.')),
    sandboxDetections: list(z.object({ name: text('Type the name of the file.'), daysAgo: days })),
    /** CrowdStrike's Zero Trust Assessment, 1 to 100; null without its sensor. */
    ztaScore: z
      .number('Type a number.')
      .int('Type a whole number.')
      .min(1, 'Type a score from 1 to 100.')
      .max(100, 'Type a score from 1 to 100.')
      .nullable(),
    forticlientInstalled: z.boolean(),
    /**
     * Days since the last Windows update: FortiClient takes the time of the last KB from the event log
     * [398053]. Worlds that were stored before have none: their devices were updated today.
     */
    osUpdateAgeDays: days.default(0),
  })
  .readonly();
export type Posture = z.infer<typeof postureSchema>;

/** Processes that run on a device of each system as it leaves the depot. */
const usualProcesses: Record<OperatingSystem, readonly string[]> = {
  windows: ['explorer.exe', 'svchost.exe', 'FortiTray.exe', 'MsMpEng.exe'],
  macos: ['launchd', 'Finder', 'FortiTray'],
  linux: ['systemd', 'sshd', 'fortitray'],
  ios: [],
  android: [],
  chromeos: [],
};
const usualFiles: Record<OperatingSystem, readonly string[]> = {
  windows: [
    'C:\\Windows\\explorer.exe',
    'C:\\Program Files\\Fortinet\\FortiClient\\FortiClient.exe',
  ],
  macos: ['/Applications/FortiClient.app'],
  linux: ['/etc/os-release', '/opt/forticlient/forticlient'],
  ios: [],
  android: [],
  chromeos: [],
};

/** An unremarkable managed device: protected, up to date, with nothing found on it. */
export function postureFor(os: OperatingSystem, version: string): Posture {
  const isDesktop = os === 'windows' || os === 'macos' || os === 'linux';
  return {
    antivirus: {
      installed: isDesktop,
      running: isDesktop,
      product: isDesktop ? 'FortiClient' : '',
      signatureAgeDays: 0,
    },
    processes: usualProcesses[os],
    files: usualFiles[os],
    registry:
      os === 'windows'
        ? [
            {
              key: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion',
              name: 'ProductName',
              value: version,
            },
          ]
        : [],
    certificates: [],
    vulnerabilities: [],
    logon: { kind: 'local' },
    windowsSecurity:
      os === 'windows'
        ? {
            defender: true,
            bitLocker: 'os-disk',
            exploitGuard: true,
            applicationGuard: false,
            firewall: true,
            automaticUpdates: true,
          }
        : null,
    fileVault: os === 'macos' ? true : null,
    otherIps: [],
    firewallThreats: [],
    sandboxDetections: [],
    ztaScore: null,
    forticlientInstalled: true,
    osUpdateAgeDays: 0,
  };
}

/** What rules are judged by: what EMS knows of an endpoint and what is found on it, each from its one owner. */
export interface Device extends Omit<Posture, 'otherIps'> {
  readonly uid: string;
  readonly os: OperatingSystem;
  readonly osVersion: string;
  /** Empty where EMS does not know it. */
  readonly forticlientVersion: string;
  readonly user: string | null;
  readonly groups: readonly string[];
  /** All addresses, the one that EMS lists first. */
  readonly ips: readonly string[];
  readonly onFabric: boolean;
  readonly registered: boolean;
  readonly online: boolean;
}

export function deviceOf(endpoint: Endpoint, { otherIps, ...posture }: Posture): Device {
  return {
    ...posture,
    uid: endpoint.uid,
    os: endpoint.os,
    osVersion: endpoint.osVersion,
    forticlientVersion: endpoint.forticlientVersion,
    user: endpoint.user,
    groups: endpoint.groups,
    ips: [endpoint.ip, ...otherIps],
    onFabric: endpoint.onNet,
    registered: endpoint.registered,
    online: endpoint.online,
  };
}

/** The user as rules name one: `domain\user` where a domain logged them on. Null if nobody is logged on. */
export function qualifiedUser({ user, logon }: Pick<Device, 'user' | 'logon'>): string | null {
  if (user === null) return null;
  return logon.kind === 'domain' ? `${logon.domain}\\${user}` : user;
}
