import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from '../button.tsx';
import { CodeView } from '../code-view.tsx';
import { LabMark } from '../page.tsx';
import styles from './show-cli.module.css';

/** A form's commands, folded until asked for. The text is asked for while it is open. */
export function ShowCli({
  open,
  onToggle,
  label,
  text,
  problem,
  note,
}: {
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly label: string;
  /** None while it is looked up; blank where nothing would change. */
  readonly text: string | null | undefined;
  /** Why there are no commands yet. */
  readonly problem: string | null;
  readonly note?: ReactNode;
}) {
  const id = useId();
  const section = useRef<HTMLElement>(null);
  const hasText = typeof text === 'string' && text !== '';
  // It opens at the end of a form, below what is in sight.
  useEffect(() => {
    if (open && (hasText || problem !== null))
      section.current?.scrollIntoView({ block: 'nearest' });
  }, [open, hasText, problem]);
  return (
    <section ref={section} className={styles['cli']}>
      <div className={styles['head']}>
        <Button look="quiet" aria-expanded={open} aria-controls={id} onClick={onToggle}>
          {open ? 'Hide CLI' : 'Show CLI'}
        </Button>
        <LabMark />
      </div>
      <div id={id} hidden={!open} className={styles['inside']}>
        {problem !== null ? (
          <p className={styles['note']}>No commands yet: {problem}</p>
        ) : text === '' ? (
          <p className={styles['note']}>Nothing would change.</p>
        ) : text === undefined || text === null ? null : (
          <CodeView label={label} text={text} />
        )}
        {note ? <p className={styles['note']}>{note}</p> : null}
      </div>
    </section>
  );
}
