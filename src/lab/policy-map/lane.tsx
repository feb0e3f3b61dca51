import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import type { PolicyRow } from '#consoles/fortigate/policies/policy-row.ts';
import { classes } from '#ui/class-names.ts';
import type { MapList } from './map-address.ts';
import styles from './lane.module.css';

/** As tall as most policies, before they are measured. */
const guessedHeight = 104;

const heads: Record<MapList, readonly string[]> = {
  ztna: ['Who', 'has posture', 'reaches', 'is'],
  proxy: ['Who', 'has posture', 'reaches', 'is'],
  forward: ['From', 'To', 'Source', 'has posture', 'Destination', 'Service', 'is'],
  security: ['From', 'To', 'Source', 'Destination', 'Service', 'is'],
};

/** The policies in order; those in sight alone are in the page. */
export function Lane({
  list,
  total,
  rowAt,
  heldAt,
  shownAt,
  asked,
  isStale,
  onSight,
  foot,
  children,
}: {
  readonly list: MapList;
  readonly total: number;
  readonly rowAt: (index: number) => PolicyRow | undefined;
  /** A policy that is moved by keyboard stays in sight. */
  readonly heldAt: number | null;
  /** The place of a policy to bring into sight; null for none. */
  readonly shownAt: number | null;
  /** Another list begins at its top. */
  readonly asked: string;
  readonly isStale: boolean;
  readonly onSight: (first: number, last: number) => void;
  readonly foot: ReactNode;
  readonly children: (policy: PolicyRow, index: number) => ReactNode;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => guessedHeight,
    overscan: 4,
    // What is moved or changed in between stays measured with its policy.
    getItemKey: (index) => rowAt(index)?.row.policyid ?? `place ${index}`,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index;
  const last = items.at(-1)?.index;
  useEffect(() => {
    if (first !== undefined && last !== undefined) onSight(first, last);
  }, [first, last, onSight]);
  useEffect(() => {
    if (heldAt !== null) virtualizer.scrollToIndex(heldAt);
  }, [heldAt, virtualizer]);
  useEffect(() => {
    if (shownAt !== null) virtualizer.scrollToIndex(shownAt);
  }, [shownAt, virtualizer]);
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [asked]);
  return (
    <div className={classes(styles['lane'], isStale && styles['stale'])}>
      <div
        className={classes(
          styles['heads'],
          list === 'forward' && styles['forward'],
          list === 'security' && styles['security'],
        )}
        aria-hidden="true"
      >
        <span />
        {heads[list].map((head) => (
          <span key={head}>{head}</span>
        ))}
      </div>
      <div
        ref={scroller}
        className={styles['scroller']}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
        tabIndex={0}
        role="region"
        aria-label="Policies in order"
      >
        <div
          role="list"
          aria-label="Policies"
          className={styles['whole']}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {items.map(({ index, key, start }) => {
            const policy = rowAt(index);
            return (
              <div
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                role="presentation"
                className={styles['place']}
                style={{ transform: `translateY(${start}px)` }}
              >
                {policy ? (
                  children(policy, index)
                ) : (
                  <div className={styles['waiting']} style={{ height: guessedHeight - 16 }} />
                )}
              </div>
            );
          })}
        </div>
        {foot}
      </div>
    </div>
  );
}
