import { describe, expect, test } from 'vitest';
import {
  type PolicyTest,
  type TestProblem,
  type TestResult,
  everyEndpoint,
  everyServer,
  openTest,
} from '#model/lab/policy-test.ts';
import { plainTest, previewWords, problemSentence, resultWords } from './policy-test.ts';

const posture = (name: string) => ({ category: 'zero_trust', name }) as const;
const classification = (name: string) => ({ category: 'classification', name }) as const;
const servers = (...names: string[]) => ({ ...everyServer, servers: names });
const endpoints = (...names: string[]) => ({ ...everyEndpoint, endpoints: names });

test.each<[string, Partial<PolicyTest>]>([
  ['Every endpoint may reach every ZTNA server.', {}],
  ['No endpoint may reach any ZTNA server.', { expect: 'may-not-reach' }],
  [
    'WIN10-01 may reach ZTNA-webserver.',
    { who: endpoints('WIN10-01'), to: servers('ZTNA-webserver') },
  ],
  [
    'A, B, C and 2 more may not reach X or Y.',
    { who: endpoints('A', 'B', 'C', 'D', 'E'), to: servers('X', 'Y'), expect: 'may-not-reach' },
  ],
  [
    'No endpoint with Malicious-File-Detected may reach any ZTNA server.',
    {
      who: { ...everyEndpoint, allOf: [posture('Malicious-File-Detected')] },
      expect: 'may-not-reach',
    },
  ],
  [
    'Every endpoint with Domain-Users and High may reach Webserver on 9443 through FGT-A, but not without a certificate.',
    {
      who: { ...everyEndpoint, allOf: [posture('Domain-Users'), classification('High')] },
      to: { ...servers('Webserver'), port: 9443 },
      through: ['FGT-A'],
      withoutCertificate: 'may-not-reach',
    },
  ],
  [
    'Only an endpoint of ann or bob of a user in Staff with A and B or C without D may reach X at /app as web.example.com without a certificate.',
    {
      who: {
        ...everyEndpoint,
        users: ['ann', 'bob'],
        groups: ['Staff'],
        allOf: [posture('A')],
        anyOf: [posture('B'), posture('C')],
        noneOf: [posture('D')],
      },
      expect: 'only',
      to: { ...servers('X'), path: '/app', host: 'web.example.com' },
      certificate: 'none',
    },
  ],
  [
    'A device that EMS does not know, 198.51.100.7, may not reach 10.88.0.9:445 behind X by way of port3.',
    {
      who: { kind: 'unknown', srcip: '198.51.100.7', os: 'ios' },
      expect: 'may-not-reach',
      to: { ...servers('X'), forward: { address: '10.88.0.9', port: 445 } },
      srcintf: 'port3',
    },
  ],
  [
    'PC may reach 10.88.0.3:53 (IP protocol 17) through FGT-A from 10.0.0.1 as nobody logged in as ann in vain on 2025-01-07 at 10:57:00-08:00.',
    {
      who: endpoints('PC'),
      to: { kind: 'address', dstip: '10.88.0.3', dstport: 53, protocol: 17, dstintf: null },
      through: ['FGT-A'],
      srcip: '10.0.0.1',
      user: { name: null, groups: [] },
      login: { user: 'ann', groups: [], ok: false },
      time: '2025-01-07T10:57:00-08:00',
    },
  ],
  [
    'No endpoint may reach any ZTNA server, nor without a certificate.',
    { expect: 'may-not-reach', withoutCertificate: 'may-not-reach' },
  ],
  [
    'Every endpoint may reach every ZTNA server, also without a certificate.',
    { withoutCertificate: 'may-reach' },
  ],
])('%s', (sentence, values) => {
  expect(plainTest({ ...openTest, name: 'T', ...values })).toBe(sentence);
});

test.each<[string, TestProblem]>([
  [
    'There is no endpoint X in this world. Correct the name in the test.',
    { kind: 'not-there', what: 'endpoint', name: 'X', near: null, on: [] },
  ],
  [
    'There is no ZTNA server Y on A or B. Did you mean YY?',
    { kind: 'not-there', what: 'server', name: 'Y', near: 'YY', on: ['A', 'B'] },
  ],
  ['No ZTNA server listens on 3. Correct the port in the test.', { kind: 'no-server', port: 3 }],
  [
    'There is no ZTNA server that the test could go to. Create one, or name an address in the test.',
    { kind: 'no-server', port: null },
  ],
  [
    'W on F listens on 443, not on 80. Correct the port in the test.',
    { kind: 'other-port', server: 'W', fortigate: 'F', asked: 80, listens: '443' },
  ],
  [
    'W on F listens on port1 only, not on port2. Correct the incoming interface in the test.',
    { kind: 'other-interface', server: 'W', fortigate: 'F', asked: 'port2', listens: 'port1' },
  ],
  [
    'No session can go to the ZTNA server W on F: its VIP V does not exist, or has no address or port. Correct the VIP.',
    { kind: 'no-vip', server: 'W', fortigate: 'F', vip: 'V' },
  ],
])('%s', (sentence, problem) => {
  expect(problemSentence(problem)).toBe(sentence);
});

describe('what came of a test', () => {
  const result: TestResult = {
    name: 'T',
    status: 'passed',
    subjects: 2,
    servers: 1,
    pairs: 2,
    failed: 0,
    problems: [],
  };
  test.each<[string, Partial<TestResult>]>([
    ['2 pairs of 2 endpoints as expected.', {}],
    ['No endpoint is what the test asks for at present.', { subjects: 0, pairs: 0 }],
    ['1 of 2 pairs is not as expected.', { status: 'failed', failed: 1 }],
    ['1,000 of 2,000 pairs are not as expected.', { status: 'failed', failed: 1000, pairs: 2000 }],
    [
      'No endpoint is what the test asks for, so it shows nothing. Change whom it is about.',
      { status: 'nobody', subjects: 0 },
    ],
  ])('%s', (words, values) => {
    expect(resultWords({ ...result, ...values })).toBe(words);
  });
});

test('a preview names the tests that would come out otherwise', () => {
  expect(previewWords({ fail: [], pass: [] })).toBe('');
  expect(previewWords({ fail: ['A'], pass: ['B', 'C'] })).toBe(
    '1 policy test would fail: A. 2 policy tests would pass again: B and C.',
  );
  expect(previewWords({ fail: ['A', 'B', 'C', 'D', 'E'], pass: [] })).toBe(
    '5 policy tests would fail: A, B, C and 2 more.',
  );
});
