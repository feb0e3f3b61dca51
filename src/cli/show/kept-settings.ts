/** Settings that FortiOS has in the lab's tables and that the lab does not interpret (`TableAbout.kept`). */
import type { ConfigStatement } from '#model/fortios/config-tree.ts';
import type { FieldSet, TableAbout } from '#model/fortios/fields.ts';
import { isTableName, tables } from '#model/fortios/tables.ts';

/** Of the sub-table of that name, wherever it stands. */
function keptInside(fields: FieldSet, path: string): string {
  for (const [name, field] of Object.entries(fields)) {
    if (field.kind !== 'table') continue;
    const found = name === path ? field.kept : keptInside(field.fields, path);
    if (found !== '') return found;
  }
  return '';
}

function keptIn(path: string): string {
  const about: readonly TableAbout[] = Object.values(tables);
  if (!isTableName(path))
    return about.map(({ fields }) => keptInside(fields, path)).find((one) => one !== '') ?? '';
  const own: TableAbout = tables[path];
  return own.kept ?? '';
}

/** The settings that an entry of the table, or of the sub-table, may have besides the lab's own. */
export function keptSettings(path: string, unknown: readonly ConfigStatement[]): readonly string[] {
  const here = unknown.flatMap((one) => (one.kind === 'set' ? [one.name] : []));
  const known = keptIn(path)
    .split(' ')
    .filter((name) => name !== '');
  return [...new Set([...known, ...here])];
}
