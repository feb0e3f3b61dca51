/** Does a rule hold for a device, and why: the one place where each rule type gets its meaning [342488]. */
import { readIpRange } from '#model/fortios/ip-range.ts';
import {
  compareNumbers,
  compareVersion,
  isVersion,
  readOsVersion,
  readRelease,
} from '#model/tagging/os-version.ts';
import { count } from '#model/plural.ts';
import {
  type Device,
  logonWords,
  qualifiedUser,
  severityWords,
  signatureUpToDateDays,
} from '#model/tagging/posture.ts';
import type { Rule, RuleOf } from '#model/tagging/tag-rule-schema.ts';
import { ruleType } from '#model/tagging/tag-rules.ts';
import { sandboxDays } from '#model/tagging/tag-rule-parts.ts';
import {
  type Facts,
  folded,
  foldedKey,
  foldedPath,
  foldedProcess,
  registryValueKey,
  severityPlace,
} from './facts.ts';
import { allOf, anyOf } from './logic.ts';
import { fitsWildcard } from './wildcard.ts';

type FactTest = (facts: Facts) => boolean;

const never: FactTest = () => false;

type Value<T extends Rule['type']> = RuleOf<T>['values'][number];

/** The update check knows FortiClient's own AV alone [342488]. */
function isFortiClientAv({ installed, product }: Device['antivirus']): boolean {
  return installed && folded(product).includes('forticlient');
}

function antivirusTest(value: Value<'antivirus'>): FactTest {
  if (typeof value !== 'string') {
    const { latestUpdateWithin } = value;
    return ({ device: { antivirus } }) =>
      isFortiClientAv(antivirus) && antivirus.signatureAgeDays <= latestUpdateWithin;
  }
  switch (value) {
    case 'installed-running':
      return ({ device }) => device.antivirus.installed && device.antivirus.running;
    case 'signature-up-to-date':
      return ({ device }) =>
        device.antivirus.installed && device.antivirus.signatureAgeDays <= signatureUpToDateDays;
  }
}

/** A blank part asks nothing. Wildcards work in the subject alone; capitals count in neither. */
function certificateTest({ subject, issuer }: Value<'certificate'>): FactTest {
  const [wantedSubject, wantedIssuer] = [folded(subject), folded(issuer)];
  return ({ certificates }) =>
    certificates.some(
      (one) =>
        (wantedSubject === '' || fitsWildcard(one.subject, wantedSubject)) &&
        (wantedIssuer === '' || one.issuer === wantedIssuer),
    );
}

function scoreTest({ comparison, score }: Value<'crowdstrike-zta'>): FactTest {
  switch (comparison) {
    case 'at-least':
      return ({ device: { ztaScore } }) => ztaScore !== null && ztaScore >= score;
    case 'at-most':
      return ({ device: { ztaScore } }) => ztaScore !== null && ztaScore <= score;
  }
}

function ipTest(written: string): FactTest {
  const range = readIpRange(written);
  if (!range) return never;
  return ({ ips }) => ips.some((ip) => range.first <= ip && ip <= range.last);
}

/** Whether a version that differs from the wanted one so much is what a comparator wants. */
function fits(comparison: Value<'forticlient-version'>['comparison'], difference: number): boolean {
  switch (comparison) {
    case 'is':
      return difference === 0;
    case 'greater-than':
      return difference > 0;
    case 'less-than':
      return difference < 0;
    case 'at-least':
      return difference >= 0;
    case 'at-most':
      return difference <= 0;
  }
}

function osTest({ comparison, version: written }: Value<'os-version'>): FactTest {
  const wanted = readOsVersion(written);
  if (!wanted) return never;
  if (comparison === 'is') return ({ version }) => version !== null && isVersion(version, wanted);
  return ({ version }) => {
    const difference = version && compareVersion(version, wanted);
    return difference !== null && fits(comparison, difference);
  };
}

/** The update check belongs to its version: another version of the rule may be older. */
function versionTest(value: Value<'os-version'>): FactTest {
  const { updateWithin } = value;
  const isOf = osTest(value);
  if (updateWithin === undefined) return isOf;
  return (facts) => isOf(facts) && facts.device.osUpdateAgeDays <= updateWithin;
}

function releaseTest({ comparison, version }: Value<'forticlient-version'>): FactTest {
  const wanted = readRelease(version);
  if (!wanted) return never;
  return ({ release }) => release !== null && fits(comparison, compareNumbers(release, wanted));
}

