import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  memo,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { MatrixColumn, MatrixRow, MatrixWindow } from '#model/lab/access-matrix.ts';
import { count, numberWords } from '#model/plural.ts';
import { classes } from '#ui/class-names.ts';
import { useDensity } from '#ui/table/density.ts';
import { useIsWiderThan } from '#ui/table/use-is-wider-than.ts';
import { cellText, cellTone, cellWords, isGroupKey } from './cell.ts';
import styles from './grid.module.css';
import type { Sight } from './use-matrix.ts';

const headHeight = 49;

interface Props {
  readonly window: MatrixWindow;
  readonly isStale: boolean;
  /** What a row's name is the name of. */
  readonly rowsAre: 'Endpoint' | 'Group';
  readonly opened: { readonly row: string; readonly column: MatrixColumn } | null;
  readonly onSight: (sight: Sight) => void;
  readonly onOpen: (row: MatrixRow, column: MatrixColumn) => void;
  readonly onOpenGroup: (row: MatrixRow) => void;
}

function isSameColumn(a: MatrixColumn, b: MatrixColumn): boolean {
  return a.server === b.server && a.fortigate === b.fortigate;
}

function step(key: string, page: number): readonly [number, number] | null {
  switch (key) {
    case 'ArrowDown':
      return [1, 0];
    case 'ArrowUp':
      return [-1, 0];
    case 'ArrowRight':
      return [0, 1];
    case 'ArrowLeft':
      return [0, -1];
    case 'PageDown':
      return [page, 0];
    case 'PageUp':
      return [-page, 0];
    default:
      return null;
  }
}

function RowHead({ row, onOpenGroup }: { row: MatrixRow; onOpenGroup: (row: MatrixRow) => void }) {
  const isGroup = isGroupKey(row.key);
  return (
    <>
      {isGroup ? (
        <button
          type="button"
          tabIndex={-1}
          className={classes(styles['name'], styles['opensGroup'])}
          title={row.label}
          onClick={() => onOpenGroup(row)}
        >
          {row.label}
        </button>
      ) : (
        <span className={styles['name']} title={row.label}>
          {row.label}
        </span>
      )}
      <span className={styles['more']}>
        {row.quarantined
          ? 'quarantined'
          : isGroup
            ? count(row.size, 'endpoint')
            : [
                row.user ?? '',
                row.tags.map(({ name }) => name).join(', '),
                row.moreTags > 0 ? `+${row.moreTags}` : '',
              ]
                .filter((text) => text !== '')
                .join(' · ')}
      </span>
      <span className={styles['sum']}>
        <span className="visually-hidden">pairs allowed: </span>
        {row.allowed === null ? '' : numberWords(row.allowed)}
      </span>
    </>
  );
}

/** A column's sum in words; blank while it is counted. */
function sumWords(
  column: MatrixColumn | undefined,
  words: (allowed: number) => string,
  before: string,
): string {
  const allowed = column?.allowed ?? null;
  return allowed === null ? '' : `${before}${words(allowed)}`;
}

function cellId(id: string, row: number, column: number): string {
  return `${id}-${row}-${column}`;
}

interface RowProps {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly width: number;
  readonly headWidth: number;
  /** Undefined while it is on its way. */
  readonly row: MatrixRow | undefined;
  readonly window: MatrixWindow;
  readonly columns: readonly {
    readonly index: number;
    readonly start: number;
    readonly size: number;
  }[];
  readonly activeColumn: number | null;
  readonly openedColumn: MatrixColumn | null;
  readonly onOpenGroup: (row: MatrixRow) => void;
}

const GridRow = memo(function GridRow(props: RowProps) {
  const { id, index: at, top, height, width, headWidth, row, window, columns } = props;
  const { activeColumn, openedColumn, onOpenGroup } = props;
  return (
    <div role="row" aria-rowindex={at + 2} className={styles['row']} style={{ top, height, width }}>
      <div
        role="rowheader"
        aria-colindex={1}
        className={styles['rowHead']}
        style={{ width: headWidth }}
      >
        {row ? <RowHead row={row} onOpenGroup={onOpenGroup} /> : '…'}
      </div>
      {columns.map(({ index, start, size }) => {
        const heading = window.columns[index - window.left];
        const cell = heading && row?.cells[index - window.left];
        const isOpened =
          openedColumn !== null && heading !== undefined && isSameColumn(openedColumn, heading);
        return (
          <div
            key={index}
            id={cellId(id, at, index)}
            role="gridcell"
            aria-colindex={index + 2}
            aria-selected={isOpened}
            className={classes(
              styles['cell'],
              cell ? styles[cellTone(cell)] : styles['waiting'],
              cell?.is === 'deny' && (cell.policyid ?? 0) > 0 && styles['denies'],
              index === activeColumn && styles['active'],
              isOpened && styles['opened'],
            )}
            style={{ left: start, width: size }}
            tabIndex={-1}
            data-place={`${at} ${index}`}
          >
            {cell && row && heading ? (
              <>
                <span aria-hidden="true">{cellText(cell, row.size)}</span>
                <span className="visually-hidden">{cellWords(row, heading, cell)}</span>
              </>
            ) : null}
          </div>
        );
      })}
    </div>
  );
});

