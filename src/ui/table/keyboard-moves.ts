import type { KeyboardEvent } from 'react';
import type { OrderPreview, Place, Preview } from './order-preview.ts';

/** What is moved, and what hears of it. */
interface Moving<Row> {
  readonly order: OrderPreview<Row>;
  readonly total: number;
  readonly rowId: (row: Row) => string;
  readonly nameOf: (row: Row) => string;
  readonly move: (moved: Preview<Row>, place: Place) => void;
  readonly announce: (words: string) => void;
}

/** Moves by keyboard: a row is picked up, shifted, and dropped or put back; each step is read out. */
export function keyboardMoves<Row>(moving: Moving<Row>) {
  const { order, total, rowId, nameOf, move, announce } = moving;
  const { held, hold, rowAt } = order;

  /** By a neighbour that is there; null while both are still on their way. */
  const placeOf = ({ at }: Preview<Row>): Place | null => {
    const [previous, next] = [rowAt(at - 1), rowAt(at + 1)];
    if (previous !== undefined) return { after: rowId(previous) };
    return next === undefined ? null : { before: rowId(next) };
  };
  const pickUp = (row: Row, index: number): void => {
    hold({ id: rowId(row), row, from: index, at: index });
    announce(
      `${nameOf(row)} picked up at position ${index + 1} of ${total}. Arrow keys move it, Space drops it, Escape cancels.`,
    );
  };
  const shift = (moved: Preview<Row>, by: -1 | 1): void => {
    const name = nameOf(moved.row);
    const to = moved.at + by;
    if (to < 0 || to >= total) {
      announce(`${name} is already ${to < 0 ? 'first' : 'last'}.`);
      return;
    }
    hold({ ...moved, at: to });
    announce(`${name}: position ${to + 1} of ${total}.`);
  };
  const drop = (moved: Preview<Row>): void => {
    const place = placeOf(moved);
    if (place === null && total > 1) {
      announce('The rows here are still loading. Press Space again to drop it.');
      return;
    }
    hold(null);
    announce(`${nameOf(moved.row)} dropped at position ${moved.at + 1} of ${total}.`);
    if (place !== null) move(moved, place);
  };
  const putBack = (row: Row): void => {
    hold(null);
    announce(`${nameOf(row)} is back at its position.`);
  };

  return {
    putBack,
    onKeyDown: (row: Row, index: number, event: KeyboardEvent): void => {
      const mine = held?.id === rowId(row) ? held : null;
      if (event.key === ' ' || event.key === 'Enter') {
        event.preventDefault();
        if (mine) drop(mine);
        else pickUp(row, index);
      } else if (mine && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
        event.preventDefault();
        shift(mine, event.key === 'ArrowUp' ? -1 : 1);
      } else if (mine && event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        putBack(row);
      }
    },
  };
}
