/** Devices, tag definitions and outbreaks from small pools, so that rules meet what they ask about. */
import * as fc from 'fast-check';
import { type OperatingSystem, operatingSystems } from '#model/ems/ems.ts';
import type { Outbreak } from '#model/ems/outbreak.ts';
import {
  type Device,
  type Logon,
  bitLockerStates,
  postureFor,
  severities,
} from '#model/tagging/posture.ts';
import { listedVersions } from '#model/tagging/os-version-list.ts';
import { printLogic } from '#model/tagging/tag-logic.ts';
import type { Logic } from '#model/tagging/tag-logic.ts';
import { type Rule, ruleSchema } from '#model/tagging/tag-rule-schema.ts';
import { type RuleTypeName, ruleType, ruleTypes } from '#model/tagging/tag-rules.ts';
import {
  antivirusOptions,
  identitySources,
  scoreComparisons,
  versionComparisons,
  windowsSecurityOptions,
} from '#model/tagging/tag-rule-parts.ts';
import type { TagDefinition } from '#model/tagging/tagging.ts';

const pools = {
  ips: ['10.0.1.20', '10.0.1.77', '10.0.2.20', '192.168.178.20'],
  ranges: ['10.0.1.0/24', '10.0.1.20', '10.0.1.50-10.0.2.30', '172.16.0.0/12'],
  files: ['C:\\virus.txt', 'C:\\Lab\\ready.txt', '/opt/lab/ready', '/Applications/Lab.app'],
  processes: ['chrome.exe', 'Lab.exe', 'lab', 'sshd'],
  keys: ['HKLM\\SOFTWARE\\Lab', 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Lab\\Agent', 'HKCU\\Lab'],
  valueNames: ['', 'Ready'],
  data: ['', '0', '1'],
  subjects: ['pc-1.lab.example', 'pc-2.lab.example', 'laptop'],
  subjectPatterns: ['*', '*.lab.example', 'pc-?.lab.example', 'LAPTOP', ''],
  issuers: ['Lab CA', 'Other CA'],
  cves: ['CVE-2021-44228', 'CVE-2021-45046', 'CVE-2024-3094', 'CVE-2023-0001'],
  domains: ['lab.example', 'other.example'],
  users: ['ann.berg', 'bob.ito', 'kiosk'],
  userPatterns: ['', 'ann.*', 'lab.example\\*', 'kiosk'],
  groups: ['Finance', 'Staff', 'Engineering'],
  threats: ['Botnet.X', 'Proxy.Y'],
  releases: ['7.4.3', '7.4.3.1790', '7.4', '7.2.10', '8.0.0'],
} as const;

const versions: Record<OperatingSystem, readonly string[]> = {
  windows: ['Windows 11 23H2', 'Windows 10 22H2', 'Windows 10 21H2', 'Windows Server 2022'],
  macos: ['macOS 15.2', 'macOS 14.7'],
  linux: ['Ubuntu 24.04', 'Ubuntu 22.04', 'Debian 12'],
  ios: ['iOS 18.1', 'iOS 17.0'],
  android: ['Android 15', 'Android 14'],
  chromeos: ['ChromeOS 130', 'ChromeOS 129'],
};

const one = <T>(pool: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...pool);
const some = <T>(pool: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...pool]);

const logon: fc.Arbitrary<Logon> = fc.oneof(
  fc.constant({ kind: 'local' as const }),
  one(pools.domains).map((domain) => ({ kind: 'domain' as const, domain })),
  fc.constant({ kind: 'idp' as const, provider: 'Lab IdP' }),
);

