/** Statements that the lab keeps and does not read: how they are made, and where they stand in an entry. */
import { sameValue } from '#formats/fortios/shape.ts';
import type {
  ConfigBlock,
  ConfigStatement,
  EditStatement,
  SetStatement,
} from '#model/fortios/config-tree.ts';
import type { FieldSet, LooseRow } from '#model/fortios/fields.ts';
import { defaultOf } from '#model/fortios/rows.parse.ts';
import { isRows } from '#model/fortios/values.ts';
import type { Word } from '../line.ts';

const nowhere = { line: 0, column: 0 } as const;

export function setStatement(name: string, values: readonly Word[]): SetStatement {
  const typed = values.map(({ text, quoted }) => ({ text, quoted }));
  return { kind: 'set', name, values: typed, ...nowhere };
}

export function configBlock(path: string, body: readonly ConfigStatement[]): ConfigBlock {
  return { kind: 'config', path, body, ...nowhere };
}

export function editStatement(name: string, body: readonly ConfigStatement[]): EditStatement {
  return { kind: 'edit', key: { text: name, quoted: !/^\d+$/.test(name) }, body, ...nowhere };
}

/** True if the one would take the other's place in a body: the same setting, section or entry. */
function isSame(one: ConfigStatement, other: ConfigStatement): boolean {
  switch (one.kind) {
    case 'set':
      return other.kind === 'set' && one.name === other.name;
    case 'config':
      return other.kind === 'config' && one.path === other.path;
    case 'edit':
      return other.kind === 'edit' && one.key.text === other.key.text;
    case 'append':
    case 'select':
    case 'unselect':
    case 'unset':
    case 'delete':
    case 'rename':
    case 'move':
    case 'clone':
    case 'text':
      return false;
  }
}

/** A body with the statement in its place, or at the end. */
export function withStatement(
  body: readonly ConfigStatement[],
  statement: ConfigStatement,
): readonly ConfigStatement[] {
  return body.some((one) => isSame(one, statement))
    ? body.map((one) => (isSame(one, statement) ? statement : one))
    : [...body, statement];
}

/** A body without the setting, whatever sets it. */
export function withoutSetting(
  body: readonly ConfigStatement[],
  name: string,
): readonly ConfigStatement[] {
  return body.filter((one) => !('name' in one && one.name === name));
}

/** What an entry of one of the lab's tables holds besides its fields. */
export function keptIn({ unknown }: LooseRow): readonly ConfigStatement[] {
  return unknown.flatMap(({ place, statement }) => (place === 'inside' ? [statement] : []));
}

export function withoutKept(row: LooseRow, name: string): LooseRow {
  const isIt = (one: ConfigStatement): boolean => 'name' in one && one.name === name;
  return {
    ...row,
    unknown: row.unknown.filter(({ place, statement }) => place !== 'inside' || !isIt(statement)),
  };
}

/** The entry with the statement in its place, or behind the last field that it has. */
export function withKept(row: LooseRow, fields: FieldSet, statement: ConfigStatement): LooseRow {
  const isIt = (one: ConfigStatement): boolean => isSame(one, statement);
  if (keptIn(row).some(isIt))
    return {
      ...row,
      unknown: row.unknown.map((kept) =>
        kept.place === 'inside' && isIt(kept.statement) ? { ...kept, statement } : kept,
      ),
    };
  const at = row.unknown.findIndex(({ place }) => place === 'below');
  return {
    ...row,
    unknown: row.unknown.toSpliced(at < 0 ? row.unknown.length : at, 0, {
      place: 'inside',
      after: Object.keys(fields).findLast((name) => isPrinted(row, fields, name)) ?? '',
      statement,
    }),
  };
}

function isPrinted(row: LooseRow, fields: FieldSet, name: string): boolean {
  const field = fields[name];
  return field !== undefined && !sameValue(row[name], defaultOf(field));
}

/**
 * The entry with what it keeps behind fields that are printed, where a reader of its text would find it:
 * the field that it stood behind may have been unset since. Sub-tables likewise.
 */
export function anchored(row: LooseRow, fields: FieldSet, key: string): LooseRow {
  const names = Object.keys(fields);
  const placeOf = (after: string): number => {
    let at = names.indexOf(after);
    while (at >= 0 && (names[at] === key || !isPrinted(row, fields, names[at] ?? ''))) at--;
    return at;
  };
  const subTables = Object.entries(fields).flatMap(([name, field]) => {
    const rows = row[name];
    return field.kind === 'table' && isRows(rows)
      ? [[name, rows.map((sub) => anchored(sub, field.fields, field.key))] as const]
      : [];
  });
  const inside = row.unknown
    .filter(({ place }) => place === 'inside')
    .map((kept) => ({ kept, at: placeOf(kept.after) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ kept, at }) => ({ ...kept, after: names[at] ?? '' }));
  return {
    ...row,
    ...Object.fromEntries(subTables),
    unknown: [
      ...row.unknown.filter(({ place }) => place === 'above'),
      ...inside,
      ...row.unknown.filter(({ place }) => place === 'below'),
    ],
  };
}
