import {
  Fragment,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react';
import { classes } from '../class-names.ts';
import styles from './data-table.module.css';
import { GroupRow, groupStart } from './group-row.tsx';
import { HeaderCell } from './header-cell.tsx';
import { useLateRows } from './late-rows.ts';
import { focusRow, neighbourOf } from './row-focus.ts';
import { type Reorder, ReorderHandle, type RowMove, useReorder, useRowMove } from './reorder.tsx';
import { type RowSteps, useOfferRowSteps } from './row-steps.ts';
import { Banner, EmptyState, ErrorState } from '../states.tsx';
import { Button } from '../button.tsx';
import { SelectAllCell, SelectCell, type Selection } from './selection.tsx';
import { useIsWiderThan } from './use-is-wider-than.ts';
import { useDelayed } from '../use-delayed.ts';
import { useVirtualRows } from './virtual-rows.ts';

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** The lab's own: the product's list has no such column. */
  readonly own?: boolean;
  readonly cell: (row: Row) => ReactNode;
  /** On a phone a row has two lines: where this column stands, or whether it is left out. */
  readonly phone?: 'first' | 'second' | 'hidden';
  /** Of the table, as CSS says it; columns without one share the rest. */
  readonly width?: string;
  /** Left out where the table is narrower than a wide screen's. */
  readonly wide?: boolean;
  readonly numeric?: boolean;
  /** Holds sentences, which take as many lines as they need. */
  readonly wraps?: boolean;
  readonly sortable?: boolean;
}

export interface Sort {
  readonly id: string;
  readonly descending: boolean;
}

export interface DataTableProps<Row> {
  /** What the table lists, for those who cannot see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** Undefined while the first of them load; within the list, where a row is not there yet. */
  readonly rows: readonly (Row | undefined)[] | undefined;
  readonly rowId: (row: Row) => string;
  /** Told which rows are in sight, where only some of them are loaded. */
  readonly onRange?: (first: number, last: number) => void;
  /** What the rows answer, where they come in windows: another question begins at the top. */
  readonly asked?: string;
  readonly error?: Error | null;
  readonly onRetry?: () => void;
  readonly empty?: ReactNode;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  /** A click anywhere on the row; the row's first cell should hold a link or button for the keyboard. */
  readonly onOpen?: (row: Row) => void;
  readonly selected?: string | null;
  /** Where the selected row stands, though it may not be loaded: it is brought into sight once. Null while that is unknown. */
  readonly selectedAt?: number | null;
  readonly dimmed?: (row: Row) => boolean;
  readonly reorder?: Reorder<Row> | undefined;
  /** Each row has a box, and the head one for all. */
  readonly selection?: Selection<Row>;
  /** As wide as the table must be, in pixels, to have its `wide` columns. */
  readonly wideFrom?: number;
  /** The rows are the answer to an earlier question, and the answer to this one is on its way. */
  readonly stale?: boolean;
  /** The group that a row is of, where the rows stand in groups: each has a heading in a table of few rows. */
  readonly groupOf?: ((row: Row) => string) | null;
  /** A last row that is no data, as the implicit deny. */
  readonly footer?: ReactNode;
}

