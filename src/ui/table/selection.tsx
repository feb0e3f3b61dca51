/** Boxes that choose rows, so that something can be done to many at once. */
import styles from './data-table.module.css';

export interface Selection<Row> {
  /** By `rowId`. */
  readonly ids: ReadonlySet<string>;
  readonly onChange: (ids: ReadonlySet<string>) => void;
  /** What a row is called, for those who cannot see it. */
  readonly nameOf: (row: Row) => string;
}

export function SelectAllCell({
  ids,
  selected,
  onChange,
}: {
  /** Of all rows of the page. */
  readonly ids: readonly string[];
  readonly selected: ReadonlySet<string>;
  readonly onChange: (ids: ReadonlySet<string>) => void;
}) {
  const count = ids.filter((id) => selected.has(id)).length;
  const isAll = count > 0 && count === ids.length;
  return (
    <th scope="col" className={styles['boxHead']}>
      <input
        type="checkbox"
        aria-label="Select all rows of the page"
        checked={isAll}
        ref={(box) => {
          if (box) box.indeterminate = count > 0 && !isAll;
        }}
        onChange={() => onChange(new Set(isAll ? [] : ids))}
      />
    </th>
  );
}

export function SelectCell({
  id,
  name,
  selected,
  onChange,
}: {
  readonly id: string;
  readonly name: string;
  readonly selected: ReadonlySet<string>;
  readonly onChange: (ids: ReadonlySet<string>) => void;
}) {
  return (
    <td data-handle="" className={styles['handle']}>
      <label className={styles['box']}>
        <input
          type="checkbox"
          aria-label={`Select ${name}`}
          checked={selected.has(id)}
          onChange={(event) => {
            const next = new Set(selected);
            if (event.target.checked) next.add(id);
            else next.delete(id);
            onChange(next);
          }}
        />
      </label>
    </td>
  );
}
