import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { classes } from './class-names.ts';
import styles from './data-table.module.css';
import { Icon } from './icons.tsx';
import { type Reorder, ReorderHandle, type RowMove, useReorder, useRowMove } from './reorder.tsx';
import { Banner, EmptyState, ErrorState } from './states.tsx';
import { Button } from './button.tsx';
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
  /** Columns keep the widths they are given, whatever they hold; a long list's do anyway. */
  readonly even?: boolean;
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

/**
 * Clicks on a control inside a row are the control's own; so are those in a menu or tooltip of the row,
 * which stand elsewhere in the page and reach the row only through React.
 */
function isOwnControl(row: Element, target: EventTarget): boolean {
  if (!(target instanceof Element) || !row.contains(target)) return true;
  const control = target.closest('a, button, input, select, textarea, label, summary');
  return control !== null && row.contains(control);
}

function BodyRow<Row>({
  row,
  index,
  id,
  table,
  move,
  measure,
}: {
  readonly row: Row;
  readonly index: number;
  readonly id: string;
  readonly table: DataTableProps<Row>;
  readonly move: RowMove | null;
  /** Given where only the rows in sight are in the page: takes the row's true height. */
  readonly measure: ((element: HTMLTableRowElement | null) => void) | null;
}) {
  const { columns, onOpen, reorder } = table;
  const { row: element, handle } = useRowMove(id, move, index);
  useLayoutEffect(() => {
    measure?.(element.current);
  }, [measure, element]);
  return (
    <tr
      ref={element}
      data-index={measure ? index : undefined}
      aria-rowindex={measure ? index + 2 : undefined}
      data-selected={table.selected === id || undefined}
      data-drop={move?.dropEdge ?? undefined}
      data-held={move?.isHeld || undefined}
      data-dragged={move?.isDragged || undefined}
      className={classes(
        onOpen && styles['opens'],
        table.dimmed?.(row) === true && styles['dimmed'],
      )}
      onClick={
        onOpen
          ? (event) => {
              if (
                !isOwnControl(event.currentTarget, event.target) &&
                getSelection()?.isCollapsed !== false
              )
                onOpen(row);
            }
          : undefined
      }
    >
      {reorder && move ? (
        <td className={styles['handle']}>
          <ReorderHandle handle={handle} move={move} label={`Move ${reorder.nameOf(row)}`} />
        </td>
      ) : null}
      {columns.map((column) => (
        <td
          key={column.id}
          data-phone={column.phone ?? 'second'}
          className={classes(column.numeric && styles['numeric'])}
        >
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, error, onRetry, empty, sort, onSort } = props;
  const tableId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const late = useDelayed(rows === undefined && !error);
  const count = rows?.length ?? 0;
  const virtual = count > virtualFrom;
  const moving = useReorder(props.reorder, rows ?? [], rowId, tableId);
  const ids = moving.rows.map(rowId);
  const virtualizer = useVirtualizer({
    count: virtual ? count : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => ids[index] ?? index,
  });
  const items = virtualizer.getVirtualItems();
  const { heldAt } = moving;
  useEffect(() => {
    if (virtual && heldAt !== null) virtualizer.scrollToIndex(heldAt);
  }, [virtual, heldAt, virtualizer]);
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
        const row = moving.rows[item.index];
        return row === undefined ? [] : [{ row, index: item.index }];
      })
    : moving.rows.map((row, index) => ({ row, index }));
  const before = virtual ? (items[0]?.start ?? 0) : 0;
  const after = virtual ? virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;

  const body = (
    <div ref={scroller} className={classes(styles['card'], virtual && styles['tall'])}>
      <table
        className={classes(styles['table'], (virtual || props.even) && styles['even'])}
        aria-label={label}
        aria-rowcount={virtual ? count + (props.footer ? 2 : 1) : undefined}
        aria-busy={rows === undefined}
      >
        <thead>
          <tr aria-rowindex={virtual ? 1 : undefined}>
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
              <BodyRow
                key={id}
                id={id}
                row={row}
                index={index}
                table={props}
                move={props.reorder ? moving.of(id) : null}
                measure={virtual ? virtualizer.measureElement : null}
              />
            );
          })}
          {after > 0 ? (
            <tr aria-hidden="true">
              <td colSpan={width} style={{ height: after, padding: 0 }} />
            </tr>
          ) : null}
          {rows === undefined
            ? Array.from({ length: 6 }, (_, i) => (
                <tr key={i} aria-hidden="true" className={styles['skeleton']}>
                  <td colSpan={width}>
                    <span className={classes(styles['bar'], late && styles['barOn'])} />
                  </td>
                </tr>
              ))
            : null}
          {props.footer ? (
            <tr className={styles['footer']} aria-rowindex={virtual ? count + 2 : undefined}>
              <td colSpan={width}>{props.footer}</td>
            </tr>
          ) : null}
        </tbody>
      </table>
      {props.reorder ? (
        <div className="visually-hidden" aria-live="assertive">
          {moving.announcement}
        </div>
      ) : null}
    </div>
  );
  return (
    <div className={styles['whole']}>
      {error ? (
        // What is shown was true once; that it may not be now must be said.
        <Banner
          tone="warn"
          live
          action={
            onRetry ? (
              <Button look="quiet" onClick={onRetry}>
                Try again
              </Button>
            ) : null
          }
        >
          This list could not be brought up to date: {error.message}
        </Banner>
      ) : null}
      {body}
    </div>
  );
}
