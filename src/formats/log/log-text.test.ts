import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogField, LogLine } from '#model/decision/log.ts';
import { z } from '#model/zod.ts';
import { printLogDisplay, printLogLine } from './line.ts';
import { printLog, readLog } from './log-text.ts';

const key = fc.stringMatching(/^[A-Za-z_][\w-]{0,10}$/);
const inLine = (text: string) => !/[\r\n]/.test(text);
const field = fc.oneof(
  fc.record({
    key,
    value: fc.oneof(
      fc.string({ maxLength: 12 }).filter(inLine),
      fc.string({ unit: 'binary', maxLength: 6 }).filter(inLine),
      fc.constantFrom('a="b"', '\\', '"', ' x=y ', '\u2028', 'a,b', 'C:\\Users'),
    ),
    quoted: fc.constant(true),
  }),
  fc.record({ key, value: fc.stringMatching(/^[\w.:/-]{1,12}$/), quoted: fc.constant(false) }),
);
const logLine: fc.Arbitrary<LogLine> = fc.array(field, { minLength: 1, maxLength: 8 });
const ending = fc.constantFrom('\n', '\r\n');

function linesOf(text: string): readonly LogLine[] {
  return readLog(text).parts.flatMap((part) => (part.kind === 'record' ? [part.line] : []));
}
/** Whether every record is printed from its fields, and none as the text that it was. */
function isAllFields(text: string): boolean {
  return readLog(text).parts.every((part) => part.kind === 'text' || part.source === null);
}

function wrapped(field: LogField | null): string {
  if (!field) return '""';
  const value = field.quoted ? `"${field.value}"` : field.value;
  return `"${`${field.key}=${value}`.replaceAll('"', '""')}"`;
}

