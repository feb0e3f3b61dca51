/** A known table while text is applied to it, entry by entry, as a device applies commands. */
import type { ConfigStatement, ConfigValue } from '#model/fortios/config-tree.ts';
import type { LooseRow } from '#model/fortios/fields.ts';
import { valueProblem } from '#model/fortios/rows.parse.ts';
import { isNames, isRows, textOf } from '#model/fortios/values.ts';
import { joinKept, joinStatements } from './loose-lines.ts';
import { printTree } from './print/print-tree.ts';
import { type Drafting, EntryDraft, type SubTableDraft, type TextPlace } from './entry-draft.ts';
import type { Shape } from './shape.ts';
import type { Warnings } from '../warnings.ts';

/** One entry in the table's order, made a draft only once something is to change in it. */
interface Node {
  key: string;
  row: LooseRow | null;
  draft: EntryDraft | null;
  before: Node | null;
  after: Node | null;
  /** Where the fields of the entry were set; of a sub-table's entry, its outermost entry's. */
  readonly places: Map<string, TextPlace> | null;
}

/**
 * More entries than any FortiGate takes in one table. Each is an object with every field of its table, which
 * a text of nothing but `edit` and `next` would multiply: those after it stay the text that they are.
 */
export const mostEntries = 500_000;

export function draftingOf(warnings: Warnings, as: Drafting['as']): Drafting {
  const drafting: Drafting = {
    warnings,
    as,
    table: (shape, where, rows, places) => new TableDraft(shape, drafting, where, rows, { places }),
  };
  return drafting;
}

export class TableDraft implements SubTableDraft {
  private readonly shape: Shape;
  private readonly drafting: Drafting;
  private readonly where: () => string;
  private readonly nodes = new Map<string, Node>();
  private first: Node | null = null;
  private last: Node | null = null;
  /** The entry that text outside any entry stands below. */
  private current: Node | null = null;
  private loose: ConfigStatement[] = [];
  /** Entries past the most that there can be, as lines. */
  private readonly overflow: string[] = [];
  private highest = 0;
  private readonly places: Map<string, TextPlace> | null;
  private readonly noting: boolean;
  /** What stands below the current entry, not yet given to it. */
  private below: ConfigStatement[] = [];
  private readonly renamed: (from: string, to: string) => void;

  constructor(
    shape: Shape,
    drafting: Drafting,
    where: () => string,
    rows: readonly LooseRow[],
    more: {
      /** Where fields are set goes here; without it, into a map for each entry if `noting`. */
      readonly places?: Map<string, TextPlace> | null;
      readonly noting?: boolean;
      readonly renamed?: (from: string, to: string) => void;
    } = {},
  ) {
    this.shape = shape;
    this.drafting = drafting;
    this.where = where;
    this.places = more.places ?? null;
    this.noting = more.noting ?? false;
    this.renamed = more.renamed ?? (() => undefined);
    for (const row of rows) this.link(this.nodeOf(textOf(row[shape.key]), row), null);
    this.current = this.last;
  }

  private nodeOf(key: string, row: LooseRow | null): Node {
    const places = this.places ?? (this.noting ? new Map<string, TextPlace>() : null);
    return { key, row, draft: null, before: null, after: null, places };
  }

  /** Puts a node behind another, or last. */
  private link(node: Node, behind: Node | null): void {
    const before = behind ?? this.last;
    const after = before ? before.after : this.first;
    this.join(before, node);
    this.join(node, after);
    this.nodes.set(node.key, node);
    if (this.isNumbered()) this.highest = Math.max(this.highest, Number(node.key) || 0);
  }

  private join(before: Node | null, after: Node | null): void {
    if (before) before.after = after;
    else this.first = after;
    if (after) after.before = before;
    else this.last = before;
  }

  private unlink(node: Node): void {
    this.join(node.before, node.after);
    this.nodes.delete(node.key);
    if (this.current === node) this.goTo(node.before);
  }

  private isNumbered(): boolean {
    return this.shape.fields.get(this.shape.key)?.field.kind === 'number';
  }

  private warn(
    { line, column }: TextPlace,
    what: string,
    { key, decides = false }: { readonly key?: string; readonly decides?: boolean } = {},
  ): void {
    const where = key === undefined ? this.where() : `${this.where()} ${key}`;
    this.drafting.warnings.note({ line, column }, { where, what, decides });
  }

