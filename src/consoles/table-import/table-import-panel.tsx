import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { count, numberWords, plural } from '#model/plural.ts';
import { SelectField } from '#ui/fields/choice-field.tsx';
import {
  type TextSource,
  TextSourceField,
  nothingTyped,
  sourceText,
} from '#ui/fields/text-source.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { Banner } from '#ui/states.tsx';
import { type ReadColumns, type TableField, guessColumns, readTable } from './read-table.ts';
import styles from './table-import.module.css';

type Cells = Readonly<Record<string, string>>;

/** What a row comes to: something to add, or what is wrong with it. */
export type ReadRow<Draft> =
  | { readonly ok: true; readonly draft: Draft }
  | { readonly ok: false; readonly problem: string };

/** What the page finds of the rows that can be read, where reading one does not tell. */
interface RowNews<Draft> {
  readonly problems: ReadonlyMap<Draft, string>;
  /** What comes with them, in a sentence. */
  readonly note: string | null;
  /** What it would do, where nothing stands against it. */
  readonly preview: ReactNode;
}

const shownRows = 8;
const shownProblems = 5;

interface TableRows {
  readonly rows: readonly (readonly string[])[];
  readonly guess: ReadColumns;
}

/** The text as rows, read again as it changes. */
function useTable(source: TextSource, fields: readonly TableField[]): TableRows {
  const [table, setTable] = useState<TableRows>({
    rows: [],
    guess: { columns: [], hasHeader: false },
  });
  useEffect(() => {
    let isGone = false;
    void sourceText(source).then((text) => {
      if (isGone) return;
      const rows = readTable(text);
      setTable({ rows, guess: guessColumns(rows, fields) });
    });
    return () => {
      isGone = true;
    };
  }, [source, fields]);
  return table;
}

