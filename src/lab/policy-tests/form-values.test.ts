import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { openTest } from '#model/lab/policy-test.ts';
import { testArbitrary } from '#test/generators/policy-tests.ts';
import { emptyValues, readValues, testFieldAt, valuesOf } from './form-values.ts';

const names = {
  endpoints: ['ANN', 'BOB'],
  users: ['ann', 'bob'],
  groups: ['Staff', 'Admins'],
  tags: [
    { category: 'zero_trust', name: 'Low/Risk' },
    { category: 'classification', name: 'High' },
  ] as const,
  servers: ['web', 'files'],
  fortigates: ['FGT-A', 'FGT-B'],
  interfaces: ['port1', 'port2'],
};

test('the form of a test gives the same test again', () => {
  fc.assert(
    fc.property(testArbitrary(names, fc.constantFrom('A', 'B')), (one) => {
      // A form has no source address for a device that is one, nor a port where a protocol has none.
      const { who, srcip } = one;
      const shown = { ...one, srcip: who.kind === 'unknown' ? null : srcip };
      expect(readValues(valuesOf(shown))).toEqual({ ok: true, test: shown });
    }),
    { numRuns: 300 },
  );
});

test('one without a name is called by what it says', () => {
  expect(readValues({ ...emptyValues, endpoints: ['ANN'], servers: ['web'] })).toEqual({
    ok: true,
    test: {
      ...openTest,
      name: 'ANN may reach web',
      who: { ...openTest.who, endpoints: ['ANN'] },
      to: { ...openTest.to, servers: ['web'] },
    },
  });
});

test.each<[string, object, string, RegExp]>([
  ['a port', { port: 'web' }, 'port', /^A port is a number/],
  ['a path', { path: 'app' }, 'path', /^A path begins with/],
  ['a device', { whoKind: 'unknown', deviceIp: 'x' }, 'deviceIp', /is not an IPv4 address/],
  ['a source address', { srcip: '10.0.0' }, 'srcip', /is not an IPv4 address/],
  [
    'an address without a FortiGate',
    { toKind: 'address', dstip: '10.0.0.1', port: '3' },
    'through',
    /^Name the FortiGate/,
  ],
  [
    'a protocol',
    { toKind: 'address', dstip: '10.0.0.1', port: '3', protocol: 'tcp' },
    'protocol',
    /^A protocol is a number/,
  ],
  [
    'a place to forward to',
    { servers: ['web'], forward: '10.0.0.1' },
    'forward',
    /^A port is a number/,
  ],
  ['a time', { time: 'noon' }, 'time', /^Write the time as/],
  ['a log-in of nobody', { login: 'ok' }, 'loginName', /^Enter who logs in/],
  [
    'a certificate twice',
    { certificate: 'none', withoutCertificate: 'may-reach' },
    'withoutCertificate',
    /^The test has no certificate/,
  ],
])('%s that is none is told at its field', (_, values, field, words) => {
  const read = readValues({ ...emptyValues, ...values });
  const problems = read.ok ? [] : read.problems;
  const told = problems.filter((one) => one.field === field).map(({ message }) => message);
  expect(told.join('\n')).toMatch(words);
});

test.each([
  ['test.name', 'name'],
  ['name', 'name'],
  ['test.to.dstport', 'port'],
  ['test.who.endpoints.0', 'endpoints'],
  ['test.nothing', null],
])('what a server says of %s stands at %s', (path, field) => {
  expect(testFieldAt(path)).toBe(field);
});
