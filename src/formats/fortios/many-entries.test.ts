/** A table of more entries than any device has: the rest stays text, where it stood. */
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { printConfig } from './print/print-config.ts';
import { mostEntries } from './table-draft.ts';

const entries = (from: number, count: number): string =>
  Array.from({ length: count }, (_, i) => `    edit "${from + i}"\n    next\n`).join('');
// The table with the fewest fields: half a million of a policy's took nine seconds.
const text = `config user local\n${entries(1, mostEntries + 2)}end\n`;

test('those past the most are kept as they are, said once, and printed in place', () => {
  const { config, warnings } = readConfig(text);
  expect(config['user local']).toHaveLength(mostEntries);
  expect(warnings.map(({ line, message }) => [line, message])).toEqual([
    [2 * mostEntries + 2, expect.stringContaining('500,000 entries')],
  ]);
  // Printed once: the text is its own print.
  expect(printConfig(config)).toBe(text);
});
