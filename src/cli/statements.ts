/** The configuration as statements, from where `show` and `get` print it. */
import { printConfig } from '#formats/fortios/config.ts';
import { readTree } from '#formats/fortios/tree.ts';
import type { ConfigBlock, ConfigStatement } from '#model/fortios/config-tree.ts';
import type { Field, FieldSet, LooseRow } from '#model/fortios/fields.ts';
import { emptyConfig, rowFromLoose, withTable } from '#model/fortios/rows.parse.ts';
import { type TableName, tables } from '#model/fortios/tables.ts';

/** A default as `show full-configuration` has it: an empty text as two quotation marks, nothing as `unset` [assumed for the latter]. */
function defaultStatement(name: string, field: Exclude<Field, { kind: 'table' }>): ConfigStatement {
  const { default: fallback } = field;
  const isEmpty = fallback === '' || (Array.isArray(fallback) && fallback.length === 0);
  if (field.kind === 'text' && isEmpty) return { kind: 'text', text: `set ${name} ''`, line: 0 };
  if (isEmpty) return { kind: 'unset', name, line: 0 };
  const texts = String(Array.isArray(fallback) ? fallback.join(' ') : fallback);
  const isQuoted = field.kind === 'text' || field.kind === 'names';
  return {
    kind: 'set',
    name,
    values: (isQuoted ? [texts] : texts.split(' ')).map((text) => ({ text, quoted: isQuoted })),
    line: 0,
  };
}

/** The body of an entry with every default besides what is set. */
function withDefaults(
  fields: FieldSet,
  key: string,
  body: readonly ConfigStatement[],
): readonly ConfigStatement[] {
  const used = new Set<ConfigStatement>();
  const known = Object.entries(fields).flatMap(([name, field]): ConfigStatement[] => {
    if (name === key) return [];
    const own = body.find(
      (one) =>
        (one.kind === 'set' && one.name === name) || (one.kind === 'config' && one.path === name),
    );
    if (own) used.add(own);
    if (field.kind !== 'table') return [own ?? defaultStatement(name, field)];
    return own?.kind === 'config' ? [fullBlock(own, field.fields, field.key)] : [];
  });
  return [...known, ...body.filter((one) => !used.has(one))];
}

function fullBlock(block: ConfigBlock, fields: FieldSet, key: string): ConfigBlock {
  return {
    ...block,
    body: block.body.map((one) =>
      one.kind === 'edit' ? { ...one, body: withDefaults(fields, key, one.body) } : one,
    ),
  };
}

/** A table with these entries. */
export function tableBlock(
  table: TableName,
  rows: readonly LooseRow[],
  isFull: boolean,
): ConfigBlock {
  const config = withTable(
    emptyConfig(),
    table,
    rows.map((row) => rowFromLoose(table, row)),
  );
  const { statements } = readTree(printConfig(config));
  const found = statements.find((one) => one.kind === 'config');
  const block = found ?? { kind: 'config', path: table, body: [], line: 0 };
  return isFull ? fullBlock(block, tables[table].fields, tables[table].key) : block;
}

/** A step down: into a sub-table, or into one entry of a table. */
export interface Down {
  readonly kind: 'table' | 'entry';
  readonly name: string;
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

function subBlock(inside: readonly ConfigStatement[], path: string): ConfigBlock {
  const body = inside.flatMap((one) =>
    one.kind === 'config' && one.path === path ? one.body : [],
  );
  return { kind: 'config', path, body, line: 0 };
}
