/** The marks between fields and chips say what decides, and nothing else. */
import { expect, test } from 'vitest';
import { newRow } from '#model/fortios/rows.parse.ts';
import { policyLogic } from './policy-logic.ts';
import { newValues, valuesOf } from './policy-values.ts';

const standard = newValues('firewall policy');
const simple = newValues('firewall policy', 'ztna');
const full = newValues('firewall proxy-policy');

test('a standard policy asks for its service and outgoing interface, a simple one for neither', () => {
  expect(Object.keys(policyLogic(standard, 'firewall policy', null))).toEqual(
    expect.arrayContaining(['dstintf', 'service', 'ztna-ems-tag-secondary']),
  );
  expect(Object.keys(policyLogic(simple, 'firewall policy', null))).toEqual([
    'srcintf',
    'srcaddr',
    'ztna-ems-tag',
    'servers',
    'schedule',
  ]);
  expect(policyLogic(full, 'firewall proxy-policy', null)).toHaveProperty('dstaddr');
});

test.each([
  ['standard', standard, 'or'],
  ['simple', simple, 'and'],
  ['full', full, 'and'],
] as const)('under All, the tags of a %s policy are joined by %s', (kind, values, within) => {
  const all = { ...values, 'ztna-tags-match-logic': 'and' as const };
  const table = kind === 'full' ? 'firewall proxy-policy' : 'firewall policy';
  const logic = policyLogic(all, table, null);
  expect(logic['ztna-ems-tag']).toEqual({ mark: 'AND', within, lead: undefined });
  expect(logic.srcintf).toEqual({ mark: 'IF', within: 'or', lead: undefined });
});

test('what is inverted says so, and tags that are not in force too', () => {
  const row = newRow('firewall policy', {
    'srcaddr-negate': 'enable',
    'service-negate': 'enable',
    'ztna-ems-tag': ['T'],
  });
  const before = { table: 'firewall policy', kind: 'standard', row } as const;
  const values = { ...valuesOf(before), 'ztna-ems-tag-negate': true };
  const logic = policyLogic(values, 'firewall policy', before);
  expect(logic.srcaddr?.lead).toBe('none of');
  expect(logic.dstaddr?.lead).toBeUndefined();
  expect(logic.service?.lead).toBe('none of');
  expect(logic['ztna-ems-tag']).toMatchObject({ mark: 'NOT IN FORCE', lead: 'none of' });
  // Choosing them anew puts them in force.
  const chosen = { ...values, 'ztna-ems-tag': ['U'] };
  expect(policyLogic(chosen, 'firewall policy', before)['ztna-ems-tag']?.mark).toBe('AND');
});

test('a policy that the lab does not decide has no logic', () => {
  expect(policyLogic({ ...full, kind: 'other' }, 'firewall proxy-policy', null)).toEqual({});
});
