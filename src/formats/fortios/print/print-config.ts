/** A configuration as FortiOS text: known tables in their places, everything else where it stood. */
import type { ConfigBlock, ConfigStatement, ConfigValue } from '#model/fortios/config-tree.ts';
import type { Field, FieldSet, FieldValue, LooseRow, Release } from '#model/fortios/fields.ts';
import { looseRow, rowKey, rowsOf } from '#model/fortios/rows.parse.ts';
import type { LayoutPart, SectionPart } from '#model/fortios/layout-parts.ts';
import {
  type FortiosConfig,
  type RowOf,
  type TableName,
  isTableName,
  tables,
} from '#model/fortios/tables.ts';
import { isNegationHidden } from '#model/tagging/tag-negation.ts';
import { type Held, isKept, isNames, isRows, textOf } from '#model/fortios/values.ts';
import { layoutOf } from '../layout.ts';
import { joinStatements } from '../loose-lines.ts';
import { printTree } from './print-tree.ts';
import { sameValue } from '../shape.ts';

/** `show` leaves defaults out; `full` is `show full-configuration`: each field of known tables in that release. */
export type PrintForm = 'show' | { readonly full: Release };
/** `entries` is `show` without what stands in known tables outside any entry, where it is not in force. */
type TreeForm = 'show' | 'entries' | FullRow;
/** A row in full; settings that it leaves to another object, which has them, are not printed as its own. */
interface FullRow {
  readonly full: Release;
  readonly inherits?: ReadonlySet<string>;
}

const nowhere = { line: 0, column: 0 } as const;

function isFieldValue(value: Held): value is FieldValue {
  return value !== undefined && !(Array.isArray(value) && value.length > 0 && isKept(value));
}

/** A value as FortiOS writes it: texts and names in quotes, the rest bare. */
function valueWords(field: Field, value: FieldValue): readonly ConfigValue[] {
  const quoted = field.kind === 'text' || field.kind === 'names';
  if (isNames(value)) return value.map((text) => ({ text, quoted }));
  const text = textOf(value);
  // An address and its mask are two words; what is no text has no blank in it otherwise.
  if (field.kind === 'word' && text !== '')
    return text.split(' ').map((word) => ({ text: word, quoted }));
  return [{ text, quoted: quoted && text !== '' }];
}

function fieldStatement(
  name: string,
  field: Exclude<Field, { kind: 'table' }>,
  value: FieldValue,
  form: TreeForm,
): ConfigStatement | null {
  const isDefault = sameValue(value, field.default);
  if (isDefault && typeof form === 'string') return null;
  // What is set stands there even where the release has no such field: an older text had it.
  if (isDefault && typeof form === 'object' && field.isIn?.(form.full) === false) return null;
  if (isDefault && typeof form === 'object' && field.unset !== undefined)
    return form.inherits?.has(name)
      ? null
      : { kind: 'set', name, values: valueWords(field, field.unset), ...nowhere };
  const isEmpty = value === '' || (isNames(value) && value.length === 0);
  // How full-configuration writes what is empty: a text as '', anything else by unsetting it [assumed].
  if (isEmpty && isDefault && field.kind !== 'text') return { kind: 'unset', name, ...nowhere };
  return { kind: 'set', name, values: valueWords(field, value), ...nowhere };
}

function isSubTable(fields: FieldSet, name: string): boolean {
  return Object.hasOwn(fields, name) && fields[name]?.kind === 'table';
}

/** An entry's body: its fields in the table's order, each followed by what was kept after it. */
function rowBody(
  fields: FieldSet,
  key: string,
  row: LooseRow,
  form: TreeForm,
): readonly ConfigStatement[] {
  const kept = new Map<string, ConfigStatement[]>();
  // Text in a sub-table that had no entries when it was read; now it may have some.
  const inSubTables = new Map<string, readonly ConfigStatement[]>();
  for (const { place, after, statement } of row.unknown) {
    if (place !== 'inside') continue;
    if (statement.kind === 'config' && isSubTable(fields, statement.path)) {
      if (form === 'entries') continue;
      const rows = row[statement.path];
      if (isRows(rows) && rows.length > 0) {
        inSubTables.set(statement.path, statement.body);
        continue;
      }
    }
    const there = kept.get(after);
    if (there) there.push(statement);
    else kept.set(after, [statement]);
  }
  const body: ConfigStatement[] = [...(kept.get('') ?? [])];
  for (const [name, field] of Object.entries(fields)) {
    const value = row[name];
    if (name !== key && isFieldValue(value) && !isNegationHidden(name, row)) {
      if (field.kind !== 'table') {
        const statement = fieldStatement(name, field, value, form);
        if (statement) body.push(statement);
      } else if (isRows(value) && value.length > 0)
        body.push({
          kind: 'config',
          path: name,
          ...nowhere,
          body: joinStatements([
            ...(inSubTables.get(name) ?? []),
            ...value.flatMap((sub) => entry(field.fields, field.key, sub, form)),
          ]),
        });
    }
    const behind = kept.get(name);
    if (behind) body.push(...behind);
  }
  return body;
}

