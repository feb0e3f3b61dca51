/** The tables that the lab understands, out of a configuration tree and back into one. */
import type {
  ConfigBlock,
  ConfigStatement,
  ConfigValue,
  ConfigWarning,
} from '#model/fortios/config-tree.ts';
import type { Field, FieldSet, FieldValue, LooseRow } from '#model/fortios/fields.ts';
import {
  defaultOf,
  emptyConfig,
  looseRow,
  rowFromLoose,
  rowKey,
  rowsOf,
  valueProblem,
  withTable,
} from '#model/fortios/rows.parse.ts';
import {
  type FortiosConfig,
  type RowOf,
  type TableName,
  isTableName,
  tableNames,
  tables,
} from '#model/fortios/tables.ts';
import { isNames, isRows, isStatements, textOf } from '#model/fortios/values.ts';
import { printTree, readTree } from './tree.ts';

export interface ConfigReading {
  readonly config: FortiosConfig;
  readonly warnings: readonly ConfigWarning[];
  /** The line on which a row's field was last set, in the row itself or in one of its sub-tables; 0 if none. */
  readonly lineOf: (table: TableName, key: string, field: string) => number;
}

type Values = Record<string, FieldValue | readonly ConfigStatement[]>;

function fieldOf(fields: FieldSet, name: string): Field | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function fromWords(field: Field, values: readonly ConfigValue[]): FieldValue {
  const texts = values.map((value) => value.text);
  switch (field.kind) {
    case 'names':
    case 'words':
      // A name that stands twice is one reference.
      return [...new Set(texts)];
    case 'number': {
      const [only = ''] = texts;
      return /^-?\d+$/.test(only) ? Number(only) : only;
    }
    case 'table':
      return [];
    case 'text':
    case 'word':
    case 'option':
      return texts.join(' ');
  }
}

function placeKey(row: string, field: string): string {
  return `${row}\n${field}`;
}

class Reader {
  readonly warnings: ConfigWarning[] = [];
  readonly lines = new Map<string, number>();
  /** The row of a table that is being read. */
  private row = '';

  private warn(line: number, message: string): void {
    this.warnings.push({ line, column: 1, message });
  }

  /** The fields that a body sets, the statements that mean nothing to us kept under `unknown`. */
  values(fields: FieldSet, body: readonly ConfigStatement[], where: string): Values {
    const values: Values = {};
    const unknown: ConfigStatement[] = [];
    for (const statement of body)
      switch (statement.kind) {
        case 'set':
        case 'append': {
          const field = fieldOf(fields, statement.name);
          if (!field || field.kind === 'table') {
            unknown.push(statement);
            break;
          }
          const before = values[statement.name];
          const read = fromWords(field, statement.values);
          const joined: FieldValue =
            statement.kind === 'append' && isNames(before) && isNames(read)
              ? [...new Set([...before, ...read])]
              : read;
          const problem = valueProblem(statement.name, field, joined);
          if (problem && !isHarmless(field, problem.code)) {
            this.warn(statement.line, `${where}: ${problem.message} The value is not in force.`);
            unknown.push(statement);
          } else {
            if (problem) this.warn(statement.line, `${where}: ${problem.message}`);
            values[statement.name] = joined;
            this.lines.set(placeKey(this.row, statement.name), statement.line);
          }
          break;
        }
        case 'unset': {
          const field = fieldOf(fields, statement.name);
          if (field) values[statement.name] = defaultOf(field);
          else unknown.push(statement);
          break;
        }
        case 'config': {
          const field = fieldOf(fields, statement.path);
          if (field?.kind === 'table')
            values[statement.path] = this.entries(field.fields, field.key, statement, where);
          else unknown.push(statement);
          break;
        }
        case 'select':
        case 'unselect':
        case 'edit':
        case 'delete':
        case 'rename':
        case 'move':
        case 'clone':
        case 'text':
          unknown.push(statement);
          break;
      }
    values['unknown'] = unknown;
    return values;
  }

  entries(fields: FieldSet, key: string, block: ConfigBlock, where: string): LooseRow[] {
    const rows = new Map<string, LooseRow>();
    for (const statement of block.body) {
      if (statement.kind !== 'edit') {
        this.warn(
          statement.line,
          `${where} ${block.path}: a statement outside any entry is left out.`,
        );
        continue;
      }
      const field = fieldOf(fields, key);
      const name = `${where} ${block.path} ${statement.key.text}`.trim();
      if (where === '') this.row = name;
      const keyValue = field ? fromWords(field, [statement.key]) : statement.key.text;
      if (field && valueProblem(key, field, keyValue)?.code === -15 && field.kind === 'number') {
        this.warn(
          statement.line,
          `${name}: the entry's number must be a whole number; it is left out.`,
        );
        continue;
      }
      const existing = rows.get(statement.key.text);
      if (existing)
        this.warn(
          statement.line,
          `${name} stands twice; what the second one sets replaces what the first one set, as on a device.`,
        );
      const values = this.values(fields, statement.body, name);
      rows.set(statement.key.text, {
        ...(existing ?? defaults(fields)),
        ...values,
        [key]: keyValue,
        unknown: [...(existing?.unknown ?? []), ...unknownOf(values)],
      });
    }
    return [...rows.values()];
  }
}

