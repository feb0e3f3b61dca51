import { expect, test } from 'vitest';
import { isAtPlace, stepPath } from './step-place.ts';

test('a place is an address with everything filled in, and is known again at it', () => {
  const place = { page: 'firewall-policy', fortigate: 'FGT A', id: 17 } as const;
  expect(stepPath(place)).toBe('/fortigate/FGT%20A/firewall-policy?edit=17');
  expect(isAtPlace(place, '/fortigate/FGT%20A/firewall-policy', '?search=x&edit=17')).toBe(true);
  expect(isAtPlace(place, '/fortigate/FGT%20A/firewall-policy', '?edit=18')).toBe(false);
  expect(isAtPlace(place, '/fortigate/FGT%20A/proxy-policy', '?edit=17')).toBe(false);
});

test('Connect connects at once', () => {
  expect(
    stepPath({
      page: 'connect',
      endpoint: 'A1',
      fortigate: 'FGT-A',
      server: 'Web',
      certificate: 'none',
    }),
  ).toBe('/lab/connect?endpoint=A1&fortigate=FGT-A&server=Web&certificate=none&now=1');
});
