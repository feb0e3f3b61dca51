import { IconButton } from '../button.tsx';
import styles from './pagination.module.css';

const number = new Intl.NumberFormat('en');

/** `1–50 of 5,000`, with the pages before and after. Nothing where everything is on one page. */
export function Pagination({
  offset,
  count,
  total,
  onOffset,
}: {
  readonly offset: number;
  readonly count: number;
  readonly total: number;
  readonly onOffset: (offset: number) => void;
}) {
  if (total === 0) return null;
  const last = Math.min(offset + count, total);
  const single = total <= count && offset === 0;
  return (
    <nav className={styles['bar']} aria-label="Pages">
      <span role="status">
        {number.format(offset + 1)}–{number.format(last)} of {number.format(total)}
      </span>
      {single ? null : (
        <>
          <IconButton
            icon="left"
            label="Previous page"
            disabledReason={offset === 0 ? 'This is the first page.' : null}
            onClick={() => onOffset(Math.max(0, offset - count))}
          />
          <IconButton
            icon="right"
            label="Next page"
            disabledReason={last >= total ? 'This is the last page.' : null}
            onClick={() => onOffset(offset + count)}
          />
        </>
      )}
    </nav>
  );
}
