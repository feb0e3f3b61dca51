import { expect, test } from 'vitest';
import { interfaceTowards } from './session-interfaces.ts';

const interfaces = [
  { name: 'unused', ip: '0.0.0.0 0.0.0.0', role: 'undefined' },
  { name: 'site', ip: '10.0.0.1 255.0.0.0', role: 'lan' },
  { name: 'servers', ip: '10.88.0.1 255.255.255.0', role: 'lan' },
  { name: 'wan1', ip: '203.0.113.2 255.255.255.248', role: 'wan' },
];

test.each([
  ['10.88.0.7', 'servers'],
  ['10.7.0.7', 'site'],
  ['198.51.100.9', 'wan1'],
  // What is no address is not in a subnet.
  ['10.88', 'wan1'],
])('%s is reached through %s', (ip, name) => {
  expect(interfaceTowards(interfaces, ip)).toBe(name);
});

test('an address is reached through any interface where none is known for it', () => {
  expect(interfaceTowards(interfaces.slice(0, 1), '10.88.0.7')).toBe('any');
});