describe('what a device gives is read field by field, and printed byte for byte', () => {
  const heads = fc.constantFrom(
    '',
    '<189>',
    '<189>1 2024-11-25T10:00:00Z fgt-a - - - - ',
    '<189>1 2024-11-25T10:00:00Z fgt-a app 1 id [meta@1 sequenceId="29"] ',
    'Nov 25 10:00:00 fgt ',
    'Nov 25 10:00:00 10.0.0.1 ',
  );

  test('syslog, with or without its header', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(heads, logLine), { maxLength: 5 }), ending, (rows, end) => {
        const text = rows.map(([head, line]) => head + printLogLine(line) + end).join('');
        expect(linesOf(text)).toEqual(rows.map(([, line]) => line));
        expect(readLog(text).warnings).toEqual([]);
        expect(isAllFields(text)).toBe(true);
        expect(printLog(readLog(text).parts)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  test('execute log display', () => {
    fc.assert(
      fc.property(fc.array(logLine, { maxLength: 5 }), fc.nat(2000), (lines, first) => {
        const records = lines.map((line, i) => ({ number: first + i, line }));
        const text = printLogDisplay(lines.length, records);
        expect(linesOf(text)).toEqual(lines);
        expect(readLog(text).warnings).toEqual([]);
        expect(isAllFields(text)).toBe(true);
        expect(printLog(readLog(text).parts)).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  test('CSV of the log viewer, empty cells included', () => {
    const cells = fc
      .array(fc.option(field), { minLength: 2, maxLength: 8 })
      .filter((row) => row.some((cell) => cell !== null));
    fc.assert(
      fc.property(fc.array(cells, { maxLength: 5 }), ending, (rows, end) => {
        const text = rows.map((row) => row.map(wrapped).join(',') + end).join('');
        expect(linesOf(text)).toEqual(rows.map((row) => row.filter((cell) => cell !== null)));
        expect(readLog(text).warnings).toEqual([]);
        expect(isAllFields(text)).toBe(true);
        expect(printLog(readLog(text).parts)).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  test('CSV under a line of names', () => {
    const names = fc.uniqueArray(key, { minLength: 3, maxLength: 6 });
    const value = fc.record({
      value: fc.string({ maxLength: 8 }).filter(inLine),
      quoted: fc.constant(true),
    });
    const table = names.chain((columns) =>
      fc.tuple(
        fc.constant(columns),
        fc.array(fc.array(value, { minLength: columns.length, maxLength: columns.length }), {
          maxLength: 4,
        }),
      ),
    );
    fc.assert(
      fc.property(table, ([columns, rows]) => {
        const text = [
          columns.join(','),
          ...rows.map((row) => row.map((one) => `"${one.value.replaceAll('"', '""')}"`).join(',')),
        ].join('\n');
        expect(linesOf(text)).toEqual(
          rows.map((row) =>
            row.flatMap((one, i) => (one.value === '' ? [] : [{ key: columns[i] ?? '', ...one }])),
          ),
        );
        expect(printLog(readLog(text).parts)).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  test('CSV under a line of names, with a value that looks like a field', () => {
    expect(linesOf('srcip,msg,action\n"a=1","","deny"')).toEqual([
      [
        { key: 'srcip', value: 'a=1', quoted: true },
        { key: 'action', value: 'deny', quoted: true },
      ],
    ]);
    expect(linesOf('srcip,msg,action\n"a=1","",""')).toEqual([
      [{ key: 'srcip', value: 'a=1', quoted: true }],
    ]);
  });

  test('CSV as syslog sends it', () => {
    const text = '<189>date=2024-11-25,time=10:00:00,devname="FGT-A",msg="a, b=c"\n';
    expect(linesOf(text)).toEqual([
      [
        { key: 'date', value: '2024-11-25', quoted: false },
        { key: 'time', value: '10:00:00', quoted: false },
        { key: 'devname', value: 'FGT-A', quoted: true },
        { key: 'msg', value: 'a, b=c', quoted: true },
      ],
    ]);
    expect(isAllFields(text)).toBe(true);
    expect(printLog(readLog(text).parts)).toBe(text);
  });

  test('any text', () => {
    const piece = fc.oneof(
      fc.constantFrom('a=1', 'b="c d"', '"', ',', '""', '\n', '\r\n', ' ', '<1>', '7: ', 'x', '='),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('');
        expect(printLog(readLog(text).parts)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  test('the published lines', () => {
    const seed = z
      .object({
        example1: z.object({ index: z.number(), line: z.string() }),
        example2: z.object({ header: z.string(), index: z.number(), line: z.string() }),
      })
      .parse(
        JSON.parse(
          readFileSync(join(import.meta.dirname, '../../../test/cases/seed-logs.json'), 'utf8'),
        ),
      );
    const { example1, example2 } = seed;
    const text = `${example2.header}\n\n${example1.index}: ${example1.line}\n${example2.index}: ${example2.line}`;
    expect(readLog(text).warnings).toEqual([]);
    expect(isAllFields(text)).toBe(true);
    expect(printLog(readLog(text).parts)).toBe(text);
    expect(linesOf(text).map((line) => line.length)).toEqual(
      [example1.line, example2.line].map((line) => line.match(/[a-z]+=/g)?.length),
    );
  });
});

describe('what is odd is kept, and told with its place', () => {
  test.each([
    ['FGT # execute log display\na=1\n', 1, 1, 'not a log line'],
    ['a=1\n  see above\n', 2, 3, 'not a log line'],
    ['a=1 stray b=2\n', 1, 5, 'not a field'],
    ['a=1 b="open c=2\n', 1, 7, 'no closing quotation mark'],
    ['a=1 poluuid=policyname="web" b=2\n', 1, 13, 'poluuid has no value'],
    ['date,time,devname\n1,2\n', 2, 1, '2 values'],
    ['date,time,devname\n1,"2,3\n', 2, 1, 'is not closed'],
  ])('%j', (text, line, column, message) => {
    const { warnings, parts } = readLog(text);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ line, column });
    expect(warnings[0]?.message).toContain(message);
    expect(printLog(parts)).toBe(text);
  });

  test('quotation marks that nothing escapes are part of their message', () => {
    expect(linesOf('msg="user "root" logged in" action="login"')).toEqual([
      [
        { key: 'msg', value: 'user "root" logged in', quoted: true },
        { key: 'action', value: 'login', quoted: true },
      ],
    ]);
  });

  test('a line of 10 MB, and names of Object’s own', () => {
    const value = 'x" y'.repeat(2_500_000);
    const [line] = linesOf(`__proto__="${value}" constructor=1`);
    expect(line?.map((one) => [one.key, one.value.length])).toEqual([
      ['__proto__', value.length],
      ['constructor', 1],
    ]);
  });
});
