/** The bar: the Security Posture Tags tab of 200 tags, 1,000 policies and 5,000 endpoints in under 50 ms. */
import { expect, test } from 'vitest';
import { withTable } from '#model/fortios/rows.parse.ts';
import { large } from '#mocks/scenarios/large.ts';
import { buildWorld } from '#mocks/world/build-world.ts';
import { tagEntries } from '#mocks/world/fortigate/tags/tag-entries.ts';
import type { WorldState } from '#mocks/world/state.ts';

const built = buildWorld(large);
const [first] = built.fortigates;
const query = {
  fortigate: first?.name ?? '',
  search: '',
  type: null,
  kind: null,
  start: 0,
  count: 100,
};

/** 200 tags more; what the FortiGate learns from EMS is learned once for all who ask. */
const ems = {
  ...built.ems,
  endpoints: built.ems.endpoints.map((one, i) => ({
    ...one,
    tags: [
      ...one.tags,
      ...Array.from({ length: 4 }, (_, j) => ({
        category: 'zero_trust' as const,
        name: `Tag-${(i * 4 + j) % 200}`,
        since: 0,
      })),
    ],
  })),
};

/** After a change of the configuration: nothing that an earlier run found in it is found again. */
function anew(): WorldState {
  return {
    ...built,
    ems,
    fortigates: built.fortigates.map((one) => ({
      ...one,
      config: withTable(one.config, 'firewall policy', [...one.config['firewall policy']]),
    })),
  };
}

test('the tags tab', { timeout: 60_000 }, async ({ bench }) => {
  const page = tagEntries(anew(), { ...query, used: true });
  expect(page.size).toBeGreaterThanOrEqual(200);
  expect(built.ems.endpoints.length).toBeGreaterThanOrEqual(5000);
  expect(first?.config['firewall policy'].length).toBeGreaterThanOrEqual(1000);
  const { latency } = await bench('the tags tab', () => {
    tagEntries(anew(), { ...query, used: null });
  }).run({ time: 1000 });
  expect(latency.p50).toBeLessThan(50);
});
