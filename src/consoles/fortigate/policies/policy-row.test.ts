import { expect, it } from 'vitest';
import { newRow } from '#model/fortios/rows.parse.ts';
import { toWire } from '#model/fortios/wire.parse.ts';
import { policyName } from '#model/words/policy-name.ts';
import { namedPolicy, policyId, policyRowOf } from './policy-row.ts';

it('a policy is taken as it came, with its type', () => {
  const row = newRow('firewall policy', { policyid: 17, name: 'Web', dstaddr: ['VIP'] });
  const came = policyRowOf('firewall policy', {
    kind: 'ztna',
    row: toWire('firewall policy', row),
  });
  expect(came).toMatchObject({ table: 'firewall policy', kind: 'ztna', row: { name: 'Web' } });
  expect(policyId(came)).toBe('17');
});

it('a policy without a name is called by its number', () => {
  const named = [17, 5].map((policyid) =>
    policyRowOf('firewall proxy-policy', {
      kind: 'other',
      row: toWire(
        'firewall proxy-policy',
        newRow('firewall proxy-policy', { policyid, name: policyid === 17 ? 'Web' : '' }),
      ),
    }),
  );
  expect(named.map((one) => policyName(namedPolicy(one)))).toEqual([
    'proxy policy 17 Web',
    'proxy policy 5',
  ]);
});
