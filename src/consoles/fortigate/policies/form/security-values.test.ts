/** A security policy in the form: its tags stand among its addresses, and what the form does not show is kept. */
import { expect, test } from 'vitest';
import { newRow } from '#model/fortios/rows.parse.ts';
import { cliSettings } from './cli-settings.ts';
import { securityDraft } from './policy-draft.ts';
import { policyLogic } from './policy-logic.ts';
import { problemsOf } from './policy-problems.ts';
import { policyDraft } from './policy-saving.ts';
import { newValues, valuesOf } from './policy-values.ts';

const row = newRow('firewall security-policy', {
  policyid: 3,
  name: 'web',
  srcintf: ['port1'],
  dstintf: ['any'],
  srcaddr: ['LAN', 'EMS1_ZTNA_A'],
  'srcaddr-negate': 'enable',
  dstaddr: ['EMS1_ZTNA_B'],
  service: ['HTTPS'],
  'service-negate': 'enable',
  action: 'accept',
  schedule: 'always',
  application: ['15832'],
  'url-category': ['37', '12'],
});
const security = { table: 'firewall security-policy', kind: 'standard', row } as const;

test('saving the form as it was opened changes nothing', () => {
  const draft = securityDraft(valuesOf(security), row);
  expect({ ...row, ...draft }).toEqual(row);
  // What it does not show is not sent.
  for (const field of ['application', 'url-category', 'srcaddr-negate', 'ztna-ems-tag'])
    expect(Object.keys(draft)).not.toContain(field);
});

test('a new one asks for tags by its addresses, and for nothing that such a policy has not', () => {
  const values = { ...newValues('firewall security-policy'), srcaddr: ['EMS1_ZTNA_A'] };
  expect(values.kind).toBe('standard');
  expect(policyDraft('firewall security-policy', values, null)).toMatchObject({
    srcaddr: ['EMS1_ZTNA_A'],
    service: ['ALL'],
    action: 'accept',
  });
});

test('where it lacks something, the form says so', () => {
  const setting = {
    table: 'firewall security-policy',
    before: null,
    namesake: null,
    accessVips: new Set<string>(),
  } as const;
  const values = { ...newValues('firewall security-policy'), name: 'web' };
  expect(problemsOf(values, setting).map(({ field }) => field)).toEqual([
    'srcintf',
    'dstintf',
    'dstaddr',
  ]);
  expect(problemsOf({ ...values, name: '' }, setting)[0]).toMatchObject({ field: 'name' });
});

test('its conditions are those that decide, negated ones told', () => {
  const logic = policyLogic(valuesOf(security), 'firewall security-policy', security);
  expect(Object.keys(logic)).toEqual([
    'srcintf',
    'dstintf',
    'srcaddr',
    'dstaddr',
    'schedule',
    'service',
  ]);
  expect(logic.srcaddr?.lead).toBe('none of');
  expect(logic.service?.lead).toBe('none of');
  expect(logic.dstaddr?.lead).toBeUndefined();
});

test('what no session here has is named as not judged', () => {
  expect(cliSettings(security)).toEqual([
    'Source negated (srcaddr-negate): every address except those listed.',
    'Service negated (service-negate): every service except those listed.',
    'Applications (15832): not judged in this lab.',
    'URL categories (37, 12): not judged in this lab.',
  ]);
});
