/** One entry of a known table while text is applied to it. */
import type { ConfigStatement, Kept } from '#model/fortios/config-tree.ts';
import type { Field, FieldSet, FieldValue, LooseRow } from '#model/fortios/fields.ts';
import { isIdleSetting } from '#model/fortios/refused.ts';
import { isNames, isRows } from '#model/fortios/values.ts';
import { BodyDraft } from './body-draft.ts';
import { joinKept, looseSection } from './loose-lines.ts';
import { fromWords, problemOf, settingWords } from './refused-value.ts';
import { type Shape, sameValue, shapeOf } from './shape.ts';
import type { Warnings } from '../warnings.ts';

export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export interface Drafting {
  readonly warnings: Warnings;
  /**
   * `text` keeps what means nothing to us as it stands; `script` applies that, too, to what there is.
   */
  readonly as: 'text' | 'script';
  /** A draft of the sub-table that has these rows. */
  readonly table: (
    shape: Shape,
    where: () => string,
    rows: readonly LooseRow[],
    places: Map<string, TextPlace> | null,
  ) => SubTableDraft;
}

export interface SubTableDraft {
  readonly size: number;
  apply(statement: ConfigStatement): void;
  renameReferences(refers: (field: string) => boolean, from: string, to: string): void;
  /** The rows, and where there are none, what else stood in the table. */
  finish(): { readonly rows: readonly LooseRow[]; readonly loose: readonly ConfigStatement[] };
}

type Values = Record<string, FieldValue | readonly Kept[]> & { unknown: readonly Kept[] };

/** A draft with more than this in a list or around its fields is not worth making anew for each change. */
const large = 64;

export class EntryDraft {
  private readonly shape: Shape;
  private readonly drafting: Drafting;
  private readonly where: () => string;
  private readonly values: Values;
  private kept: Kept[];
  private body: BodyDraft | null = null;
  /** The place in the table's order up to which fields have been set in the text. */
  private reached = -1;
  // Most entries have none of these.
  private refused: Set<string> | null = null;
  private lists: Map<string, Set<string>> | null = null;
  private subs: Map<string, SubTableDraft> | null = null;
  /** Where each field was set last, those of sub-tables included, if it is noted. */
  private readonly places: Map<string, TextPlace> | null;

  constructor(
    shape: Shape,
    drafting: Drafting,
    where: () => string,
    row: LooseRow | null,
    places: Map<string, TextPlace> | null,
  ) {
    this.shape = shape;
    this.drafting = drafting;
    this.where = where;
    this.places = places;
    this.values = row ? { ...row } : { ...shape.defaults, unknown: nothing };
    this.kept = row ? [...row.unknown] : [];
    if (!row) return;
    for (const { place, statement } of this.kept)
      if (place === 'inside' && 'name' in statement) this.refuse(statement.name);
    // What is set in an entry that was there before stands behind what it has.
    this.reached = this.anchor(shape.names.at(-1) ?? '');
  }

  private refuse(name: string): void {
    this.refused ??= new Set();
    this.refused.add(name);
  }

  /** Whether ending this draft and beginning another costs more than a little. */
  isLarge(): boolean {
    const lists = [...(this.lists?.values() ?? [])];
    return (
      this.kept.length > large ||
      lists.some(({ size }) => size > large) ||
      [...(this.subs?.values() ?? [])].some((sub) => sub.size > large)
    );
  }

  private write(name: string, value: FieldValue): void {
    this.values[name] = value;
  }

  setKey(value: FieldValue): void {
    this.write(this.shape.key, value);
  }

  /** What stands between this entry and the next. */
  keepBelow(statement: ConfigStatement): void {
    this.kept.push({ place: 'below', after: '', statement });
  }

  private keepInside(statement: ConfigStatement): void {
    if (this.drafting.as === 'text') {
      const after = this.shape.names[this.reached] ?? '';
      this.kept.push({ place: 'inside', after, statement });
      return;
    }
    this.body ??= new BodyDraft(
      this.kept.filter(({ place }) => place === 'inside').map((one) => one.statement),
      (odd, message) => this.warn(odd, message),
    );
    this.body.apply(statement);
  }

