/** Descriptions of tables that hang together. */
import { expect, test } from 'vitest';
import type { Field, FieldSet, TableAbout } from './fields.ts';
import { targetOf } from './references.ts';
import { isTableName, tableNames, tables } from './tables.ts';

function fieldsIn(fields: FieldSet): readonly (readonly [string, Field])[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    field.kind === 'table' ? fieldsIn(field.fields) : [[name, field] as const],
  );
}

test('what a field names are tables that there are, and FortiOS’s order has them before it', () => {
  let named = 0;
  for (const table of tableNames)
    for (const [name, field] of fieldsIn(tables[table].fields)) {
      const refersTo = 'refersTo' in field ? field.refersTo : undefined;
      if (!refersTo) continue;
      named++;
      expect(refersTo.tables.filter((one) => !isTableName(one))).toEqual([]);
      expect(targetOf(table, name)?.tables).toEqual(refersTo.tables);
      // A group stands in the table that it names.
      const places = refersTo.tables.filter(isTableName).map((one) => tableNames.indexOf(one));
      expect(Math.min(...places)).toBeLessThanOrEqual(tableNames.indexOf(table));
    }
  expect(named).toBeGreaterThan(25);
});

test('a setting is one of the lab’s fields or one that is kept, not both', () => {
  for (const table of tableNames) {
    const about: TableAbout = tables[table];
    const { kept = '', fields } = about;
    const own = Object.keys(fields);
    expect(kept.split(' ').filter((name) => own.includes(name))).toEqual([]);
  }
});
