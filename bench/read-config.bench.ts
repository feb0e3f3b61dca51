/**
 * The bars: 50 MB of configuration read in under 4 s, and no text, however hostile, that needs more memory
 * than twelve times its own. Memory is what is held after a collection, the text's own not counted.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { printConfig } from '#formats/fortios/print/print-config.ts';
import { hostileTexts, largeConfig } from '#test/generators/large-text.ts';

const megabyte = 1_000_000;
setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

function held(): number {
  if (typeof collect === 'function') Reflect.apply(collect, undefined, []);
  return process.memoryUsage().heapUsed;
}

describe('50 MB of configuration', () => {
  const text = largeConfig(50 * megabyte);
  // Seconds each: a few are enough.
  const few = { iterations: 3, time: 0, warmupIterations: 1, warmupTime: 0 };
  test('read', async ({ bench }) => {
    await bench('read', () => readConfig(text)).run(few);
  });
  test('print', async ({ bench }) => {
    const { config } = readConfig(text);
    await bench('print', () => printConfig(config)).run(few);
  });
  test('holds at most twelve times its text', () => {
    const before = held();
    const { config } = readConfig(text);
    const times = (held() - before) / text.length;
    expect(config['firewall policy'].length).toBeGreaterThan(30_000);
    expect(times).toBeLessThan(12);
  });
});

describe('20 MB of what is no configuration', () => {
  test.each(Object.entries(hostileTexts))('%s', (_what, make) => {
    const text = make(20 * megabyte);
    const before = held();
    const reading = readConfig(text);
    const times = (held() - before) / text.length;
    expect(reading.warnings.length).toBeLessThan(1100);
    expect(times).toBeLessThan(12);
  });
});
