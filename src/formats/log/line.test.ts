import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from '#model/zod.ts';
import { printLogDisplay, printLogLine, readLogLine } from './line.ts';

const seed = z
  .object({ example1: z.object({ line: z.string() }), example2: z.object({ line: z.string() }) })
  .parse(
    JSON.parse(
      readFileSync(join(import.meta.dirname, '../../../test/cases/seed-logs.json'), 'utf8'),
    ),
  );

test.each([
  ['Example 1', seed.example1.line],
  ['Example 2', seed.example2.line],
])('the published line of %s is printed as it was read, byte for byte', (_name, line) => {
  const read = readLogLine(line);
  expect(read).not.toBeNull();
  expect(printLogLine(read ?? [])).toBe(line);
});

test('what was printed is read as it was', () => {
  const key = fc.stringMatching(/^[A-Za-z_][\w-]{0,10}$/);
  const field = fc.oneof(
    fc.record({
      key,
      value: fc.oneof(
        fc.string({ maxLength: 12 }),
        fc.string({ unit: 'binary', maxLength: 6 }),
        fc.constantFrom('a\nb', 'a="b"', '\\', '"', ' x=y ', '\u2028'),
      ),
      quoted: fc.constant(true),
    }),
    fc.record({ key, value: fc.stringMatching(/^[\w.:/-]{0,12}$/), quoted: fc.constant(false) }),
  );
  fc.assert(
    fc.property(fc.array(field, { minLength: 1, maxLength: 8 }), (line) => {
      expect(readLogLine(printLogLine(line))).toEqual(line);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['a=1 b=c="d e" f=2', 'a:1 b: c:d e f:2'],
  ['b=c=d="e"', 'b:c=d="e"'],
  ['b=http://x?y="z"', 'b:http://x?y="z"'],
  ['b=c=', 'b:c='],
])('a field whose value is another field has none: %s', (text, fields) => {
  const read = readLogLine(text) ?? [];
  expect(read.map(({ key, value }) => `${key}:${value}`).join(' ')).toBe(fields);
});

test('text without a field is no log line', () => {
  expect(readLogLine('')).toBeNull();
  expect(readLogLine('5 logs found.')).toBeNull();
});

test('a display counts what was found and what is shown', () => {
  const line = [{ key: 'a', value: '1', quoted: false }];
  expect(printLogDisplay(5, [{ number: 7, line }])).toBe(
    '5 logs found.\n1 logs returned.\n\n7: a=1',
  );
});
