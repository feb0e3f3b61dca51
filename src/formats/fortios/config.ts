/**
 * The tables that the lab understands, out of configuration text. What stood where is the configuration's
 * layout; what means nothing to us is kept in it, and in the rows, in its place.
 */
import type { ConfigBlock, ConfigStatement, ConfigWarning } from '#model/fortios/config-tree.ts';
import { emptyConfig } from '#model/fortios/rows.parse.ts';
import type {
  GlobalPart,
  KeptPart,
  LayoutPart,
  SectionPart,
  VdomEntry,
  VdomPart,
} from '#model/fortios/layout-parts.ts';
import { type FortiosConfig, type TableName, isTableName } from '#model/fortios/tables.ts';
import { ConfigDraft, type PlaceOf, placesWhenAsked } from './config-draft.ts';
import { joinSections, looseSection } from './loose-lines.ts';
import { TreeReader } from './tree.ts';
import { Warnings } from '../warnings.ts';

export interface ConfigReading {
  readonly config: FortiosConfig;
  readonly warnings: readonly ConfigWarning[];
  /** The first question reads the text once more. */
  readonly placeOf: PlaceOf;
}

/** Steps of reading end after about this many characters, or this many entries of a table. */
const charactersAStep = 1 << 18;
const entriesAStep = 2000;

class ConfigReader {
  readonly draft: ConfigDraft;
  private readonly warnings: Warnings;
  private readonly layout: (LayoutPart | ConfigBlock)[] = [];
  private readonly placed = new Set<TableName>();

  constructor(warnings: Warnings, noting: boolean) {
    this.warnings = warnings;
    this.draft = new ConfigDraft(emptyConfig(), warnings, 'text', noting);
  }

  *add(statement: ConfigStatement): Generator<void> {
    if (statement.kind === 'config' && statement.path === 'vdom') {
      // Which VDOM counts is known only when all have been seen.
      this.layout.push(statement);
      return;
    }
    if (statement.kind === 'config' && statement.path === 'global') {
      const part: GlobalPart = { kind: 'global', parts: yield* this.sections(statement.body) };
      this.layout.push(part);
      return;
    }
    this.layout.push(...(yield* this.sections([statement])));
  }

  private *sections(body: readonly ConfigStatement[]): Generator<void, readonly SectionPart[]> {
    const parts: SectionPart[] = [];
    for (const statement of body) {
      if (statement.kind !== 'config' || !isTableName(statement.path)) {
        parts.push({ kind: 'kept', statement });
        continue;
      }
      const table = this.draft.table(statement.path);
      for (const [i, one] of statement.body.entries()) {
        table.apply(one);
        if (i % entriesAStep === entriesAStep - 1) yield;
      }
      // A section that stands twice is one: its rows print where it stood first.
      if (!this.placed.has(statement.path)) parts.push({ kind: 'table', table: statement.path });
      this.placed.add(statement.path);
    }
    return joinSections(parts);
  }

  private *vdom(block: ConfigBlock, inForce: string | null): Generator<void, VdomPart> {
    const entries: (KeptPart | VdomEntry)[] = [];
    for (const statement of block.body)
      if (statement.kind === 'edit' && statement.key.text === inForce)
        entries.push({
          kind: 'vdom-entry',
          key: statement.key,
          parts: yield* this.sections(statement.body),
        });
      else entries.push({ kind: 'kept', statement });
    return { kind: 'vdom', entries };
  }

  /** `root`, else the first VDOM; null where there is none. */
  private vdomInForce(): string | null {
    const names = new Map<string, ConfigStatement>();
    for (const part of this.layout)
      if (part.kind === 'config')
        for (const one of part.body)
          if (one.kind === 'edit' && !names.has(one.key.text)) names.set(one.key.text, one);
    const [first] = names.keys();
    const name = names.has('root') ? 'root' : first;
    const place = name === undefined ? undefined : names.get(name);
    if (name === undefined || !place) return null;
    if (names.size > 1)
      this.warnings.add(
        place.line,
        place.column,
        `The text has ${names.size} VDOMs. Policies and objects of VDOM ${name} are in force. ${[
          ...names.keys(),
        ]
          .filter((one) => one !== name)
          .slice(0, 5)
          .join(
            ', ',
          )}${names.size > 6 ? ' and others are' : names.size > 2 ? ' are' : ' is'} kept unchanged.`,
      );
    return name;
  }

  *finish(): Generator<void, FortiosConfig> {
    const inForce = this.vdomInForce();
    const layout: LayoutPart[] = [];
    for (const part of this.layout)
      layout.push(part.kind === 'config' ? yield* this.vdom(part, inForce) : part);
    const { config, loose } = this.draft.finish();
    const settled = loose.size === 0 ? layout : withLoose(layout, loose);
    return { ...config, layout: joinSections(settled) };
  }
}

/** Puts what stood in known tables without entries into their places. */
function withLoose(
  layout: readonly LayoutPart[],
  loose: ReadonlyMap<TableName, readonly ConfigStatement[]>,
): readonly LayoutPart[] {
  const section = (part: SectionPart): SectionPart => {
    const body = part.kind === 'table' ? loose.get(part.table) : undefined;
    return part.kind === 'table' && body
      ? { kind: 'kept', statement: looseSection(part.table, body) }
      : part;
  };
  return layout.map((part): LayoutPart => {
    switch (part.kind) {
      case 'kept':
      case 'table':
        return section(part);
      case 'global':
        return { ...part, parts: part.parts.map(section) };
      case 'vdom':
        return {
          ...part,
          entries: part.entries.map((entry) =>
            entry.kind === 'kept' ? entry : { ...entry, parts: entry.parts.map(section) },
          ),
        };
    }
  });
}

function* read(
  text: string,
  noting: boolean,
): Generator<
  number,
  { readonly config: FortiosConfig; readonly reader: ConfigReader; readonly warnings: Warnings }
> {
  const warnings = new Warnings();
  const tree = new TreeReader(text, warnings);
  const reader = new ConfigReader(warnings, noting);
  for (let more = true; more;) {
    more = tree.read(charactersAStep);
    for (const statement of tree.take(isTableName))
      for (const _ of reader.add(statement)) yield tree.position;
    yield tree.position;
  }
  const finishing = reader.finish();
  for (;;) {
    const step = finishing.next();
    if (step.done) return { config: step.value, reader, warnings };
    yield text.length;
  }
}

function lastOf<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * Reads configuration text in short steps; each gives how many characters have been read. Whoever drives
 * it may do other things between two steps, and cancels by driving it no further.
 */
export function* readConfigInSteps(text: string): Generator<number, ConfigReading> {
  const { config, warnings } = yield* read(text, false);
  return {
    config,
    warnings: warnings.list(),
    placeOf: placesWhenAsked(() => lastOf(read(text, true)).reader.draft.places()),
  };
}

/** The same at once. Never throws: what is odd is a warning. */
export function readConfig(text: string): ConfigReading {
  return lastOf(readConfigInSteps(text));
}
