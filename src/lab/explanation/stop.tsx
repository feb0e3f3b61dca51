import type { ReactNode } from 'react';
import { Link } from 'react-router';
import styles from './stations.module.css';

/** One stop of the tag's way; the one where it broke says so in colour, sign and words. */
export function Stop({
  title,
  broke,
  reached = true,
  link,
  children,
}: {
  readonly title: string;
  readonly broke: boolean;
  readonly reached?: boolean;
  readonly link?: { readonly to: string; readonly label: string } | null;
  readonly children: ReactNode;
}) {
  return (
    <li
      className={styles['station']}
      data-broke={broke || undefined}
      data-unreached={!reached || undefined}
    >
      <h3>{title}</h3>
      {broke ? (
        <p className={styles['broke']}>
          <span aria-hidden="true">✕ </span>Stopped here
        </p>
      ) : null}
      {reached ? children : <p className={styles['small']}>Not reached.</p>}
      {link ? (
        <Link className={styles['go']} to={link.to}>
          {link.label}
        </Link>
      ) : null}
    </li>
  );
}
