import { numberWords, plural } from '#model/plural.ts';
import { useDelayed } from '#ui/use-delayed.ts';
import styles from './change-effect.module.css';

/** `2 gain, 1 loses access`. */
function effectWords({ gains, loses }: Effect): string {
  const parts = [
    gains > 0 ? `${numberWords(gains)} ${plural(gains, 'gains', 'gain')}` : [],
    loses > 0 ? `${numberWords(loses)} ${plural(loses, 'loses', 'lose')}` : [],
  ].flat();
  return `${parts.join(', ')} access`;
}

interface Effect {
  readonly gains: number;
  readonly loses: number;
}

/** What a change alone does to access, in a place that is as wide whether it is known or not. */
export function ChangeEffect({
  effect,
  isCounting,
}: {
  /** Null where it is not known: it is counted, or there is none. */
  readonly effect: Effect | null;
  readonly isCounting: boolean;
}) {
  const isLate = useDelayed(effect === null && isCounting);
  if (!effect) return <span className={styles['effect']}>{isLate ? '…' : null}</span>;
  const { gains, loses } = effect;
  if (gains + loses === 0) return <span className={styles['effect']} />;
  return (
    <span className={styles['effect']}>
      <span className="visually-hidden">{effectWords(effect)}</span>
      {gains > 0 ? (
        <span aria-hidden="true" className={styles['gains']}>
          +{numberWords(gains)}
        </span>
      ) : null}
      {loses > 0 ? (
        <span aria-hidden="true" className={styles['loses']}>
          −{numberWords(loses)}
        </span>
      ) : null}
    </span>
  );
}
