import { describe, expect, it } from 'vitest';
import { newRow } from '#model/fortios/rows.parse.ts';
import { policyName } from '#model/words/policy-name.ts';
import {
  type PolicyFilter,
  filterPolicies,
  firewallPolicyRow,
  namedPolicy,
  policyId,
  proxyPolicyRow,
} from './policy-row.ts';

const vips = new Set(['VIP']);
const policies = [
  firewallPolicyRow(
    newRow('firewall policy', {
      policyid: 17,
      name: 'Web',
      action: 'accept',
      dstaddr: ['VIP'],
      'ztna-status': 'enable',
      'ztna-ems-tag': ['EMS1_ZTNA_FortiAD'],
    }),
    vips,
  ),
  firewallPolicyRow(
    newRow('firewall policy', { policyid: 5, dstaddr: ['VIP'], status: 'disable' }),
    vips,
  ),
  firewallPolicyRow(
    newRow('firewall policy', { policyid: 6, dstaddr: ['LAN'], 'ztna-status': 'enable' }),
    vips,
  ),
];
const none: PolicyFilter = { search: '', kind: null, action: null, status: null, uses: null };
const found = (filter: Partial<PolicyFilter>) =>
  filterPolicies(policies, { ...none, ...filter }).map(policyId);

describe('the type of a policy', () => {
  it('is ZTNA only by both the status and the VIP of a ZTNA server', () => {
    expect(policies.map(({ kind }) => kind)).toEqual(['ztna', 'standard', 'standard']);
  });
  it('is ZTNA in the proxy table for an access proxy', () => {
    expect(proxyPolicyRow(newRow('firewall proxy-policy', { proxy: 'access-proxy' })).kind).toBe(
      'ztna',
    );
    expect(proxyPolicyRow(newRow('firewall proxy-policy', {})).kind).toBe('other');
  });
});

describe('filters', () => {
  it('leave the order', () => {
    expect(found({})).toEqual(['17', '5', '6']);
  });
  it('by type, action, status and text', () => {
    expect(found({ kind: 'standard' })).toEqual(['5', '6']);
    expect(found({ action: 'accept' })).toEqual(['17']);
    expect(found({ status: 'disable' })).toEqual(['5']);
    expect(found({ search: ' fortiad ' })).toEqual(['17']);
    expect(found({ search: 'lan' })).toEqual(['6']);
    expect(found({ search: 'WEB', action: 'deny' })).toEqual([]);
  });
  it('by an object that is named, exactly', () => {
    expect(found({ uses: ['VIP'] })).toEqual(['17', '5']);
    expect(found({ uses: ['MAC_EMS1_ZTNA_FortiAD', 'EMS1_ZTNA_FortiAD'] })).toEqual(['17']);
    expect(found({ uses: ['vip'] })).toEqual([]);
  });
});

it('a policy without a name is called by its number', () => {
  expect(policies.map((one) => policyName(namedPolicy(one)))).toEqual([
    'policy 17 Web',
    'policy 5',
    'policy 6',
  ]);
});
