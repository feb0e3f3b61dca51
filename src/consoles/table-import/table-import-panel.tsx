import { type ReactNode, useEffect, useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { count, numberWords, plural } from '#model/plural.ts';
import { SelectField } from '#ui/fields/choice-field.tsx';
import { type TextSource, TextSourceField, nothingTyped } from '#ui/fields/text-source.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { Banner } from '#ui/states.tsx';
import { useDelayed } from '#ui/use-delayed.ts';
import type { TableField } from './read-table.ts';
import styles from './table-import.module.css';
import { type ReadRow, type TableRows, useTable } from './use-table.ts';

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
/** Characters: some thousand rows. More of them, in a field, hold up the page for as long as they are laid out. */
const mostInField = 40_000;

/** What each column is, with the first rows, so that one sees that it is right. */
function ColumnPreview({
  table: { body },
  columns,
  fields,
  onChange,
}: {
  readonly table: TableRows;
  readonly columns: readonly (string | null)[];
  readonly fields: readonly TableField[];
  readonly onChange: (column: number, key: string | null) => void;
}) {
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

/** The words, or those from before while they are in the making. */
function useLast(words: string, isMaking: boolean): string {
  const [last, setLast] = useState(words);
  if (!isMaking && words !== last) setLast(words);
  return last;
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
  readonly readRow: (cells: Readonly<Record<string, string>>) => ReadRow<Draft>;
  /** Of the rows that `onRead` told of. */
  readonly news?: RowNews<Draft>;
  readonly onRead?: (drafts: readonly Draft[]) => void;
  /** Throws what the server said. */
  readonly onSave: (drafts: readonly Draft[]) => Promise<void>;
  readonly onClose: () => void;
}) {
  const form = useForm<{ source: TextSource }>({ defaultValues: { source: nothingTyped } });
  const source = form.watch('source');
  const { table, columns, rows, drafts, isReading, sayColumn } = useTable(source, fields, readRow);
  const isSlow = useDelayed(isReading);
  useEffect(() => onRead?.(drafts), [drafts, onRead]);
  const first = table.guess.hasHeader ? 2 : 1;
  const problems = rows.flatMap((one, at) => {
    const problem = one.ok ? news?.problems.get(one.draft) : one.problem;
    return problem === undefined ? [] : [`Row ${at + first}: ${problem}`];
  });
  const outcome =
    problems.length > 0
      ? `${numberWords(rows.length - problems.length)} of ${count(rows.length, 'row')} can be added, and all must be`
      : `${count(drafts.length, what)} will be added`;
  const shown =
    rows.length > shownRows
      ? `; the first ${shownRows} rows of ${numberWords(rows.length)} are shown`
      : '';
  const note = news?.note && problems.length === 0 ? ` ${news.note}` : '';
  const status = useLast(`${outcome}${shown}.${note}`, isReading);
  const edit = useEditForm({
    form,
    basedOn: null,
    onClose,
    fieldOf: () => 'source',
    send: async () => {
      if (isReading) {
        form.setError('source', { message: 'The table is still being read. Press Add again.' });
        return false;
      }
      if (drafts.length === 0 || problems.length > 0) {
        form.setError('source', {
          message:
            problems.length > 0
              ? `${count(problems.length, 'row')} cannot be ${news === undefined ? 'read' : 'added'}. Correct ${plural(problems.length, 'it', 'them')}${source.kind === 'file' ? ' and paste the table again' : ''}, or say which column is what.`
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
      saveLabel={
        drafts.length === 0 || problems.length > 0 ? 'Add' : `Add ${count(drafts.length, what)}`
      }
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
            most={mostInField}
            error={fieldState.error?.message}
            value={field.value}
            onChange={field.onChange}
          />
        )}
      />
      {table.guess.columns.length === 0 ? null : (
        <>
          <ColumnPreview table={table} columns={columns} fields={fields} onChange={sayColumn} />
          <p role="status">{isSlow ? 'Reading the table…' : status}</p>
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
