import { describe, expect, it, test } from 'vitest';
import { newRow } from '#model/fortios/rows.parse.ts';
import { putTogether, windowStarts } from './use-policy-windows.ts';

test.each<[number, number, number | null, readonly number[], (number | null)?]>([
  [0, 0, null, [0]],
  [0, 0, null, [0], 0],
  [970, 999, null, [900], 1000],
  [970, 1000, 5, [900, 1000, 0], 1001],
  [0, 40, null, [0]],
  [60, 85, null, [0, 100]],
  [115, 150, null, [0, 100]],
  [130, 160, null, [100]],
  [0, 30, 962, [0, 900]],
  [0, 30, 999, [0, 900, 1000]],
  [0, 30, 0, [0]],
  [950, 970, 962, [900]],
])('rows %d to %d, and %s, need the windows at %j', (first, last, pinned, starts, total = null) => {
  expect(windowStarts(first, last, pinned, total)).toEqual(starts);
});

const loaded = (start: number, ids: readonly number[], revision: number, matched: number) => ({
  start,
  revision,
  matched,
  size: matched,
  kinds: [],
  names: [],
  policies: ids.map((policyid) => ({
    table: 'firewall policy' as const,
    kind: 'standard' as const,
    row: newRow('firewall policy', { policyid }),
  })),
});
const idsOf = (...windows: Parameters<typeof putTogether>[0][number][]) =>
  putTogether(windows)?.rows.map((row) => row?.row.policyid);

describe('windows put together', () => {
  it('leave out what is not loaded', () => {
    expect(idsOf()).toBeUndefined();
    expect(idsOf(loaded(2, [3, 4], 1, 6))).toEqual([
      undefined,
      undefined,
      3,
      4,
      undefined,
      undefined,
    ]);
  });
  it('have a policy once, where the newer window says', () => {
    expect(idsOf(loaded(0, [1, 2], 1, 4), loaded(2, [2, 4], 2, 4))).toEqual([1, undefined, 2, 4]);
  });
  it('are as long as the newest says', () => {
    expect(idsOf(loaded(0, [1, 2], 1, 4), loaded(2, [4], 2, 3))).toEqual([1, 2, 4]);
    expect(idsOf(loaded(0, [], 2, 0), loaded(100, [4], 1, 101))).toEqual([]);
  });
});
