/** The configuration as statements, from where `show` prints it. */
import { type PrintForm, tableBlock } from '#formats/fortios/print/print-config.ts';
import type { ConfigBlock, ConfigStatement } from '#model/fortios/config-tree.ts';
import type { LooseRow } from '#model/fortios/fields.ts';
import { configBlock } from './kept-statements.ts';
import { emptyConfig, rowFromLoose, withTable } from '#model/fortios/rows.parse.ts';
import type { TableName } from '#model/fortios/tables.ts';

/** A table with these entries. */
export function rowsBlock(
  table: TableName,
  rows: readonly LooseRow[],
  form: PrintForm,
): ConfigBlock {
  const made = rows.map((row) => rowFromLoose(table, row));
  return tableBlock(withTable(emptyConfig(), table, made), table, form);
}

/** A step down: into a sub-table, or into one entry of a table. */
export interface Down {
  readonly kind: 'table' | 'entry';
  readonly name: string;
}

function subBlock(inside: readonly ConfigStatement[], path: string): ConfigBlock {
  const body = inside.flatMap((one) =>
    one.kind === 'config' && one.path === path ? one.body : [],
  );
  return configBlock(path, body);
}

/** The part of a block that stands there; empty where it has no such part yet. */
export function partOf(block: ConfigBlock, downs: readonly Down[]): ConfigBlock {
  let part = block;
  for (const { kind, name } of downs) {
    const inside = part.body.flatMap((one) => (one.kind === 'edit' ? one.body : []));
    part =
      kind === 'table'
        ? subBlock(inside, name)
        : {
            ...part,
            body: part.body.filter((one) => one.kind === 'edit' && one.key.text === name),
          };
  }
  return part;
}
