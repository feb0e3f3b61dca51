/**
 * Rows of a FortiGate's tables, a page at a time. What is not on the page is searched as it stands, and
 * never made into an answer: a table may have ten thousand rows.
 */
import { noEntry } from '#model/words/refusals.ts';
import type { Knowledge } from '#engine/sync/knowledge.ts';
import { linesOf } from '#engine/sync/lines.ts';
import type { Field, FieldSet, LooseRow } from '#model/fortios/fields.ts';
import { findRow, looseRow, rowsOf } from '#model/fortios/rows.parse.ts';
import { type Address, type RowOf, type TableName, tables } from '#model/fortios/tables.ts';
import { fromWire } from '#model/fortios/wire.parse.ts';
import { tagObject } from '#model/tagging/tag-objects.ts';
import { invalid, notFound } from '../refusal.ts';
import { type Shown, type ShownRow, keysOf, plainly, shownRow } from './row-answers.ts';
import { type Column, filterOf, orderOf, textsAt } from './row-filters.ts';
import {
  type FortiGate,
  type WorldState,
  changedAt,
  changedWithin,
  fortigateNamed,
  objectPath,
} from '../state.ts';

interface OnTable {
  readonly fortigate: string;
  readonly table: TableName;
}
interface OnRow extends OnTable {
  readonly key: string;
}

export interface RowQuery extends OnTable {
  readonly start: number;
  /** 0: all. */
  readonly count: number;
  readonly search: string;
  /** FortiOS's expressions, all of which must hold. */
  readonly filters: readonly string[];
  /** `policyid,dsc`; empty for the table's own order. */
  readonly sort?: string;
  readonly shown?: Shown;
}
export interface RowPage {
  readonly rows: readonly ShownRow[];
  readonly size: number;
  readonly matched: number;
  readonly revision: number;
}

const objectsByKnowledge = new WeakMap<Knowledge, Map<number, readonly Address[]>>();

function objectsOf(knowledge: Knowledge, connector: number): readonly Address[] {
  const byConnector = objectsByKnowledge.get(knowledge) ?? new Map<number, readonly Address[]>();
  objectsByKnowledge.set(knowledge, byConnector);
  const made =
    byConnector.get(connector) ??
    [...knowledge.tags.values()].flatMap(({ tag }) =>
      (['ip', 'mac'] as const).map((kind) => tagObject(tag, kind, connector)),
    );
  byConnector.set(connector, made);
  return made;
}

/** The two dynamic address objects of each shared tag, as the device's address table shows them [25915]. */
export function sharedTagObjects(state: WorldState, fortigate: FortiGate): readonly Address[] {
  const own = keysOf('firewall address', fortigate.config['firewall address']);
  return linesOf(state.ems, fortigate)
    .flatMap(({ connector, knowledge }) =>
      connector === null ? [] : objectsOf(knowledge, connector),
    )
    .filter((one) => !own.has(one.name));
}

function columnsIn(fields: FieldSet, above: readonly string[] = []): readonly Column[] {
  return Object.entries(fields).flatMap(([name, field]: [string, Field]) =>
    field.kind === 'table'
      ? columnsIn(field.fields, [...above, name])
      : [{ path: [...above, name], field }],
  );
}
const columns = new Map<TableName, readonly Column[]>();

const searchTexts = new WeakMap<LooseRow, string>();
/** What a search looks through; a row that nobody changed is the same object and keeps its text. */
function searchText(table: TableName, row: LooseRow): string {
  let text = searchTexts.get(row);
  if (text === undefined) {
    const all = columns.get(table) ?? columnsIn(tables[table].fields);
    columns.set(table, all);
    // Nobody types a line's end into a search.
    text = all
      .flatMap((column) => textsAt(row, column))
      .join('\n')
      .toLowerCase();
    searchTexts.set(row, text);
  }
  return text;
}

function found<T extends TableName>(
  table: T,
  all: readonly RowOf<T>[],
  { search, filters, sort = '' }: Pick<RowQuery, 'search' | 'filters' | 'sort'>,
): readonly RowOf<T>[] {
  const text = search.trim().toLowerCase();
  const passes = filterOf(table, filters);
  const order = orderOf(table, sort);
  const left =
    text === '' && filters.length === 0
      ? all
      : all.filter((row) => {
          const loose = looseRow(row);
          return (text === '' || searchText(table, loose).includes(text)) && passes(loose);
        });
  return order ? left.toSorted((a, b) => order(looseRow(a), looseRow(b))) : left;
}

/** A page of one table, of the rows that were typed and those that EMS put there. */
function pageOf<T extends TableName>(
  state: WorldState,
  fortigate: FortiGate,
  table: T,
  query: RowQuery,
  others: readonly RowOf<T>[],
): RowPage {
  const { config, name } = fortigate;
  const stored = rowsOf(config, table);
  const all = others.length === 0 ? stored : [...stored, ...others];
  const matching = found(table, all, query);
  const end = query.count === 0 ? matching.length : query.start + query.count;
  const foreign = new Set<RowOf<T>>(others);
  return {
    rows: matching
      .slice(query.start, end)
      .map((row) => shownRow(config, table, row, query.shown ?? plainly, !foreign.has(row))),
    size: all.length,
    matched: matching.length,
    revision: changedWithin(state, objectPath.row(name, table, '')),
  };
}

export function rows(state: WorldState, query: RowQuery): RowPage {
  const fortigate = fortigateNamed(state, query.fortigate);
  const { table } = query;
  return table === 'firewall address'
    ? pageOf(state, fortigate, table, query, sharedTagObjects(state, fortigate))
    : pageOf(state, fortigate, table, query, []);
}

export function row(
  state: WorldState,
  { table, key, shown = plainly, ...query }: OnRow & { readonly shown?: Shown },
): RowPage {
  const fortigate = fortigateNamed(state, query.fortigate);
  const { config, name } = fortigate;
  const others = table === 'firewall address' ? sharedTagObjects(state, fortigate) : [];
  const own = findRow(config, table, key);
  const other = own ? undefined : others.find((one) => one.name === key);
  const one = own
    ? shownRow(config, table, own, shown, true)
    : other && shownRow(config, 'firewall address', other, shown, false);
  if (!one) return notFound(noEntry(name, table, key), tables[table].key);
  return {
    rows: [one],
    size: config[table].length + others.length,
    matched: 1,
    revision: changedAt(state, objectPath.row(name, table, key)),
  };
}

/** No right to do that [assumed for this number]. */
const denied = -37;

/**
 * What a change of a row would be based on, and whether it changes anything. Refuses where the row is a tag
 * that EMS shares: it is there, and read-only [735065].
 */
export function change(
  state: WorldState,
  { fortigate: name, table, key, values }: OnRow & { readonly values: unknown },
): { readonly revision: number; readonly changes: boolean } {
  const fortigate = fortigateNamed(state, name);
  const before = findRow(fortigate.config, table, key);
  const revision = changedAt(state, objectPath.row(name, table, key));
  const isShared =
    !before &&
    table === 'firewall address' &&
    sharedTagObjects(state, fortigate).some((one) => one.name === key);
  if (isShared)
    return invalid(denied, 'name', `${key} is a tag that EMS shares. Change the tag on EMS.`);
  if (!before) return { revision, changes: true };
  const { row: after, problems } = fromWire(table, values, before);
  return {
    revision,
    changes: problems.length > 0 || JSON.stringify(after) !== JSON.stringify(before),
  };
}
