import styles from './data-table.module.css';

/** The heading over the rows of one group. */
export function GroupRow({ name, width }: { readonly name: string; readonly width: number }) {
  return (
    <tr className={styles['group']}>
      <th scope="colgroup" colSpan={width}>
        {name}
      </th>
    </tr>
  );
}

/** The name of the group that begins with a row; null within a group, and where the list has none. */
export function groupStart<Row>(
  rows: readonly (Row | undefined)[] | undefined,
  index: number,
  groupOf: ((row: Row) => string) | null | undefined,
): string | null {
  const row = rows?.[index];
  if (!groupOf || row === undefined) return null;
  const before = index === 0 ? undefined : rows?.[index - 1];
  const name = groupOf(row);
  return before !== undefined && groupOf(before) === name ? null : name;
}
