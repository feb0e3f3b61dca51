import { expect, test } from 'vitest';
import { newRow } from '#model/fortios/rows.parse.ts';
import { lookedUp, unresolvedHint } from './unresolved.ts';

const address = (name: string, type: 'fqdn' | 'geography' | 'ipmask') =>
  newRow('firewall address', { name, type });
const lookups = lookedUp([
  address('web', 'fqdn'),
  address('CH', 'geography'),
  address('LAN', 'ipmask'),
]);

test.each([
  [['LAN'], undefined],
  [[], undefined],
  [['LAN', 'web'], /^web contains no address here: .+\.$/],
  [['CH', 'web'], /^CH, web contain no address here: .+\.$/],
])('%j is said to be empty: %s', (chosen, hint) => {
  const said = unresolvedHint(chosen, lookups);
  expect(said ?? '').toMatch(hint ?? /^$/);
});
