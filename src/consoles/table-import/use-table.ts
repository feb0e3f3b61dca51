/** A table that is pasted: its text as rows, its rows as what is to be added, each read in slices. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { type TextSource, sourceText } from '#ui/fields/text-source.tsx';
import { eachOf, inSlices } from '#api/slices.ts';
import { type ReadColumns, type TableField, guessColumns, readingTable } from './read-table.ts';

type Cells = Readonly<Record<string, string>>;

/** What a row comes to: something to add, or what is wrong with it. */
export type ReadRow<Draft> =
  | { readonly ok: true; readonly draft: Draft }
  | { readonly ok: false; readonly problem: string };

export interface TableRows {
  readonly guess: ReadColumns;
  /** Without the names of the columns. */
  readonly body: readonly (readonly string[])[];
}

interface Read<Draft> {
  readonly rows: readonly ReadRow<Draft>[];
  readonly drafts: readonly Draft[];
}

const noRows: TableRows = { guess: { columns: [], hasHeader: false }, body: [] };

/** Begins the work anew as it changes, and gives up the one before. */
function useWork(work: (signal: AbortSignal) => Promise<void>): void {
  useEffect(() => {
    const over = new AbortController();
    work(over.signal).catch((error: unknown) => {
      if (!over.signal.aborted) throw error;
    });
    return () => over.abort();
  }, [work]);
}

/** The text as rows, read again as it changes. */
function useRows(source: TextSource, fields: readonly TableField[]) {
  const [{ of, table }, setRead] = useState({ of: source, table: noRows });
  useWork(
    useCallback(
      async (signal) => {
        const rows = await inSlices(readingTable(await sourceText(source)), signal);
        signal.throwIfAborted();
        const guess = guessColumns(rows, fields);
        setRead({ of: source, table: { guess, body: guess.hasHeader ? rows.slice(1) : rows } });
      },
      [source, fields],
    ),
  );
  return { table, isReading: of !== source };
}

export function useTable<Draft>(
  source: TextSource,
  fields: readonly TableField[],
  readRow: (cells: Cells) => ReadRow<Draft>,
) {
  const { table, isReading: isText } = useRows(source, fields);
  /** What a person says of a column, by its number, in place of the guess; of this table alone. */
  const [said, setSaid] = useState<{
    readonly of: TableRows;
    readonly columns: ReadonlyMap<number, string | null>;
  } | null>(null);
  const columns = useMemo(() => {
    const chosen = said?.of === table ? said.columns : new Map<number, string | null>();
    return table.guess.columns.map((key, column) => {
      const own = chosen.get(column);
      return own === undefined ? key : own;
    });
  }, [said, table]);
  const [{ of, read }, setRead] = useState<{
    readonly of: readonly (string | null)[];
    readonly read: Read<Draft>;
  }>({ of: columns, read: { rows: [], drafts: [] } });
  useWork(
    useCallback(
      async (signal) => {
        const cellsOf = (row: readonly string[]): Cells =>
          Object.fromEntries(
            columns.flatMap((key, column) => (key === null ? [] : [[key, row[column] ?? '']])),
          );
        const rows = await inSlices(
          eachOf(table.body, (row) => readRow(cellsOf(row))),
          signal,
        );
        const drafts = rows.flatMap((one) => (one.ok ? [one.draft] : []));
        setRead({ of: columns, read: { rows, drafts } });
      },
      [table, columns, readRow],
    ),
  );
  return {
    table,
    columns,
    ...read,
    /** What is read is not yet that of the text and its columns. */
    isReading: isText || of !== columns,
    sayColumn: (column: number, key: string | null) =>
      setSaid({
        of: table,
        columns: new Map([...(said?.of === table ? said.columns : []), [column, key]]),
      }),
  };
}
