/**
 * FortiOS configuration text to a tree. Nothing is lost: what does not fit the grammar stays as lines of
 * text where it stood. Reading never throws, works off its own stack, and can be done in steps.
 */
import type { ConfigStatement, ConfigValue, ConfigWarning } from '#model/fortios/config-tree.ts';
import { count, plural } from '#model/plural.ts';
import { Lexer } from './lexer.ts';
import { printValue } from './print/print-tree.ts';
import { isTopLevel } from './top-level.ts';
import { Warnings } from '../warnings.ts';

/**
 * No section of FortiOS stands in more than a handful of others. Past this depth, which only a damaged or
 * hostile text has, a section is kept as lines of text, so that whoever walks a tree may recurse.
 */
export const deepest = 60;

interface Open {
  readonly kind: 'config' | 'edit';
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly key: ConfigValue;
  /** Where its body begins among the statements that no section has taken yet. */
  start: number;
}

const noKey: ConfigValue = { text: '', quoted: false };
/** Many statements have none: one empty list serves them all. */
const none: readonly [] = [];

const commands: ReadonlySet<string> = new Set([
  'config',
  'edit',
  'next',
  'end',
  'set',
  'append',
  'select',
  'unselect',
  'unset',
  'delete',
  'rename',
  'move',
  'clone',
]);

