import { Toast as Base } from '@base-ui/react/toast';
import { type ReactNode, useCallback } from 'react';
import { Icon } from './icons.tsx';
import styles from './toast.module.css';

interface News {
  readonly text: string;
  readonly tone?: 'ok' | 'bad';
  readonly action?: { readonly label: string; readonly onPress: () => void };
}

const shownMs = 6000;

/** Says briefly that something was done, or was not; errors of a form stand in the form instead. */
export function useToast(): (news: News) => void {
  const { add } = Base.useToastManager();
  return useCallback(
    ({ text, tone = 'ok', action }) => {
      add({
        title: text,
        type: tone,
        timeout: shownMs,
        // Urgent news is read out as an alert, and its controls are hidden until the list has the focus: no
        // way for news that offers something to do.
        priority: tone === 'bad' && !action ? 'high' : 'low',
        ...(action ? { actionProps: { children: action.label, onClick: action.onPress } } : {}),
      });
    },
    [add],
  );
}

function ToastList() {
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => (
    <Base.Root key={toast.id} toast={toast} className={styles['toast']}>
      <span className={styles['sign']} data-tone={toast.type}>
        <Icon name={toast.type === 'bad' ? 'warning' : 'check'} size={14} />
      </span>
      <Base.Title className={styles['text']} render={<p />} />
      <Base.Action className={styles['action']} />
      <Base.Close className={styles['close']} aria-label="Dismiss">
        <Icon name="close" size={12} />
      </Base.Close>
    </Base.Root>
  ));
}

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Base.Provider>
      {children}
      <Base.Portal>
        <Base.Viewport className={styles['viewport']}>
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}
