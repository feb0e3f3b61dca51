/** A device in the form in which rules ask about it: folded, split and gathered once for all of them. */
import { ipNumber } from '#model/fortios/ip.ts';
import { type OsVersion, readOsVersion, readRelease } from '#model/tagging/os-version.ts';
import { type Device, type Severity, qualifiedUser, severities } from '#model/tagging/posture.ts';

export interface Facts {
  readonly device: Device;
  readonly version: OsVersion | null;
  /** The numbers of FortiClient's version; null where it is not installed, or EMS does not know. */
  readonly release: readonly number[] | null;
  /** In lower case; null if nobody is logged on. */
  readonly user: string | null;
  readonly qualifiedUser: string | null;
  readonly domain: string | null;
  readonly groups: ReadonlySet<string>;
  readonly ips: readonly number[];
  readonly processes: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
  /** Keys there are, each with those above it. */
  readonly registryKeys: ReadonlySet<string>;
  /** Data by key and value name. */
  readonly registryValues: ReadonlyMap<string, ReadonlySet<string>>;
  readonly certificates: readonly { readonly subject: string; readonly issuer: string }[];
  readonly cves: ReadonlySet<string>;
  /** The place of the gravest vulnerability among the severities; past them if there is none. */
  readonly gravest: number;
  readonly firewallThreats: ReadonlySet<string>;
}

export const folded = (text: string): string => text.toLowerCase();

/** Windows takes either slash and any case; other systems are exact. */
export function foldedPath(os: Device['os'], path: string): string {
  return os === 'windows' ? folded(path.replaceAll('/', '\\')) : path;
}

export function foldedProcess(os: Device['os'], name: string): string {
  return os === 'windows' ? folded(name) : name;
}

const hives: Readonly<Record<string, string>> = {
  hklm: 'hkey_local_machine',
  hkcu: 'hkey_current_user',
  hkcr: 'hkey_classes_root',
  hku: 'hkey_users',
  hkcc: 'hkey_current_config',
};

/** `HKLM\Software\` and `hkey_local_machine/SOFTWARE` are one key. */
export function foldedKey(key: string): string {
  const [hive = '', ...path] = folded(key)
    .split(/[\\/]+/)
    .filter((part) => part !== '');
  return [hives[hive] ?? hive, ...path].join('\\');
}

export const registryValueKey = (key: string, name: string): string =>
  `${foldedKey(key)}\n${folded(name)}`;

export const severityPlace = (severity: Severity): number => severities.indexOf(severity);

function registryFacts(
  registry: Device['registry'],
): Pick<Facts, 'registryKeys' | 'registryValues'> {
  const registryKeys = new Set<string>();
  const registryValues = new Map<string, Set<string>>();
  for (const { key, name, value } of registry) {
    let path = foldedKey(key);
    while (path !== '' && !registryKeys.has(path)) {
      registryKeys.add(path);
      path = path.slice(0, Math.max(0, path.lastIndexOf('\\')));
    }
    const valueKey = registryValueKey(key, name);
    const values = registryValues.get(valueKey);
    if (values) values.add(value);
    else registryValues.set(valueKey, new Set([value]));
  }
  return { registryKeys, registryValues };
}

function make(device: Device): Facts {
  const { os, user, logon } = device;
  const qualified = qualifiedUser(device);
  return {
    device,
    version: readOsVersion(device.osVersion),
    release: device.forticlientInstalled ? readRelease(device.forticlientVersion) : null,
    user: user === null ? null : folded(user),
    qualifiedUser: qualified === null ? null : folded(qualified),
    domain: user !== null && logon.kind === 'domain' ? folded(logon.domain) : null,
    // Without a user there is nobody to be in a group.
    groups: new Set(user === null ? [] : device.groups.map(folded)),
    ips: device.ips.flatMap((ip) => ipNumber(ip) ?? []),
    processes: new Set(device.processes.map((name) => foldedProcess(os, name))),
    files: new Set(device.files.map((path) => foldedPath(os, path))),
    ...registryFacts(device.registry),
    certificates: device.certificates.map(({ subject, issuer }) => ({
      subject: folded(subject),
      issuer: folded(issuer),
    })),
    cves: new Set(device.vulnerabilities.flatMap(({ cves }) => cves)),
    gravest: Math.min(
      severities.length,
      ...device.vulnerabilities.map(({ severity }) => severityPlace(severity)),
    ),
    firewallThreats: new Set(device.firewallThreats.map(folded)),
  };
}

const known = new WeakMap<Device, Facts>();

export function factsOf(device: Device): Facts {
  let facts = known.get(device);
  if (!facts) {
    facts = make(device);
    known.set(device, facts);
  }
  return facts;
}
