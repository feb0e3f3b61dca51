/**
 * Order of rows by pointer and by keyboard. By keyboard: Space takes a row up, the arrows move it, Space
 * puts it down, Escape puts it back; each step is read out. Nothing is changed before a row is put down,
 * so that one move is one command, and one step of undo.
 */
import {
  attachClosestEdge,
  extractClosestEdge,
} from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import {
  draggable,
  dropTargetForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { Icon } from '../icons.tsx';
import styles from './reorder.module.css';

export type Place = { readonly before: string } | { readonly after: string };

export interface Reorder<Row> {
  readonly nameOf: (row: Row) => string;
  readonly onMove: (id: string, place: Place) => void;
}

type Edge = 'top' | 'bottom';

/** What one row needs to know of the move that is under way. */
export interface RowMove {
  readonly table: string;
  readonly isHeld: boolean;
  readonly isDragged: boolean;
  readonly dropEdge: Edge | null;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onLeave: () => void;
  readonly onDrag: (isDragged: boolean) => void;
  readonly onDropEdge: (edge: Edge | null) => void;
  readonly onDropped: (id: string, edge: Edge) => void;
}

/** A place of a row that is shown and not yet the servers'. The row comes along: far from home its own may be unloaded. */
interface Preview<Row> {
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
 * The rows in the order to show, and the move that is under way.
 * @param rows undefined where a row is not loaded yet
 */
export function useReorder<Row>(
  reorder: Reorder<Row> | undefined,
  rows: readonly (Row | undefined)[],
  rowId: (row: Row) => string,
  table: string,
) {
  const [held, setHeld] = useState<Preview<Row> | null>(null);
  const [settling, setSettling] = useState<Preview<Row> | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [drop, setDrop] = useState<{ readonly id: string; readonly edge: Edge } | null>(null);
  const [announcement, setAnnouncement] = useState('');
  const total = rows.length;

  useEffect(() => {
    if (settling === null) return undefined;
    const timer = setTimeout(() => setSettling(null), settleMs);
    return () => clearTimeout(timer);
  }, [settling]);

  const indexOf = (id: string): number =>
    rows.findIndex((row) => row !== undefined && rowId(row) === id);
  // The list may change under a row that is held, as another tab may work on it.
  const isCurrent = (one: Preview<Row> | null): one is Preview<Row> => {
    if (one === null || one.at >= total) return false;
    const found = indexOf(one.id);
    return found === one.from || (found < 0 && one.from < total && rows[one.from] === undefined);
  };
  const preview = [held, settling].find(isCurrent) ?? null;
  const heldNow = preview !== null && preview === held ? held : null;
  const rowAt = (index: number): Row | undefined => {
    const origin = preview === null ? index : originOf(preview, index);
    return origin === null ? preview?.row : rows[origin];
  };

  const nameOf = (row: Row): string => reorder?.nameOf(row) ?? rowId(row);
  const settle = (moved: Preview<Row>, place: Place): void => {
    if (moved.at === moved.from) return;
    setSettling(moved);
    reorder?.onMove(moved.id, place);
  };
  /** By a neighbour that is there; null while both are still on their way. */
  const placeOf = ({ at }: Preview<Row>): Place | null => {
    const [previous, next] = [rowAt(at - 1), rowAt(at + 1)];
    if (previous !== undefined) return { after: rowId(previous) };
    return next === undefined ? null : { before: rowId(next) };
  };
  const putDown = (moved: Preview<Row>): void => {
    const place = placeOf(moved);
    if (place === null && total > 1) {
      setAnnouncement('The rows here are still loading. Press Space again to drop it.');
      return;
    }
    setHeld(null);
    setAnnouncement(`${nameOf(moved.row)} dropped at position ${moved.at + 1} of ${total}.`);
    if (place !== null) settle(moved, place);
  };

  const onKeyDown = (row: Row, index: number, event: KeyboardEvent): void => {
    const id = rowId(row);
    const name = nameOf(row);
    const mine = heldNow?.id === id ? heldNow : null;
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      if (mine) putDown(mine);
      else {
        setHeld({ id, row, from: index, at: index });
        setAnnouncement(
          `${name} picked up at position ${index + 1} of ${total}. Arrow keys move it, Space drops it, Escape cancels.`,
        );
      }
    } else if (mine && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      const to = mine.at + (event.key === 'ArrowUp' ? -1 : 1);
      if (to < 0 || to >= total) {
        setAnnouncement(`${name} is already ${to < 0 ? 'first' : 'last'}.`);
        return;
      }
      setHeld({ ...mine, at: to });
      setAnnouncement(`${name}: position ${to + 1} of ${total}.`);
    } else if (mine && event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      setHeld(null);
      setAnnouncement(`${name} is back at its position.`);
    }
  };

  const onDropped = (moved: string, target: string, edge: Edge): void => {
    setDrop(null);
    const from = indexOf(moved);
    const to = indexOf(target);
    const place = edge === 'top' ? { before: target } : { after: target };
    const row = rows[from];
    // It was dragged so far that its own place is unloaded: there is nothing to preview it from.
    if (row === undefined) {
      reorder?.onMove(moved, place);
      return;
    }
    if (to < 0) return;
    const amongOthers = to > from ? to - 1 : to;
    const at = edge === 'top' ? amongOthers : amongOthers + 1;
    setAnnouncement(`${nameOf(row)} moved to position ${at + 1}.`);
    settle({ id: moved, row, from, at }, place);
  };

  return {
    announcement,
    rowAt,
    heldAt: heldNow?.at ?? null,
    of: (row: Row, index: number): RowMove => {
      const id = rowId(row);
      return {
        table,
        isHeld: heldNow?.id === id,
        isDragged: dragged === id,
        dropEdge: drop?.id === id ? drop.edge : null,
        onKeyDown: (event) => onKeyDown(row, index, event),
        onLeave: () => {
          if (heldNow?.id !== id) return;
          setHeld(null);
          setAnnouncement(`${nameOf(row)} is back at its position.`);
        },
        onDrag: (isDragged) => setDragged(isDragged ? id : null),
        onDropEdge: (edge) => setDrop(edge === null ? null : { id, edge }),
        onDropped: (moved, edge) => onDropped(moved, id, edge),
      };
    },
  };
}

/** Makes a row draggable by its handle, and a place to drop others at. Each row sees to itself, as only those in sight exist. */
export function useRowMove(
  id: string,
  move: RowMove | null,
  place: number,
): {
  readonly row: RefObject<HTMLTableRowElement | null>;
  readonly handle: RefObject<HTMLButtonElement | null>;
} {
  const row = useRef<HTMLTableRowElement>(null);
  const handle = useRef<HTMLButtonElement>(null);
  const latest = useRef(move);
  useEffect(() => {
    latest.current = move;
  });
  const table = move?.table;

  useEffect(() => {
    if (table === undefined || !row.current || !handle.current) return undefined;
    const element = row.current;
    return combine(
      draggable({
        element,
        dragHandle: handle.current,
        getInitialData: () => ({ table, id }),
        onDragStart: () => latest.current?.onDrag(true),
        onDrop: () => latest.current?.onDrag(false),
      }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data['table'] === table && source.data['id'] !== id,
        getData: ({ input }) =>
          attachClosestEdge({ id }, { element, input, allowedEdges: ['top', 'bottom'] }),
        onDrag: ({ self }) => {
          const edge = extractClosestEdge(self.data);
          latest.current?.onDropEdge(edge === 'top' || edge === 'bottom' ? edge : null);
        },
        onDragLeave: () => latest.current?.onDropEdge(null),
        onDrop: ({ self, source }) => {
          const moved = source.data['id'];
          const edge = extractClosestEdge(self.data);
          if (typeof moved === 'string')
            latest.current?.onDropped(moved, edge === 'top' ? 'top' : 'bottom');
        },
      }),
    );
  }, [id, table]);

  // A row that moves takes the focus with it.
  const isHeld = move?.isHeld ?? false;
  useEffect(() => {
    if (isHeld && place >= 0) handle.current?.focus();
  }, [isHeld, place]);
  return { row, handle };
}

export function ReorderHandle({
  handle,
  move,
  label,
}: {
  readonly handle: RefObject<HTMLButtonElement | null>;
  readonly move: RowMove;
  readonly label: string;
}) {
  return (
    <button
      type="button"
      ref={handle}
      className={styles['handle']}
      aria-label={label}
      aria-pressed={move.isHeld}
      title="Drag, or press Space, move with the arrows, and press Space again"
      onKeyDown={move.onKeyDown}
      onBlur={move.onLeave}
    >
      <Icon name="grip" size={14} />
    </button>
  );
}
