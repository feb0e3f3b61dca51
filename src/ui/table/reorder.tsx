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
import { keyboardMoves } from './keyboard-moves.ts';
import { type Place, type Preview, useOrderPreview } from './order-preview.ts';
import styles from './reorder.module.css';

export interface Reorder<Row> {
  readonly nameOf: (row: Row) => string;
  /** True once it is made, false where it is not: a person may be asked first. */
  readonly onMove: (id: string, place: Place) => Promise<boolean>;
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
  const [dragged, setDragged] = useState<string | null>(null);
  const [drop, setDrop] = useState<{ readonly id: string; readonly edge: Edge } | null>(null);
  const [announcement, setAnnouncement] = useState('');
  const order = useOrderPreview(rows, rowId);
  const { held, indexOf, rowAt } = order;

  const nameOf = (row: Row): string => reorder?.nameOf(row) ?? rowId(row);
  const move = (moved: Preview<Row>, place: Place): void => {
    if (moved.at === moved.from) return;
    if (!reorder) return;
    const made = reorder.onMove(moved.id, place);
    order.settle(moved, made);
    void made.then((isMade) => {
      if (!isMade) setAnnouncement(`${nameOf(moved.row)} is back at its position.`);
    });
  };
  const { onKeyDown, putBack } = keyboardMoves({
    order,
    total: rows.length,
    rowId,
    nameOf,
    move,
    announce: setAnnouncement,
  });

  const onDropped = (moved: string, target: string, edge: Edge): void => {
    setDrop(null);
    const from = indexOf(moved);
    const to = indexOf(target);
    const place = edge === 'top' ? { before: target } : { after: target };
    const row = rows[from];
    // It was dragged so far that its own place is unloaded: there is nothing to preview it from.
    if (row === undefined) {
      void reorder?.onMove(moved, place);
      return;
    }
    if (to < 0) return;
    const amongOthers = to > from ? to - 1 : to;
    const at = edge === 'top' ? amongOthers : amongOthers + 1;
    setAnnouncement(`${nameOf(row)} moved to position ${at + 1}.`);
    move({ id: moved, row, from, at }, place);
  };

  return {
    announcement,
    rowAt,
    heldAt: held?.at ?? null,
    of: (row: Row, index: number): RowMove => {
      const id = rowId(row);
      return {
        table,
        isHeld: held?.id === id,
        isDragged: dragged === id,
        dropEdge: drop?.id === id ? drop.edge : null,
        onKeyDown: (event) => onKeyDown(row, index, event),
        onLeave: () => {
          if (held?.id === id) putBack(row);
        },
        onDrag: (isDragged) => setDragged(isDragged ? id : null),
        // It is told at every move of the pointer: what is the same is not drawn anew.
        onDropEdge: (edge) =>
          setDrop((before) =>
            before?.id === id && before.edge === edge
              ? before
              : edge === null
                ? null
                : { id, edge },
          ),
        onDropped: (moved, edge) => onDropped(moved, id, edge),
      };
    },
  };
}

/** Makes a row draggable by its handle, and a place to drop others at. Each row sees to itself, as only those in sight exist. */
export function useRowMove<Element extends HTMLElement = HTMLTableRowElement>(
  id: string,
  move: RowMove | null,
  place: number,
): {
  readonly row: RefObject<Element | null>;
  readonly handle: RefObject<HTMLButtonElement | null>;
} {
  const row = useRef<Element>(null);
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