  /** The key as the table holds it; null, with a warning, for what can be none. */
  private keyOf(statement: ConfigStatement, written: ConfigValue): string | number | null {
    const known = this.shape.fields.get(this.shape.key);
    if (known?.field.kind !== 'number') return written.text;
    const number = /^\d+$/.test(written.text) ? Number(written.text) : written.text;
    // FortiOS gives an entry 0 the next number that is free.
    if (number === 0) return this.highest + 1;
    if (!valueProblem(this.shape.key, known.field, number)) return number;
    this.warn(
      statement,
      'the number of the entry is not valid. The entry is kept as text and is not in force.',
      { key: written.text, decides: true },
    );
    return null;
  }

  get size(): number {
    return this.nodes.size;
  }

  apply(statement: ConfigStatement): void {
    switch (statement.kind) {
      case 'edit':
        this.edit(statement, statement.key, statement.body);
        break;
      case 'delete': {
        const node = this.named(statement, statement.values[0]);
        if (node) this.unlink(node);
        break;
      }
      case 'rename':
      case 'clone':
        this.copy(statement, statement.kind, statement.values);
        break;
      case 'move':
        this.move(statement, statement.values);
        break;
      case 'text':
        this.keep(statement);
        break;
      case 'set':
      case 'append':
      case 'select':
      case 'unselect':
      case 'unset':
      case 'config':
        this.warn(
          statement,
          `this statement is outside any entry. It is kept as text and is not in force.`,
        );
        this.keep(statement);
        break;
    }
  }

  private keep(statement: ConfigStatement): void {
    if (this.drafting.as === 'script') return;
    (this.current ? this.below : this.loose).push(statement);
  }

  /** Goes on to another entry: what stood below the one before is its. */
  private goTo(node: Node | null): void {
    const { current, below } = this;
    this.current = node;
    if (below.length === 0) return;
    this.below = [];
    if (!current) this.loose.push(...below);
    else for (const statement of below) this.draft(current).keepBelow(statement);
  }

  private edit(
    statement: ConfigStatement,
    written: ConfigValue,
    body: readonly ConfigStatement[],
  ): void {
    const key = this.keyOf(statement, written);
    if (key === null) {
      this.keep(statement);
      return;
    }
    let node = this.nodes.get(String(key));
    if (!node && this.nodes.size >= mostEntries) {
      this.overflowWith(statement);
      return;
    }
    if (!node) {
      node = this.nodeOf(String(key), null);
      this.link(node, null);
    } else if (this.drafting.as === 'text')
      this.warn(
        statement,
        'it occurs twice. The settings of the second replace those of the first, as on a device.',
        { key: written.text },
      );
    const draft = this.draft(node);
    draft.setKey(key);
    for (const one of body) draft.apply(one);
    this.goTo(node);
    if (!draft.isLarge()) this.rowOf(node);
  }

  private overflowWith(statement: ConfigStatement): void {
    const isText = this.drafting.as === 'text';
    if (this.overflow.length === 0)
      this.warn(
        statement,
        `a table takes at most ${mostEntries.toLocaleString('en')} entries. Further entries are ${isText ? 'kept as text and are not in force' : 'ignored'}.`,
      );
    if (isText || this.overflow.length === 0)
      for (const line of printTree([statement]).trimEnd().split('\n'))
        this.overflow.push(line.trim());
  }

  private draft(node: Node): EntryDraft {
    node.draft ??= new EntryDraft(
      this.shape,
      this.drafting,
      () => `${this.where()} ${node.key}`,
      node.row,
      node.places,
    );
    return node.draft;
  }

  /** The entry of that name; null, with a warning, if there is none. */
  private named(statement: ConfigStatement, key: ConfigValue | undefined): Node | null {
    const text = key && this.isNumbered() ? String(Number(key.text)) : key?.text;
    const node = text === undefined ? undefined : this.nodes.get(text);
    if (!node)
      this.warn(
        statement,
        `\`${statement.kind}\` names ${key?.text ?? 'no entry'}, which does not exist. The statement is ignored.`,
      );
    return node ?? null;
  }

