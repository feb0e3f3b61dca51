/** `show` and `get`, at the top and inside the tree. */
import { exportConfig } from '#formats/fortios/print/export.ts';
import { type PrintForm, tableBlock } from '#formats/fortios/print/print-config.ts';
import { printTree } from '#formats/fortios/print/print-tree.ts';
import { maskSecrets } from '#formats/fortios/print/secrets.ts';
import type { ConfigBlock } from '#model/fortios/config-tree.ts';
import type { LooseRow } from '#model/fortios/fields.ts';
import { fieldsIn } from '#model/fortios/tables/releases.ts';
import { type TableName, tables } from '#model/fortios/tables.ts';
import { textOf } from '#model/fortios/values.ts';
import { getEntry, getKept, getTable } from './get.ts';
import { openEntry, openSection, rowsHere, tableRows } from '../levels.ts';
import { sharedObject } from '../records/tag-entries.ts';
import type { CliWorld, Level } from '../session.ts';
import { partOf, rowsBlock } from './statements.ts';
import { keptBlock } from './unknown-sections.ts';

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** Secrets stay out of sight here; *Configuration > Export* keeps them where it is asked to. */
export function printed(block: ConfigBlock): readonly string[] {
  return linesOf(printTree(maskSecrets([block])));
}

/** Where `show` and `get` can be pointed: a table of the lab, or a section that it keeps. */
export type ShowTarget =
  | { readonly kind: 'table'; readonly table: TableName }
  | { readonly kind: 'kept'; readonly path: string };

/** The entry of that key; undefined if there is none. */
function entryOf(world: CliWorld, table: TableName, key: string): LooseRow | undefined {
  return (
    tableRows(world, table).find((row) => textOf(row[tables[table].key]) === key) ??
    (table === 'firewall address' ? sharedObject(world, key) : undefined)
  );
}

function formOf({ fortigate }: CliWorld, isFull: boolean): PrintForm {
  return isFull ? { full: fortigate.version } : 'show';
}

export function showAll(world: CliWorld, isFull: boolean): readonly string[] {
  const options = { form: formOf(world, isFull), secrets: 'masked' } as const;
  return linesOf(exportConfig(world.fortigate.config, options));
}

/** A whole table or section, or one of its entries; null if it has no such entry. */
export function showTarget(
  world: CliWorld,
  target: ShowTarget,
  key: string | null,
  isFull: boolean,
): readonly string[] | null {
  if (target.kind === 'kept') {
    const block = keptBlock(world.fortigate.config, target.path);
    if (key === null) return printed(block);
    const part = partOf(block, [{ kind: 'entry', name: key }]);
    return part.body.length === 0 ? null : printed(part);
  }
  const { table } = target;
  const form = formOf(world, isFull);
  if (key === null) return printed(tableBlock(world.fortigate.config, table, form));
  const row = entryOf(world, table, key);
  return row ? printed(rowsBlock(table, [row], form)) : null;
}

export function getTarget(
  world: CliWorld,
  target: ShowTarget,
  key: string | null,
): readonly string[] | null {
  if (target.kind === 'kept') {
    const block = keptBlock(world.fortigate.config, target.path);
    if (key === null) return getKept(block.body);
    const entry = block.body.find((one) => one.kind === 'edit' && one.key.text === key);
    return entry?.kind === 'edit' ? getKept(entry.body) : null;
  }
  const { table } = target;
  if (key === null) return getTable(tableRows(world, table), tables[table].key);
  const row = entryOf(world, table, key);
  return row ? getEntry(fieldsIn(tables[table].fields, world.fortigate.version), row) : null;
}

/** `show` where the session stands, pending settings included; null where `key` is no entry. */
export function showHere(
  world: CliWorld,
  levels: readonly Level[],
  key: string | null,
  isFull: boolean,
): readonly string[] | null {
  const below = key === null ? [] : [{ kind: 'entry' as const, name: key }];
  const section = openSection(levels);
  if (section) {
    const part = partOf(section.block, [...section.downs, ...below]);
    return key !== null && part.body.length === 0 ? null : printed(part);
  }
  const [top] = levels;
  if (top?.kind !== 'table') return [];
  const open = openEntry(levels);
  if (!open) return showTarget(world, { kind: 'table', table: top.table }, key, isFull);
  const block = rowsBlock(top.table, [open.entry.row], formOf(world, isFull));
  const part = partOf(block, [...open.downs, ...below]);
  return key !== null && part.body.length === 0 ? null : printed(part);
}

export function getHere(
  world: CliWorld,
  levels: readonly Level[],
  key: string | null,
): readonly string[] | null {
  const top = levels.at(-1);
  switch (top?.kind) {
    case 'entry':
      return getEntry(fieldsIn(top.fields, world.fortigate.version), top.row);
    case 'kept':
      return getKept(top.body);
    case 'table': {
      const rows = rowsHere(world, levels);
      if (key === null) return getTable(rows, top.key);
      const row = rows.find((one) => textOf(one[top.key]) === key);
      return row ? getEntry(fieldsIn(top.fields, world.fortigate.version), row) : null;
    }
    case undefined:
      return [];
  }
}