/** A device of the given UID. */
function deviceArbitrary(uid: string): fc.Arbitrary<Device> {
  return one(operatingSystems)
    .chain((os) => fc.tuple(fc.constant(os), one(versions[os])))
    .chain(([os, osVersion]) =>
      fc
        .record({
          antivirus: fc.record({
            installed: fc.boolean(),
            running: fc.boolean(),
            product: one(['FortiClient', 'FortiClient', 'Other AV', '']),
            signatureAgeDays: one([0, 7, 8, 60]),
          }),
          processes: some(pools.processes),
          files: some(pools.files),
          registry: fc.array(
            fc.record({
              key: one(pools.keys),
              name: one(pools.valueNames),
              value: one(pools.data),
            }),
            { maxLength: 2 },
          ),
          certificates: fc.array(
            fc.record({ subject: one(pools.subjects), issuer: one(pools.issuers) }),
            { maxLength: 2 },
          ),
          vulnerabilities: fc.array(
            fc.record({
              name: fc.constant('v'),
              severity: one(severities),
              cves: some(pools.cves),
            }),
            { maxLength: 2 },
          ),
          logon,
          otherIps: some(pools.ips),
          firewallThreats: some(pools.threats),
          sandboxDetections: fc.array(
            fc.record({ name: fc.constant('x.exe'), daysAgo: one([0, 7, 8]) }),
            { maxLength: 1 },
          ),
          ztaScore: one([null, 20, 70, 90]),
          windowsSecurity: fc.record({
            defender: fc.boolean(),
            bitLocker: one(bitLockerStates),
            exploitGuard: fc.boolean(),
            applicationGuard: fc.boolean(),
            firewall: fc.boolean(),
            automaticUpdates: fc.boolean(),
          }),
          fileVault: fc.boolean(),
          // Mostly, or its version never counts.
          forticlientInstalled: one([true, true, false]),
          forticlientVersion: one(['', ...pools.releases]),
          osUpdateAgeDays: one([0, 7, 8, 60]),
          user: one([null, ...pools.users]),
          groups: some(pools.groups),
          ip: one(pools.ips),
          onFabric: fc.boolean(),
          // Mostly, or there is nothing to see.
          registered: one([true, true, true, false]),
          online: fc.boolean(),
        })
        .map(({ ip, otherIps, windowsSecurity, fileVault, ...found }): Device => ({
          ...postureFor(os, osVersion),
          ...found,
          uid,
          os,
          osVersion,
          windowsSecurity: os === 'windows' ? windowsSecurity : null,
          fileVault: os === 'macos' ? fileVault : null,
          ips: [ip, ...otherIps],
        })),
    );
}

export function devicesArbitrary(count: number): fc.Arbitrary<Device[]> {
  const uids = Array.from({ length: count }, (_, i) =>
    (i + 1).toString(16).toUpperCase().padStart(32, '0'),
  );
  return fc.tuple(...uids.map(deviceArbitrary));
}

/** Values of a rule type for a system. */
function valueArbitrary(type: RuleTypeName, os: OperatingSystem): fc.Arbitrary<unknown> {
  switch (type) {
    case 'antivirus':
      return fc.oneof(
        one(antivirusOptions.map(({ value }) => value)),
        // One only: a rule has one update check.
        fc.constant({ latestUpdateWithin: 7 }),
      );
    case 'certificate':
      return fc
        .record({ subject: one(pools.subjectPatterns), issuer: one(['', ...pools.issuers]) })
        .filter(({ subject, issuer }) => subject !== '' || issuer !== '');
    case 'crowdstrike-zta':
      return fc.record({ comparison: one(scoreComparisons), score: one([20, 71, 90]) });
    case 'ems-management':
      return fc.constant('installed-connected');
    case 'file':
      return one(pools.files);
    case 'firewall-threat':
      return one(pools.threats);
    case 'forticlient-version':
      return fc.record({ comparison: one(versionComparisons), version: one(pools.releases) });
    case 'ip-range':
      return one(pools.ranges);
    case 'logged-in-domain':
      return one(pools.domains);
    case 'on-fabric':
      return fc.constant('on-fabric');
    case 'os-version':
      return fc.record(
        {
          comparison: one(versionComparisons),
          version: one([...versions[os], ...listedVersions[os].map(({ version }) => version)]),
          ...(os === 'windows' ? { updateWithin: one([1, 7, 60]) } : {}),
        },
        { requiredKeys: ['comparison', 'version'] },
      );
    case 'registry-key':
      return fc.record({
        key: one(pools.keys),
        name: one(pools.valueNames),
        value: one(pools.data),
      });
    case 'running-process':
      return one(pools.processes);
    case 'sandbox-detection':
      return fc.constant('malware-found');
    case 'user-identity':
      return fc.record({ source: one(identitySources), name: one(pools.userPatterns) });
    case 'ad-group':
      return one(pools.groups);
    case 'vulnerable-devices':
      return one(severities);
    case 'cve':
      return one(pools.cves);
    case 'windows-security':
      return one(windowsSecurityOptions.map(({ value }) => value));
    case 'macos-security':
      return fc.constant('filevault');
  }
}

