import type { ReactNode } from 'react';
import styles from './objects.module.css';

/** A quiet sentence at the head of a form. */
export function FormNote({ children }: { readonly children: ReactNode }) {
  return <p className={styles['sub']}>{children}</p>;
}