/** As wide as a table must be, in pixels, to have its further columns, where it does not say so itself. */
const usuallyWideFrom = 1180;
/** Up to this width a row has two lines, as data-table.module.css says it. */
const twoLinesTo = 840;
/** From so many rows on, only those in sight are in the page. */
const virtualFrom = 100;

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
  columns,
  table,
  move,
  measure,
}: {
  readonly row: Row;
  readonly index: number;
  readonly id: string;
  readonly columns: readonly Column<Row>[];
  readonly table: DataTableProps<Row>;
  readonly move: RowMove | null;
  /** Given where only the rows in sight are in the page: takes the row's true height. */
  readonly measure: ((element: HTMLTableRowElement | null) => void) | null;
}) {
  const { onOpen, reorder, selection } = table;
  const { row: element, handle } = useRowMove(id, move, index);
  useLayoutEffect(() => {
    // Heights are kept by place: a row that moves is measured where it comes to stand.
    if (index >= 0) measure?.(element.current);
  }, [measure, element, index]);
  return (
    <tr
      ref={element}
      data-row={id}
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
        <td data-handle="" className={styles['handle']}>
          <ReorderHandle handle={handle} move={move} label={`Move ${reorder.nameOf(row)}`} />
        </td>
      ) : null}
      {selection ? (
        <SelectCell
          id={id}
          name={selection.nameOf(row)}
          selected={selection.ids}
          onChange={selection.onChange}
        />
      ) : null}
      {columns.map((column) => (
        <td
          key={column.id}
          data-phone={column.phone ?? 'second'}
          className={classes(column.numeric && styles['numeric'], column.wraps && styles['wraps'])}
        >
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rows, rowId, error, onRetry, empty, sort, onSort } = props;
  const tableId = useId();
  const whole = useRef<HTMLDivElement>(null);
  const isWide = useIsWiderThan(whole, props.wideFrom ?? usuallyWideFrom);
  const isNarrow = !useIsWiderThan(whole, twoLinesTo);
  const columns = isWide ? props.columns : props.columns.filter(({ wide }) => wide !== true);
  const count = rows?.length ?? 0;
  const virtual = count > virtualFrom;
  const moving = useReorder(props.reorder, rows ?? [], rowId, tableId);
  const { scroller, virtualizer, items, waitingHeight } = useVirtualRows(
    props,
    virtual,
    isNarrow,
    moving.heldAt,
  );
  const drawnOf = useLateRows(rows, rowId, virtual || (props.selectedAt ?? null) !== null);
  const shown = (
    virtual ? items.map(({ index }) => index) : Array.from(rows ?? [], (_, i) => i)
  ).map((index) => ({ row: drawnOf(moving.rowAt(index), index), index }));
  const isWaiting = rows === undefined || shown.some(({ row }) => row === undefined);
  const late = useDelayed(isWaiting && !error);
  const width = columns.length + (props.reorder ? 1 : 0) + (props.selection ? 1 : 0);

  const { onOpen, selected = null, selectedAt = null } = props;
  const indexOf = (id: string | null): number =>
    id === null ? -1 : (rows ?? []).findIndex((row) => row !== undefined && rowId(row) === id);
  const reveal = (index: number): void => {
    // What is far away comes into the middle, with what stands around it.
    if (virtual)
      virtualizer.scrollToIndex(index, {
        align: items.some((one) => one.index === index) ? 'auto' : 'center',
      });
    else
      scroller.current
        ?.querySelectorAll('[data-row]')
        .item(index)
        ?.scrollIntoView({ block: 'nearest' });
  };
  const stepTo = (index: number): (() => void) | null => {
    const row = rows?.[index];
    if (row === undefined || !onOpen) return null;
    return () => {
      reveal(index);
      onOpen(row);
    };
  };
  const openAt = indexOf(selected);
  const latest = useRef({ stepTo, reveal });
  useLayoutEffect(() => {
    latest.current = { stepTo, reveal };
  });
  // What a link opened may stand far down.
  const toReveal = count > 0 && selectedAt !== null && selectedAt < count ? selected : null;
  const revealAt = useRef(selectedAt);
  useLayoutEffect(() => {
    revealAt.current = selectedAt;
  });
  useEffect(() => {
    if (toReveal !== null && revealAt.current !== null) latest.current.reveal(revealAt.current);
  }, [toReveal]);
  const hasPrevious = openAt > 0;
  const hasNext = openAt >= 0 && openAt < count - 1;
  useOfferRowSteps(
    useMemo<RowSteps | null>(
      () =>
        openAt < 0
          ? null
          : {
              previous: hasPrevious ? () => latest.current.stepTo(openAt - 1)?.() : null,
              next: hasNext ? () => latest.current.stepTo(openAt + 1)?.() : null,
            },
      [openAt, hasPrevious, hasNext],
    ),
  );
  /** Up and Down go through the rows; with a panel open, the next row opens in place. */
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>): void => {
    const target = neighbourOf(event);
    if (target === null) return;
    event.preventDefault();
    focusRow(target);
    if (openAt >= 0) stepTo(indexOf(target.dataset['row'] ?? null))?.();
  };

  if (error && rows === undefined)
    return (
      <div ref={whole} className={styles['card']}>
        <ErrorState error={error} {...(onRetry ? { onRetry } : {})} />
      </div>
    );
  if (rows !== undefined && count === 0 && !props.footer)
    return (
      <div ref={whole} className={styles['card']}>
        {empty ?? <EmptyState title="Nothing to show" />}
      </div>
    );

  const before = virtual ? (items[0]?.start ?? 0) : 0;
  const after = virtual ? virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;

  const body = (
    <div ref={scroller} className={classes(styles['card'], virtual && styles['tall'])}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the rows' links take the keys; here they are caught on their way up */}
      <table
        className={classes(styles['table'], props.stale === true && styles['stale'])}
        aria-label={label}
        onKeyDown={onKeyDown}
        aria-rowcount={virtual ? count + (props.footer ? 2 : 1) : undefined}
        aria-busy={rows === undefined || props.stale === true}
      >
        <thead>
          <tr aria-rowindex={virtual ? 1 : undefined}>
            {props.reorder ? (
              <th scope="col" className={styles['handleHead']}>
                <span className="visually-hidden">Order</span>
              </th>
            ) : null}
            {props.selection ? (
              <SelectAllCell
                ids={(rows ?? []).flatMap((row) => (row === undefined ? [] : [rowId(row)]))}
                selected={props.selection.ids}
                onChange={props.selection.onChange}
              />
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
            if (row === undefined)
              return (
                <tr key={`waiting ${index}`} aria-hidden="true" className={styles['waiting']}>
                  <td colSpan={width} style={{ height: waitingHeight }}>
                    <span className={classes(styles['bar'], late && styles['barOn'])} />
                  </td>
                </tr>
              );
            const id = rowId(row);
            const group = virtual ? null : groupStart(rows, index, props.groupOf);
            return (
              <Fragment key={id}>
                {group === null ? null : <GroupRow name={group} width={width} />}
                <BodyRow
                  id={id}
                  row={row}
                  index={index}
                  columns={columns}
                  table={props}
                  move={props.reorder ? moving.of(row, index) : null}
                  measure={virtual ? virtualizer.measureElement : null}
                />
              </Fragment>
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
    <div ref={whole} className={styles['whole']}>
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
          The list could not be updated: {error.message}
        </Banner>
      ) : null}
      {body}
    </div>
  );
}
