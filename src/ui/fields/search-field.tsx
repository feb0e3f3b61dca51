import { useEffect, useRef, useState } from 'react';
import { Icon } from '../icons.tsx';
import styles from './search-field.module.css';

/** Fast enough to feel immediate, slow enough not to ask at every key. */
const pauseMs = 150;

/** Text to filter a list by. `/` goes to it from anywhere on the page. */
export function SearchField({
  label,
  value,
  onChange,
  slash = true,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** False for a second one on a page: `/` goes to the first. */
  readonly slash?: boolean;
}) {
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  const [sent, setSent] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  // The address may change the value under the field, as *Back* does. Our own change coming back is not
  // that: more may have been typed since.
  if (seen !== value) {
    setSeen(value);
    if (value !== sent) {
      setSent(value);
      setTyped(value);
    }
  }

  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  const send = (text: string): void => {
    setTyped(text);
    if (text === sent) return;
    setSent(text);
    onChange(text);
  };
  useEffect(() => {
    if (typed === sent) return undefined;
    const timer = setTimeout(() => {
      setSent(typed);
      latest.current(typed);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [typed, sent]);

  useEffect(() => {
    if (!slash) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      const { target } = event;
      const typing =
        target instanceof HTMLElement &&
        (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [slash]);

  return (
    <div className={styles['box']}>
      <Icon name="search" size={14} />
      <input
        ref={field}
        type="search"
        aria-label={label}
        value={typed}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') send(typed);
          if (event.key === 'Escape' && typed !== '') {
            event.preventDefault();
            send('');
          }
        }}
      />
      {typed === '' ? null : (
        <button
          type="button"
          className={styles['clear']}
          aria-label="Clear the search"
          onClick={() => {
            send('');
            field.current?.focus();
          }}
        >
          <Icon name="close" size={12} />
        </button>
      )}
    </div>
  );
}
