import { Popover } from '@base-ui/react/popover';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import styles from './cell-list.module.css';

const number = new Intl.NumberFormat('en');

/** One entry: its key, and how it is shown. */
export interface CellEntry {
  readonly key: string;
  readonly view: ReactNode;
}

/**
 * A list on one line of a table: the first few, and *997 more*, which opens the list filtered where there is
 * such a list, and else shows the rest.
 */
export function CellList({
  label,
  entries,
  moreTo,
  total = entries.length,
  shown = 3,
  none,
}: {
  /** What the list is of, for the rest's own name: *tags of WIN11-ANN*. */
  readonly label: string;
  readonly entries: readonly CellEntry[];
  /** Where all of them are listed. */
  readonly moreTo?: string | undefined;
  /** How many there are, where `entries` holds the first of them alone. */
  readonly total?: number;
  readonly shown?: number;
  readonly none?: ReactNode;
}) {
  if (total === 0) return <span className={styles['none']}>{none ?? null}</span>;
  const cut = total <= shown && entries.length === total ? total : shown;
  const rest = total - Math.min(cut, entries.length);
  return (
    <span className={styles['list']}>
      {entries.slice(0, cut).map(({ key, view }) => (
        <span key={key} className={styles['entry']}>
          {view}
        </span>
      ))}
      {rest > 0 ? (
        <More label={label} rest={rest} entries={entries.slice(cut)} to={moreTo} />
      ) : null}
    </span>
  );
}

function More({
  label,
  rest,
  entries,
  to,
}: {
  readonly label: string;
  readonly rest: number;
  readonly entries: readonly CellEntry[];
  readonly to: string | undefined;
}) {
  const words = `${number.format(rest)} more`;
  if (to !== undefined)
    return (
      <Link className={styles['more']} to={to}>
        {words}
        <span className="visually-hidden"> {label}</span>
      </Link>
    );
  return (
    <Popover.Root>
      <Popover.Trigger className={styles['more']}>
        {words}
        <span className="visually-hidden"> {label}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={styles['positioner']} sideOffset={4} align="end">
          <Popover.Popup className={styles['popup']} aria-label={label}>
            {entries.map(({ key, view }) => (
              <span key={key} className={styles['entry']}>
                {view}
              </span>
            ))}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
