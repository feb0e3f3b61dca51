import type { ReactNode } from 'react';
import styles from './key-value.module.css';

/** Facts by name. What is absent says so in its own words. */
export function KeyValue({
  items,
}: {
  readonly items: readonly {
    readonly name: string;
    readonly value: ReactNode;
    readonly mono?: boolean;
  }[];
}) {
  return (
    <dl className={styles['list']}>
      {items.map(({ name, value, mono }) => (
        <div key={name} className={styles['row']}>
          <dt>{name}</dt>
          <dd className={mono ? 'mono' : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
