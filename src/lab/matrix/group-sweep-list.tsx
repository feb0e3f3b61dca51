import { Link } from 'react-router';
import type { SweptFact } from '#model/lab/access-matrix.ts';
import type { GroupSweepShown } from '#model/lab/group-sweep.ts';
import { count, numberWords, plural } from '#model/plural.ts';
import styles from './sweep-list.module.css';
import { factNames, hourWords } from './sweep-words.ts';

type Value = GroupSweepShown['facts'][number]['values'][number];

const addressWords: Readonly<Record<string, string>> = {
  own: 'the address of each',
  other: 'another address of theirs',
};

function valueWords(fact: SweptFact, one: Value, isOnly: boolean, offset: number): string {
  switch (fact) {
    case 'hour':
      return hourWords(one, isOnly, offset);
    case 'address':
      return addressWords[one.value] ?? one.value;
    case 'certificate':
    case 'interface':
    case 'path':
      return one.value;
  }
}

/** How many are allowed with each value, and whose outcome hangs on one fact alone. */
export function GroupSweepList({
  sweep: { facts, allowed, combinations, allowedCombinations },
  size,
  offset,
  addressOf,
}: {
  readonly sweep: GroupSweepShown;
  readonly size: number;
  /** Of the world's clock, in minutes. */
  readonly offset: number;
  /** Of an endpoint's own pair with the server. */
  readonly addressOf: (uid: string) => string;
}) {
  return (
    <div className={styles['sweep']}>
      <p className={styles['sum']}>
        {numberWords(allowed)} of {count(size, 'endpoint')} {plural(allowed, 'is', 'are')} allowed.
        Of {count(combinations, 'combination')} of endpoint, certificate, interface, address and
        path, {numberWords(allowedCombinations)} {plural(allowedCombinations, 'is', 'are')} allowed.
      </p>
      <dl className={styles['facts']}>
        {facts.map(({ fact, have, values, hanging, first }) => (
          <div key={fact} className={styles['fact']}>
            <dt>
              {factNames[fact]}{' '}
              <span className={hanging > 0 ? styles['turns'] : styles['same']}>
                {hanging > 0 ? `turns the outcome of ${numberWords(hanging)}` : 'changes nothing'}
              </span>
            </dt>
            {have < size ? (
              <dd className={styles['how']}>
                {numberWords(have)} of {numberWords(size)} {plural(have, 'has', 'have')} several
              </dd>
            ) : null}
            {values.map((one) => (
              <dd key={one.value}>
                <span
                  aria-hidden="true"
                  className={one.allowed > 0 ? styles['allow'] : styles['deny']}
                >
                  {one.allowed > 0 ? '✓' : '✕'}
                </span>{' '}
                {valueWords(fact, one, values.length === 1, offset)}
                {one.own > 0 && fact !== 'address'
                  ? ` (now${one.own < one.of ? `: ${numberWords(one.own)}` : ''})`
                  : ''}{' '}
                <span className={styles['how']}>
                  {numberWords(one.allowed)} of {numberWords(one.of)} allowed
                </span>
              </dd>
            ))}
            {hanging > 0 ? (
              <dd className={styles['hanging']}>
                Hangs on it alone:{' '}
                {first.map(({ uid, host }, i) => (
                  <span key={uid}>
                    {i > 0 ? ', ' : ''}
                    <Link to={addressOf(uid)}>{host}</Link>
                  </span>
                ))}
                {hanging > first.length ? ` and ${numberWords(hanging - first.length)} more` : ''}
              </dd>
            ) : null}
          </div>
        ))}
      </dl>
    </div>
  );
}
