import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

test.each<[string, readonly string[], string | null]>([
  ['WIN10-1', ['WIN10-02', 'WIN10-01'], 'WIN10-01'],
  ['ztna webserver', ['ZTNA-finance', 'ZTNA-webserver'], 'ZTNA-webserver'],
  ['Low', ['Low-Risk', 'High'], 'Low-Risk'],
  ['Low', ['Low-Risk', 'Loww'], 'Loww'],
  ['FGT-C', ['FGT-A', 'FGT-B'], 'FGT-A'],
  ['web', ['finance', 'b'], null],
  ['a', ['b'], null],
  ['anything', [], null],
])('%s among %s is meant for %s', (asked, names, near) => {
  expect(nearestName(asked, names)).toBe(near);
});
