import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { classes } from './class-names.ts';
import { Icon, type IconName } from './icons.tsx';
import styles from './states.module.css';
import { useDelayed } from './use-delayed.ts';

/** Nothing to show, with the reason and what to do about it. */
export function EmptyState({
  title,
  children,
  action,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className={styles['state']}>
      <p className={styles['title']}>{title}</p>
      {children ? <div className={styles['text']}>{children}</div> : null}
      {action ?? null}
    </div>
  );
}

/** What went wrong, in the words of whoever refused, and a way to try again. */
export function ErrorState({
  error,
  onRetry,
}: {
  readonly error: Error;
  readonly onRetry?: () => void;
}) {
  return (
    <div className={styles['state']} role="alert">
      <p className={classes(styles['title'], styles['bad'])}>
        <Icon name="warning" /> Loading failed
      </p>
      <p className={styles['text']}>{error.message}</p>
      {onRetry ? <Button onClick={onRetry}>Try again</Button> : null}
    </div>
  );
}

/** Grey bars of the size of what will come; only after 150 ms. */
export function Skeleton({ lines = 3 }: { readonly lines?: number }) {
  const late = useDelayed(true);
  return (
    <div className={styles['skeleton']} role="status" aria-label="Loading">
      {late
        ? Array.from({ length: lines }, (_, i) => <span key={i} className={styles['bar']} />)
        : null}
    </div>
  );
}

export type Tone = 'ok' | 'bad' | 'warn' | 'info';
const signs: Record<Tone, IconName> = { ok: 'check', bad: 'close', warn: 'warning', info: 'info' };

/** A line of news that stays: what happened, and what it means. */
export function Banner({
  tone,
  children,
  action,
  live = false,
}: {
  readonly tone: Tone;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  /** Read out when it appears. */
  readonly live?: boolean;
}) {
  return (
    <div className={classes(styles['banner'], styles[tone])} role={live ? 'alert' : undefined}>
      <Icon name={signs[tone]} />
      <div className={styles['bannerText']}>{children}</div>
      {action ?? null}
    </div>
  );
}

const dots: Record<Tone | 'off' | 'allow', string> = {
  allow: '✓',
  ok: '●',
  off: '○',
  bad: '✕',
  warn: '!',
  info: 'i',
};

/** A word with a sign before it, never colour alone. */
export function Status({
  tone,
  children,
}: {
  /** `allow` is the outcome of a decision; `ok` a state that is as it should be. */
  readonly tone: Tone | 'off' | 'allow';
  readonly children: ReactNode;
}) {
  return (
    <span className={classes(styles['status'], styles[`status-${tone}`])}>
      <span aria-hidden="true" className={styles['dot']}>
        {dots[tone]}
      </span>
      {children}
    </span>
  );
}