  private warn({ line, column }: TextPlace, what: string, decides = false): void {
    this.drafting.warnings.note({ line, column }, { where: this.where(), what, decides });
  }

  apply(statement: ConfigStatement): void {
    switch (statement.kind) {
      case 'set':
      case 'append':
      case 'select':
      case 'unselect':
      case 'unset': {
        const known = this.shape.fields.get(statement.name);
        if (statement.name === this.shape.key) {
          this.warn(statement, `${statement.name} is the key of the entry. Use \`rename\`.`);
          this.keepInside(statement);
        } else if (!known || known.field.kind === 'table') this.keepInside(statement);
        else if (statement.kind === 'unset') this.unset(statement.name, known.field);
        else this.set(statement, known.field, known.place);
        break;
      }
      case 'config': {
        const known = this.shape.fields.get(statement.path);
        if (known?.field.kind !== 'table') this.keepInside(statement);
        else {
          const sub = this.subTable(statement.path, known.field.fields, known.field.key);
          for (const one of statement.body) sub.apply(one);
          // Without an entry it has no place among the fields, and stands where it stands.
          if (sub.size > 0) this.reached = Math.max(this.reached, known.place);
        }
        break;
      }
      case 'edit':
      case 'delete':
      case 'rename':
      case 'move':
      case 'clone':
      case 'text':
        this.keepInside(statement);
        break;
    }
  }

  private subTable(name: string, fields: FieldSet, key: string): SubTableDraft {
    this.subs ??= new Map();
    let sub = this.subs.get(name);
    if (!sub) {
      const held = this.values[name];
      sub = this.drafting.table(
        shapeOf(fields, key),
        () => `${this.where()} ${name}`,
        isRows(held) ? held : [],
        this.places,
      );
      this.subs.set(name, sub);
      if (this.drafting.as === 'text') this.markSubTable(name, sub);
    }
    return sub;
  }

  /** Where a sub-table stands among what is kept, in case it has text in it and no entries. */
  private markSubTable(name: string, sub: SubTableDraft): void {
    const isOf = ({ place, statement }: Kept) =>
      place === 'inside' && statement.kind === 'config' && statement.path === name;
    const before = this.kept.find(isOf);
    if (before?.statement.kind === 'config')
      for (const one of before.statement.body) sub.apply(one);
    else this.keepInside(looseSection(name, nothing));
  }

  /** What stood in a sub-table without entries goes to the sub-table's mark. */
  private settleSubTable(name: string, loose: readonly ConfigStatement[]): void {
    this.kept = this.kept.flatMap((one) => {
      const { place, statement } = one;
      if (place !== 'inside' || statement.kind !== 'config' || statement.path !== name)
        return [one];
      return loose.length === 0 ? [] : [{ ...one, statement: looseSection(name, loose) }];
    });
  }

  /** What was refused before no longer counts. */
  private settle(name: string): void {
    if (!this.refused?.delete(name)) return;
    const isOf = (statement: ConfigStatement) => 'name' in statement && statement.name === name;
    if (this.body) this.body.apply({ kind: 'unset', name, line: 0, column: 0 });
    else this.kept = this.kept.filter((one) => one.place !== 'inside' || !isOf(one.statement));
  }

  clear(name: string): void {
    const known = this.shape.fields.get(name);
    if (known) this.unset(name, known.field);
  }

  private unset(name: string, field: Field): void {
    this.settle(name);
    this.lists?.delete(name);
    if (field.kind !== 'table') this.write(name, field.default);
  }

  private list(name: string): Set<string> {
    this.lists ??= new Map();
    let list = this.lists.get(name);
    if (!list) {
      const held = this.values[name];
      list = new Set(isNames(held) ? held : []);
      this.lists.set(name, list);
    }
    return list;
  }