/** Without a value name and data, the key must be there; without data, the value must. */
function registryTest({ key, name, value }: Value<'registry-key'>): FactTest {
  if (name === '' && value === '') {
    const wanted = foldedKey(key);
    return ({ registryKeys }) => registryKeys.has(wanted);
  }
  const wanted = registryValueKey(key, name);
  if (value === '') return ({ registryValues }) => registryValues.has(wanted);
  return ({ registryValues }) => registryValues.get(wanted)?.has(value) ?? false;
}

/** A name with a backslash is compared with its domain. A blank one is anybody's. */
function identityTest({ source, name }: Value<'user-identity'>): FactTest {
  const wanted = folded(name);
  const isQualified = wanted.includes('\\');
  return ({ device, user, qualifiedUser }) => {
    if (user === null || (source !== 'any' && device.logon.kind !== source)) return false;
    return wanted === '' || fitsWildcard((isQualified ? qualifiedUser : user) ?? '', wanted);
  };
}

function windowsTest(value: Value<'windows-security'>): FactTest {
  switch (value) {
    case 'defender':
      return ({ device }) => device.windowsSecurity?.defender ?? false;
    case 'bitlocker-all':
      return ({ device }) => device.windowsSecurity?.bitLocker === 'all-disks';
    case 'bitlocker-os':
      return ({ device }) => (device.windowsSecurity?.bitLocker ?? 'off') !== 'off';
    case 'exploit-guard':
      return ({ device }) => device.windowsSecurity?.exploitGuard ?? false;
    case 'application-guard':
      return ({ device }) => device.windowsSecurity?.applicationGuard ?? false;
    case 'firewall':
      return ({ device }) => device.windowsSecurity?.firewall ?? false;
    case 'automatic-updates':
      return ({ device }) => device.windowsSecurity?.automaticUpdates ?? false;
  }
}

/** For each value of a rule, whether a device has it; NOT plays no part yet. */
function valueTests(rule: Rule): readonly FactTest[] {
  switch (rule.type) {
    case 'antivirus':
      return rule.values.map(antivirusTest);
    case 'certificate':
      return rule.values.map(certificateTest);
    case 'crowdstrike-zta':
      return rule.values.map(scoreTest);
    case 'ems-management':
      return rule.values.map(
        () =>
          ({ device }) =>
            device.forticlientInstalled && device.registered,
      );
    case 'file':
      return rule.values.map((path) => {
        const wanted = foldedPath(rule.os, path);
        return ({ files }) => files.has(wanted);
      });
    case 'firewall-threat':
      return rule.values.map((threat) => {
        const wanted = folded(threat);
        return ({ firewallThreats }) => firewallThreats.has(wanted);
      });
    case 'forticlient-version':
      return rule.values.map(releaseTest);
    case 'ip-range':
      return rule.values.map(ipTest);
    case 'logged-in-domain':
      return rule.values.map((written) => {
        const wanted = folded(written);
        return ({ domain }) => domain === wanted;
      });
    case 'on-fabric':
      return rule.values.map(
        () =>
          ({ device }) =>
            device.onFabric,
      );
    case 'os-version':
      return rule.values.map(versionTest);
    case 'registry-key':
      return rule.values.map(registryTest);
    case 'running-process':
      return rule.values.map((name) => {
        const wanted = foldedProcess(rule.os, name);
        return ({ processes }) => processes.has(wanted);
      });
    case 'sandbox-detection':
      return rule.values.map(
        () =>
          ({ device }) =>
            device.sandboxDetections.some(({ daysAgo }) => daysAgo <= sandboxDays),
      );
    case 'user-identity':
      return rule.values.map(identityTest);
    case 'ad-group':
      return rule.values.map((group) => {
        const wanted = folded(group);
        return ({ groups }) => groups.has(wanted);
      });
    case 'vulnerable-devices':
      return rule.values.map((severity) => {
        const wanted = severityPlace(severity);
        return ({ gravest }) => gravest <= wanted;
      });
    case 'cve':
      return rule.values.map(
        (cve) =>
          ({ cves }) =>
            cves.has(cve),
      );
    case 'windows-security':
      return rule.values.map(windowsTest);
    case 'macos-security':
      return rule.values.map(
        () =>
          ({ device }) =>
            device.fileVault ?? false,
      );
  }
}

export interface CompiledRule {
  readonly rule: Rule;
  readonly values: readonly FactTest[];
  readonly test: FactTest;
}

