import { expect, test } from 'vitest';
import { incomingInterface } from './incoming-interface.ts';

const interfaces = [
  { name: 'port1', ip: '10.0.1.1 255.255.255.0', role: 'lan' },
  { name: 'port3', ip: '203.0.113.1 255.255.255.0', role: 'wan' },
];
const ann = { gateway: 'FGT-HQ', onNet: true, ip: '10.0.1.21' };

test('an on-net endpoint comes in on the interface of its gateway, any other on the WAN interface', () => {
  expect(incomingInterface('FGT-HQ', interfaces, ann)).toBe('port1');
  expect(incomingInterface('FGT-HQ', interfaces, { ...ann, onNet: false })).toBe('port3');
  expect(incomingInterface('FGT-Branch', interfaces, ann)).toBe('port3');
  expect(incomingInterface('FGT-HQ', interfaces, { ...ann, ip: '192.168.7.20' })).toBe('port3');
  expect(incomingInterface('FGT-HQ', interfaces, null)).toBe('port3');
});

test('a device without a WAN interface leaves it open', () => {
  expect(incomingInterface('FGT-HQ', interfaces.slice(0, 1), null)).toBeNull();
});
