import { expect, test } from 'vitest';
import { readIpRange } from './ip-range.ts';

test.each([
  ['10.0.1.20', 0x0a000114, 0x0a000114],
  ['10.0.1.20-10.0.1.40', 0x0a000114, 0x0a000128],
  [' 10.0.1.20 - 10.0.1.20 ', 0x0a000114, 0x0a000114],
  ['10.0.1.77/24', 0x0a000100, 0x0a0001ff],
  ['10.0.1.0/255.255.255.0', 0x0a000100, 0x0a0001ff],
  ['0.0.0.0/0', 0, 0xffffffff],
])('reads %s', (text, first, last) => {
  expect(readIpRange(text)).toEqual({ first, last });
});

test.each([
  '',
  '10.0.1',
  '10.0.1.256',
  '10.0.1.40-10.0.1.20',
  '10.0.1.1-10.0.1.2-10.0.1.3',
  '10.0.1.0/33',
  '10.0.1.0/255.0.255.0',
  '10.0.1.1 10.0.1.2',
  '-',
  'fe80::1',
])('%j is none', (text) => {
  expect(readIpRange(text)).toBeNull();
});
