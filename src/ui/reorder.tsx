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
import { Icon } from './icons.tsx';
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

/** An order that is shown and not yet the servers'. */
interface Preview {
  readonly id: string;
  readonly order: readonly string[];
  /** The servers' order when it was made: it is forgotten as soon as they say another. */
  readonly from: string;
}

/** The servers should have answered by then; if not, their order shows again. */
const settleMs = 2000;

function placed(order: readonly string[], id: string, at: number): readonly string[] {
  const others = order.filter((one) => one !== id);
  return [...others.slice(0, at), id, ...others.slice(at)];
}

function placeIn(order: readonly string[], id: string): Place | null {
  const at = order.indexOf(id);
  const [previous, next] = [order[at - 1], order[at + 1]];
  if (previous !== undefined) return { after: previous };
  return next === undefined ? null : { before: next };
}

/** The rows in the order to show, and the move that is under way. */
export function useReorder<Row>(
  reorder: Reorder<Row> | undefined,
  rows: readonly Row[],
  rowId: (row: Row) => string,
  table: string,
) {
  const [held, setHeld] = useState<Preview | null>(null);
  const [settling, setSettling] = useState<Preview | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [drop, setDrop] = useState<{ readonly id: string; readonly edge: Edge } | null>(null);
  const [announcement, setAnnouncement] = useState('');
  const order = rows.map(rowId);
  const orderText = order.join('\n');

  useEffect(() => {
    if (settling === null) return undefined;
    const timer = setTimeout(() => setSettling(null), settleMs);
    return () => clearTimeout(timer);
  }, [settling]);

  // The list may change under a row that is held, as another tab may work on it.
  const preview = [held, settling].find((one) => one?.from === orderText) ?? null;
  const heldNow = preview !== null && preview === held ? held : null;
  const shownOrder = preview?.order ?? order;
  const byId = new Map(rows.map((row) => [rowId(row), row]));
  const shown = preview
    ? preview.order.flatMap((id) => {
        const row = byId.get(id);
        return row === undefined ? [] : [row];
      })
    : rows;

  const nameOf = (id: string): string => {
    const row = byId.get(id);
    return row === undefined ? id : (reorder?.nameOf(row) ?? id);
  };
  const move = (id: string, after: readonly string[]): void => {
    const place = placeIn(after, id);
    if (place === null || after.join('\n') === orderText) return;
    setSettling({ id, order: after, from: orderText });
    reorder?.onMove(id, place);
  };

  const onKeyDown = (id: string, event: KeyboardEvent): void => {
    const at = shownOrder.indexOf(id);
    const total = shownOrder.length;
    const isHeld = heldNow?.id === id;
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      if (isHeld) {
        setHeld(null);
        setAnnouncement(`${nameOf(id)} dropped at position ${at + 1} of ${total}.`);
        move(id, shownOrder);
      } else {
        setHeld({ id, order: shownOrder, from: orderText });
        setAnnouncement(
          `${nameOf(id)} picked up at position ${at + 1} of ${total}. Arrow keys move it, Space drops it, Escape cancels.`,
        );
      }
    } else if (isHeld && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      const to = at + (event.key === 'ArrowUp' ? -1 : 1);
      if (to < 0 || to >= total) {
        setAnnouncement(`${nameOf(id)} is already ${to < 0 ? 'first' : 'last'}.`);
        return;
      }
      setHeld({ id, order: placed(shownOrder, id, to), from: orderText });
      setAnnouncement(`${nameOf(id)}: position ${to + 1} of ${total}.`);
    } else if (isHeld && event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      setHeld(null);
      setAnnouncement(`${nameOf(id)} is back at its position.`);
    }
  };

  return {
    announcement,
    rows: shown,
    heldAt: heldNow === null ? null : shownOrder.indexOf(heldNow.id),
    of: (id: string): RowMove => ({
      table,
      isHeld: heldNow?.id === id,
      isDragged: dragged === id,
      dropEdge: drop?.id === id ? drop.edge : null,
      onKeyDown: (event) => onKeyDown(id, event),
      onLeave: () => {
        if (heldNow?.id !== id) return;
        setHeld(null);
        setAnnouncement(`${nameOf(id)} is back at its position.`);
      },
      onDrag: (isDragged) => setDragged(isDragged ? id : null),
      onDropEdge: (edge) => setDrop(edge === null ? null : { id, edge }),
      onDropped: (moved, edge) => {
        setDrop(null);
        const others = order.filter((one) => one !== moved);
        const at = others.indexOf(id);
        if (at < 0 || !byId.has(moved)) return;
        const after = placed(order, moved, edge === 'top' ? at : at + 1);
        setAnnouncement(`${nameOf(moved)} moved to position ${after.indexOf(moved) + 1}.`);
        move(moved, after);
      },
    }),
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
