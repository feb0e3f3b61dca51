import { useEffect, useState } from 'react';
import styles from './full-names.module.css';

interface Shown {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  /** Above what it belongs to, where there is no room below. */
  readonly above: boolean;
}

const delayMs = 250;
/** Room below a name for some lines of it. */
const roomBelow = 120;

function isCut(element: HTMLElement): boolean {
  return [element, ...element.querySelectorAll<HTMLElement>('[data-full], [data-full] *')].some(
    (one) =>
      !one.classList.contains('visually-hidden') &&
      (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 6) &&
      one.clientWidth > 0,
  );
}

function shownAt(element: HTMLElement, text: string): Shown {
  const box = element.getBoundingClientRect();
  const above = box.bottom + roomBelow > globalThis.innerHeight;
  return {
    text,
    left: Math.max(8, Math.min(box.left, globalThis.innerWidth - 340)),
    top: above ? box.top - 6 : box.bottom + 6,
    above,
  };
}

/** The names inside an element that are cut, whole. */
function namesIn(root: Element): Shown | null {
  const all = [
    ...(root instanceof HTMLElement && root.matches('[data-full]') ? [root] : []),
    ...root.querySelectorAll<HTMLElement>('[data-full]'),
  ];
  const cut = all.filter(isCut);
  const [first] = cut;
  const texts = cut.map((one) => one.dataset['full'] ?? '');
  return first === undefined ? null : shownAt(first, [...new Set(texts)].join('\n'));
}

/**
 * Shows the whole of a name that is cut, when the pointer rests on it or what holds it gets the focus. One for
 * the whole page: a tooltip for each of a thousand names in a table would cost more than the table. Those who
 * cannot see it hear the whole name anyway.
 */
export function FullNames() {
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hide = (): void => {
      clearTimeout(timer);
      setShown(null);
    };
    const onOver = ({ target }: PointerEvent): void => {
      if (!(target instanceof Element) || target.closest('[data-full-name]')) return;
      // Its card has the whole name.
      if (target.closest('[data-has-card]')) return;
      const name = target.closest<HTMLElement>('[data-full]');
      hide();
      if (name !== null && isCut(name))
        timer = setTimeout(() => setShown(shownAt(name, name.dataset['full'] ?? '')), delayMs);
    };
    const onFocus = ({ target }: FocusEvent): void => {
      if (!(target instanceof Element) || !target.matches(':focus-visible')) return;
      if (target.matches('[data-has-card]')) return;
      // A panel or the page that gets the focus is full of names: only what holds few is meant.
      if (target.querySelectorAll('[data-full]').length <= 3) setShown(namesIn(target));
    };
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') hide();
    };
    document.addEventListener('pointerover', onOver);
    document.addEventListener('focusin', onFocus);
    document.addEventListener('focusout', hide);
    document.addEventListener('keydown', onKey);
    document.addEventListener('scroll', hide, true);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerover', onOver);
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('focusout', hide);
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('scroll', hide, true);
    };
  }, []);
  if (shown === null) return null;
  return (
    <div
      data-full-name=""
      aria-hidden="true"
      className={styles['name']}
      style={{ left: shown.left, top: shown.top, translate: shown.above ? '0 -100%' : undefined }}
    >
      {shown.text}
    </div>
  );
}