const isTypeName = (name: string): name is RuleTypeName => Object.hasOwn(ruleTypes, name);
const typeNames = Object.keys(ruleTypes).filter(isTypeName);

function ruleArbitrary(
  os: OperatingSystem,
  id: number,
  types: readonly RuleTypeName[] = typeNames,
): fc.Arbitrary<Rule> {
  return one(types.filter((type) => ruleType(type).systems.includes(os))).chain((type) =>
    fc
      .record({
        not: fc.boolean(),
        values: fc.uniqueArray(valueArbitrary(type, os), {
          minLength: 1,
          maxLength: ruleType(type).several ? 2 : 1,
          selector: (value) => JSON.stringify(value),
        }),
      })
      .map((rest) => ruleSchema.parse({ id, os, type, ...rest })),
  );
}

/** A few rules of a system, of the given types. */
export function rulesArbitrary(
  os: OperatingSystem,
  types: readonly RuleTypeName[],
): fc.Arbitrary<Rule[]> {
  return fc.tuple(...[1, 2, 3].map((id) => ruleArbitrary(os, id, types)));
}

const ruleNamed = (id: number): Logic => ({ kind: 'rule', id, start: 0, end: 0 });

/** Blank, or one that names all of the rules. */
function logicArbitrary(count: number): fc.Arbitrary<string> {
  const ids = Array.from({ length: count }, (_, i) => i + 1);
  return fc.oneof(
    fc.constant(''),
    fc.tuple(one(['and', 'or'] as const), fc.subarray(ids)).map(([kind, negated]) => {
      const operands = ids.map((id): Logic =>
        negated.includes(id) ? { kind: 'not', operand: ruleNamed(id) } : ruleNamed(id),
      );
      const [first] = operands;
      return printLogic(first && count === 1 ? first : { kind, operands });
    }),
  );
}

function systemArbitrary(
  os: OperatingSystem,
): fc.Arbitrary<{ os: OperatingSystem; rules: Rule[]; logic: string }> {
  return fc.integer({ min: 1, max: 3 }).chain((count) =>
    fc.record({
      os: fc.constant(os),
      rules: fc.tuple(...Array.from({ length: count }, (_, i) => ruleArbitrary(os, i + 1))),
      logic: logicArbitrary(count),
    }),
  );
}

/** A definition of the given id, whose name is now and then another one's. */
export function definitionArbitrary(id: number): fc.Arbitrary<TagDefinition> {
  return fc
    .record({
      name: one([`Tag ${id}`, `Tag ${id}`, 'Tag 1']),
      enabled: one([true, true, true, false]),
      systems: fc
        .subarray([...operatingSystems], { minLength: 1 })
        .chain((systems) => fc.tuple(...systems.map(systemArbitrary))),
    })
    .map(({ name, enabled, systems }) => ({
      id,
      name,
      enabled,
      message: '',
      ...(enabled ? { comments: `About ${name}` } : {}),
      rules: systems.flatMap(({ rules }) => rules),
      logic: Object.fromEntries(systems.map(({ os, logic }) => [os, logic])),
    }));
}

export function definitionsArbitrary(count: number): fc.Arbitrary<TagDefinition[]> {
  return fc.tuple(...Array.from({ length: count }, (_, i) => definitionArbitrary(i + 1)));
}

export const outbreaksArbitrary: fc.Arbitrary<Outbreak[]> = fc.array(
  fc.record({
    id: fc.constant('o'),
    name: fc.constant('Outbreak'),
    tag: one(['Log4j', 'XZ']),
    cves: fc.subarray([...pools.cves], { minLength: 1 }),
    published: one([null, 0, 0]),
  }),
  { maxLength: 3 },
);