function outside(row: LooseRow, place: 'above' | 'below'): readonly ConfigStatement[] {
  return row.unknown.flatMap((one) => (one.place === place ? [one.statement] : []));
}

function entry(
  fields: FieldSet,
  key: string,
  row: LooseRow,
  form: TreeForm,
): readonly ConfigStatement[] {
  const edit: ConfigStatement = {
    kind: 'edit',
    key: { text: textOf(row[key]), quoted: key === 'name' },
    body: rowBody(fields, key, row, form),
    ...nowhere,
  };
  return row.unknown.length === 0 || form === 'entries'
    ? [edit]
    : [...outside(row, 'above'), edit, ...outside(row, 'below')];
}

/** One table as a section, with the rows of these keys alone if any are given. */
export function tableBlock<T extends TableName>(
  config: FortiosConfig,
  table: T,
  form: TreeForm,
  keys?: ReadonlySet<string>,
): ConfigBlock {
  const { fields, key } = tables[table];
  const rows: readonly RowOf<T>[] = rowsOf(config, table);
  return {
    kind: 'config',
    path: table,
    ...nowhere,
    body: rows
      .filter((row) => !keys || keys.has(rowKey(table, row)))
      .flatMap((row) => entry(fields, key, looseRow(row), formOf(config, table, row, form))),
  };
}

/**
 * A text of an earlier release has what a VIP asks of clients in its access proxy, where it counts while the VIP
 * has none of its own (rule R1): the VIP's default, printed, would take it out of force.
 */
function formOf<T extends TableName>(
  config: FortiosConfig,
  table: T,
  row: RowOf<T>,
  form: TreeForm,
): TreeForm {
  if (table !== 'firewall vip' || typeof form === 'string') return form;
  const proxy = config['firewall access-proxy'].find(({ vip }) => vip === rowKey(table, row));
  const own = ['client-cert', 'empty-cert-action', 'user-agent-detect'] as const;
  const inherits = new Set(own.filter((name) => proxy && proxy[name] !== ''));
  return inherits.size === 0 ? form : { ...form, inherits };
}

/** The whole configuration as statements, in the order in which they print. */
export function configTree(
  config: FortiosConfig,
  form: TreeForm = 'show',
): readonly ConfigStatement[] {
  const section = (part: SectionPart): ConfigStatement => {
    if (part.kind === 'table') return tableBlock(config, part.table, form);
    const { statement } = part;
    if (statement.kind !== 'config' || !isTableName(statement.path)) return statement;
    // A known table that had text in it and no entries; now it may have some.
    const block = tableBlock(config, statement.path, form);
    const loose = form === 'entries' ? [] : statement.body;
    return { ...block, body: joinStatements([...loose, ...block.body]) };
  };
  return layoutOf(config).map((part: LayoutPart): ConfigStatement => {
    switch (part.kind) {
      case 'kept':
      case 'table':
        return section(part);
      case 'global':
        return { kind: 'config', path: 'global', body: part.parts.map(section), ...nowhere };
      case 'vdom':
        return {
          kind: 'config',
          path: 'vdom',
          ...nowhere,
          body: part.entries.map((one) =>
            one.kind === 'kept'
              ? one.statement
              : { kind: 'edit', key: one.key, body: one.parts.map(section), ...nowhere },
          ),
        };
    }
  });
}

/** The configuration's text; reading it gives the configuration again. */
export function printConfig(config: FortiosConfig, form: PrintForm = 'show'): string {
  return printTree(configTree(config, form));
}
