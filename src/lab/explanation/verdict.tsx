import { headline } from '#engine/words.ts';
import type { Explanation } from '#model/explanation.ts';
import { classes } from '#ui/class-names.ts';
import { Icon } from '#ui/icons.tsx';
import { SentenceView } from './sentence-view.tsx';
import styles from './verdict.module.css';

/** Allowed or denied, and the one cause. */
export function Verdict({ explanation }: { readonly explanation: Explanation }) {
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
    </div>
  );
}