/** What each column is, with the first rows, so that one sees that it is right. */
function ColumnPreview({
  table: { rows, guess },
  columns,
  fields,
  onChange,
}: {
  readonly table: TableRows;
  readonly columns: readonly (string | null)[];
  readonly fields: readonly TableField[];
  readonly onChange: (column: number, key: string | null) => void;
}) {
  const body = guess.hasHeader ? rows.slice(1) : rows;
  return (
    <div className={styles['scroll']}>
      <table className={styles['table']} aria-label="Columns">
        <thead>
          <tr>
            {columns.map((key, column) => (
              <th key={`${column} of ${columns.length}`} scope="col">
                <SelectField
                  label={`Column ${column + 1}`}
                  value={key ?? ''}
                  options={[
                    { value: '', label: 'left out' },
                    ...fields.map((one) => ({ value: one.key, label: one.label })),
                  ]}
                  onChange={(value) => onChange(column, value === '' ? null : value)}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.slice(0, shownRows).map((row, at) => (
            <tr key={`${at} ${row.join(' ')}`}>
              {columns.map((key, column) => (
                <td key={`${column} of ${columns.length}`} data-out={key === null || undefined}>
                  {row[column] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Many at once, from a spreadsheet or a CSV file: pasted, looked at column by column, and added together. */
export function TableImportPanel<Draft>({
  crumb,
  title,
  what,
  fields,
  readRow,
  news,
  onRead,
  onSave,
  onClose,
}: {
  readonly crumb: string;
  readonly title: string;
  /** One of them: `endpoint`. */
  readonly what: string;
  readonly fields: readonly TableField[];
  /** @param cells by the keys of fields; absent where no column is it */
  readonly readRow: (cells: Cells) => ReadRow<Draft>;
  /** Of the rows that `onRead` told of. */
  readonly news?: RowNews<Draft>;
  readonly onRead?: (drafts: readonly Draft[]) => void;
  /** Throws what the server said. */
  readonly onSave: (drafts: readonly Draft[]) => Promise<void>;
  readonly onClose: () => void;
}) {
  const form = useForm<{ source: TextSource }>({ defaultValues: { source: nothingTyped } });
  const source = form.watch('source');
  const table = useTable(source, fields);
  /** What a person says of a column, by its number, in place of the guess; of this table alone. */
  const [said, setSaid] = useState<{
    readonly of: TableRows;
    readonly columns: ReadonlyMap<number, string | null>;
  } | null>(null);
  const chosen = useMemo(
    () => (said?.of === table ? said.columns : new Map<number, string | null>()),
    [said, table],
  );
  const columns = useMemo(
    () =>
      table.guess.columns.map((key, column) => {
        const own = chosen.get(column);
        return own === undefined ? key : own;
      }),
    [table, chosen],
  );
  const body = table.guess.hasHeader ? table.rows.slice(1) : table.rows;
  const read = useMemo(
    () =>
      (table.guess.hasHeader ? table.rows.slice(1) : table.rows).map((row) =>
        readRow(
          Object.fromEntries(
            columns.flatMap((key, column) => (key === null ? [] : [[key, row[column] ?? '']])),
          ),
        ),
      ),
    [table, columns, readRow],
  );
  const drafts = useMemo(() => read.flatMap((one) => (one.ok ? [one.draft] : [])), [read]);
  useEffect(() => onRead?.(drafts), [drafts, onRead]);
  const problems = read.flatMap((one, at) => {
    const problem = one.ok ? news?.problems.get(one.draft) : one.problem;
    return problem === undefined ? [] : [`Row ${at + (table.guess.hasHeader ? 2 : 1)}: ${problem}`];
  });
  const edit = useEditForm({
    form,
    basedOn: null,
    onClose,
    fieldOf: () => 'source',
    send: async () => {
      if (drafts.length === 0 || problems.length > 0) {
        form.setError('source', {
          message:
            problems.length > 0
              ? `${count(problems.length, 'row')} cannot be ${news === undefined ? 'read' : 'added'}. Correct ${plural(problems.length, 'it', 'them')}, or say which column is what.`
              : `Paste a table with one ${what} a row.`,
        });
        return false;
      }
      await onSave(drafts);
      return true;
    },
  });
  return (
    <EditPanel
      edit={edit}
      crumb={crumb}
      title={title}
      saveLabel={drafts.length === 0 ? 'Add' : `Add ${count(drafts.length, what)}`}
      isNew
      size="full"
    >
      <Controller
        control={form.control}
        name="source"
        render={({ field, fieldState }) => (
          <TextSourceField
            label="Table"
            hint={`Copy rows of a spreadsheet, or open a CSV file. Columns: ${fields.map(({ label }) => label).join(', ')}.`}
            rows={8}
            error={fieldState.error?.message}
            value={field.value}
            onChange={field.onChange}
          />
        )}
      />
      {table.rows.length === 0 ? null : (
        <>
          <ColumnPreview
            table={table}
            columns={columns}
            fields={fields}
            onChange={(column, key) =>
              setSaid({ of: table, columns: new Map([...chosen, [column, key]]) })
            }
          />
          <p role="status">
            {problems.length > 0
              ? `${numberWords(body.length - problems.length)} of ${count(body.length, 'row')} can be added, and all must be`
              : `${count(drafts.length, what)} will be added`}
            {body.length > shownRows
              ? `; the first ${shownRows} rows of ${numberWords(body.length)} are shown`
              : ''}
            .{news?.note && problems.length === 0 ? ` ${news.note}` : null}
          </p>
          {problems.length === 0 ? null : (
            <Banner tone="bad">
              <ul className={styles['problems']}>
                {problems.slice(0, shownProblems).map((one) => (
                  <li key={one}>{one}</li>
                ))}
                {problems.length > shownProblems ? (
                  <li>and {count(problems.length - shownProblems, 'more row')}</li>
                ) : null}
              </ul>
            </Banner>
          )}
          {drafts.length === 0 || problems.length > 0 ? null : news?.preview}
        </>
      )}
    </EditPanel>
  );
}
