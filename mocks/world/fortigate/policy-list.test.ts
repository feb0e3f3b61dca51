/** Windows of a policy list: cut, searched and filtered, and where a policy stands in it. */
import { describe, expect, it, test } from 'vitest';
import { demo } from '#mocks/scenarios/demo.ts';
import { newRow, withTable } from '#model/fortios/rows.parse.ts';
import { type PolicyFilter, policyWindowSchema } from '#model/fortios/policy-list.ts';
import { buildWorld } from '../build-world.ts';
import { policies, policyNamed, policyPlace } from './policy-list.ts';

const built = buildWorld(demo);
const own = [
  newRow('firewall policy', {
    policyid: 17,
    name: 'Web',
    action: 'accept',
    dstaddr: ['VIP'],
    'ztna-status': 'enable',
    'ztna-ems-tag': ['EMS1_ZTNA_FortiAD'],
    comments: 'For the Helpdesk',
  }),
  newRow('firewall policy', { policyid: 5, dstaddr: ['VIP'], status: 'disable' }),
  newRow('firewall policy', { policyid: 6, dstaddr: ['LAN'], 'ztna-status': 'enable' }),
];
const many = Array.from({ length: 300 }, (_, i) =>
  newRow('firewall policy', { policyid: 1000 + i, name: `n${i}`, srcaddr: [`host-${i}`] }),
);
const state = {
  ...built,
  fortigates: built.fortigates.map((one) => ({
    ...one,
    config: withTable(
      withTable(
        withTable(one.config, 'firewall vip', [
          newRow('firewall vip', { name: 'VIP', type: 'access-proxy' }),
        ]),
        'firewall policy',
        [...own, ...many],
      ),
      'firewall proxy-policy',
      [
        newRow('firewall proxy-policy', { policyid: 1, proxy: 'access-proxy' }),
        newRow('firewall proxy-policy', { policyid: 2, name: 'explicit' }),
      ],
    ),
  })),
};
const none: PolicyFilter = { search: '', type: null, action: null, status: null, uses: '' };
const ask = (filter: Partial<PolicyFilter>, start = 0, count = 3) =>
  policies(state, {
    fortigate: 'FGT-HQ',
    list: 'policy',
    filter: { ...none, ...filter },
    start,
    count,
  });
const idsOf = (answer: ReturnType<typeof ask>) =>
  answer.policies.map(({ row }) =>
    typeof row === 'object' && row !== null && 'policyid' in row ? row.policyid : null,
  );
const place = (id: string, filter: Partial<PolicyFilter> = {}) =>
  policyPlace(state, { fortigate: 'FGT-HQ', list: 'policy', filter: { ...none, ...filter }, id });

test('a window has its rows, the numbers of the whole list, and what its own names stand for', () => {
  const answer = ask({}, 100, 100);
  expect(idsOf(answer)).toEqual(Array.from({ length: 100 }, (_, i) => 1097 + i));
  expect(answer).toMatchObject({ matched: 303, size: 303, kinds: ['standard', 'ztna'] });
  expect(answer.names.map(({ name }) => name)).toContain('host-97');
  expect(answer.names.map(({ name }) => name)).not.toContain('VIP');
  expect(policyWindowSchema.parse(answer)).toEqual(answer);
  expect(idsOf(ask({}, 303, 100))).toEqual([]);
  expect(idsOf(ask({}, 300, 100))).toHaveLength(3);
});

test('a policy is ZTNA only by both the status and the VIP of a ZTNA server, or by an access proxy', () => {
  expect(ask({}).policies.map(({ kind }) => kind)).toEqual(['ztna', 'standard', 'standard']);
  const full = policies(state, {
    fortigate: 'FGT-HQ',
    list: 'proxy-policy',
    filter: none,
    start: 0,
    count: 100,
  });
  expect(full.policies.map(({ kind }) => kind)).toEqual(['ztna', 'other']);
  expect(full.kinds).toEqual(['ztna', 'other']);
});

describe('filters', () => {
  it.each<[Partial<PolicyFilter>, readonly number[]]>([
    [{}, [17, 5, 6]],
    [{ type: 'standard' }, [5, 6, 1000]],
    [{ action: 'accept' }, [17]],
    [{ status: 'disable' }, [5]],
    [{ search: ' fortiad ' }, [17]],
    [{ search: 'helpdesk' }, [17]],
    [{ search: 'lan' }, [6]],
    [{ search: '1299' }, [1299]],
    // Words of settings, which every policy has, find nothing.
    [{ search: 'utm' }, []],
    [{ search: 'WEB', action: 'deny' }, []],
    [{ uses: 'VIP' }, [17, 5]],
    [{ uses: 'MAC_EMS1_ZTNA_FortiAD\nEMS1_ZTNA_FortiAD' }, [17]],
    [{ uses: 'vip' }, []],
  ])('%j', (filter, ids) => {
    expect(idsOf(ask(filter))).toEqual(ids);
    expect(ask(filter).size).toBe(303);
  });
});

test('a policy is found wherever it stands, with its place in the filtered list', () => {
  expect(place('1299')).toMatchObject({ at: 302, policy: { kind: 'standard' } });
  expect(place('1299', { search: 'n29' })).toMatchObject({ at: 10 });
  expect(place('1299', { action: 'accept' })).toMatchObject({ at: null, policy: {} });
  expect(place('99')).toMatchObject({ at: null, policy: null, names: [] });
});

test.each([
  ['Web', '', 17],
  ['Web', '17', null],
  ['web', '', null],
  ['n7', '17', 1007],
])('the name %s is taken from policy %j by %j', (name, except, policyid) => {
  expect(policyNamed(state, { fortigate: 'FGT-HQ', list: 'policy', name, except })).toEqual({
    policyid,
  });
});
