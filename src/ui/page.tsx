import { type ReactNode, useEffect } from 'react';
import { NavLink } from 'react-router';
import { classes } from './class-names.ts';
import styles from './page.module.css';

/** A page's place, title and what can be done on it. The title is the window's as well. */
export function PageHeader({
  crumb,
  title,
  actions,
}: {
  readonly crumb: string;
  readonly title: string;
  readonly actions?: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} – Posture Lab`;
  }, [title]);
  return (
    <header className={styles['header']}>
      <div className={styles['titles']}>
        <p className={styles['crumb']}>{crumb}</p>
        <h1 className={styles['title']}>{title}</h1>
      </div>
      {actions ? <div className={styles['actions']}>{actions}</div> : null}
    </header>
  );
}

/** Search and filters above a list; `aside` stands at the end. */
export function Toolbar({
  children,
  aside,
}: {
  readonly children: ReactNode;
  readonly aside?: ReactNode;
}) {
  return (
    <div className={styles['toolbar']}>
      {children}
      {aside ? <div className={styles['aside']}>{aside}</div> : null}
    </div>
  );
}

/** Parts of one page, each with an address of its own. */
export function Tabs({
  label,
  tabs,
}: {
  readonly label: string;
  readonly tabs: readonly { readonly to: string; readonly label: string }[];
}) {
  return (
    <nav className={styles['tabs']} aria-label={label}>
      {tabs.map((tab) => (
        <NavLink key={tab.to} to={tab.to} className={styles['tab'] ?? ''}>
          {tab.label}
        </NavLink>
      ))}
    </nav>
  );
}

export function Card({
  title,
  actions,
  padded = false,
  children,
}: {
  readonly title?: string;
  readonly actions?: ReactNode;
  readonly padded?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <section className={styles['card']} aria-label={title}>
      {title ? (
        <div className={styles['cardHead']}>
          <h2>{title}</h2>
          {actions ?? null}
        </div>
      ) : null}
      <div className={classes(padded && styles['padded'])}>{children}</div>
    </section>
  );
}

/** Folded until asked for. */
export function Disclosure({
  summary,
  open = false,
  children,
}: {
  readonly summary: ReactNode;
  readonly open?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <details className={styles['details']} open={open}>
      <summary>{summary}</summary>
      <div className={styles['inside']}>{children}</div>
    </details>
  );
}

export function Note({ children }: { readonly children: ReactNode }) {
  return <p className={styles['note']}>{children}</p>;
}

/** Marks what the lab has and the imitated product has not. */
export function LabMark() {
  return (
    <abbr className={styles['labMark']} title="The lab’s own: the product does not have it.">
      Lab
    </abbr>
  );
}

/** A part of a panel under a heading of its own. */
export function Section({
  title,
  own = false,
  actions,
  children,
}: {
  readonly title: string;
  /** The lab's own: the product has no such part. */
  readonly own?: boolean;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={styles['section']}>
      <div className={styles['sectionHead']}>
        <div className={styles['sectionTitle']}>
          <h3>{title}</h3>
          {own ? <LabMark /> : null}
        </div>
        {actions ?? null}
      </div>
      {children}
    </section>
  );
}
