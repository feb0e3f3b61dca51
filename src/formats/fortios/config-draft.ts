/** A whole configuration while text is applied to it: a draft of each known table that the text touches. */
import type { ConfigStatement } from '#model/fortios/config-tree.ts';
import type { FieldSet } from '#model/fortios/fields.ts';
import { referredTables } from '#model/fortios/references.ts';
import { looseRow, rowOfComplete, rowsOf, withTable } from '#model/fortios/rows.parse.ts';
import {
  type FortiosConfig,
  type RowOf,
  type TableName,
  tableNames,
  tables,
} from '#model/fortios/tables.ts';
import type { Drafting, TextPlace } from './entry-draft.ts';
import { shapeOf } from './shape.ts';
import { TableDraft, draftingOf } from './table-draft.ts';
import type { Warnings } from '../warnings.ts';

/** Where a row's field was last set, in the row or in one of its sub-tables; line and column 0 if nowhere. */
export type PlaceOf = (table: TableName, key: string, field: string) => TextPlace;

const nowhere: TextPlace = { line: 0, column: 0 };

/** Found out when it is first asked for: few need it, and it is large. */
export function placesWhenAsked(find: () => PlaceOf): PlaceOf {
  let found: PlaceOf | null = null;
  return (table, key, field) => {
    found ??= find();
    return found(table, key, field);
  };
}

/** Whether a table, its sub-tables included, has a field that names objects of another one. */
function refersAnywhere(table: TableName, fields: FieldSet, target: TableName): boolean {
  return Object.entries(fields).some(([name, field]) =>
    field.kind === 'table'
      ? refersAnywhere(table, field.fields, target)
      : referredTables(table, name).includes(target),
  );
}

export class ConfigDraft {
  private readonly base: FortiosConfig;
  private readonly drafting: Drafting;
  private readonly noting: boolean;
  private readonly drafts = new Map<TableName, TableDraft>();

  constructor(base: FortiosConfig, warnings: Warnings, as: Drafting['as'], noting = false) {
    this.base = base;
    this.drafting = draftingOf(warnings, as);
    this.noting = noting;
  }

  table(table: TableName): TableDraft {
    let draft = this.drafts.get(table);
    if (!draft) {
      const { fields, key } = tables[table];
      draft = new TableDraft(
        shapeOf(fields, key),
        this.drafting,
        () => table,
        rowsOf(this.base, table).map((row) => looseRow(row)),
        { noting: this.noting, renamed: (from, to) => this.renamed(table, from, to) },
      );
      this.drafts.set(table, draft);
    }
    return draft;
  }

  /** Whoever refers to an object by its old name refers to it by its new one, as on a device. */
  private renamed(target: TableName, from: string, to: string): void {
    for (const table of tableNames) {
      if (!refersAnywhere(table, tables[table].fields, target)) continue;
      if (!this.drafts.has(table) && this.base[table].length === 0) continue;
      this.table(table).renameReferences(
        (field) => referredTables(table, field).includes(target),
        from,
        to,
      );
    }
  }

  /** Where each field of each row was set, for a draft that was made to note it. */
  places(): PlaceOf {
    const found = new Map<string, ReadonlyMap<string, TextPlace>>();
    for (const [table, draft] of this.drafts)
      for (const [key, places] of draft.fieldPlaces()) found.set(`${table} ${key}`, places);
    return (table, key, field) => found.get(`${table} ${key}`)?.get(field) ?? nowhere;
  }

  /** The configuration as it stands, and what stood in known tables that have no entry. */
  finish(): {
    readonly config: FortiosConfig;
    readonly loose: ReadonlyMap<TableName, readonly ConfigStatement[]>;
  } {
    let config = this.base;
    const loose = new Map<TableName, readonly ConfigStatement[]>();
    for (const [table, draft] of this.drafts) {
      const finished = draft.finish();
      config = withRows(config, table, finished.rows);
      if (finished.rows.length === 0 && finished.loose.length > 0) loose.set(table, finished.loose);
    }
    return { config, loose };
  }
}

function withRows<T extends TableName>(
  config: FortiosConfig,
  table: T,
  rows: readonly ReturnType<typeof looseRow>[],
): FortiosConfig {
  return withTable(
    config,
    table,
    rows.map((row): RowOf<T> => rowOfComplete(table, row)),
  );
}
