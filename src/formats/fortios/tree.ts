/**
 * FortiOS configuration text to a tree and back. Nothing is lost: what does not fit the grammar stays as
 * a line of text where it stood. Reading never throws; it works off an explicit stack, so depth cannot
 * exhaust the call stack.
 */
import type { ConfigStatement, ConfigValue, ConfigWarning } from '#model/fortios/config-tree.ts';

interface Token extends ConfigValue {
  readonly column: number;
}
interface Line {
  readonly number: number;
  readonly raw: string;
  readonly tokens: readonly Token[];
  /** False if a quotation mark is never closed. */
  readonly closed: boolean;
}

/** Splits text into lines of words; a quoted value may hold line breaks. */
function* lines(text: string): Generator<Line> {
  let position = text.startsWith('\uFEFF') ? 1 : 0;
  let number = 1;
  while (position < text.length) {
    const begin = position;
    const first = number;
    const tokens: Token[] = [];
    let closed = true;
    let word: string | null = null;
    let quoted = false;
    let column = 1;
    let quote: string | null = null;
    let ended = false;
    while (position < text.length && !ended) {
      const c = text[position] ?? '';
      if (quote !== null) {
        if (c === '\\' && position + 1 < text.length) {
          word = (word ?? '') + (text[position + 1] ?? '');
          if (text[position + 1] === '\n') number++;
          position += 2;
          continue;
        }
        if (c === quote) quote = null;
        else {
          word = (word ?? '') + c;
          if (c === '\n') number++;
        }
      } else if (c === '\n') {
        number++;
        ended = true;
      } else if (c === ' ' || c === '\t' || c === '\r') {
        if (word !== null) tokens.push({ text: word, quoted, column });
        word = null;
        quoted = false;
      } else {
        if (word === null) {
          word = '';
          column = position - begin + 1;
        }
        // A comment runs to the end of its line: quotation marks in it open nothing.
        if (c === '#' && tokens.length === 0 && word === '') {
          const end = text.indexOf('\n', position);
          word = text.slice(position, end < 0 ? text.length : end).trimEnd();
          position = end < 0 ? text.length : end;
          continue;
        }
        if (c === '"' || c === "'") {
          quote = c;
          quoted = true;
        } else if (c === '\\' && position + 1 < text.length && text[position + 1] !== '\n') {
          word += text[position + 1] ?? '';
          position += 2;
          continue;
        } else word += c;
      }
      position++;
    }
    if (quote !== null) closed = false;
    if (word !== null) tokens.push({ text: word, quoted, column });
    const raw = text.slice(begin, ended ? position - 1 : position).replace(/\r$/, '');
    yield { number: first, raw, tokens, closed };
  }
}

interface Open {
  readonly kind: 'config' | 'edit' | 'root';
  readonly line: number;
  readonly path: string;
  readonly key: ConfigValue;
  readonly body: ConfigStatement[];
}

export interface ConfigTree {
  readonly statements: readonly ConfigStatement[];
  readonly warnings: readonly ConfigWarning[];
}

const noKey: ConfigValue = { text: '', quoted: false };

function value(token: Token): ConfigValue {
  return { text: token.text, quoted: token.quoted };
}

