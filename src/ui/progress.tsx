import { Button } from './button.tsx';
import styles from './progress.module.css';
import { useDelayed } from './use-delayed.ts';

/**
 * Long work, how far it is, and a way to stop it; shows itself only after 150 ms.
 * @param done of `total`, in whatever the work counts
 */
export function Progress({
  label,
  done,
  total,
  stop,
  onStop,
}: {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** What the button says. */
  readonly stop: string;
  readonly onStop: () => void;
}) {
  const late = useDelayed(true);
  return (
    <div className={styles['progress']}>
      {late ? (
        <>
          <label className={styles['label']}>
            <span>
              {label} <span className={styles['share']}>{Math.floor((100 * done) / total)} %</span>
            </span>
            <progress className={styles['bar']} value={done} max={total} />
          </label>
          <Button look="quiet" onClick={onStop}>
            {stop}
          </Button>
        </>
      ) : null}
    </div>
  );
}
