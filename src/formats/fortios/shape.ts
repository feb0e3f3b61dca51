/** A table's description made ready for reading: its fields by name, whatever names a text has. */
import type { Field, FieldSet, FieldValue } from '#model/fortios/fields.ts';
import { defaultOf } from '#model/fortios/rows.parse.ts';
import type { Held } from '#model/fortios/values.ts';

export interface Shape {
  readonly key: string;
  /** In the table's order. */
  readonly names: readonly string[];
  readonly fields: ReadonlyMap<string, { readonly field: Field; readonly place: number }>;
  readonly defaults: Readonly<Record<string, FieldValue>>;
}

const shapes = new WeakMap<FieldSet, Shape>();

export function shapeOf(fields: FieldSet, key: string): Shape {
  let shape = shapes.get(fields);
  if (!shape) {
    const entries = Object.entries(fields);
    shape = {
      key,
      names: entries.map(([name]) => name),
      fields: new Map(entries.map(([name, field], place) => [name, { field, place }])),
      defaults: Object.fromEntries(entries.map(([name, field]) => [name, defaultOf(field)])),
    };
    shapes.set(fields, shape);
  }
  return shape;
}

export function sameValue(a: Held, b: Held): boolean {
  return Array.isArray(a) && Array.isArray(b)
    ? a.length === b.length && a.every((one, i) => one === b[i])
    : a === b;
}
