/** Comma-separated cells of one line, and back. A mark inside a quoted cell is written twice. */
export interface Cell {
  readonly text: string;
  readonly quoted: boolean;
  /** Where the cell begins in its line, from 0. */
  readonly at: number;
}

/** The cells of a line; null where a quoted cell does not end as one. */
export function readCells(line: string): readonly Cell[] | null {
  const cells: Cell[] = [];
  for (let at = 0; ;) {
    if (line.charAt(at) === '"') {
      const pieces: string[] = [];
      let from = at + 1;
      let close = line.indexOf('"', from);
      for (; close >= 0 && line.charAt(close + 1) === '"'; close = line.indexOf('"', from)) {
        pieces.push(line.slice(from, close + 1));
        from = close + 2;
      }
      if (close < 0) return null;
      pieces.push(line.slice(from, close));
      cells.push({ text: pieces.join(''), quoted: true, at });
      at = close + 1;
      if (at < line.length && line.charAt(at) !== ',') return null;
    } else {
      const comma = line.indexOf(',', at);
      const end = comma < 0 ? line.length : comma;
      cells.push({ text: line.slice(at, end), quoted: false, at });
      at = end;
    }
    if (at >= line.length) return cells;
    at++;
  }
}

export function printCell(text: string, quoted: boolean): string {
  return quoted ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Parts of a line between commas that stand in no quotation marks. */
export function splitOutsideQuotes(line: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  let inQuotes = false;
  for (let i = 0; i < line.length; i++) {
    const c = line.charCodeAt(i);
    if (c === 92 && inQuotes) i++;
    else if (c === 34) inQuotes = !inQuotes;
    else if (c === 44 && !inQuotes) {
      parts.push(line.slice(from, i));
      from = i + 1;
    }
  }
  parts.push(line.slice(from));
  return parts;
}
