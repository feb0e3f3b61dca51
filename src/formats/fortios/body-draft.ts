/**
 * The body of a section that means nothing to us, while a script is applied to it: settings are replaced
 * where they stand, entries are found by their names, and what is new comes last, as on a device.
 */
import type { ConfigStatement, ConfigValue, EditStatement } from '#model/fortios/config-tree.ts';

function indexKey(statement: ConfigStatement): string | null {
  switch (statement.kind) {
    case 'set':
    case 'append':
    case 'select':
    case 'unselect':
    case 'unset':
      return `set ${statement.name}`;
    case 'config':
      return `config ${statement.path}`;
    case 'edit':
      return `edit ${statement.key.text}`;
    case 'delete':
    case 'rename':
    case 'move':
    case 'clone':
    case 'text':
      return null;
  }
}

/** The values of both, each once. */
function union(
  before: readonly ConfigValue[],
  more: readonly ConfigValue[],
): readonly ConfigValue[] {
  const seen = new Set(before.map(({ text }) => text));
  return [...before, ...more.filter(({ text }) => !seen.has(text))];
}

export class BodyDraft {
  /** Places of the body; what was taken out leaves its place empty. */
  private readonly slots: (ConfigStatement | null)[] = [];
  /** For each place, the place in the body before anything was applied; -1 for what is new. */
  private readonly origins: number[] = [];
  private index = new Map<string, number[]>();
  private readonly warn: (statement: ConfigStatement, message: string) => void;

  constructor(
    body: readonly ConfigStatement[],
    warn: (statement: ConfigStatement, message: string) => void,
  ) {
    this.warn = warn;
    for (const [at, statement] of body.entries()) this.begin(statement, at);
  }

  /** What the body has already stands as it is, unless it changes what stands before it. */
  private begin(statement: ConfigStatement, at: number): void {
    const key = indexKey(statement);
    const isPlain =
      statement.kind === 'set' || statement.kind === 'config' || statement.kind === 'edit';
    if (statement.kind !== 'text' && (!isPlain || (key !== null && this.index.has(key)))) {
      this.apply(statement);
      return;
    }
    if (key !== null) this.index.set(key, [this.slots.length]);
    this.slots.push(statement);
    this.origins.push(at);
  }

  private indexed(): Map<string, number[]> {
    const index = new Map<string, number[]>();
    for (const [at, statement] of this.slots.entries()) {
      const key = statement && indexKey(statement);
      if (key === null) continue;
      const places = index.get(key);
      if (places) places.push(at);
      else index.set(key, [at]);
    }
    return index;
  }

  /** The statement of that kind and name; where it stands several times, the last one. */
  private found(key: string): { readonly at: number; readonly statement: ConfigStatement } | null {
    const at = this.index.get(key)?.at(-1);
    const statement = at === undefined ? undefined : this.slots[at];
    return at === undefined || !statement ? null : { at, statement };
  }

  private remove(key: string): void {
    for (const at of this.index.get(key) ?? []) this.slots[at] = null;
    this.index.delete(key);
  }

  /** In the place of what has this key, or last. */
  private put(key: string, statement: ConfigStatement): void {
    const at = this.found(key)?.at ?? this.slots.length;
    this.remove(key);
    this.slots[at] = statement;
    this.origins[at] ??= -1;
    this.index.set(key, [at]);
  }

  apply(statement: ConfigStatement): void {
    switch (statement.kind) {
      case 'set':
      case 'append':
      case 'select':
      case 'unselect':
        this.set(statement.kind, statement.name, statement.values);
        break;
      case 'unset':
        this.remove(`set ${statement.name}`);
        break;
      case 'config':
      case 'edit':
        this.enclose(statement);
        break;
      case 'delete':
        this.delete(statement, statement.values[0]);
        break;
      case 'rename':
      case 'move':
      case 'clone':
        this.rearrange(statement.kind, statement, statement.values);
        break;
      case 'text':
        // Comments and prompts change nothing.
        break;
    }
  }

  private set(
    kind: 'set' | 'append' | 'select' | 'unselect',
    name: string,
    values: readonly ConfigValue[],
  ): void {
    const key = `set ${name}`;
    const before = this.found(key)?.statement;
    const held = before && 'values' in before ? before.values : [];
    const gone = new Set(values.map(({ text }) => text));
    const left = {
      set: values,
      select: values,
      append: union(held, values),
      unselect: held.filter(({ text }) => !gone.has(text)),
    }[kind];
    if (left.length === 0 && kind === 'unselect') this.remove(key);
    else this.put(key, { kind: 'set', name, values: left, line: 0, column: 0 });
  }

  private enclose(statement: Extract<ConfigStatement, { kind: 'config' | 'edit' }>): void {
    const key = indexKey(statement) ?? '';
    const before = this.found(key)?.statement;
    const inner = new BodyDraft(before && 'body' in before ? before.body : [], this.warn);
    for (const one of statement.body) inner.apply(one);
    this.put(key, { ...statement, body: inner.statements() });
  }

  private delete(statement: ConfigStatement, key: ConfigValue | undefined): void {
    if (key && this.found(`edit ${key.text}`)) this.remove(`edit ${key.text}`);
    else this.warn(statement, `There is no entry ${key?.text ?? ''} to delete. Nothing changes.`);
  }

  private entry(key: string): { readonly at: number; readonly entry: EditStatement } | null {
    const found = this.found(`edit ${key}`);
    return found?.statement.kind === 'edit' ? { at: found.at, entry: found.statement } : null;
  }

  private rearrange(
    kind: 'rename' | 'move' | 'clone',
    statement: ConfigStatement,
    values: readonly ConfigValue[],
  ): void {
    const [from, how, to] = values;
    const found = from && this.entry(from.text);
    const other = to && this.entry(to.text);
    const isMove = kind === 'move';
    const fits = isMove ? how?.text === 'before' || how?.text === 'after' : how?.text === 'to';
    if (!found || !to || !fits || (isMove ? !other : other)) {
      this.warn(
        statement,
        `\`${kind}\` names an entry that does not exist, or one that already exists. Nothing changes.`,
      );
      return;
    }
    const made: EditStatement = { ...found.entry, key: to };
    if (kind === 'rename') {
      this.remove(`edit ${from.text}`);
      this.slots[found.at] = made;
      this.index.set(`edit ${to.text}`, [found.at]);
    } else if (kind === 'clone') this.put(`edit ${to.text}`, made);
    else if (other && other.at !== found.at) {
      this.slots[found.at] = null;
      const at = this.slots.indexOf(other.entry) + (how?.text === 'after' ? 1 : 0);
      this.slots.splice(at, 0, found.entry);
      this.origins.splice(at, 0, -1);
      this.index = this.indexed();
    }
  }

  /** What stands there, each with its place in the body before; -1 for what is new. */
  placed(): readonly { readonly statement: ConfigStatement; readonly origin: number }[] {
    return this.slots.flatMap((statement, at) =>
      statement ? [{ statement, origin: this.origins[at] ?? -1 }] : [],
    );
  }

  statements(): readonly ConfigStatement[] {
    return this.slots.filter((one) => one !== null);
  }
}
