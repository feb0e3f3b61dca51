import { describe, expect, test } from 'vitest';
import { emptyConfig, newRow } from '#model/fortios/rows.parse.ts';
import { compile, vipOf } from './compile.ts';

function vipAt(extip: string, extport: string, extintf = 'any') {
  const vip = newRow('firewall vip', { name: 'V', type: 'access-proxy', extip, extport, extintf });
  const compiled = compile({
    name: 'FGT-A',
    connector: 1,
    config: { ...emptyConfig(), 'firewall vip': [vip] },
  });
  return (dstip: string, dstport: number) =>
    vipOf(compiled, { dstip, dstport, srcintf: 'port1' })?.name ?? null;
}

describe('a session is ZTNA where a VIP of an access proxy listens', () => {
  test.each([
    ['its address and port', '10.9.0.1', '443', '10.9.0.1', 443, 'V'],
    ['another port', '10.9.0.1', '443', '10.9.0.1', 444, null],
    ['another address', '10.9.0.1', '443', '10.9.0.2', 443, null],
    ['the first of a range of ports', '10.9.0.1', '8440-8450', '10.9.0.1', 8440, 'V'],
    ['the last of a range of ports', '10.9.0.1', '8440-8450', '10.9.0.1', 8450, 'V'],
    ['past a range of ports', '10.9.0.1', '8440-8450', '10.9.0.1', 8451, null],
    ['a VIP without a port', '10.9.0.1', '', '10.9.0.1', 0, null],
    ['a VIP without an address', '', '443', '', 443, null],
    ['two addresses that are none', 'nowhere', '443', 'somewhere', 443, null],
  ])('%s', (_name, extip, extport, dstip, dstport, found) => {
    expect(vipAt(extip, extport)(dstip, dstport)).toBe(found);
  });
  test('on its own interface or on any', () => {
    expect(vipAt('10.9.0.1', '443', 'port1')('10.9.0.1', 443)).toBe('V');
    expect(vipAt('10.9.0.1', '443', 'port2')('10.9.0.1', 443)).toBeNull();
  });
});