  private copy(
    statement: ConfigStatement,
    kind: 'rename' | 'clone',
    [from, word, to]: readonly ConfigValue[],
  ): void {
    const node = this.named(statement, from);
    if (!node) return;
    const key = word?.text === 'to' && to ? this.keyOf(statement, to) : null;
    const known = this.shape.fields.get(this.shape.key);
    const problem = key === null || !known ? null : valueProblem(this.shape.key, known.field, key);
    if (key === null || problem || this.nodes.has(String(key))) {
      this.warn(
        statement,
        `\`${kind} ${from?.text ?? ''}\` needs \`to\` and a name that is free; ${problem?.message ?? `${to?.text ?? 'none'} is not.`} The statement is ignored.`,
      );
      return;
    }
    if (kind === 'rename') {
      const old = node.key;
      this.nodes.delete(old);
      node.key = String(key);
      this.nodes.set(node.key, node);
      this.draft(node).setKey(key);
      this.renamed(old, node.key);
      return;
    }
    const { unknown, ...row } = this.rowOf(node);
    const made = this.nodeOf(String(key), {
      ...row,
      unknown: unknown.filter(({ place }) => place === 'inside'),
    });
    this.link(made, null);
    this.draft(made).setKey(key);
    // A device makes the copy a UUID of its own; here it has none until it gets one.
    if (this.shape.fields.has('uuid')) this.draft(made).clear('uuid');
    this.goTo(made);
  }

  private move(statement: ConfigStatement, [moved, where, other]: readonly ConfigValue[]): void {
    const node = this.named(statement, moved);
    const place = where?.text;
    if (!node) return;
    if (place !== 'before' && place !== 'after') {
      this.warn(
        statement,
        '`move` needs `before` or `after` and another entry. The statement is ignored.',
      );
      return;
    }
    const target = this.named(statement, other);
    if (!target || target === node) return;
    const { current } = this;
    if (current === node) this.goTo(node);
    this.current = null;
    this.unlink(node);
    if (place === 'after') this.link(node, target);
    else if (target.before) this.link(node, target.before);
    else {
      this.join(node, target);
      this.join(null, node);
      this.nodes.set(node.key, node);
    }
    this.current = current;
  }

  renameReferences(refers: (field: string) => boolean, from: string, to: string): void {
    for (const node of this.nodes.values())
      if (node.draft || (node.row && mentions(node.row, from)))
        this.draft(node).renameReferences(refers, from, to);
  }

  private rowOf(node: Node): LooseRow {
    if (node.draft || !node.row) {
      node.row = this.draft(node).row();
      node.draft = null;
    }
    return node.row;
  }

  /** Where each field of each entry was set. */
  *fieldPlaces(): Generator<readonly [key: string, places: ReadonlyMap<string, TextPlace>]> {
    for (const { key, places } of this.nodes.values()) if (places) yield [key, places];
  }

  finish(): { readonly rows: readonly LooseRow[]; readonly loose: readonly ConfigStatement[] } {
    if (this.overflow.length > 0) {
      this.goTo(this.last);
      this.keep({ kind: 'text', lines: this.overflow, line: 0, column: 0 });
    }
    this.goTo(null);
    const rows: LooseRow[] = [];
    for (let node = this.first; node; node = node.after) rows.push(this.rowOf(node));
    const [first, ...rest] = rows;
    if (!first) return { rows, loose: joinStatements(this.loose) };
    if (this.loose.length > 0) {
      const above = this.loose.map((statement) => ({
        place: 'above' as const,
        after: '',
        statement,
      }));
      rows[0] = { ...first, unknown: joinKept([...above, ...first.unknown]) };
    }
    if (rest.some(isBelowSomething)) lowerAbove(rows);
    return { rows, loose: [] };
  }
}

/** Whether any field of the row, or of a row in it, has that value. */
function mentions(row: LooseRow, name: string): boolean {
  return Object.values(row).some(
    (held) =>
      held === name ||
      (isNames(held) && held.includes(name)) ||
      (isRows(held) && held.some((inner) => mentions(inner, name))),
  );
}

function isBelowSomething(row: LooseRow): boolean {
  return row.unknown.some(({ place }) => place === 'above');
}

/** What stood above the first entry stands below another if that is first no longer. */
function lowerAbove(rows: LooseRow[]): void {
  for (const [i, row] of rows.entries()) {
    const before = rows[i - 1];
    if (!before || !isBelowSomething(row)) continue;
    const above = row.unknown.filter(({ place }) => place === 'above');
    rows[i] = { ...row, unknown: row.unknown.filter(({ place }) => place !== 'above') };
    rows[i - 1] = {
      ...before,
      unknown: joinKept([
        ...before.unknown,
        ...above.map((one) => ({ ...one, place: 'below' as const })),
      ]),
    };
  }
}