/**
 * Several values: all of them or one, as the type's table says. NOT wants none of them, whatever the type:
 * who forbids two files wants neither [assumed].
 */
export function compileRule(rule: Rule): CompiledRule {
  const values = valueTests(rule);
  const any = anyOf(values);
  const test: FactTest = rule.not
    ? (facts) => !any(facts)
    : ruleType(rule.type).match === 'all'
      ? allOf(values)
      : any;
  return { rule, values, test };
}

const isOn = (on: boolean): string => (on ? 'on' : 'off');
const daysAgo = (days: number): string => (days === 0 ? 'today' : `${count(days, 'day')} ago`);

function antivirusFound({ antivirus: av }: Device): string[] {
  if (!av.installed) return ['no AV software'];
  const name = av.product === '' ? 'AV software' : av.product;
  return [
    `${name} ${av.running ? 'running' : 'not running'}`,
    `signature updated ${daysAgo(av.signatureAgeDays)}`,
  ];
}

const bitLockerWords = {
  off: 'BitLocker off',
  'os-disk': 'BitLocker on the OS disk',
  'all-disks': 'BitLocker on all disks',
} as const;

function windowsSecurityFound({ windowsSecurity: on }: Device): string[] {
  if (!on) return [];
  return [
    `Windows Defender ${isOn(on.defender)}`,
    bitLockerWords[on.bitLocker],
    `Exploit Guard ${isOn(on.exploitGuard)}`,
    `Application Guard ${isOn(on.applicationGuard)}`,
    `Windows Firewall ${isOn(on.firewall)}`,
    `Automatic Updates ${isOn(on.automaticUpdates)}`,
  ];
}

function userFound(device: Device): string[] {
  const name = qualifiedUser(device);
  if (name === null) return ['no user logged on'];
  const { logon } = device;
  const how = logonWords[logon.kind].toLowerCase();
  return [`${name} (${logon.kind === 'idp' ? `${how} ${logon.provider}` : how})`];
}

function forticlientFound({ forticlientInstalled, forticlientVersion }: Device): string {
  if (!forticlientInstalled) return 'FortiClient not installed';
  return forticlientVersion === '' ? 'version not known' : forticlientVersion;
}

/** What a device has of the sort that a rule asks about, in words for a verdict. */
export function foundFor(type: Rule['type'], device: Device): readonly string[] {
  switch (type) {
    case 'antivirus':
      return antivirusFound(device);
    case 'certificate':
      return device.certificates.map(({ subject, issuer }) => `${subject}, issued by ${issuer}`);
    case 'crowdstrike-zta':
      return device.ztaScore === null ? ['no score'] : [String(device.ztaScore)];
    case 'ems-management':
      return [
        `FortiClient ${device.forticlientInstalled ? 'installed' : 'not installed'}`,
        device.registered ? 'connected to EMS' : 'not connected to EMS',
      ];
    case 'file':
      return device.files;
    case 'firewall-threat':
      return device.firewallThreats;
    case 'forticlient-version':
      return [forticlientFound(device)];
    case 'ip-range':
      return device.ips;
    case 'logged-in-domain':
      return device.user !== null && device.logon.kind === 'domain'
        ? [device.logon.domain]
        : ['no domain'];
    case 'on-fabric':
      return [device.onFabric ? 'on-fabric' : 'off-fabric'];
    case 'os-version':
      return device.os === 'windows'
        ? [device.osVersion, `updated ${daysAgo(device.osUpdateAgeDays)}`]
        : [device.osVersion];
    case 'registry-key':
      return device.registry.map(({ key, name, value }) =>
        name === '' ? `${key} (default) = ${value}` : `${key}\\${name} = ${value}`,
      );
    case 'running-process':
      return device.processes;
    case 'sandbox-detection':
      return device.sandboxDetections.map((one) => `${one.name}, ${daysAgo(one.daysAgo)}`);
    case 'user-identity':
      return userFound(device);
    case 'ad-group':
      return device.user === null ? ['no user logged on'] : device.groups;
    case 'vulnerable-devices':
      return device.vulnerabilities.map(
        ({ name, severity }) => `${name} (${severityWords[severity]})`,
      );
    case 'cve':
      return device.vulnerabilities.flatMap(({ cves }) => cves);
    case 'windows-security':
      return windowsSecurityFound(device);
    case 'macos-security':
      return device.fileVault === null ? [] : [`FileVault ${isOn(device.fileVault)}`];
  }
}
