/** What an address may make the command line do: open a policy, and nothing else. */
import { expect, test } from 'vitest';
import { isAtTop, openingLines } from './opened-policy.ts';

test.each([
  ['policy', '17', ['config firewall policy', 'edit 17']],
  ['proxy-policy', '1', ['config firewall proxy-policy', 'edit 1']],
  ['policy', '17\nend\nexecute reboot', null],
  ['address', '17', null],
  ['', '', null],
])('%j %j', (policytype, policyid, lines) => {
  expect(openingLines(policytype, policyid)).toEqual(lines);
});

test.each([
  ['FGT-HQ # ', true],
  ['FGT-HQ (policy) # ', false],
  ['FGT-HQ (17) # ', false],
  ['> ', false],
])('%j is at the top: %s', (prompt, isTop) => {
  expect(isAtTop(prompt)).toBe(isTop);
});
