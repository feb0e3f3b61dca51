import { Children, type ReactNode } from 'react';
import { Link } from 'react-router';
import styles from './chip.module.css';
import { classes } from './class-names.ts';
import { CutText } from './table/cut-text.tsx';
import { Icon, type IconName } from './icons.tsx';

export type ChipTone = 'posture' | 'class' | 'outbreak' | 'fabric' | 'neutral';

interface ChipProps {
  readonly text: string;
  readonly tone: ChipTone;
  readonly icon: IconName;
  /** What kind of thing it is, for those who cannot see icon and colour. */
  readonly kindLabel: string;
  /** Dashed: it is asked for and not there. */
  readonly missing?: boolean;
  readonly badge?: 'IP' | 'MAC' | undefined;
  readonly to?: string | undefined;
  /** It has a card, which says more than a title would. */
  readonly hasCard?: boolean;
  readonly onRemove?: (() => void) | undefined;
}

/** A tag, wherever one is shown. */
export function Chip({
  text,
  tone,
  icon,
  kindLabel,
  missing = false,
  badge,
  to,
  hasCard = false,
  onRemove,
}: ChipProps) {
  const inner = (
    <>
      <Icon name={icon} size={12} />
      <span className="visually-hidden">{`${kindLabel}${missing ? ', missing' : ''}: `}</span>
      <CutText
        text={text}
        full={`${kindLabel}: ${text}`}
        className={text.length > 4 ? styles['name'] : undefined}
      />
      {badge ? <span className={styles['badge']}>{badge}</span> : null}
    </>
  );
  const look = classes(styles['chip'], styles[tone], missing && styles['missing']);
  if (to !== undefined)
    return (
      <Link to={to} data-chip="" className={look} title={kindLabel}>
        {inner}
      </Link>
    );
  return (
    <span data-chip="" className={look} title={hasCard ? undefined : kindLabel}>
      {inner}
      {onRemove ? (
        <button
          type="button"
          className={styles['remove']}
          aria-label={`Remove ${text}`}
          onClick={onRemove}
        >
          <Icon name="close" size={10} />
        </button>
      ) : null}
    </span>
  );
}

/** Chips in a row that breaks where it must. */
export function ChipRow({ children }: { readonly children: ReactNode }) {
  if (Children.count(children) === 0) return null;
  return <span className={styles['row']}>{children}</span>;
}
