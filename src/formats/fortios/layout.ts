/** Where each known table stands in a configuration: where its text had it, else where FortiOS has it. */
import {
  type LayoutPart,
  type SectionPart,
  type VdomEntry,
  type VdomPart,
  sectionsOf,
} from '#model/fortios/layout-parts.ts';
import {
  type FortiosConfig,
  type TableName,
  isTableName,
  tableNames,
} from '#model/fortios/tables.ts';

/** With VDOMs, these are the whole device's and stand in `config global` [assumed for fctems]. */
const globalTables: ReadonlySet<TableName> = new Set([
  'system interface',
  'endpoint-control fctems',
]);

/** Behind the last table that FortiOS prints before this one, else before the first one after it. */
function placeAmong(parts: readonly LayoutPart[], table: TableName): number {
  const order = tableNames.indexOf(table);
  const behind = parts.findLastIndex(
    (part) => part.kind === 'table' && tableNames.indexOf(part.table) < order,
  );
  const ahead = parts.findIndex((part) => part.kind === 'table');
  return behind >= 0 ? behind + 1 : ahead >= 0 ? ahead : parts.length;
}

function isInForce(entry: VdomPart['entries'][number]): entry is VdomEntry {
  return entry.kind === 'vdom-entry';
}

/** The part of the layout that sections of that scope stand in; -1 where they stand side by side. */
function scopeAt(layout: readonly LayoutPart[], isGlobal: boolean): number {
  if (isGlobal) return layout.findLastIndex((part) => part.kind === 'global');
  const has = (part: LayoutPart, filled: boolean) =>
    part.kind === 'vdom' &&
    part.entries.some((entry) => isInForce(entry) && (!filled || entry.parts.length > 0));
  // A device lists its VDOMs first, each empty.
  const filled = layout.findLastIndex((part) => has(part, true));
  return filled >= 0 ? filled : layout.findLastIndex((part) => has(part, false));
}

/** The layout with one more section, in the scope that it belongs to. */
export function withSection(
  layout: readonly LayoutPart[],
  section: SectionPart,
  isGlobal: boolean,
): readonly LayoutPart[] {
  const put = <P extends LayoutPart>(parts: readonly (P | SectionPart)[]) => {
    const at = section.kind === 'table' ? placeAmong(parts, section.table) : parts.length;
    return parts.toSpliced(at, 0, section);
  };
  const at = scopeAt(layout, isGlobal);
  const scope = layout[at];
  if (scope?.kind === 'global') return layout.with(at, { ...scope, parts: put(scope.parts) });
  if (scope?.kind !== 'vdom') return put(layout);
  const last = scope.entries.findLastIndex(isInForce);
  const entries = scope.entries.map((entry, i) =>
    i === last && isInForce(entry) ? { ...entry, parts: put(entry.parts) } : entry,
  );
  return layout.with(at, { ...scope, entries });
}

/** The configuration's layout with a place for each table that has rows. */
export function layoutOf(config: FortiosConfig): readonly LayoutPart[] {
  const placed = new Set<TableName>();
  for (const part of sectionsOf(config.layout))
    if (part.kind === 'table') placed.add(part.table);
    // One that had text and no entries when it was read.
    else if (part.statement.kind === 'config' && isTableName(part.statement.path))
      placed.add(part.statement.path);
  let { layout } = config;
  for (const table of tableNames)
    if (config[table].length > 0 && !placed.has(table))
      layout = withSection(layout, { kind: 'table', table }, globalTables.has(table));
  return layout;
}
