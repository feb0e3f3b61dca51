import { Popover } from '@base-ui/react/popover';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { classes } from '../class-names.ts';
import styles from './cell-list.module.css';
import { foldingOf } from './folding.ts';

const number = new Intl.NumberFormat('en');

/** One entry: its key, and how it is shown. */
export interface CellEntry {
  readonly key: string;
  readonly view: ReactNode;
  /** What it needs to be read. Where all have one, as many are shown as the line has room for. */
  readonly width?: number;
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
  const widths = entries.slice(0, cut).flatMap(({ width }) => width ?? []);
  if (moreTo === undefined && widths.length === Math.min(cut, entries.length) && total > 1)
    return <FoldedList label={label} entries={entries} widths={widths} />;
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

/** As many of the first as the line has room for; *+2* shows all of them. */
function FoldedList({
  label,
  entries,
  widths,
}: {
  readonly label: string;
  readonly entries: readonly CellEntry[];
  readonly widths: readonly number[];
}) {
  const { from, more } = foldingOf(widths, entries.length);
  const shownFrom = (at: number): string | undefined => {
    if (at === 0) return undefined;
    const width = from[at - 1] ?? null;
    return width === null ? styles['never'] : styles[`from${width}`];
  };
  return (
    <span className={classes(styles['list'], styles['folded'])}>
      {entries.slice(0, widths.length).map(({ key, view }, at) => (
        <span
          key={key}
          className={classes(styles['entry'], shownFrom(at))}
          // The first is always there, in whatever room.
          style={{ minWidth: at === 0 ? `min(${widths[0]}px, 100% - 36px)` : widths[at] }}
        >
          {view}
        </span>
      ))}
      {more.length === 0 ? null : (
        <MorePopup label={label} entries={entries}>
          {more.map(({ count, from: least, below }) => (
            <span
              key={count}
              className={classes(
                least === null ? undefined : styles[`from${least}`],
                below === null ? undefined : styles[`below${below}`],
              )}
            >
              +{number.format(count)}
              <span className="visually-hidden"> more</span>
            </span>
          ))}
        </MorePopup>
      )}
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
    <MorePopup label={label} entries={entries}>
      {words}
    </MorePopup>
  );
}

function MorePopup({
  label,
  entries,
  children,
}: {
  readonly label: string;
  readonly entries: readonly CellEntry[];
  readonly children: ReactNode;
}) {
  return (
    <Popover.Root>
      <Popover.Trigger className={styles['more']}>
        {children}
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
