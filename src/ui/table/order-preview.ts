/** An order of rows that is shown and not yet the servers'. */
import { useEffect, useState } from 'react';

export type Place = { readonly before: string } | { readonly after: string };

/** A place of a row in such an order. The row comes along: far from home its own may be unloaded. */
export interface Preview<Row> {
  readonly id: string;
  readonly row: Row;
  readonly from: number;
  readonly at: number;
}

/** The servers should have answered by then; if not, their order shows again. */
const settleMs = 2000;

/** Where in the servers' order the row stands that a preview shows at `index`; null for the one that is moved. */
function originOf({ from, at }: { from: number; at: number }, index: number): number | null {
  if (index === at) return null;
  const amongOthers = index < at ? index : index - 1;
  return amongOthers < from ? amongOthers : amongOthers + 1;
}

/**
 * The rows in the order to show: with one at another place while it is held, and until the servers have it there.
 * @param rows undefined where a row is not loaded yet
 */
export function useOrderPreview<Row>(
  rows: readonly (Row | undefined)[],
  rowId: (row: Row) => string,
) {
  const [held, setHeld] = useState<Preview<Row> | null>(null);
  const [settling, setSettling] = useState<Preview<Row> | null>(null);
  const [isSent, setIsSent] = useState(false);

  useEffect(() => {
    if (settling === null || !isSent) return undefined;
    const timer = setTimeout(() => setSettling(null), settleMs);
    return () => clearTimeout(timer);
  }, [settling, isSent]);

  /** Shows it there while it is asked for, and then until the servers say so; not made, it is back. */
  const settle = (moved: Preview<Row>, made: Promise<boolean>): void => {
    setSettling(moved);
    setIsSent(false);
    void made.then((isMade) => {
      setSettling((present) => (present === moved && !isMade ? null : present));
      setIsSent(true);
    });
  };

  const indexOf = (id: string): number =>
    rows.findIndex((row) => row !== undefined && rowId(row) === id);
  // The list may change under a row that is held, as another tab may work on it.
  const isCurrent = (one: Preview<Row> | null): one is Preview<Row> => {
    if (one === null || one.at >= rows.length) return false;
    const found = indexOf(one.id);
    return (
      found === one.from || (found < 0 && one.from < rows.length && rows[one.from] === undefined)
    );
  };
  const preview = [held, settling].find(isCurrent) ?? null;

  return {
    held: preview !== null && preview === held ? held : null,
    hold: setHeld,
    settle,
    indexOf,
    rowAt: (index: number): Row | undefined => {
      const origin = preview === null ? index : originOf(preview, index);
      return origin === null ? preview?.row : rows[origin];
    },
  };
}
export type OrderPreview<Row> = ReturnType<typeof useOrderPreview<Row>>;
