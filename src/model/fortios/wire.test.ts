import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { configArbitrary } from '#test/generators/config.ts';
import { newRow, rowsOf } from './rows.parse.ts';
import { type FortiosConfig, type TableName, tableNames } from './tables.ts';
import { draftToWire, fromWire, rowFromAnswer, toWire } from './wire.parse.ts';

/** Each row of a table, as it is and as it comes back over the wire, which is JSON. */
function overTheWire<T extends TableName>(config: FortiosConfig, table: T) {
  return rowsOf(config, table).map((row) => {
    const json: unknown = JSON.parse(JSON.stringify(toWire(table, row)));
    return { row, back: fromWire(table, json), answer: rowFromAnswer(table, json) };
  });
}

describe('rows over the wire', () => {
  test('come back as they were', () => {
    fc.assert(
      fc.property(configArbitrary, (config) => {
        for (const table of tableNames)
          for (const { row, back, answer } of overTheWire(config, table)) {
            expect(back.problems).toEqual([]);
            expect(back.row).toEqual(row);
            expect(answer).toEqual(row);
          }
      }),
      { numRuns: 200 },
    );
  });

  test.each(tableNames)('%s: defaults come back as they were', (table) => {
    const row = newRow(table, {});
    expect(fromWire(table, toWire(table, row)).row).toEqual(row);
  });

  test('a request changes what it gives and leaves the rest', () => {
    const base = newRow('firewall policy', { policyid: 3, srcaddr: ['a'], comments: 'x' });
    const { row, problems } = fromWire(
      'firewall policy',
      draftToWire('firewall policy', { srcaddr: ['b', 'c'] }),
      base,
    );
    expect(problems).toEqual([]);
    expect(row).toEqual({ ...base, srcaddr: ['b', 'c'] });
  });

  test('an entry of a sub-table keeps what the request does not say, by its number', () => {
    const base = newRow('firewall access-proxy', {
      name: 'web',
      'api-gateway': [
        {
          id: 1,
          service: 'http',
          'url-map': '/a',
          realservers: [{ id: 1, ip: '10.0.0.1', port: 80 }],
          unknown: [
            {
              place: 'inside',
              after: '',
              statement: { kind: 'set', name: 'ssl-algorithm', values: [], line: 3, column: 17 },
            },
          ],
        },
        { id: 2, 'url-map': '/b' },
      ],
    });
    const { row } = fromWire(
      'firewall access-proxy',
      { 'api-gateway': [{ id: 2 }, { id: 1, realservers: [{ id: 1, port: 8080 }] }, { id: 3 }] },
      base,
    );
    const [second, first, third] = row['api-gateway'];
    expect(second).toEqual(base['api-gateway'][1]);
    expect(first).toEqual({
      ...base['api-gateway'][0],
      realservers: [{ ...base['api-gateway'][0]?.realservers[0], port: 8080 }],
    });
    expect(third?.['url-map']).toBe('/');
  });

  test.each([null, 1, 'text', [], undefined])('%j is refused and changes nothing', (wire) => {
    const base = newRow('firewall address', { name: 'a' });
    const { row, problems } = fromWire('firewall address', wire, base);
    expect(problems).toHaveLength(1);
    expect(row).toEqual(base);
  });

  test('values of another shape are named, field by field', () => {
    const { problems } = fromWire('firewall policy', {
      policyid: 'one',
      srcaddr: [1],
      name: [],
      'ztna-status': {},
    });
    expect(problems.map(({ field }) => field).toSorted()).toEqual(
      ['name', 'policyid', 'srcaddr', 'ztna-status'].toSorted(),
    );
  });
});
