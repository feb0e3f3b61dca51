/** Settings that an earlier version of the lab kept as they were typed, and that are fields by now. */
import type { Kept } from '#model/fortios/config-tree.ts';
import type { FieldSet, FieldValue, LooseRow } from '#model/fortios/fields.ts';
import { isRows } from '#model/fortios/values.ts';
import { fromWords, problemOf } from './refused-value.ts';

/** The row with such settings in their fields; what has a value that FortiOS would refuse stays kept. */
export function adoptKept(row: LooseRow, fields: FieldSet): LooseRow {
  const adopted: Record<string, FieldValue> = {};
  const unknown = row.unknown.filter((kept) => {
    const setting = settingOf(kept, fields);
    if (setting) adopted[setting.name] = setting.value;
    return setting === null;
  });
  for (const [name, field] of Object.entries(fields)) {
    const rows = field.kind === 'table' ? row[name] : undefined;
    if (field.kind !== 'table' || !isRows(rows)) continue;
    const inner = rows.map((one) => adoptKept(one, field.fields));
    if (inner.some((one, i) => one !== rows[i])) adopted[name] = inner;
  }
  return Object.keys(adopted).length === 0 ? row : { ...row, ...adopted, unknown };
}

function settingOf(
  { place, statement }: Kept,
  fields: FieldSet,
): { readonly name: string; readonly value: FieldValue } | null {
  if (place !== 'inside' || statement.kind !== 'set') return null;
  const field = Object.hasOwn(fields, statement.name) ? fields[statement.name] : undefined;
  if (!field || field.kind === 'table') return null;
  const value = fromWords(field, statement.values);
  return problemOf(statement.name, field, value) ? null : { name: statement.name, value };
}
