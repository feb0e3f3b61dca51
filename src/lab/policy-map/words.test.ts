import { describe, expect, test } from 'vitest';
import type { PolicyRow } from '#consoles/fortigate/policies/policy-row.ts';
import type { MappedPolicy } from '#model/lab/policy-map.ts';
import { newRow } from '#model/fortios/rows.parse.ts';
import { type Naming, postureWords, reads, takesWords, whoWords } from './words.ts';

const quiet: MappedPolicy = {
  policyid: 17,
  who: 20,
  tags: [],
  sources: [],
  matched: 20,
  fall: { servers: 1, reached: 19, who: 19, taken: 3 },
  idle: null,
  way: null,
  blockers: [],
  moreBlockers: 0,
};
const nobody = { servers: 1, reached: 0, who: 0, taken: 0 };
const blocker = { policytype: 'policy', policyid: 3, name: 'deny', taken: 3 } as const;

describe('who gets this far', () => {
  test.each<[Partial<MappedPolicy>, string]>([
    [{}, '19 endpoints get this far'],
    [{ fall: { ...nobody, reached: 1, who: 1 } }, '1 endpoint gets this far'],
    [
      { who: 4, fall: { servers: 1, reached: 16, who: 3, taken: 0 } },
      '3 of the 16 endpoints that get this far',
    ],
    [{ fall: { servers: 2, reached: 40, who: 40, taken: 0 } }, '40 sessions get this far'],
    [{ fall: nobody }, 'nobody gets this far'],
    [{ fall: nobody, blockers: [blocker] }, 'nobody gets this far: policy 3 deny takes them all'],
    [
      { fall: nobody, blockers: [blocker, { ...blocker, policyid: 4, name: '' }] },
      'nobody gets this far: policy 3 deny and policy 4 take them all',
    ],
    [
      { fall: nobody, blockers: [blocker, blocker, blocker], moreBlockers: 2 },
      'nobody gets this far: policy 3 deny, policy 3 deny, policy 3 deny and 2 more policies take them all',
    ],
    [{ fall: null, idle: 'disabled' }, '20 endpoints, disabled'],
    [{ fall: null }, '20 endpoints'],
    [{ fall: null, who: 4 }, '4 of 20 endpoints'],
  ])('%j: %s', (about, words) => {
    expect(whoWords({ ...quiet, ...about }, 20)).toBe(words);
  });
});

describe('who has the tags', () => {
  const tags = (...counts: readonly (readonly [have: number | null, known: number])[]) =>
    counts.map(([have, known], i) => ({ name: `T${i}`, have, known }));
  const any = { logic: 'or', negate: false } as const;
  const all = { logic: 'and', negate: false } as const;
  test.each<[MappedPolicy['tags'], number, Parameters<typeof postureWords>[1], string]>([
    [[], 20, any, 'no tags asked for'],
    [tags([9, 9]), 9, any, '9 have it'],
    [tags([1, 1]), 1, any, '1 has it'],
    [tags([9, 8]), 8, any, '9 have it, known here: 8'],
    [tags([3, 0]), 0, any, '3 have it, FGT-HQ knows none of them'],
    [tags([9, 9], [4, 4]), 3, all, '9 and 4 have them, 3 have both'],
    [tags([9, 9], [4, 4], [1, 1]), 1, all, '9, 4 and 1 have them, 1 has all'],
    [tags([9, 9], [4, 4]), 10, any, '9 and 4 have them, 10 have one or more'],
    [tags([9, 9]), 11, { logic: 'or', negate: true }, '9 have it, 11 have none'],
    [
      tags([9, 9], [4, 4]),
      17,
      { logic: 'and', negate: true },
      '9 and 4 have them, 17 lack one or more',
    ],
    [
      tags([6, 6], [5, 5]),
      1,
      { ...any, isTwofold: true },
      '6 and 5 have them, 1 meets both conditions',
    ],
    [tags([null, 2]), 2, any, ''],
  ])('%j, %d: %s', (asked, matched, setting, words) => {
    expect(postureWords({ ...quiet, tags: asked, matched }, setting, 'FGT-HQ')).toBe(words);
  });
});

