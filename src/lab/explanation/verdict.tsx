import type { ReactNode } from 'react';
import { headline } from '#model/words/decision.ts';
import type { Explanation } from '#model/decision/explanation.ts';
import { classes } from '#ui/class-names.ts';
import { Icon } from '#ui/icons.tsx';
import { SentenceView } from './sentence-view.tsx';
import styles from './verdict.module.css';

/** Allowed or denied, and the one cause. `children`: what to do about it. */
export function Verdict({
  explanation,
  children,
}: {
  readonly explanation: Explanation;
  readonly children?: ReactNode;
}) {
  const allowed = explanation.action === 'accept';
  return (
    <div className={classes(styles['verdict'], allowed ? styles['allowed'] : styles['denied'])}>
      <span className={styles['word']}>
        <Icon name={allowed ? 'check' : 'close'} />
        {allowed ? 'Allowed' : 'Denied'}
      </span>
      <p className={styles['why']}>
        <SentenceView sentence={headline(explanation)} />
      </p>
      {children ? <div className={styles['fix']}>{children}</div> : null}
    </div>
  );
}
