/**
 * The bars: 5,000 endpoints and 200 tag definitions from nothing in under 500 ms, one endpoint that changed
 * in under 2 ms. It is the median that is held to them: what else the machine does is no matter of ours.
 */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate, reevaluate } from '#engine/tagging/evaluate.ts';
import type { Outbreak } from '#model/ems/outbreak.ts';
import {
  definitionsArbitrary,
  devicesArbitrary,
  outbreaksArbitrary,
} from '#test/generators/tagging.ts';

const sizes = { endpoints: 5000, definitions: 200 };

function drawn<T>(arbitrary: fc.Arbitrary<T>): T {
  const [value] = fc.sample(arbitrary, { numRuns: 1, seed: 20_250_916 });
  if (value === undefined) throw new Error('nothing drawn');
  return value;
}

const devices = drawn(devicesArbitrary(sizes.endpoints));
const definitions = drawn(definitionsArbitrary(sizes.definitions));
const outbreaks: readonly Outbreak[] = drawn(outbreaksArbitrary);

/** Nothing that an earlier run compiled or folded is found again: objects are what it is kept by. */
function anew() {
  return {
    devices: devices.map((device) => ({ ...device })),
    definitions: definitions.map((definition) => ({ ...definition })),
    outbreaks: outbreaks.map((outbreak) => ({ ...outbreak })),
  };
}

describe(`${sizes.endpoints} endpoints and ${sizes.definitions} tag definitions`, () => {
  test('from nothing', { timeout: 60_000 }, async ({ bench }) => {
    const given = evaluate(anew());
    expect(given.rows.length).toBe(sizes.endpoints);
    // A bench of nothing would be fast.
    expect(given.rows.filter(({ tags }) => tags.length > 10).length).toBeGreaterThan(
      sizes.endpoints / 2,
    );
    const result = await bench('evaluate', () => {
      evaluate(anew());
    }).run({ iterations: 20, warmupIterations: 4 });
    expect(result.latency.p50).toBeLessThan(500);
  });

  test('one endpoint changed', { timeout: 60_000 }, async ({ bench }) => {
    const before = evaluate({ devices, definitions, outbreaks });
    let place = 0;
    const result = await bench('reevaluate', () => {
      const device = devices[(place += 1) % devices.length];
      if (device) reevaluate(before, { devices: [{ ...device, onFabric: !device.onFabric }] });
    }).run();
    expect(result.latency.p50).toBeLessThan(2);
  });

  test('one definition changed', { timeout: 60_000 }, async ({ bench }) => {
    const before = evaluate({ devices, definitions, outbreaks });
    const [first, ...others] = definitions;
    if (!first) throw new Error('no definition');
    const result = await bench('reevaluate', () => {
      reevaluate(before, { definitions: [{ ...first, enabled: !first.enabled }, ...others] });
    }).run();
    expect(result.latency.p50).toBeLessThan(500);
  });
});