export function readTree(text: string): ConfigTree {
  const warnings: ConfigWarning[] = [];
  const root: Open = { kind: 'root', line: 0, path: '', key: noKey, body: [] };
  const stack: Open[] = [root];
  const top = (): Open => stack.at(-1) ?? root;

  function close(): void {
    const done = stack.pop();
    if (!done || done.kind === 'root') return;
    const { line, body } = done;
    top().body.push(
      done.kind === 'edit'
        ? { kind: 'edit', key: done.key, body, line }
        : { kind: 'config', path: done.path, body, line },
    );
  }
  function keep(line: Line, message: string | null, column = 1): void {
    top().body.push({ kind: 'text', text: line.raw.trim(), line: line.number });
    if (message !== null) warnings.push({ line: line.number, column, message });
  }

  for (const line of lines(text)) {
    const [first, ...rest] = line.tokens;
    if (!first) continue;
    if (!line.closed) {
      keep(
        line,
        'A quotation mark opens here and never closes; the rest of the text is kept as it is.',
        first.column,
      );
      continue;
    }
    const word = first.quoted ? '' : first.text;
    switch (word) {
      case 'config':
        if (rest.length === 0) keep(line, '`config` names no section.', first.column);
        else
          stack.push({
            kind: 'config',
            line: line.number,
            path: rest.map((token) => token.text).join(' '),
            key: noKey,
            body: [],
          });
        break;
      case 'edit': {
        const [key] = rest;
        // FortiOS ends an entry by `next`; where one was forgotten, a new `edit` ends it as well.
        if (top().kind === 'edit') {
          warnings.push({
            line: line.number,
            column: first.column,
            message: `\`edit\` stands inside the entry of line ${top().line}, which has no \`next\`.`,
          });
          close();
        }
        if (!key || top().kind !== 'config')
          keep(
            line,
            key ? '`edit` stands outside any table.' : '`edit` names no entry.',
            first.column,
          );
        else stack.push({ kind: 'edit', line: line.number, path: '', key: value(key), body: [] });
        break;
      }
      case 'next':
        if (top().kind === 'edit') close();
        else keep(line, '`next` ends no entry.', first.column);
        break;
      case 'end':
        // `end` closes an entry that is still open together with its table.
        if (top().kind === 'edit') close();
        if (top().kind === 'config') close();
        else keep(line, '`end` ends no section.', first.column);
        break;
      case 'set':
      case 'append':
      case 'select':
      case 'unselect': {
        const [name, ...values] = rest;
        if (!name) keep(line, `\`${word}\` names no setting.`, first.column);
        else
          top().body.push({
            kind: word,
            name: name.text,
            values: values.map(value),
            line: line.number,
          });
        break;
      }
      case 'unset': {
        const [name] = rest;
        if (!name) keep(line, '`unset` names no setting.', first.column);
        else top().body.push({ kind: 'unset', name: name.text, line: line.number });
        break;
      }
      case 'delete':
      case 'rename':
      case 'move':
      case 'clone':
        top().body.push({ kind: word, values: rest.map(value), line: line.number });
        break;
      default:
        keep(
          line,
          first.text.startsWith('#')
            ? null
            : `\`${first.text}\` is no configuration command; the line is kept as it is.`,
          first.column,
        );
    }
  }
  while (stack.length > 1) {
    const open = top();
    warnings.push({
      line: open.line,
      column: 1,
      message: open.kind === 'edit' ? 'This entry has no `next`.' : 'This section has no `end`.',
    });
    close();
  }
  return { statements: root.body, warnings };
}

function printValue({ text, quoted }: ConfigValue): string {
  if (quoted) return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
  return text === '' || /[\s"'\\#]/.test(text) ? `"${text.replaceAll(/["\\]/g, '\\$&')}"` : text;
}

/** Four spaces a level, as FortiOS prints. */
export function printTree(statements: readonly ConfigStatement[]): string {
  const out: string[] = [];
  interface Job {
    readonly statement: ConfigStatement | null;
    readonly text: string;
    readonly depth: number;
  }
  const jobs: Job[] = [];
  const push = (list: readonly ConfigStatement[], depth: number): void => {
    for (let i = list.length - 1; i >= 0; i--)
      jobs.push({ statement: list[i] ?? null, text: '', depth });
  };
  push(statements, 0);
  for (let job = jobs.pop(); job; job = jobs.pop()) {
    const indent = '    '.repeat(job.depth);
    const { statement, depth } = job;
    if (!statement) {
      out.push(indent + job.text);
      continue;
    }
    switch (statement.kind) {
      case 'config':
        out.push(`${indent}config ${statement.path}`);
        jobs.push({ statement: null, text: 'end', depth });
        push(statement.body, depth + 1);
        break;
      case 'edit':
        out.push(`${indent}edit ${printValue(statement.key)}`);
        jobs.push({ statement: null, text: 'next', depth });
        push(statement.body, depth + 1);
        break;
      case 'set':
      case 'append':
      case 'select':
      case 'unselect':
        out.push(
          [indent + statement.kind, statement.name, ...statement.values.map(printValue)].join(' '),
        );
        break;
      case 'unset':
        out.push(`${indent}unset ${statement.name}`);
        break;
      case 'delete':
      case 'rename':
      case 'move':
      case 'clone':
        out.push([indent + statement.kind, ...statement.values.map(printValue)].join(' '));
        break;
      case 'text':
        out.push(indent + statement.text);
        break;
    }
  }
  return out.length === 0 ? '' : `${out.join('\n')}\n`;
}
