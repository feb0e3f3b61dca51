import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { configArbitrary } from '#test/generators/config.ts';
import { newRow, rowsOf } from './rows.parse.ts';
import { type FortiosConfig, type TableName, tableNames } from './tables.ts';
import { refusedSettings } from './refused.ts';
import { draftToWire, fromWire, otherValue, rowFromAnswer, toWire } from './wire.parse.ts';

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

  const odd = (text: string) => {
    const { config } = readConfig(
      `config firewall policy\n    edit 1\n        set name "tunnel"\n        set action ${text}\n    next\n    edit 2\n    next\nend\n`,
    );
    return config;
  };

  test('an option with a value that our table lacks is shown as it is, and breaks no list', () => {
    const [policy] = odd('ipsec')['firewall policy'];
    if (!policy) throw new Error('no policy');
    const wire = toWire('firewall policy', policy);
    expect(wire['action']).toBe('ipsec');
    const shown = rowFromAnswer('firewall policy', JSON.parse(JSON.stringify(wire)));
    expect(otherValue(shown, 'action')).toBe('ipsec');
    expect(otherValue(shown, 'status')).toBeUndefined();
    expect(refusedSettings('firewall policy', shown)).toEqual([
      { field: 'action', value: 'ipsec' },
    ]);
    // As a device itself would answer, in a sub-table too.
    const proxy = rowFromAnswer('firewall access-proxy', {
      name: 'p',
      'api-gateway': [{ id: 1, service: 'of-tomorrow' }],
    });
    expect(proxy['api-gateway'].map((one) => otherValue(one, 'service'))).toEqual(['of-tomorrow']);
  });

  test('it stays where a request gives it back or leaves it out, and goes where one changes it', () => {
    const [policy] = odd('ipsec')['firewall policy'];
    if (!policy) throw new Error('no policy');
    const after = (wire: object) => fromWire('firewall policy', wire, policy);
    for (const wire of [{ name: 'new' }, { name: 'new', action: 'ipsec' }])
      expect(after(wire)).toEqual({ row: { ...policy, name: 'new' }, problems: [] });
    const { row } = after({ action: 'accept' });
    expect(row.action).toBe('accept');
    expect(otherValue(row, 'action')).toBeUndefined();
  });
});
