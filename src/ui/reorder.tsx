/**
 * Order of rows by pointer and by keyboard. By keyboard: Space takes a row up, the arrows move it, Space
 * puts it down, Escape puts it back; each step is read out.
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
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { Icon } from './icons.tsx';
import styles from './reorder.module.css';

export type Place = { readonly before: string } | { readonly after: string };

export interface Reorder<Row> {
  readonly nameOf: (row: Row) => string;
  readonly onMove: (id: string, place: Place) => void;
}

interface Drop {
  readonly id: string;
  readonly edge: 'top' | 'bottom';
}

interface HandleProps {
  readonly attach: (element: HTMLButtonElement | null) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onBlur: () => void;
  readonly isHeld: boolean;
}

export function ReorderHandle({
  attach,
  onKeyDown,
  onBlur,
  isHeld,
  label,
}: HandleProps & { readonly label: string }) {
  return (
    <button
      type="button"
      ref={attach}
      className={styles['handle']}
      aria-label={label}
      aria-pressed={isHeld}
      title="Drag, or press Space, move with the arrows, and press Space again"
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    >
      <Icon name="grip" size={14} />
    </button>
  );
}

const dragKind = 'posture-lab-row';

export function useReorder<Row>(
  reorder: Reorder<Row> | undefined,
  rows: readonly Row[],
  rowId: (row: Row) => string,
) {
  const [drop, setDrop] = useState<Drop | null>(null);
  const [held, setHeld] = useState<string | null>(null);
  const [announcement, setAnnouncement] = useState('');
  const rowElements = useRef(new Map<string, HTMLTableRowElement>());
  const handles = useRef(new Map<string, HTMLButtonElement>());
  /** Where the held row was taken up: the row before it then. */
  const origin = useRef<Place | null>(null);
  const moving = useRef(false);
  const order = rows.map(rowId);
  const orderText = order.join('\n');
  const enabled = reorder !== undefined;
  const latest = useRef(reorder);
  useEffect(() => {
    latest.current = reorder;
  });

  useEffect(() => {
    if (!enabled) return undefined;
    const ids = orderText === '' ? [] : orderText.split('\n');
    const cleanups = ids.flatMap((id) => {
      const element = rowElements.current.get(id);
      const handle = handles.current.get(id);
      if (!element || !handle) return [];
      return [
        combine(
          draggable({
            element,
            dragHandle: handle,
            getInitialData: () => ({ kind: dragKind, id }),
          }),
          dropTargetForElements({
            element,
            canDrop: ({ source }) => source.data['kind'] === dragKind,
            getData: ({ input }) =>
              attachClosestEdge({ id }, { element, input, allowedEdges: ['top', 'bottom'] }),
            onDrag: ({ self, source }) => {
              const edge = extractClosestEdge(self.data);
              setDrop(
                source.data['id'] !== id && (edge === 'top' || edge === 'bottom')
                  ? { id, edge }
                  : null,
              );
            },
            onDragLeave: () => setDrop(null),
            onDrop: ({ self, source }) => {
              setDrop(null);
              const moved = source.data['id'];
              const edge = extractClosestEdge(self.data);
              if (typeof moved === 'string' && moved !== id)
                latest.current?.onMove(moved, edge === 'top' ? { before: id } : { after: id });
            },
          }),
        ),
      ];
    });
    return () => {
      for (const cleanup of cleanups) cleanup();
    };
  }, [enabled, orderText]);

  // Moving a row takes the focus with it: the handle is the same element, elsewhere in the table.
  useEffect(() => {
    if (held !== null && orderText !== '') handles.current.get(held)?.focus();
    moving.current = false;
  }, [held, orderText]);

  const nameOf = (id: string): string => {
    const row = rows.find((one) => rowId(one) === id);
    return row === undefined ? id : (reorder?.nameOf(row) ?? id);
  };

  const step = (id: string, by: -1 | 1): void => {
    const at = order.indexOf(id);
    const other = order[at + by];
    if (other === undefined) {
      setAnnouncement(`${nameOf(id)} is ${by < 0 ? 'first' : 'last'} already.`);
      return;
    }
    moving.current = true;
    reorder?.onMove(id, by < 0 ? { before: other } : { after: other });
    setAnnouncement(`${nameOf(id)}: place ${at + by + 1} of ${order.length}.`);
  };

  const onKeyDown = (id: string, event: KeyboardEvent): void => {
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      if (held === id) {
        setHeld(null);
        setAnnouncement(`${nameOf(id)} put down at place ${order.indexOf(id) + 1}.`);
        return;
      }
      const at = order.indexOf(id);
      const [previous, next] = [order[at - 1], order[at + 1]];
      origin.current =
        previous !== undefined ? { after: previous } : next !== undefined ? { before: next } : null;
      setHeld(id);
      setAnnouncement(`${nameOf(id)} taken up, place ${at + 1} of ${order.length}.`);
    } else if (held === id && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      step(id, event.key === 'ArrowUp' ? -1 : 1);
    } else if (held === id && event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      if (origin.current) reorder?.onMove(id, origin.current);
      setHeld(null);
      setAnnouncement(`${nameOf(id)} put back.`);
    }
  };

  const rowRef = useCallback(
    (id: string) =>
      (element: HTMLTableRowElement | null): void => {
        if (element) rowElements.current.set(id, element);
        else rowElements.current.delete(id);
      },
    [],
  );

  return {
    announcement,
    held,
    dropEdge: (id: string): 'top' | 'bottom' | null => (drop?.id === id ? drop.edge : null),
    rowRef,
    handle: (id: string): HandleProps => ({
      attach: (element) => {
        if (element) handles.current.set(id, element);
        else handles.current.delete(id);
      },
      onKeyDown: (event) => onKeyDown(id, event),
      onBlur: () => {
        if (!moving.current && held === id) setHeld(null);
      },
      isHeld: held === id,
    }),
  };
}
