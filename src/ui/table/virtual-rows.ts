import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useDensity } from './density.ts';

/** Of the header above the rows, in pixels. */
const headHeight = 34;
/** A table's rows, of which some may not be loaded: see `DataTableProps`. */
interface Windowed {
  readonly rows: readonly unknown[] | undefined;
  readonly onRange?: (first: number, last: number) => void;
  readonly asked?: string;
}

/**
 * Only the rows in sight are in the page, and one that is not loaded yet is as tall as those that are: nothing
 * moves when it comes.
 */
export function useVirtualRows(
  { rows, onRange, asked }: Windowed,
  virtual: boolean,
  isNarrow: boolean,
  heldAt: number | null,
) {
  const scroller = useRef<HTMLDivElement>(null);
  const { rowHeight } = useDensity();
  // Where a row has two lines or more, the first that are measured say how tall rows are.
  const layout = `${rowHeight} ${isNarrow}`;
  const [measured, setMeasured] = useState<{ of: string; height: number } | null>(null);
  const waitingHeight = measured?.of === layout ? measured.height : rowHeight;
  const virtualizer = useVirtualizer({
    count: virtual ? (rows?.length ?? 0) : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => waitingHeight,
    overscan: 12,
    // The header stands over the first row in sight, so that a row that should be the last in sight is one too low.
    scrollPaddingEnd: isNarrow ? 0 : headHeight,
  });
  const items = virtualizer.getVirtualItems();
  const seen = items.filter(({ index }) => rows?.[index] !== undefined);
  const mean = Math.round(seen.reduce((sum, { size }) => sum + size, 0) / seen.length);
  useEffect(() => {
    if (mean > 0 && measured?.of !== layout && mean !== rowHeight)
      setMeasured({ of: layout, height: mean });
  }, [mean, measured, layout, rowHeight]);
  useLayoutEffect(() => {
    virtualizer.measure();
    // That forgets the rows in sight as well.
    scroller.current
      ?.querySelectorAll<HTMLTableRowElement>('tr[data-index]')
      .forEach((row) => virtualizer.measureElement(row));
  }, [waitingHeight, layout, virtualizer]);
  useEffect(() => {
    if (virtual && heldAt !== null) virtualizer.scrollToIndex(heldAt);
  }, [virtual, heldAt, virtualizer]);
  const first = items[0]?.index;
  const last = items.at(-1)?.index;
  useEffect(() => {
    if (first !== undefined && last !== undefined) onRange?.(first, last);
  }, [first, last, onRange]);
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [asked]);
  return { scroller, virtualizer, items, waitingHeight };
}
