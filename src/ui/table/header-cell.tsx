import { classes } from '../class-names.ts';
import { Icon } from '../icons.tsx';
import { LabMark } from '../page.tsx';
import type { Column, Sort } from './data-table.tsx';
import styles from './data-table.module.css';

/** A column's name, which sorts the rows where the list can be sorted by it. */
export function HeaderCell<Row>({
  column,
  sort,
  onSort,
}: {
  readonly column: Column<Row>;
  readonly sort: Sort | undefined;
  readonly onSort: ((sort: Sort) => void) | undefined;
}) {
  const sorted = sort?.id === column.id;
  const look = classes(column.numeric && styles['numeric']);
  const style = column.width === undefined ? {} : { width: column.width };
  if (!column.sortable || !onSort)
    return (
      <th scope="col" className={look} style={style}>
        {/* A column of one button a row says itself what it is, but not to those who hear it. */}
        {column.header === '' ? <span className="visually-hidden">Actions</span> : column.header}
        {column.own ? (
          <>
            {' '}
            <LabMark />
          </>
        ) : null}
      </th>
    );
  return (
    <th
      scope="col"
      className={look}
      style={style}
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className={styles['sort']}
        onClick={() => onSort({ id: column.id, descending: sorted && !sort.descending })}
      >
        {column.header}
        {/* Its room is kept, so that sorting moves nothing; only the sorted column shows it. */}
        <span className={classes(styles['arrow'], sorted && styles['arrowOn'])}>
          <Icon name={sorted && sort.descending ? 'down' : 'up'} size={12} />
        </span>
      </button>
    </th>
  );
}
