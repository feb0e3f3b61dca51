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

interface Shown extends Omit<News, 'action'> {
  readonly actions: readonly Action[];
}
interface Current {
  readonly id: string;
  readonly shown: Shown;
}

const shownMs = 6000;

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

function shownOf({ action, ...news }: News): Shown {
  return { ...news, actions: action ? [action] : [] };
}

/** The cause first, whichever came first. */
function folded(cause: Shown, effect: Shown): Shown {
  return {
    text: `${cause.text} ${effect.text}`,
    tone: effect.tone ?? 'ok',
    actions: [...cause.actions, ...effect.actions],
    subject: cause.subject,
  };
}

function withCurrent(news: Shown, current: Shown): Shown {
  if (news.follows && !current.follows) return folded(current, news);
  if (!news.follows && current.follows && news.tone !== 'bad') return folded(news, current);
  return news;
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
      const shown = before ? withCurrent(shownOf(news), before.shown) : shownOf(news);
      if (before) close(before.id);
      const id: string = add({
        title: shown.text,
        type: shown.tone ?? 'ok',
        timeout: shownMs,
        data: { actions: shown.actions },
        // Urgent news is read out as an alert, and its controls are hidden until the list has the focus: no
        // way for news that offers something to do.
        priority: shown.tone === 'bad' && shown.actions.length === 0 ? 'high' : 'low',
        onClose: () => desk.clear(id),
      });
      desk.note({ id, shown });
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
      const subject = current?.shown.subject;
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
      {toast.data?.actions.map(({ label, onPress }) => (
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
      ))}
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