test.each<[Partial<MappedPolicy>, 'accept' | 'deny', string | null]>([
  [{}, 'accept', 'lets 3 in'],
  [{}, 'deny', 'stops 3'],
  [{ fall: { ...nobody, reached: 5 } }, 'accept', 'lets nobody in'],
  [
    { fall: { ...nobody, reached: 5 }, blockers: [blocker] },
    'accept',
    'lets nobody in: policy 3 deny takes them all',
  ],
  [{ fall: nobody }, 'accept', 'never reached'],
  [{ fall: null, idle: 'disabled' }, 'accept', 'disabled'],
  [{ fall: null, idle: 'interface' }, 'accept', 'not asked'],
  [{ fall: null }, 'accept', null],
])('whom it takes: %j, %s: %s', (about, verdict, words) => {
  expect(takesWords({ ...quiet, ...about }, verdict)).toBe(words);
});

describe('a policy read back', () => {
  const row = newRow('firewall policy', { policyid: 17, dstaddr: ['V'], srcaddr: ['all'] });
  const ztna = (values: Partial<typeof row>): PolicyRow => ({
    table: 'firewall policy',
    kind: 'ztna',
    row: { ...row, action: 'accept', schedule: 'always', ...values },
  });
  const naming: Naming = (name, as) => {
    if (as === 'server' && name === 'V') return 'ZTNA-web';
    return as === 'address' && name === 'T' ? 'a device that has Low-Risk' : name;
  };
  const security = (values: object): PolicyRow => ({
    table: 'firewall security-policy',
    kind: 'standard',
    row: {
      ...newRow('firewall security-policy', {
        policyid: 3,
        srcintf: ['port1'],
        dstintf: ['any'],
        srcaddr: ['LAN', 'T'],
        dstaddr: ['all'],
        service: ['HTTPS'],
        action: 'accept',
        schedule: 'always',
      }),
      ...values,
    },
  });
  test.each<[PolicyRow, string]>([
    [ztna({}), 'Anyone may open ZTNA-web, at any time.'],
    [
      ztna({ 'ztna-ems-tag': ['A', 'B'], 'ztna-tags-match-logic': 'and' }),
      'Anyone whose device has A and B may open ZTNA-web, at any time.',
    ],
    [
      ztna({ 'ztna-ems-tag': ['A', 'B'], 'ztna-ems-tag-negate': 'enable', action: 'deny' }),
      'Nobody whose device has none of A or B may open ZTNA-web, at any time.',
    ],
    [
      ztna({ groups: ['Finance'], users: ['ann'], srcaddr: ['LAN'], schedule: 'Week' }),
      'Ann or members of Finance from LAN may open ZTNA-web, during Week.',
    ],
    [
      ztna({ status: 'disable' }),
      'Disabled. It would read: anyone may open ZTNA-web, at any time.',
    ],
    [
      {
        ...ztna({ srcintf: ['port1'], dstintf: ['port2'], service: ['HTTPS'] }),
        table: 'firewall policy',
        kind: 'standard',
        row: {
          ...row,
          action: 'accept',
          schedule: 'always',
          srcintf: ['port1'],
          dstintf: ['port2'],
          service: ['HTTPS'],
        },
      },
      'Anyone may reach V by HTTPS, through port1 and out of port2, at any time.',
    ],
    [
      security({}),
      'Anyone from LAN or a device that has Low-Risk may reach any address by HTTPS, through port1 and out of any interface, at any time.',
    ],
    [
      security({ 'service-negate': 'enable', dstaddr: ['T'], action: 'deny', groups: ['Staff'] }),
      'Members of Staff from LAN or a device that has Low-Risk may not reach a device that has Low-Risk by anything but HTTPS, through port1 and out of any interface, at any time.',
    ],
  ])('%#: %s', (policy, sentence) => {
    expect(reads(policy, naming)).toBe(sentence);
  });
});
