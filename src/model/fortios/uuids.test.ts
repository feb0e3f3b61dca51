import { expect, test } from 'vitest';
import { emptyConfig, newRow, withTable } from './rows.parse.ts';
import { withUuids } from './tables/uuids.ts';

const lan = newRow('firewall address', { name: 'LAN' });
const config = withTable(emptyConfig(), 'firewall address', [
  lan,
  newRow('firewall address', { name: 'WAN', uuid: '5f1f1b2e-cd27-51ef-8d0c-2a8b86d8a0b7' }),
]);
const uuidsOf = (of: typeof config): readonly string[] =>
  of['firewall address'].map(({ uuid }) => uuid);

test('each object has a UUID of its own, the same each time', () => {
  const [made = '', own] = uuidsOf(withUuids(config, 'FGT-A'));
  expect(made).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-51f0-[0-9a-f]{4}-[0-9a-f]{12}$/);
  expect(own).toBe('5f1f1b2e-cd27-51ef-8d0c-2a8b86d8a0b7');
  expect(uuidsOf(withUuids(config, 'FGT-A'))).toEqual([made, own]);
  expect(uuidsOf(withUuids(config, 'FGT-B'))).not.toEqual([made, own]);
  const many = withTable(
    config,
    'firewall address',
    Array.from({ length: 5000 }, (_, i) => newRow('firewall address', { name: `a${i}` })),
  );
  expect(new Set(uuidsOf(withUuids(many, 'FGT-A'))).size).toBe(5000);
});

test('an object that was there keeps its own; where none is to be made, it has none', () => {
  const before = withUuids(config, 'FGT-A');
  const [made] = uuidsOf(before);
  expect(uuidsOf(withUuids(config, 'FGT-B', before))[0]).toBe(made);
  expect(uuidsOf(withUuids(config, null))[0]).toBe('');
});
