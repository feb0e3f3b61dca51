import { expect, test } from 'vitest';
import { compareVersion, isVersion, readOsVersion } from './os-version.ts';

test.each([
  ['Windows 11 23H2', 'windows', [11, 23, 2], []],
  ['Windows 10 IoT', 'windows', [10], ['iot']],
  ['Windows Server 2022', 'windows server', [2022], []],
  ['  macOS   15.2 ', 'macos', [15, 2], []],
  ['Ubuntu 24.04', 'ubuntu', [24, 4], []],
  ['Red Hat Enterprise Linux 9.4', 'red hat enterprise linux', [9, 4], []],
  ['Windows XP', 'windows xp', [], []],
])('reads %s', (text, product, numbers, editions) => {
  expect(readOsVersion(text)).toEqual({ product, numbers, editions });
});

test.each(['', ' ', '10', '15.2 macOS', '-', `${'x'.repeat(200)} 1`])(
  '%j names no product',
  (text) => {
    expect(readOsVersion(text)).toBeNull();
  },
);

test.each<[string, string, boolean, 'older' | 'same' | 'newer' | 'other']>([
  ['Windows 10 22H2', 'Windows 10', true, 'same'],
  ['Windows 10 22H2', 'windows 10 22h2', true, 'same'],
  ['Windows 10', 'Windows 10 22H2', false, 'older'],
  ['Windows 10 21H2', 'Windows 10 22H2', false, 'older'],
  ['Windows 11 21H2', 'Windows 10 22H2', false, 'newer'],
  ['Windows 10 IoT', 'Windows 10', true, 'same'],
  ['Windows 10 22H2', 'Windows 10 IoT', false, 'same'],
  ['Windows 10 22H2', 'Windows 1', false, 'newer'],
  ['Windows Server 2022', 'Windows 10', false, 'other'],
  ['macOS 15.10', 'macOS 15.9', false, 'newer'],
  ['Debian 12', 'Ubuntu 12', false, 'other'],
])('%s against %s', (text, wantedText, is, order) => {
  const [version, wanted] = [readOsVersion(text), readOsVersion(wantedText)];
  if (!version || !wanted) throw new Error('no version');
  expect(isVersion(version, wanted)).toBe(is);
  const compared = compareVersion(version, wanted);
  const words = ['older', 'same', 'newer'];
  expect(compared === null ? 'other' : words[Math.sign(compared) + 1]).toBe(order);
});
