/** Moving up and down the configuration tree, and the entry that is being edited on the way. */
import type { ConfigBlock, ConfigStatement } from '#model/fortios/config-tree.ts';
import type { FieldSet, FieldValue, LooseRow } from '#model/fortios/fields.ts';
import { defaultOf, looseRow, rowsOf } from '#model/fortios/rows.parse.ts';
import type { TableName } from '#model/fortios/tables.ts';
import { isRows, textOf } from '#model/fortios/values.ts';
import type { CliWorld, EntryLevel, KeptLevel, Level, CliSession } from './session.ts';
import { configBlock, editStatement, withKept, withStatement } from './show/kept-statements.ts';
import type { Down } from './show/statements.ts';

export function withLevels(session: CliSession, levels: readonly Level[]): CliSession {
  return { ...session, levels };
}

export function pushed(session: CliSession, level: Level): CliSession {
  return withLevels(session, [...session.levels, level]);
}

export function replacedTop(session: CliSession, level: Level): CliSession {
  return withLevels(session, [...session.levels.slice(0, -1), level]);
}

/** An entry with every field at its default. */
export function blankRow(fields: FieldSet, key: string, name: FieldValue): LooseRow {
  const values: Record<string, FieldValue> = {};
  for (const [field, description] of Object.entries(fields)) values[field] = defaultOf(description);
  return { ...values, [key]: name, unknown: [] };
}

export function isNumbered(fields: FieldSet, key: string): boolean {
  return fields[key]?.kind === 'number';
}

/** The least number that is no entry's; entries count from 1. */
function freeNumber(rows: readonly LooseRow[], key: string): number {
  const taken = new Set(rows.map((row) => textOf(row[key])));
  let number = 1;
  while (taken.has(String(number))) number++;
  return number;
}

/** `edit 0` means the next free number: an entry 0 gets it when it is saved. */
export function numbered(
  { fields, key, isNew, row }: EntryLevel,
  rows: readonly LooseRow[],
): LooseRow {
  return isNew && isNumbered(fields, key) && textOf(row[key]) === '0'
    ? { ...row, [key]: freeNumber(rows, key) }
    : row;
}

export function tableRows(world: CliWorld, table: TableName): readonly LooseRow[] {
  return rowsOf(world.fortigate.config, table).map((row) => looseRow(row));
}

/** The entries of the table that the session stands in: the device's, or the sub-table's of the open entry. */
export function rowsHere(world: CliWorld, levels: readonly Level[]): readonly LooseRow[] {
  const top = levels.at(-1);
  if (top?.kind !== 'table') return [];
  const above = levels.at(-2);
  if (above?.kind !== 'entry') return tableRows(world, top.table);
  const held = above.row[top.path];
  return isRows(held) ? held : [];
}

/** The entry above, with these entries in the sub-table. */
export function withSubRows(
  session: CliSession,
  path: string,
  rows: readonly LooseRow[],
): CliSession {
  const { levels } = session;
  const above = levels.at(-2);
  if (above?.kind !== 'entry') return session;
  const top = levels.at(-1);
  const entry: EntryLevel = { ...above, row: { ...above.row, [path]: rows } };
  return withLevels(session, [...levels.slice(0, -2), entry, ...(top ? [top] : [])]);
}

export function upserted(
  rows: readonly LooseRow[],
  key: string,
  row: LooseRow,
): readonly LooseRow[] {
  const name = textOf(row[key]);
  return rows.some((one) => textOf(one[key]) === name)
    ? rows.map((one) => (textOf(one[key]) === name ? row : one))
    : [...rows, row];
}

/** The statement that a level of kept statements becomes in the one above. */
export function keptStatement({ isEntry, name, body }: KeptLevel): ConfigStatement {
  return isEntry ? editStatement(name, body) : configBlock(name, body);
}

/** What a level gives to the one above it. */
type Carried =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'entry'; readonly entry: EntryLevel }
  | { readonly kind: 'row'; readonly path: string; readonly key: string; readonly row: LooseRow }
  | { readonly kind: 'kept'; readonly level: KeptLevel };

function entryWith(level: EntryLevel, carried: Carried): EntryLevel {
  const { row } = level;
  switch (carried.kind) {
    case 'row': {
      const held = row[carried.path];
      const rows = upserted(isRows(held) ? held : [], carried.key, carried.row);
      return { ...level, row: { ...row, [carried.path]: rows } };
    }
    case 'kept': {
      return { ...level, row: withKept(row, level.fields, keptStatement(carried.level)) };
    }
    case 'nothing':
    case 'entry':
      return level;
  }
}

function keptWith(level: KeptLevel, carried: Carried): KeptLevel {
  return carried.kind === 'kept'
    ? { ...level, body: withStatement(level.body, keptStatement(carried.level)) }
    : level;
}

/** The open entry of the device's table with everything set below it, and the way down from the table. */
export function openEntry(
  levels: readonly Level[],
): { readonly entry: EntryLevel; readonly downs: readonly Down[] } | null {
  let carried: Carried = { kind: 'nothing' };
  const downs: Down[] = [];
  for (const level of levels.slice(1).toReversed())
    switch (level.kind) {
      case 'entry':
        downs.unshift({ kind: 'entry', name: level.name });
        carried = { kind: 'entry', entry: entryWith(level, carried) };
        break;
      case 'table':
        downs.unshift({ kind: 'table', name: level.path });
        carried =
          carried.kind === 'entry'
            ? { kind: 'row', path: level.path, key: level.key, row: carried.entry.row }
            : { kind: 'nothing' };
        break;
      case 'kept':
        downs.unshift({ kind: level.isEntry ? 'entry' : 'table', name: level.name });
        carried = { kind: 'kept', level: keptWith(level, carried) };
        break;
    }
  return carried.kind === 'entry' ? { entry: carried.entry, downs } : null;
}

/** The open section that is none of the lab's tables, with everything set below it, and the way down. */
export function openSection(
  levels: readonly Level[],
): { readonly block: ConfigBlock; readonly downs: readonly Down[] } | null {
  const [first, ...rest] = levels;
  if (first?.kind !== 'kept') return null;
  const kept = rest.filter((level) => level.kind === 'kept');
  const folded = [first, ...kept].reduceRight<KeptLevel | null>(
    (below, level) =>
      below ? { ...level, body: withStatement(level.body, keptStatement(below)) } : level,
    null,
  );
  return {
    block: configBlock(first.name, folded?.body ?? []),
    downs: kept.map(({ isEntry, name }) => ({ kind: isEntry ? 'entry' : 'table', name })),
  };
}
