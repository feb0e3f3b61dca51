/** What a device has of the sort that a rule asks about, in words for a verdict. */
import { type Device, logonWords, qualifiedUser, severityWords } from '#model/tagging/posture.ts';
import { count } from '#model/plural.ts';
import type { Rule } from '#model/tagging/tag-rule-schema.ts';

const isOn = (on: boolean): string => (on ? 'on' : 'off');
const daysAgo = (days: number): string => (days === 0 ? 'today' : `${count(days, 'day')} ago`);

function antivirus({ antivirus: av }: Device): string[] {
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

function windowsSecurity({ windowsSecurity: on }: Device): string[] {
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

function user(device: Device): string[] {
  const name = qualifiedUser(device);
  if (name === null) return ['no user logged on'];
  const { logon } = device;
  const how = logonWords[logon.kind].toLowerCase();
  return [`${name} (${logon.kind === 'idp' ? `${how} ${logon.provider}` : how})`];
}

export function foundFor(type: Rule['type'], device: Device): readonly string[] {
  switch (type) {
    case 'antivirus':
      return antivirus(device);
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
    case 'ip-range':
      return device.ips;
    case 'logged-in-domain':
      return device.user !== null && device.logon.kind === 'domain'
        ? [device.logon.domain]
        : ['no domain'];
    case 'on-fabric':
      return [device.onFabric ? 'on-fabric' : 'off-fabric'];
    case 'os-version':
      return [device.osVersion];
    case 'registry-key':
      return device.registry.map(({ key, name, value }) =>
        name === '' ? `${key} (default) = ${value}` : `${key}\\${name} = ${value}`,
      );
    case 'running-process':
      return device.processes;
    case 'sandbox-detection':
      return device.sandboxDetections.map((one) => `${one.name}, ${daysAgo(one.daysAgo)}`);
    case 'user-identity':
      return user(device);
    case 'ad-group':
      return device.user === null ? ['no user logged on'] : device.groups;
    case 'vulnerable-devices':
      return device.vulnerabilities.map(
        ({ name, severity }) => `${name} (${severityWords[severity]})`,
      );
    case 'cve':
      return device.vulnerabilities.flatMap(({ cves }) => cves);
    case 'windows-security':
      return windowsSecurity(device);
    case 'macos-security':
      return device.fileVault === null ? [] : [`FileVault ${isOn(device.fileVault)}`];
  }
}
