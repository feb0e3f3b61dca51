/** `get`: settings a line, defaults included; entries under `== [ name ]`. */
import { maskSecrets } from '#formats/fortios/print/secrets.ts';
import type { ConfigStatement } from '#model/fortios/config-tree.ts';
import type { FieldSet, LooseRow } from '#model/fortios/fields.ts';
import { keptIn } from './kept-statements.ts';
import { isNegationHidden } from '#model/tagging/tag-negation.ts';
import { isNames, isRows, textOf } from '#model/fortios/values.ts';

/** The column in which values stand. */
const width = 20;

function settingLine(name: string, text: string): string {
  return `${name.padEnd(width)}: ${text}`;
}

function keptLines(statements: readonly ConfigStatement[]): readonly string[] {
  return maskSecrets(statements).flatMap((one) =>
    one.kind === 'set'
      ? [settingLine(one.name, one.values.map(({ text }) => text).join(' '))]
      : one.kind === 'config'
        ? [`${one.path}:`, ...keptEntryLines(one.body, '    ')]
        : [],
  );
}

function keptEntryLines(body: readonly ConfigStatement[], indent: string): readonly string[] {
  return body.flatMap((one) => (one.kind === 'edit' ? [`${indent}== [ ${one.key.text} ]`] : []));
}

/** A section that is none of the lab's tables. */
export function getKept(body: readonly ConfigStatement[]): readonly string[] {
  return [...keptLines(body), ...keptEntryLines(body, '')];
}

/** The entries of a table, each by its key. */
export function getTable(rows: readonly LooseRow[], key: string, indent = ''): readonly string[] {
  return rows.flatMap((row) => [
    `${indent}== [ ${textOf(row[key])} ]`,
    `${indent}${key}: ${textOf(row[key])}`,
  ]);
}

export function getEntry(fields: FieldSet, row: LooseRow): readonly string[] {
  const known = Object.entries(fields).flatMap(([name, field]): readonly string[] => {
    if (isNegationHidden(name, row)) return [];
    const held = row[name];
    switch (field.kind) {
      case 'table':
        return [`${name}:`, ...getTable(isRows(held) ? held : [], field.key, '    ')];
      case 'names':
        return [settingLine(name, isNames(held) ? held.map((one) => `"${one}"`).join(' ') : '')];
      case 'words':
        return [settingLine(name, isNames(held) ? held.join(' ') : '')];
      case 'text':
      case 'word':
      case 'number':
      case 'option':
        return [settingLine(name, textOf(held) || (field.unset ?? ''))];
    }
  });
  return [...known, ...keptLines(keptIn(row))];
}