function unknownOf(values: Values): readonly ConfigStatement[] {
  const found = values['unknown'];
  return isStatements(found) ? found : [];
}

/** A name that FortiOS would refuse is odd, but nothing hangs on its characters: it is kept and in force. */
function isHarmless(field: Field, code: number): boolean {
  return field.kind === 'text' && code === -15;
}

function defaults(fields: FieldSet): LooseRow {
  const row: Values = {};
  for (const [name, field] of Object.entries(fields)) row[name] = defaultOf(field);
  return { ...row, unknown: [] };
}

function addTable<T extends TableName>(
  config: FortiosConfig,
  table: T,
  block: ConfigBlock,
  reader: Reader,
): FortiosConfig {
  const { fields, key } = tables[table];
  const rows = reader.entries(fields, key, block, '').map((row) => rowFromLoose(table, row));
  const byKey = new Map<string, RowOf<T>>(
    rowsOf(config, table).map((row) => [rowKey(table, row), row]),
  );
  for (const row of rows) byKey.set(rowKey(table, row), row);
  return withTable(config, table, [...byKey.values()]);
}

/** Reads configuration text. Sections that are not ours are kept, in order, under `unknown`. */
export function readConfig(text: string): ConfigReading {
  const tree = readTree(text);
  const reader = new Reader();
  let config = emptyConfig();
  const unknown: ConfigStatement[] = [];
  for (const statement of tree.statements) {
    if (statement.kind === 'config' && isTableName(statement.path))
      config = addTable(config, statement.path, statement, reader);
    else unknown.push(statement);
  }
  const warnings = [...tree.warnings, ...reader.warnings].toSorted((a, b) => a.line - b.line);
  return {
    config: { ...config, unknown },
    warnings,
    lineOf: (table, key, field) => reader.lines.get(placeKey(`${table} ${key}`, field)) ?? 0,
  };
}

function same(a: FieldValue, b: FieldValue): boolean {
  return Array.isArray(a) && Array.isArray(b)
    ? a.length === b.length && a.every((one, i) => one === b[i])
    : a === b;
}

function isRowValue(value: LooseRow[string] | undefined): value is FieldValue {
  return value !== undefined && !(isStatements(value) && value.length > 0);
}

/** The statements that set a row's fields, defaults left out, in the order of its table. */
function rowStatements(fields: FieldSet, key: string, row: LooseRow): ConfigStatement[] {
  const statements: ConfigStatement[] = [];
  for (const [name, field] of Object.entries(fields)) {
    const value = row[name];
    if (name === key || !isRowValue(value)) continue;
    if (field.kind === 'table') {
      if (isRows(value) && value.length > 0)
        statements.push({
          kind: 'config',
          path: name,
          line: 0,
          body: value.map((sub) => ({
            kind: 'edit',
            key: { text: textOf(sub[field.key]), quoted: false },
            body: rowStatements(field.fields, field.key, sub),
            line: 0,
          })),
        });
      continue;
    }
    if (same(value, field.default)) continue;
    const quoted = field.kind === 'text' || field.kind === 'names';
    const texts = isNames(value)
      ? value
      : textOf(value).split(field.kind === 'word' ? ' ' : '\u0000');
    statements.push({
      kind: 'set',
      name,
      values: texts.map((one) => ({ text: one, quoted })),
      line: 0,
    });
  }
  return [...statements, ...row.unknown];
}

/** One row as FortiOS shows it, from `edit` to `next`. */
function rowTree<T extends TableName>(table: T, row: RowOf<T>): ConfigStatement {
  const { fields, key } = tables[table];
  return {
    kind: 'edit',
    key: { text: rowKey(table, row), quoted: key === 'name' },
    body: rowStatements(fields, key, looseRow(row)),
    line: 0,
  };
}

function tableTree<T extends TableName>(config: FortiosConfig, table: T): ConfigBlock {
  return {
    kind: 'config',
    path: table,
    line: 0,
    body: rowsOf(config, table).map((row) => rowTree(table, row)),
  };
}

/** Prints the known tables in FortiOS's order, then the sections that were kept. */
export function printConfig(config: FortiosConfig): string {
  const blocks: ConfigStatement[] = tableNames
    .filter((table) => config[table].length > 0)
    .map((table) => tableTree(config, table));
  return printTree([...blocks, ...config.unknown]);
}