  private set(
    statement: Extract<ConfigStatement, { kind: 'set' | 'append' | 'select' | 'unselect' }>,
    field: Field,
    place: number,
  ): void {
    const { kind, name, values } = statement;
    if (this.places) this.places.set(name, { line: statement.line, column: statement.column });
    const isList = field.kind === 'names' || field.kind === 'words';
    if (isList && (kind === 'append' || kind === 'unselect')) {
      this.settle(name);
      const list = this.list(name);
      for (const { text } of values)
        if (kind === 'append') list.add(text);
        else list.delete(text);
      this.reached = Math.max(this.reached, place);
      return;
    }
    if (kind === 'unselect') {
      this.unset(name, field);
      return;
    }
    const value = fromWords(field, values);
    const problem = problemOf(name, field, value);
    if (problem && !problem.harmless) {
      const held = settingWords(this.values[name] ?? '');
      const message = `${problem.message} The value is not in force: ${name} stays ${held ?? 'empty'}.`;
      this.warn(statement, message, !isIdleSetting(name));
      this.keepInside(statement);
      this.refuse(name);
      return;
    }
    if (problem) this.warn(statement, problem.message);
    this.settle(name);
    this.lists?.delete(name);
    this.write(name, value);
    this.reached = Math.max(this.reached, place);
  }

  /** Gives the fields that refer to an object its new name. */
  renameReferences(refers: (field: string) => boolean, from: string, to: string): void {
    for (const [name, { field }] of this.shape.fields) {
      if (field.kind === 'table') {
        this.subTable(name, field.fields, field.key).renameReferences(refers, from, to);
        continue;
      }
      if (!refers(name)) continue;
      const held = this.lists?.has(name) ? [...this.list(name)] : this.values[name];
      if (isNames(held) && held.includes(from)) {
        this.lists?.delete(name);
        this.write(name, [...new Set(held.map((one) => (one === from ? to : one)))]);
      } else if (held === from) this.write(name, to);
    }
  }

  /** The entry as it stands now. Ends the draft: it must not be changed any more. */
  row(): LooseRow {
    for (const [name, list] of this.lists ?? []) this.write(name, [...list]);
    for (const [name, sub] of this.subs ?? []) {
      const { rows, loose } = sub.finish();
      this.write(name, rows);
      if (this.drafting.as === 'text') this.settleSubTable(name, loose);
    }
    this.values.unknown = this.settled();
    return this.values;
  }

  /** The nearest field at or before that place that is printed: where it will be found again. */
  private anchor(after: string): number {
    let at = this.shape.fields.get(after)?.place ?? -1;
    const isPrinted = (name: string) =>
      name !== this.shape.key && !sameValue(this.values[name], this.shape.defaults[name]);
    while (at >= 0 && !isPrinted(this.shape.names[at] ?? '')) at--;
    return at;
  }

  /** What stands above, inside in the order in which it will be printed, and below. */
  private settled(): readonly Kept[] {
    const inside = this.insideKept();
    if (inside.length === 0 && this.kept.length === 0) return nothing;
    const anchored = inside
      .map((one) => ({ one, at: this.anchor(one.after) }))
      .toSorted((a, b) => a.at - b.at);
    return joinKept([
      ...this.kept.filter(({ place }) => place === 'above'),
      ...anchored.map(({ one, at }) => ({ ...one, after: this.shape.names[at] ?? '' })),
      ...this.kept.filter(({ place }) => place === 'below'),
    ]);
  }

  private insideKept(): readonly Kept[] {
    const inside = this.kept.filter(({ place }) => place === 'inside');
    if (!this.body) return inside;
    // New settings come after all that are known, before the sub-tables, as FortiOS writes them.
    const last = this.shape.names.findLast(
      (name) => this.shape.fields.get(name)?.field.kind !== 'table',
    );
    return this.body.placed().map(({ statement, origin }) => ({
      place: 'inside',
      after: inside[origin]?.after ?? last ?? '',
      statement,
    }));
  }
}

const nothing: readonly [] = [];
