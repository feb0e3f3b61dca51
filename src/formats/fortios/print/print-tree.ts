/** A configuration tree as FortiOS writes it: four spaces a level, quotation marks where a value needs them. */
import type { ConfigStatement, ConfigValue } from '#model/fortios/config-tree.ts';

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

export function printValue({ text, quoted }: ConfigValue): string {
  if (quoted) return quote(text);
  if (text === '') return "''";
  return /[\s"'\\#]/.test(text) ? quote(text) : text;
}

function word(text: string): string {
  return printValue({ text, quoted: false });
}

/** The words of one statement, without what it encloses. */
function head(statement: Exclude<ConfigStatement, { kind: 'text' }>): string {
  switch (statement.kind) {
    case 'config':
      return `config ${statement.path}`;
    case 'edit':
      return `edit ${printValue(statement.key)}`;
    case 'set':
    case 'append':
    case 'select':
    case 'unselect':
      return statement.values.length === 0
        ? `${statement.kind} ${word(statement.name)}`
        : `${statement.kind} ${word(statement.name)} ${statement.values.map(printValue).join(' ')}`;
    case 'unset':
      return `unset ${word(statement.name)}`;
    case 'delete':
    case 'rename':
    case 'move':
    case 'clone':
      return [statement.kind, ...statement.values.map(printValue)].join(' ');
  }
}

/** Indentation grows to this level and no further: more would only make a damaged text longer. */
const mostIndented = 8;
const indents = Array.from({ length: mostIndented + 1 }, (_, depth) => '    '.repeat(depth));

interface Level {
  readonly body: readonly ConfigStatement[];
  at: number;
  readonly depth: number;
  readonly close: string | null;
}

/** With VDOMs, FortiOS begins at the margin again inside `config global` and each VDOM [assumed]. */
function isScope(path: string): boolean {
  return path === 'global' || path === 'vdom';
}

export function printTree(statements: readonly ConfigStatement[]): string {
  const out: string[] = [];
  const stack: Level[] = [{ body: statements, at: 0, depth: 0, close: null }];
  // A stack of our own, so that depth cannot exhaust the call stack.
  for (let level = stack.at(-1); level; level = stack.at(-1)) {
    const statement = level.body[level.at++];
    const { depth } = level;
    const indent = indents[Math.min(depth, mostIndented)] ?? '';
    if (!statement) {
      stack.pop();
      if (level.close !== null) out.push(level.close);
      continue;
    }
    if (statement.kind === 'text') {
      for (const line of statement.lines) out.push(indent + line);
      continue;
    }
    out.push(indent + head(statement));
    if (statement.kind === 'config')
      stack.push({
        body: statement.body,
        at: 0,
        depth: stack.length === 1 && isScope(statement.path) ? 0 : depth + 1,
        close: `${indent}end`,
      });
    if (statement.kind === 'edit') {
      const vdom = stack.length === 2 && depth === 0;
      stack.push({
        body: statement.body,
        at: 0,
        depth: vdom ? 0 : depth + 1,
        close:
          vdom && statement.body.length > 0 && level.at === level.body.length
            ? null
            : `${indent}next`,
      });
    }
  }
  return out.length === 0 ? '' : `${out.join('\n')}\n`;
}
