/** Settings that a configuration has and the FortiGate's release has not: a warning each, with its line. */
import type { ConfigWarning } from '#model/fortios/config-tree.ts';
import type { FieldSet, Release } from '#model/fortios/fields.ts';
import { defaultOf, looseRow, rowKey, rowsOf } from '#model/fortios/rows.parse.ts';
import { type FortiosConfig, tableNames, tables } from '#model/fortios/tables.ts';
import type { ConfigReading } from './config.ts';
import { sameValue } from './shape.ts';
import { Warnings } from '../warnings.ts';

/** Of each table, the fields that not every release has; nearly none has any. */
const varying = tableNames.flatMap((table) => {
  const fields: FieldSet = tables[table].fields;
  const names = Object.entries(fields).flatMap(([name, field]) => (field.isIn ? [name] : []));
  return names.length === 0 ? [] : [{ table, fields, names }];
});

/**
 * They stay and count, as they would on the release that the text is of; at the prompt of this one they cannot
 * be set.
 */
export function releaseWarnings(
  { config, placeOf }: Pick<ConfigReading, 'config' | 'placeOf'>,
  release: Release,
): readonly ConfigWarning[] {
  const warnings = new Warnings();
  for (const { table, fields, names } of varying) {
    const gone = names.filter((name) => fields[name]?.isIn?.(release) === false);
    for (const { key, name } of goneSettings(config, table, fields, gone))
      warnings.note(placeOf(table, key, name), {
        where: `${table} ${key}`,
        what: `FortiOS ${release} has no ${name} here; the VIP and the virtual host have it. The setting counts where they have none of their own.`,
      });
  }
  return warnings.list();
}

function goneSettings(
  config: FortiosConfig,
  table: (typeof varying)[number]['table'],
  fields: FieldSet,
  gone: readonly string[],
): readonly { readonly key: string; readonly name: string }[] {
  if (gone.length === 0) return [];
  return rowsOf(config, table).flatMap((row) =>
    gone.flatMap((name) => {
      const field = fields[name];
      const held = looseRow(row)[name];
      return field && !sameValue(held, defaultOf(field)) ? [{ key: rowKey(table, row), name }] : [];
    }),
  );
}
