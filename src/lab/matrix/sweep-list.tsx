import { errorCode } from '#model/decision/ztna-errors.ts';
import type { PairSweep } from '#model/lab/access-matrix.ts';
import { count, numberWords } from '#model/plural.ts';
import { classes } from '#ui/class-names.ts';
import styles from './sweep-list.module.css';
import { factNames, hourWords } from './sweep-words.ts';

type Value = PairSweep['facts'][number]['values'][number];

function outcomeWords({ action, policyid, error }: Value): string {
  if (action === 'accept') return `allowed by policy ${policyid}`;
  return error === null ? 'denied' : `denied, error ${errorCode(error)}`;
}

/** Facts of the session, one at a time in place of the pair's own, and where one alone turns the outcome. */
export function SweepList({
  sweep: { facts, combinations, allowed },
  offset,
}: {
  readonly sweep: PairSweep;
  /** Of the world's clock, in minutes. */
  readonly offset: number;
}) {
  return (
    <div className={styles['sweep']}>
      <p className={styles['sum']}>
        Of {count(combinations, 'combination')} of certificate, interface, address and path,{' '}
        {numberWords(allowed)} {allowed === 1 ? 'is' : 'are'} allowed.
      </p>
      <dl className={styles['facts']}>
        {facts.map(({ fact, values }) => {
          const own = values.find(({ isOwn }) => isOwn);
          const turns = values.some(({ action }) => action !== own?.action);
          return (
            <div key={fact} className={styles['fact']}>
              <dt>
                {factNames[fact]}{' '}
                <span className={turns ? styles['turns'] : styles['same']}>
                  {turns ? 'turns the outcome' : 'changes nothing'}
                </span>
              </dt>
              {values.map((one) => (
                <dd key={one.value} className={classes(one.isOwn && styles['own'])}>
                  <span
                    aria-hidden="true"
                    className={one.action === 'accept' ? styles['allow'] : styles['deny']}
                  >
                    {one.action === 'accept' ? '✓' : '✕'}
                  </span>{' '}
                  <span>
                    {fact === 'hour' ? hourWords(one, values.length === 1, offset) : one.value}
                  </span>
                  {one.isOwn ? ' (this pair)' : ''}{' '}
                  <span className={styles['how']}>{outcomeWords(one)}</span>
                </dd>
              ))}
            </div>
          );
        })}
      </dl>
    </div>
  );
}
