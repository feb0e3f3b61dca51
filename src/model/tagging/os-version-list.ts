/** The versions that a rule's list offers, the newest first; any other can be typed. */
import type { OperatingSystem } from '#model/ems/ems.ts';

interface ListedVersion {
  /** As rules and endpoints write it. */
  readonly version: string;
  /** With the product's own name for it, where it has one. */
  readonly label: string;
}

const plain = (...versions: readonly string[]): readonly ListedVersion[] =>
  versions.map((version) => ({ version, label: version }));
const named = (...versions: readonly (readonly [string, string])[]): readonly ListedVersion[] =>
  versions.map(([version, name]) => ({ version, label: `${version} (${name})` }));

/** EMS lists Windows 11, Windows 10, Windows Server 2022 and more [345666]; which ones is [assumed]. */
export const listedVersions: Record<OperatingSystem, readonly ListedVersion[]> = {
  windows: plain(
    'Windows 11',
    'Windows 10',
    'Windows 8.1',
    'Windows 7',
    'Windows Server 2025',
    'Windows Server 2022',
    'Windows Server 2019',
    'Windows Server 2016',
    'Windows Server 2012 R2',
  ),
  macos: named(
    ['macOS 26', 'Tahoe'],
    ['macOS 15', 'Sequoia'],
    ['macOS 14', 'Sonoma'],
    ['macOS 13', 'Ventura'],
    ['macOS 12', 'Monterey'],
  ),
  linux: plain(
    'Ubuntu 24.04',
    'Ubuntu 22.04',
    'Ubuntu 20.04',
    'Debian 12',
    'Debian 11',
    'Red Hat Enterprise Linux 9',
    'Red Hat Enterprise Linux 8',
    'CentOS Stream 9',
    'Fedora Linux 42',
    'Fedora Linux 41',
  ),
  ios: plain('iOS 26', 'iOS 18', 'iOS 17', 'iOS 16'),
  android: plain('Android 16', 'Android 15', 'Android 14', 'Android 13', 'Android 12'),
  chromeos: plain('ChromeOS 140', 'ChromeOS 130', 'ChromeOS 120'),
};
