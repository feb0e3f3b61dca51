/**
 * Log text of any shape that FortiGates give: `execute log display`, syslog with or without its header,
 * and the three kinds of CSV. Printing what was read gives the text back, byte for byte.
 */
import { count } from '#model/plural.ts';
import type { ConfigWarning } from '#model/fortios/config-tree.ts';
import type { LogField, LogLine } from '#model/decision/log.ts';
import { Warnings } from '../warnings.ts';
import { printCell, readCells, splitOutsideQuotes } from './csv.ts';
import { printField, printLogLine, readFields } from './line.ts';

/** How a record's fields are written. */
type LogForm =
  /** `key=value key="value"` */
  | { readonly kind: 'fields' }
  /** `"key=value","key=""value""","",…`: the log viewer's CSV, an empty cell for what a record has not. */
  | { readonly kind: 'wrapped-cells'; readonly cells: readonly (LogField | null)[] }
  /** `key=value,key="value"`: what `set format csv` makes of syslog. */
  | { readonly kind: 'bare-cells' }
  /** Values alone, under a line of names. */
  | { readonly kind: 'row'; readonly columns: readonly string[] };

interface LogRecord {
  readonly kind: 'record';
  /** What stands before the fields: a number, a syslog header. */
  readonly head: string;
  readonly line: LogLine;
  readonly form: LogForm;
  /** The text itself, where the fields are written in another way than they would be printed. */
  readonly source: string | null;
  readonly end: string;
}
/** A line that is no record: counts, blank lines, names of columns, anything else. */
export interface LogTextLine {
  readonly kind: 'text';
  readonly text: string;
  readonly end: string;
}
export type LogPart = LogRecord | LogTextLine;

export interface LogReading {
  readonly parts: readonly LogPart[];
  readonly warnings: readonly ConfigWarning[];
}

function printedRow(line: LogLine, columns: readonly string[]): string {
  let at = 0;
  return columns
    .map((column) => {
      const field = line[at];
      if (field?.key !== column) return '';
      at++;
      return printCell(field.value, field.quoted);
    })
    .join(',');
}

function printedForm(line: LogLine, form: LogForm): string {
  switch (form.kind) {
    case 'fields':
      return printLogLine(line);
    case 'wrapped-cells':
      return form.cells
        .map((field) =>
          printCell(
            field ? `${field.key}=${field.quoted ? `"${field.value}"` : field.value}` : '',
            true,
          ),
        )
        .join(',');
    case 'bare-cells':
      return line.map(printField).join(',');
    case 'row':
      return printedRow(line, form.columns);
  }
}

/** The inverse of `readLog`. */
export function printLog(parts: readonly LogPart[]): string {
  return parts
    .map((part) =>
      part.kind === 'text'
        ? part.text + part.end
        : (part.source ?? part.head + printedForm(part.line, part.form)) + part.end,
    )
    .join('');
}

/** A number of `execute log display`, a priority, and the two kinds of syslog header [RFC 3164, RFC 5424]. */
const headPattern =
  /^(?:\d+: ?)?(?:<\d{1,3}>(?:\d{1,2} \S+ \S+ \S+ \S+ \S+ (?:-|(?:\[[^\]]*\])+) ?)?)?/;
const fieldPattern = /(?:^|\s)([A-Za-z_][\w-]*=)/;
const cellPattern = /^([A-Za-z_][\w-]*)=(.*)$/s;
const countPattern = /^\d+ logs? (?:found|returned)\.$/;
const columnPattern = /^[A-Za-z_][\w/ .-]*$/;

/** Where the fields of a line begin; -1 if it has none. */
function fieldsBegin(text: string): number {
  const head = headPattern.exec(text)?.[0].length ?? 0;
  const found = fieldPattern.exec(text.slice(head));
  return found ? head + found.index + found[0].length - (found[1] ?? '').length : -1;
}

function wrappedCells(text: string): readonly (LogField | null)[] | null {
  if (!text.startsWith('"')) return null;
  const cells = readCells(text);
  if (!cells || cells.length < 2 || cells.every((cell) => cell.text === '')) return null;
  const fields: (LogField | null)[] = [];
  for (const cell of cells) {
    const match = cellPattern.exec(cell.text);
    if (!match && cell.text !== '') return null;
    const [, key = '', value = ''] = match ?? [];
    const quoted = value.length > 1 && value.startsWith('"') && value.endsWith('"');
    fields.push(match ? { key, value: quoted ? value.slice(1, -1) : value, quoted } : null);
  }
  return fields;
}

