import type { ConfigChangeView, ImportPreview } from '#model/fortios/config-import.ts';
import { count, numberWords } from '#model/plural.ts';
import { type Column, DataTable } from '#ui/table/data-table.tsx';
import { Note } from '#ui/page.tsx';
import { Status, type Tone } from '#ui/states.tsx';
import styles from './page.module.css';

const kinds: Record<ConfigChangeView['kind'], { readonly label: string; readonly tone: Tone }> = {
  added: { label: 'Added', tone: 'ok' },
  changed: { label: 'Changed', tone: 'info' },
  removed: { label: 'Removed', tone: 'bad' },
  moved: { label: 'Moved', tone: 'info' },
};

/** `3 added, 1 removed`. */
export function changeWords(counts: ImportPreview['counts']): string {
  const parts = (['added', 'changed', 'removed', 'moved'] as const)
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${numberWords(counts[kind])} ${kind}`);
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

const shownFields = 4;

function Fields({ kind, fields }: ConfigChangeView) {
  const shown = fields.slice(0, shownFields);
  return (
    <span className={styles['fields']}>
      {shown.map(({ field, before, after, refused }) => (
        <span key={field}>
          <span className="mono">
            {field}
            {kind === 'changed' ? (
              <>
                : {before === null ? 'not set' : <del>{before}</del>} → {after ?? 'not set'}
              </>
            ) : (
              ` ${after ?? before ?? (refused === null ? '' : 'not set')}`
            )}
          </span>
          {refused === null ? null : (
            <span className={styles['refused']}>
              {' '}
              (“{refused}” is not a value of {field.split(' ').at(-1)}, so it is not in force)
            </span>
          )}
        </span>
      ))}
      {fields.length > shownFields ? (
        <span className={styles['dim']}>
          and {count(fields.length - shownFields, 'more setting')}
        </span>
      ) : null}
    </span>
  );
}

const columns: readonly Column<ConfigChangeView>[] = [
  {
    id: 'kind',
    header: 'Change',
    phone: 'first',
    width: '110px',
    cell: ({ kind }) => <Status tone={kinds[kind].tone}>{kinds[kind].label}</Status>,
  },
  {
    id: 'entry',
    width: '34%',
    wraps: true,
    header: 'Entry',
    phone: 'first',
    cell: ({ scope, table, key }) => (
      <>
        <b>{key ?? ''}</b>{' '}
        <span className={styles['dim']}>
          {scope === '' ? '' : `${scope}: `}
          {table}
        </span>
      </>
    ),
  },
  { id: 'fields', header: 'Settings', wraps: true, cell: (change) => <Fields {...change} /> },
];

/** Entry by entry; the first ones, where there are very many. */
export function ChangeTable({
  changes,
  total,
}: {
  readonly changes: readonly ConfigChangeView[];
  readonly total: number;
}) {
  return (
    <>
      <DataTable
        label="Changes"
        columns={columns}
        rows={changes}
        rowId={({ scope, table, key, kind }) => [scope, table, key ?? '', kind].join('\n')}
      />
      {total > changes.length ? (
        <Note>
          The first {numberWords(changes.length)} of {count(total, 'change')} are shown.
        </Note>
      ) : null}
    </>
  );
}
