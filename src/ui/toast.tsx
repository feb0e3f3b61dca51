import { Toast as Base } from '@base-ui/react/toast';
import { type ReactNode, createContext, use, useCallback, useState } from 'react';
import { Icon } from './icons.tsx';
import styles from './toast.module.css';

interface Action {
  readonly label: string;
  readonly onPress: () => void;
}

export interface News {
  readonly text: string;
  readonly tone?: 'ok' | 'bad';
  readonly action?: Action | undefined;
  /** What it is news of, so that it can go when that is gone (`useDropNews`). */
  readonly subject?: string | undefined;
  /** It follows from what is done at the same moment: told together with the news of that, whichever comes first. */
  readonly follows?: boolean;
}

interface Piece {
  readonly news: News;
  /** When it came. */
  readonly atMs: number;
}
/** What is shown: what was done, what followed from it, or both; several things can follow. */
interface Current {
  readonly id: string;
  readonly cause: Piece | null;
  /** One a subject. */
  readonly effects: readonly Piece[];
}

const shownMs = 6000;
/**
 * What followed may be told before what was done, as that waits until pages have looked again; seldom
 * after it.
 */
const effectWaitsMs = 3000;
const causeWaitsMs = 1000;

/** What is shown at the moment, for whoever has more news. */
class NewsDesk {
  private current: Current | null = null;

  shown(): Current | null {
    return this.current;
  }
  note(current: Current): void {
    this.current = current;
  }
  clear(id: string): void {
    if (this.current?.id === id) this.current = null;
  }
}

const Desk = createContext(new NewsDesk());

function isFresh(piece: Piece | null, now: number, forMs: number): boolean {
  return piece !== null && now - piece.atMs < forMs;
}

/** The news with what of the present news belongs to it. */
function joined(news: News, current: Current | null, now: number): Omit<Current, 'id'> {
  const piece = { news, atMs: now };
  const fresh = (current?.effects ?? []).filter((one) => isFresh(one, now, effectWaitsMs));
  if (news.follows) {
    const cause = current?.cause ?? null;
    const others = fresh.filter((one) => one.news.subject !== news.subject);
    return {
      cause: isFresh(cause, now, causeWaitsMs) ? cause : null,
      effects: [...others, piece],
    };
  }
  return { cause: piece, effects: news.tone === 'bad' ? [] : fresh };
}

/**
 * Says briefly that something was done, or was not; errors of a form stand in the form instead. One piece
 * of news is shown at a time: a newer one takes the place of the older.
 */
export function useToast(): (news: News) => void {
  const { add, close } = Base.useToastManager();
  const desk = use(Desk);
  return useCallback(
    (news) => {
      const before = desk.shown();
      const parts = joined(news, before, performance.now());
      const told = [parts.cause, ...parts.effects].flatMap((piece) => (piece ? [piece.news] : []));
      const actions = told.flatMap(({ action }) => (action ? [action] : []));
      const tone = told.some((one) => one.tone === 'bad') ? 'bad' : 'ok';
      if (before) close(before.id);
      const id: string = add({
        title: told.map(({ text }) => text).join(' '),
        type: tone,
        timeout: shownMs,
        data: { actions },
        // Urgent news is read out as an alert, and its controls are hidden until the list has the focus: no
        // way for news that offers something to do.
        priority: tone === 'bad' && actions.length === 0 ? 'high' : 'low',
        onClose: () => desk.clear(id),
      });
      desk.note({ id, ...parts });
    },
    [add, close, desk],
  );
}

/** Takes away news of which the subject is gone. */
export function useDropNews(): (isGone: (subject: string) => boolean) => void {
  const { close } = Base.useToastManager();
  const desk = use(Desk);
  return useCallback(
    (isGone) => {
      const current = desk.shown();
      const subject = current?.cause?.news.subject;
      if (current && subject !== undefined && isGone(subject)) close(current.id);
    },
    [close, desk],
  );
}

function ToastList() {
  const { toasts, close } = Base.useToastManager<{ readonly actions: readonly Action[] }>();
  return toasts.map((toast) => (
    <Base.Root key={toast.id} toast={toast} className={styles['toast']}>
      <span className={styles['sign']} data-tone={toast.type}>
        <Icon name={toast.type === 'bad' ? 'warning' : 'check'} size={14} />
      </span>
      <Base.Title className={styles['text']} render={<p />} />
      {/* News that goes as newer news takes its place offers nothing any more. */}
      {(toast.transitionStatus === 'ending' ? [] : (toast.data?.actions ?? [])).map(
        ({ label, onPress }) => (
          <button
            key={label}
            type="button"
            className={styles['action']}
            onClick={() => {
              close(toast.id);
              onPress();
            }}
          >
            {label}
          </button>
        ),
      )}
      <Base.Close className={styles['close']} aria-label="Dismiss">
        <Icon name="close" size={12} />
      </Base.Close>
    </Base.Root>
  ));
}

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [desk] = useState(() => new NewsDesk());
  return (
    <Desk value={desk}>
      <Base.Provider>
        {children}
        <Base.Portal>
          <Base.Viewport className={styles['viewport']}>
            <ToastList />
          </Base.Viewport>
        </Base.Portal>
      </Base.Provider>
    </Desk>
  );
}
