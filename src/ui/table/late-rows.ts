import { useDeferredValue, useMemo } from 'react';

/** As many as a screen shows: these are drawn at once. */
const drawnFirst = 24;
const noRows: readonly never[] = [];

/**
 * Rows that come all at once, as the next page of a list does, are drawn in two steps: those on the screen, then
 * the others, as the page finds time. A row that was there stays there. Answers a row
 * that is to be drawn, and nothing for one that is to come.
 */
export function useLateRows<Row>(
  rows: readonly (Row | undefined)[] = noRows,
  rowId: (row: Row) => string,
  isOff: boolean,
): (row: Row | undefined, index: number) => Row | undefined {
  const isShort = isOff || rows.length <= drawnFirst;
  // What is all drawn at once is not put off: that would draw it once more.
  const drawn = useDeferredValue<readonly (Row | undefined)[]>(isShort ? noRows : rows, noRows);
  const isLate = !isShort && drawn !== rows;
  const known = useMemo(
    () =>
      new Set(isLate ? drawn.flatMap((row) => (row === undefined ? [] : [rowId(row)])) : noRows),
    [isLate, drawn, rowId],
  );
  return (row, index) =>
    !isLate || index < drawnFirst || (row !== undefined && known.has(rowId(row))) ? row : undefined;
}
