import { useEffect, useMemo, useState } from 'react';
import { numberOf, useAnswer } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import type { PlannedChange } from '#model/lab/access-impact.ts';
import { classes } from '#ui/class-names.ts';
import { LabMark } from '#ui/page.tsx';
import { Progress } from '#ui/progress.tsx';
import styles from './access-preview.module.css';
import { ImpactList } from './impact-list.tsx';

/** Long enough that typing asks nothing at each key. */
const pauseMs = 200;

/** The value once it has stood still, and its key. */
function useStill<Value>(
  value: Value,
  key: string,
): { readonly value: Value; readonly key: string } {
  const [still, setStill] = useState({ value, key });
  useEffect(() => {
    if (key === still.key) return undefined;
    const timer = setTimeout(() => setStill({ value, key }), pauseMs);
    return () => clearTimeout(timer);
  });
  return still;
}

/**
 * What a change would do to access before it is made.
 * @param title *If you save*
 * @param change the requests that would be sent; null while there is nothing to save
 * @param isMade it is being made: what it would do is not asked any more
 * @param isLong they are too many to compare: the change stays the same object while it is the same
 */
export function AccessPreview({
  title,
  change,
  isMade = false,
  isLong = false,
}: {
  readonly title: string;
  readonly change: PlannedChange | null;
  readonly isMade?: boolean;
  readonly isLong?: boolean;
}) {
  const key = isLong && change !== null ? String(numberOf(change)) : JSON.stringify(change);
  const { value: still, key: stillKey } = useStill(change, key);
  const [stoppedAt, setStoppedAt] = useState<PlannedChange | null>(null);
  const isStopped = stoppedAt !== null && stoppedAt === still;
  const asked = useMemo(() => (isMade ? null : still && { body: still }), [isMade, still]);
  const { data, error, isPlaceholderData } = useAnswer(labApi.impact, asked, {
    isLong,
    keepsLast: true,
    retry: false,
    counting: isStopped ? null : ({ counting }) => counting,
  });
  if (change === null) return null;
  const isOld = isPlaceholderData || key !== stillKey;
  return (
    <section
      className={classes(styles['box'], isOld && styles['old'])}
      aria-label={title}
      aria-busy={isOld}
    >
      <div className={styles['title']}>
        <h3>{title}</h3>
        <LabMark />
      </div>
      <div role="status">
        {error ? (
          <p className={styles['dim']}>The preview failed: {error.message}</p>
        ) : !data ? (
          <p className={styles['dim']}>Working out who gains and who loses access…</p>
        ) : data.problem !== null ? (
          <p className={styles['dim']}>No preview yet: {data.problem}</p>
        ) : data.impact ? (
          <ImpactList impact={data.impact} />
        ) : isStopped ? (
          <p className={styles['dim']}>Stopped. Who gains and who loses access is not known.</p>
        ) : data.counting ? (
          <Progress
            label="Working out who gains and who loses access"
            {...data.counting}
            stop="Stop"
            onStop={() => setStoppedAt(still)}
          />
        ) : null}
      </div>
    </section>
  );
}