/** Fields between commas: every part is one, none has a blank outside quotation marks. */
function bareCells(text: string): LogLine | null {
  const parts = splitOutsideQuotes(text);
  if (parts.length < 2) return null;
  const line: LogField[] = [];
  for (const part of parts) {
    const { line: fields, oddities } = readFields(part);
    const [field] = fields;
    if (!field || fields.length > 1 || oddities.length > 0) return null;
    line.push(field);
  }
  return line;
}

class LogReader {
  readonly parts: LogPart[] = [];
  readonly warnings = new Warnings();
  private columns: readonly string[] | null = null;
  private begun = false;

  private record(text: string, end: string, made: Pick<LogRecord, 'head' | 'line' | 'form'>): void {
    const printed = made.head + printedForm(made.line, made.form);
    this.parts.push({ kind: 'record', ...made, source: printed === text ? null : text, end });
  }

  private odd(text: string, end: string, number: number, message: string): void {
    this.parts.push({ kind: 'text', text, end });
    this.warnings.add(number, 1 + text.length - text.trimStart().length, message);
  }

  read(text: string, end: string, number: number): void {
    const isFirst = !this.begun && text.trim() !== '';
    this.begun ||= isFirst;
    if (text.trim() === '' || countPattern.test(text.trim())) {
      this.parts.push({ kind: 'text', text, end });
      return;
    }
    // Under a line of names, as many values are its values, even where one looks like a field.
    const isRow = this.columns !== null && readCells(text)?.length === this.columns.length;
    const cells = isRow ? null : wrappedCells(text);
    if (cells) {
      const line = cells.filter((one) => one !== null);
      this.record(text, end, { head: '', line, form: { kind: 'wrapped-cells', cells } });
      return;
    }
    if (isFirst && this.readColumns(text)) {
      this.parts.push({ kind: 'text', text, end });
      return;
    }
    if (this.columns) this.readRow(text, end, number, this.columns);
    else this.readFields(text, end, number);
  }

  private readColumns(text: string): boolean {
    const names = readCells(text)?.map((cell) => cell.text) ?? [];
    const isHead =
      names.length > 2 &&
      new Set(names).size === names.length &&
      names.every((name) => columnPattern.test(name));
    if (isHead) this.columns = names;
    return isHead;
  }

  private readRow(text: string, end: string, number: number, columns: readonly string[]): void {
    const cells = readCells(text);
    if (cells?.length !== columns.length) {
      this.odd(
        text,
        end,
        number,
        cells
          ? `This line has ${count(cells.length, 'value')} for ${count(columns.length, 'column')}.`
          : 'A value in quotation marks is not closed in this line.',
      );
      return;
    }
    const line = cells.flatMap(({ text: value, quoted }, i) =>
      value === '' ? [] : [{ key: columns[i] ?? '', value, quoted }],
    );
    this.record(text, end, { head: '', line, form: { kind: 'row', columns } });
  }

  private readFields(text: string, end: string, number: number): void {
    const begin = fieldsBegin(text);
    if (begin < 0) {
      this.odd(text, end, number, 'This is not a log line: it has no field key=value.');
      return;
    }
    const head = text.slice(0, begin);
    const cells = bareCells(text.slice(begin));
    if (cells) {
      this.record(text, end, { head, line: cells, form: { kind: 'bare-cells' } });
      return;
    }
    const { line, oddities } = readFields(text, begin);
    for (const { at, message } of oddities) this.warnings.add(number, at + 1, message);
    this.record(text, end, { head, line, form: { kind: 'fields' } });
  }
}

/** Reads log text line by line. Never throws: an odd line is kept, and a warning says where it is. */
export function readLog(text: string): LogReading {
  const reader = new LogReader();
  let number = 1;
  for (let at = 0; at < text.length; number++) {
    const stop = text.indexOf('\n', at);
    const next = stop < 0 ? text.length : stop + 1;
    let lineEnd = stop < 0 ? text.length : stop;
    if (text.charAt(lineEnd - 1) === '\r' && lineEnd > at) lineEnd--;
    // A byte order mark is no part of the first line.
    if (number === 1 && text.startsWith('\uFEFF')) {
      reader.parts.push({ kind: 'text', text: '\uFEFF', end: '' });
      at = 1;
    }
    reader.read(text.slice(at, lineEnd), text.slice(lineEnd, next), number);
    at = next;
  }
  return { parts: reader.parts, warnings: reader.warnings.list() };
}
