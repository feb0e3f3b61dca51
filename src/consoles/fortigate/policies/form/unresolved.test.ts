import { expect, test } from 'vitest';
import { unresolvedHint } from './unresolved.ts';

const named = (name: string, isLookedUp: boolean) =>
  [
    name,
    {
      name,
      tag: { kind: 'unknown', name, absence: { kind: 'not-a-tag' } },
      isAddress: true,
      vip: null,
      isLookedUp,
      server: null,
      serverAtVip: null,
    },
  ] as const;
const context = {
  device: 'FGT',
  names: new Map([named('web', true), named('CH', true), named('LAN', false)]),
  syncEditor: '',
};

test.each([
  [['LAN'], undefined],
  [[], undefined],
  [['asked'], undefined],
  [['LAN', 'web'], /^web contains no address here: .+\.$/],
  [['CH', 'web'], /^CH, web contain no address here: .+\.$/],
])('%j is said to be empty: %s', (chosen, hint) => {
  const said = unresolvedHint(chosen, context);
  expect(said ?? '').toMatch(hint ?? /^$/);
});