/** Rows and columns in sight alone are in the page. Arrow keys go from cell to cell, Enter opens one. */
export function MatrixGrid(props: Props) {
  const { window, isStale, rowsAre, opened, onSight, onOpen, onOpenGroup } = props;
  const { totalRows, totalColumns } = window;
  const room = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const { rowHeight } = useDensity();
  const isWide = useIsWiderThan(room, 700);
  const [headWidth, cellWidth] = isWide ? [300, 124] : [150, 92];
  const rows = useVirtualizer({
    count: totalRows,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    paddingStart: headHeight,
    scrollPaddingStart: headHeight,
  });
  const columns = useVirtualizer({
    horizontal: true,
    count: totalColumns,
    getScrollElement: () => scroller.current,
    estimateSize: () => cellWidth,
    overscan: 3,
    paddingStart: headWidth,
    scrollPaddingStart: headWidth,
  });
  useEffect(() => {
    rows.measure();
    columns.measure();
  }, [rows, columns, rowHeight, cellWidth]);
  const rowItems = rows.getVirtualItems();
  const columnItems = columns.getVirtualItems();
  const [top, bottom] = [rowItems[0]?.index ?? 0, (rowItems.at(-1)?.index ?? 0) + 1];
  const [left, right] = [columnItems[0]?.index ?? 0, (columnItems.at(-1)?.index ?? 0) + 1];
  useEffect(() => {
    onSight({ top, bottom, left, right });
  }, [onSight, top, bottom, left, right]);
  // The virtualizer makes its items anew at each scroll: rows that stay are drawn once.
  const placed = useMemo(
    () =>
      Array.from({ length: Math.min(right, totalColumns) - left }, (_, i) => ({
        index: left + i,
        start: headWidth + (left + i) * cellWidth,
        size: cellWidth,
      })),
    [left, right, totalColumns, cellWidth, headWidth],
  );
  const latest = useRef(onOpenGroup);
  useEffect(() => {
    latest.current = onOpenGroup;
  });
  const openGroup = useCallback((group: MatrixRow) => latest.current(group), []);
  const [active, setActive] = useState<readonly [number, number]>([0, 0]);
  const [row, column] = [
    Math.min(active[0], totalRows - 1),
    Math.min(active[1], Math.max(0, totalColumns - 1)),
  ];
  const rowAt = (index: number): MatrixRow | undefined => window.rows[index - window.start];
  const columnAt = (index: number): MatrixColumn | undefined => window.columns[index - window.left];
  const openAt = (atRow: number, atColumn: number): void => {
    const [wantedRow, wantedColumn] = [rowAt(atRow), columnAt(atColumn)];
    if (!wantedRow || !wantedColumn) return;
    onOpen(wantedRow, wantedColumn);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target === event.currentTarget) openAt(row, column);
    const far = step(event.key, Math.max(1, bottom - top - 10));
    const ends = event.key === 'Home' ? 0 : event.key === 'End' ? totalColumns - 1 : null;
    if (!far && ends === null) return;
    event.preventDefault();
    const next = [
      Math.max(0, Math.min(totalRows - 1, row + (far?.[0] ?? 0))),
      Math.max(0, Math.min(totalColumns - 1, ends ?? column + (far?.[1] ?? 0))),
    ] as const;
    setActive(next);
    rows.scrollToIndex(next[0]);
    columns.scrollToIndex(next[1]);
  };
  return (
    <div ref={room}>
      <div
        ref={scroller}
        role="grid"
        aria-label="Access matrix"
        aria-rowcount={totalRows + 1}
        aria-colcount={totalColumns + 1}
        aria-activedescendant={cellId(id, row, column)}
        aria-busy={isStale}
        tabIndex={0}
        className={styles['scroller']}
        onKeyDown={onKeyDown}
        onClick={({ target }) => {
          const cell = target instanceof Element ? target.closest('[data-place]') : null;
          const place = cell?.getAttribute('data-place')?.split(' ').map(Number);
          if (!place) return;
          const [atRow = 0, atColumn = 0] = place;
          setActive([atRow, atColumn]);
          openAt(atRow, atColumn);
        }}
      >
        <div
          role="presentation"
          className={classes(styles['whole'], isStale && styles['stale'])}
          style={{ height: rows.getTotalSize(), width: columns.getTotalSize() }}
        >
          <div role="row" aria-rowindex={1} className={styles['head']}>
            <div
              role="columnheader"
              aria-colindex={1}
              className={styles['corner']}
              style={{ width: headWidth }}
            >
              {rowsAre}
            </div>
            {columnItems.map(({ index, start, size }) => {
              const one = columnAt(index);
              return (
                <div
                  key={index}
                  role="columnheader"
                  aria-colindex={index + 2}
                  className={styles['column']}
                  style={{ left: start, width: size }}
                  title={one ? `${one.server}, ${one.fortigate}` : undefined}
                >
                  <b>{one?.server ?? '…'}</b>
                  <span className={styles['under']}>
                    <span>{one?.fortigate}</span>
                    <span aria-hidden="true">{sumWords(one, numberWords, '· ')}</span>
                    <span className="visually-hidden">
                      {sumWords(one, (allowed) => `${count(allowed, 'endpoint')} allowed`, ', ')}
                    </span>
                  </span>
                </div>
              );
            })}
          </div>
          {rowItems.map((item) => {
            const one = rowAt(item.index);
            return (
              <GridRow
                key={item.index}
                id={id}
                index={item.index}
                top={item.start}
                height={item.size}
                row={one}
                window={window}
                columns={placed}
                headWidth={headWidth}
                width={columns.getTotalSize()}
                activeColumn={item.index === row ? column : null}
                openedColumn={opened !== null && opened.row === one?.key ? opened.column : null}
                onOpenGroup={openGroup}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