/** `FGT # show`, `FGT (policy) # end`; `$` for whoever is no administrator. */
const prompt = /^[\w.-]{1,63} (?:\([^()]{1,99}\) )?[#$] /;

/** What a loose line is called in its warning: its beginning, if it is long. */
function named(line: string): string {
  const [first = ''] = line.slice(0, 40).split(/\s/);
  return first.length < 40 ? first : `${first}…`;
}

export class TreeReader {
  readonly warnings: Warnings;
  private readonly lexer: Lexer;
  private readonly stack: Open[] = [];
  private readonly statements: ConfigStatement[] = [];
  /** Loose lines that stand together, not yet a statement. */
  private run: { readonly line: number; readonly column: number; readonly lines: string[] } | null =
    null;
  /** How many sections are open past the depth that is kept as a tree. */
  private tooDeep = 0;
  private ended = false;

  constructor(text: string, warnings: Warnings) {
    this.warnings = warnings;
    this.lexer = new Lexer(text, warnings);
  }

  get position(): number {
    return this.lexer.position;
  }

  /** Reads about so many characters on, always whole lines; false once the text has ended. */
  read(characters: number): boolean {
    const stop = this.lexer.position + characters;
    while (this.lexer.position < stop) {
      if (!this.lexer.beginLine()) {
        this.end();
        return false;
      }
      this.readLine();
    }
    return true;
  }

  /**
   * The statements of the outermost level that are complete, each handed out once. A section for which
   * `inParts` holds is handed out in several parts, one behind the other, so that it need never be whole.
   */
  take(inParts: (path: string) => boolean): readonly ConfigStatement[] {
    const [section, entry] = this.stack;
    if (!section) return this.statements.splice(0);
    if (section.kind !== 'config' || !inParts(section.path)) return none;
    const { path, line, column, start } = section;
    const taken = this.statements.splice(0, entry?.start ?? this.statements.length);
    for (const open of this.stack) open.start = Math.max(0, open.start - taken.length);
    const body = taken.splice(start);
    return body.length === 0 ? taken : [...taken, { kind: 'config', path, body, line, column }];
  }

  private push(statement: ConfigStatement): void {
    this.endRun();
    this.statements.push(statement);
  }

  private endRun(): void {
    if (!this.run) return;
    const { line, column, lines } = this.run;
    this.run = null;
    this.statements.push({ kind: 'text', lines: lines.slice(), line, column });
  }

  private keep(lineText: string, what: string | null, cause?: string): void {
    const { line, column } = this.at;
    this.run ??= { line, column, lines: [] };
    this.run.lines.push(lineText);
    if (what !== null) this.warnings.note(this.at, { what, ...(cause ? { cause } : {}) });
  }

  /** Where the line began that is being read. */
  private at = { line: 1, column: 1 };

  private open(kind: Open['kind'], path: string, key: ConfigValue): void {
    this.endRun();
    this.stack.push({ kind, path, key, ...this.at, start: this.statements.length });
  }

  private close(): void {
    this.endRun();
    const done = this.stack.pop();
    if (!done) return;
    const { kind, path, key, line, column, start } = done;
    const body = start === this.statements.length ? none : this.statements.splice(start);
    this.statements.push(
      kind === 'edit' ? { kind, key, body, line, column } : { kind, path, body, line, column },
    );
  }

  private end(): void {
    if (this.ended) return;
    // What is printed after this has an `end` for each of these: they must not be taken for others'.
    for (; this.tooDeep > 0; this.tooDeep--) this.run?.lines.push('end');
    for (let open = this.stack.at(-1); open; open = this.stack.at(-1)) {
      // Where the text breaks off in an entry, some of its settings may be missing.
      const isEntry = open.kind === 'edit';
      const what = isEntry ? 'This entry has no `next`.' : 'This section has no `end`.';
      this.warnings.add(open.line, open.column, what, isEntry);
      this.close();
    }
    this.endRun();
    this.ended = true;
  }

  private readLine(): void {
    const { lexer } = this;
    const { line, column } = lexer;
    this.at = { line, column };
    const word = lexer.firstWord();
    if (this.tooDeep > 0) {
      this.readTooDeep(word);
      return;
    }
    switch (word) {
      case 'config':
        this.readConfig();
        break;
      case 'edit':
        this.readEdit();
        break;
      case 'next':
        this.words(word);
        if (this.stack.at(-1)?.kind === 'edit') this.close();
        else this.keep(lexer.taken(), '`next` does not end an entry.');
        break;
      case 'end':
        this.words(word);
        // `end` closes an entry that is still open together with its table.
        if (this.stack.at(-1)?.kind === 'edit') this.close();
        if (this.stack.at(-1)?.kind === 'config') this.close();
        else this.keep(lexer.taken(), '`end` does not end a section.');
        break;
      case 'set':
      case 'append':
      case 'select':
      case 'unselect': {
        const words = this.words(word);
        const [name] = words;
        if (name)
          this.push({
            kind: word,
            name: name.text,
            values: this.rest(words),
            line,
            column,
          });
        else this.keep(lexer.taken(), `\`${word}\` does not name a setting.`);
        break;
      }
      case 'unset': {
        const [name] = this.words(word);
        if (name) this.push({ kind: 'unset', name: name.text, line, column });
        else this.keep(lexer.taken(), '`unset` does not name a setting.');
        break;
      }
      case 'delete':
      case 'rename':
      case 'move':
      case 'clone':
        this.push({ kind: word, values: this.words(word).slice(), line, column });
        break;
      default: {
        const comment = lexer.isComment();
        const line = lexer.takeLine();
        this.keep(
          line,
          comment
            ? null
            : prompt.test(line)
              ? 'This looks like a console prompt. The line is kept unchanged.'
              : `\`${named(line)}\` is not a configuration command. The line is kept unchanged.`,
          prompt.test(line) ? undefined : 'no command',
        );
      }
    }
  }

  /** All words but the first, in no more room than they need: most of a configuration is such lists. */
  private rest(words: readonly ConfigValue[]): readonly ConfigValue[] {
    const [, only] = words;
    if (words.length === 2 && only) return this.lexer.alone(only);
    return words.length === 1 ? none : words.slice(1);
  }

  /** What follows the command on its line. */
  private words(command: string): readonly ConfigValue[] {
    this.lexer.skip(command.length);
    return this.lexer.takeWords();
  }

  private readConfig(): void {
    const words = this.words('config');
    const path = words.map(printValue).join(' ');
    if (words.length > 0) this.endCutOff(path);
    if (words.length === 0) this.keep(this.lexer.taken(), '`config` does not name a section.');
    else if (this.stack.length < deepest) this.open('config', path, noKey);
    else {
      this.tooDeep = 1;
      this.keep(
        this.lexer.taken(),
        `This section is nested ${this.stack.length} deep, more than FortiOS allows. It is kept as text up to its \`end\`.`,
      );
    }
  }

  /**
   * A top-level section where none can be: the blocks before it were cut off, and end here (domain.md section
   * 11, *Odd text*). They would swallow it otherwise.
   */
  private endCutOff(path: string): void {
    const isScope = path === 'global' || path === 'vdom';
    if (this.stack.length === 0 || !(isScope || isTopLevel(path))) return;
    const stays = isScope ? 0 : this.scopesOpen();
    const cut = this.stack.slice(stays);
    const [first] = cut;
    if (!first) return;
    this.warnings.add(
      this.at.line,
      this.at.column,
      `\`config ${path}\` stands in no other section. ${count(cut.length, 'section or entry', 'sections and entries')} open since line ${first.line} ${plural(cut.length, 'ends', 'end')} here: \`next\` and \`end\` are missing before it, and settings may be.`,
      true,
    );
    while (this.stack.length > stays) this.close();
  }

  /** How many of the open blocks are VDOMs' own, in which top-level sections stand. */
  private scopesOpen(): number {
    const [outer, entry] = this.stack;
    if (outer?.kind !== 'config') return 0;
    if (outer.path === 'global') return 1;
    return outer.path === 'vdom' && entry?.kind === 'edit' ? 2 : 0;
  }

  private readTooDeep(word: string): void {
    const { lexer } = this;
    if (!commands.has(word)) {
      this.keep(lexer.takeLine(), null);
      return;
    }
    const words = this.words(word);
    if (word === 'config' && words.length > 0) this.tooDeep++;
    if (word === 'end') this.tooDeep--;
    this.keep(lexer.taken(), null);
  }

  private readEdit(): void {
    const words = this.words('edit');
    const [key] = words;
    const open = this.stack.at(-1);
    // FortiOS ends an entry by `next`; where one was forgotten, a new `edit` ends it as well.
    if (open?.kind === 'edit') {
      this.warnings.add(
        this.at.line,
        this.at.column,
        `\`edit\` is inside the entry of line ${open.line}, which has no \`next\`.`,
      );
      this.close();
    }
    if (key && this.stack.at(-1)?.kind === 'config') {
      this.open('edit', '', key);
      if (words.length > 1)
        this.warnings.add(
          this.at.line,
          this.at.column,
          `\`edit ${key.text}\` is followed by more words, which are ignored. Put a name with a space in quotes.`,
        );
    } else
      this.keep(
        this.lexer.taken(),
        key ? '`edit` is outside any table.' : '`edit` does not name an entry.',
      );
  }
}

export interface ConfigTree {
  readonly statements: readonly ConfigStatement[];
  readonly warnings: readonly ConfigWarning[];
}

export function readTree(text: string): ConfigTree {
  const reader = new TreeReader(text, new Warnings());
  reader.read(Number.POSITIVE_INFINITY);
  return { statements: reader.take(() => false), warnings: reader.warnings.list() };
}
