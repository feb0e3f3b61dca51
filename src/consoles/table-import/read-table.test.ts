import { assert, array, constantFrom, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from '#formats/csv.ts';
import { guessColumns, readTable } from './read-table.ts';

test('what was written as CSV is read back, whatever its cells are', () => {
  const cell = string({ unit: constantFrom(...'ab,;"\n '.split('')), minLength: 1, maxLength: 6 });
  assert(
    property(array(array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
      const lines = [['host', 'ip'], ...rows];
      const text = lines.map((row) => csvLine(row)).join('');
      const wanted = lines
        .map((row) => row.map((one) => one.trim()))
        .filter((row) => row.some((one) => one !== ''));
      expect(readTable(text)).toEqual(wanted);
    }),
  );
});

test('a spreadsheet parts its cells by tabs; some programs write semicolons', () => {
  expect(readTable('A, B\t10.0.0.1\r\n\r\nC\t10.0.0.2\n')).toEqual([
    ['A, B', '10.0.0.1'],
    ['C', '10.0.0.2'],
  ]);
  expect(readTable('a;b,c;d\n1;2;3')).toEqual([
    ['a', 'b,c', 'd'],
    ['1', '2', '3'],
  ]);
  expect(readTable('')).toEqual([]);
});

test('columns are known by their names, else by their order', () => {
  const fields = [
    { key: 'host', label: 'Host name', names: ['device'] },
    { key: 'ip', label: 'IP', names: ['ip address'] },
  ];
  expect(guessColumns(readTable('IP-Address,Owner,Device\n1,2,3'), fields)).toEqual({
    columns: ['ip', null, 'host'],
    hasHeader: true,
  });
  expect(guessColumns(readTable('A,1,x\nB,2,y'), fields)).toEqual({
    columns: ['host', 'ip', null],
    hasHeader: false,
  });
});
