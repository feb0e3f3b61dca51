import { expect, test } from 'vitest';
import { type NamedPolicy, policyName, policyTitle } from './policy-name.ts';

test.each<[NamedPolicy, string, string]>([
  [{ policytype: 'policy', policyid: 17, name: 'web' }, 'policy 17 web', 'Policy 17 web'],
  [{ policytype: 'policy', policyid: 3, name: '' }, 'policy 3', 'Policy 3'],
  [{ policytype: 'proxy-policy', policyid: 2, name: 'F' }, 'proxy policy 2 F', 'Proxy policy 2 F'],
  [{ policytype: 'proxy-policy', policyid: 0, name: '' }, 'implicit deny', 'Implicit deny'],
  [{ policytype: 'policy', policyid: 0, name: 'any' }, 'implicit deny', 'Implicit deny'],
])('%j is called %s', (policy, name, title) => {
  expect(policyName(policy)).toBe(name);
  expect(policyTitle(policy)).toBe(title);
});
