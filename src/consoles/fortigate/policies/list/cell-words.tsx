/** Words that stand before names in a cell. */
import type { ReactNode } from 'react';
import { classes } from '#ui/class-names.ts';
import styles from './columns.module.css';

export function Sub({ children }: { readonly children: ReactNode }) {
  return <span className={styles['sub']}>{children}</span>;
}

export function Not({ isNegated }: { readonly isNegated: boolean }) {
  return isNegated ? <b className={styles['not']}>not </b> : null;
}

/** A word, and what it is about. */
export function Led({
  word,
  isWide = false,
  children,
}: {
  readonly word: string;
  /** It takes all the room that there is. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <span className={classes(styles['line'], isWide && styles['wide'])}>
      <span className={styles['word']}>{word}</span>
      {children}
    </span>
  );
}
