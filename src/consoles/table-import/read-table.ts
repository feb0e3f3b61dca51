/** Text of a spreadsheet or a CSV file as rows of cells, and which column is what. */
import { atOnce } from '#api/slices.ts';

/** By what its cells are parted: a tab, as spreadsheets copy them, else whichever its first line has more of. */
function separatorOf(text: string): string {
  const [line = ''] = text.split('\n', 1);
  if (line.includes('\t')) return '\t';
  return line.split(';').length > line.split(',').length ? ';' : ',';
}

/** Cells may be quoted as RFC 4180 has it. Rows without any text are left out. It may pause after each row. */
export function* readingTable(text: string): Generator<undefined, readonly (readonly string[])[]> {
  const separator = separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endCell = (): void => {
    row.push(cell.trim());
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    if (row.some((one) => one !== '')) rows.push(row);
    row = [];
  };
  for (let at = 0; at < text.length; at++) {
    const one = text[at] ?? '';
    if (isQuoted) {
      if (one !== '"') cell += one;
      else if (text[at + 1] === '"') {
        cell += '"';
        at++;
      } else isQuoted = false;
    } else if (one === '"' && cell.trim() === '') {
      isQuoted = true;
      cell = '';
    } else if (one === separator) endCell();
    else if (one === '\n') {
      endRow();
      yield;
    } else if (one !== '\r') cell += one;
  }
  endRow();
  return rows;
}

export function readTable(text: string): readonly (readonly string[])[] {
  return atOnce(readingTable(text));
}

/** A field that a column can be. */
export interface TableField {
  readonly key: string;
  readonly label: string;
  /** Other names of it, in lower case. */
  readonly names: readonly string[];
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}

export interface ReadColumns {
  /** The key of each column's field; null for one that is left out. */
  readonly columns: readonly (string | null)[];
  /** The first row names the columns, and is none itself. */
  readonly hasHeader: boolean;
}

/** Which column is what, by the names in the first row; without such names, in the order of the fields. */
export function guessColumns(
  rows: readonly (readonly string[])[],
  fields: readonly TableField[],
): ReadColumns {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const taken = new Set<string>();
  const named = Array.from({ length: width }, (_, column) => {
    const cell = plain(rows[0]?.[column] ?? '');
    const found = fields.find(
      ({ key, label, names }) =>
        !taken.has(key) && (plain(label) === cell || names.some((name) => plain(name) === cell)),
    );
    if (found) taken.add(found.key);
    return found?.key ?? null;
  });
  if (taken.size > 0) return { columns: named, hasHeader: true };
  return {
    columns: Array.from({ length: width }, (_, column) => fields[column]?.key ?? null),
    hasHeader: false,
  };
}

/** Names in one cell: `a; b, c`. */
export function namesIn(text: string): string[] {
  return text
    .split(/[;,]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
