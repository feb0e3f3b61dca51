import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';
import { classes } from './class-names.ts';
import styles from './data-table.module.css';
import { Icon } from './icons.tsx';
import { type Reorder, ReorderHandle, useReorder } from './reorder.tsx';
import { EmptyState, ErrorState } from './states.tsx';
import { useDelayed } from './use-delayed.ts';

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** On a phone a row has two lines: where this column stands, or whether it is left out. */
  readonly phone?: 'first' | 'second' | 'hidden';
  readonly width?: string;
  readonly numeric?: boolean;
  readonly sortable?: boolean;
}

export interface Sort {
  readonly id: string;
  readonly descending: boolean;
}

interface DataTableProps<Row> {
  /** What the table lists, for those who cannot see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[] | undefined;
  readonly rowId: (row: Row) => string;
  readonly error?: Error | null;
  readonly onRetry?: () => void;
  readonly empty?: ReactNode;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  /** A click anywhere on the row; the row's first cell should hold a link or button for the keyboard. */
  readonly onOpen?: (row: Row) => void;
  readonly selected?: string | null;
  readonly dimmed?: (row: Row) => boolean;
  readonly reorder?: Reorder<Row>;
  /** A last row that is no data, as the implicit deny. */
  readonly footer?: ReactNode;
}

/** From so many rows on, only those in sight are in the page. */
const virtualFrom = 100;
const rowHeight = 35;

function HeaderCell<Row>({
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
        {column.header}
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
        <span className={classes(styles['arrow'], sorted && styles['arrowOn'])}>
          <Icon name={sorted && sort.descending ? 'down' : 'up'} size={12} />
        </span>
      </button>
    </th>
  );
}

/** Clicks on a control inside a row are the control's own. */
function isOwnControl(target: EventTarget): boolean {
  return (
    target instanceof Element &&
    target.closest('a, button, input, label, [role="menuitem"]') !== null
  );
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, error, onRetry, empty, sort, onSort, onOpen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const late = useDelayed(rows === undefined && !error);
  const count = rows?.length ?? 0;
  const virtual = count > virtualFrom;
  const virtualizer = useVirtualizer({
    count: virtual ? count : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const { announcement, ...dragging } = useReorder(props.reorder, rows ?? [], rowId);
  const width = columns.length + (props.reorder ? 1 : 0);

  if (error && rows === undefined)
    return (
      <div className={styles['card']}>
        <ErrorState error={error} {...(onRetry ? { onRetry } : {})} />
      </div>
    );
  if (rows !== undefined && count === 0 && !props.footer)
    return <div className={styles['card']}>{empty ?? <EmptyState title="Nothing to show" />}</div>;

  const shown = virtual
    ? items.flatMap((item) => {
        const row = rows?.[item.index];
        return row === undefined ? [] : [{ row, index: item.index }];
      })
    : (rows ?? []).map((row, index) => ({ row, index }));
  const before = virtual ? (items[0]?.start ?? 0) : 0;
  const after = virtual ? virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;

  return (
    <div ref={scroller} className={classes(styles['card'], virtual && styles['tall'])}>
      <table
        className={styles['table']}
        aria-label={label}
        aria-rowcount={virtual ? count + 1 : undefined}
      >
        <thead>
          <tr>
            {props.reorder ? (
              <th scope="col" className={styles['handleHead']}>
                <span className="visually-hidden">Order</span>
              </th>
            ) : null}
            {columns.map((column) => (
              <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 ? (
            <tr aria-hidden="true">
              <td colSpan={width} style={{ height: before, padding: 0 }} />
            </tr>
          ) : null}
          {shown.map(({ row, index }) => {
            const id = rowId(row);
            return (
              <tr
                key={id}
                ref={dragging.rowRef(id)}
                aria-rowindex={virtual ? index + 2 : undefined}
                data-selected={props.selected === id || undefined}
                data-drop={dragging.dropEdge(id) ?? undefined}
                data-held={dragging.held === id || undefined}
                className={classes(
                  onOpen && styles['opens'],
                  props.dimmed?.(row) === true && styles['dimmed'],
                )}
                onClick={
                  onOpen
                    ? (event) => {
                        if (!isOwnControl(event.target) && getSelection()?.isCollapsed !== false)
                          onOpen(row);
                      }
                    : undefined
                }
              >
                {props.reorder ? (
                  <td className={styles['handle']}>
                    <ReorderHandle
                      {...dragging.handle(id)}
                      label={`Move ${props.reorder.nameOf(row)}`}
                    />
                  </td>
                ) : null}
                {columns.map((column) => (
                  <td
                    key={column.id}
                    data-phone={column.phone ?? 'second'}
                    data-label={column.header}
                    className={classes(column.numeric && styles['numeric'])}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          {after > 0 ? (
            <tr aria-hidden="true">
              <td colSpan={width} style={{ height: after, padding: 0 }} />
            </tr>
          ) : null}
          {rows === undefined
            ? Array.from({ length: 6 }, (_, i) => (
                <tr key={i} aria-hidden="true">
                  <td colSpan={width}>
                    <span className={classes(styles['bar'], late && styles['barOn'])} />
                  </td>
                </tr>
              ))
            : null}
          {props.footer ? (
            <tr className={styles['footer']}>
              <td colSpan={width}>{props.footer}</td>
            </tr>
          ) : null}
        </tbody>
      </table>
      <div className="visually-hidden" aria-live="assertive">
        {announcement}
      </div>
    </div>
  );
}
