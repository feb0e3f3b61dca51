import { describe, expect, test } from 'vitest';
import type { MappedPolicy } from '#model/lab/policy-map.ts';
import type { PolicyRow } from '#consoles/fortigate/policies/policy-row.ts';
import { type RowDraft, newRow } from '#model/fortios/rows.parse.ts';
import { forwardWho, forwardWords, notJudgedWords } from './forward-words.ts';

const way = { to: '10.0.3.10:443', isOwn: true, dstintf: 'port2', from: 14 };
const usual: MappedPolicy = {
  policyid: 5,
  who: 20,
  tags: [],
  sources: [],
  matched: 20,
  fall: { servers: 1, reached: 18, who: 14, taken: 3 },
  idle: null,
  way,
  blockers: [],
  moreBlockers: 0,
};
const blocker = { policytype: 'policy', policyid: 3, name: 'deny', taken: 3 } as const;

describe('a policy that forwards says under each place what comes of it', () => {
  test.each<[string, Partial<MappedPolicy>, Partial<ReturnType<typeof forwardWords>>]>([
    [
      'all that come in',
      {},
      {
        from: '14 come in',
        to: 'by port2',
        who: '14 endpoints get this far',
        destination: 'counted to 10.0.3.10:443',
        service: null,
      },
    ],
    [
      'some of them',
      { fall: { servers: 1, reached: 18, who: 6, taken: 3 } },
      { who: '6 of the 14 endpoints that get this far' },
    ],
    [
      'nobody',
      {
        fall: { servers: 1, reached: 0, who: 0, taken: 0 },
        way: { ...way, from: 0 },
        blockers: [blocker],
      },
      { from: null, who: 'nobody gets this far: policy 3 deny takes them all' },
    ],
    [
      'nobody by its interfaces',
      { fall: { servers: 1, reached: 18, who: 0, taken: 0 }, way: { ...way, from: 0 } },
      { from: '0 come in', who: 'nobody comes in there' },
    ],
    [
      'those that others take',
      { fall: { servers: 1, reached: 18, who: 14, taken: 0 }, blockers: [blocker] },
      { who: '14 endpoints get this far: policy 3 deny takes them all' },
    ],
    ['a destination that is named', { way: { ...way, isOwn: false } }, { destination: null }],
    [
      'another destination',
      { fall: null, idle: 'dstaddr' },
      { who: '20 endpoints', destination: 'not 10.0.3.10:443' },
    ],
    ['another way out', { fall: null, idle: 'dstintf' }, { to: '10.0.3.10:443 is behind port2' }],
    ['another service', { fall: null, idle: 'service' }, { service: 'not of 10.0.3.10:443' }],
    ['disabled', { fall: null, idle: 'disabled', way: null }, { who: '20 endpoints, disabled' }],
  ])('%s', (_, changed, words) => {
    expect(forwardWords({ ...usual, ...changed }, 20, ['any'])).toMatchObject(words);
  });

  test('an outgoing interface is named where the policy does not', () => {
    expect(forwardWords(usual, 20, ['port2']).to).toBeNull();
  });
});

describe('of tags among the sources', () => {
  const tag = { name: 'EMS1_ZTNA_A', have: 9, known: 9 };
  test.each([
    [[], '14 endpoints get this far'],
    [[tag], '14 endpoints get this far'],
    [[tag, { ...tag, known: 2 }], '14 endpoints get this far, known here: 9 and 2'],
    [[{ ...tag, known: 0 }], '14 endpoints get this far, FGT-HQ knows none of them'],
    [[{ ...tag, have: null, known: 3 }], '14 endpoints get this far'],
  ])('%j: %s', (sources, words) => {
    expect(forwardWho({ ...usual, sources }, 20, ['any'], 'FGT-HQ')).toBe(words);
  });
});

describe('what no session here has is said under the service', () => {
  const policy = (row: RowDraft<'firewall security-policy'>): PolicyRow => ({
    table: 'firewall security-policy',
    kind: 'standard',
    row: newRow('firewall security-policy', row),
  });
  test.each<[RowDraft<'firewall security-policy'>, string | null]>([
    [{ policyid: 1 }, null],
    [{ policyid: 1, 'app-category': ['2'] }, 'whatever the application'],
    [{ policyid: 1, 'url-category': ['37'] }, 'whatever the URL category'],
    [
      { policyid: 1, application: ['15832'], 'url-category': ['37'] },
      'whatever the application or URL category',
    ],
  ])('%j: %s', (row, words) => {
    expect(notJudgedWords(policy(row))).toBe(words);
  });
});
