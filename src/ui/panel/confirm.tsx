import { AlertDialog } from '@base-ui/react/alert-dialog';
import { type ReactNode, createContext, useCallback, useContext, useMemo, useState } from 'react';
import { Button } from '../button.tsx';
import styles from './confirm.module.css';

interface Question {
  readonly title: string;
  /** What will happen. */
  readonly text: ReactNode;
  /** The verb on the button. */
  readonly confirm: string;
  readonly danger?: boolean;
  readonly cancel?: string;
}

/** A question that is withdrawn by its signal is answered by not having been. */
type Ask = (question: Question, withdrawn?: AbortSignal) => Promise<boolean>;
const AskContext = createContext<Ask>(() => Promise.resolve(false));

/** `await ask({…})`: true if the person confirms. */
export function useConfirm(): Ask {
  return useContext(AskContext);
}

export function ConfirmProvider({ children }: { readonly children: ReactNode }) {
  const [open, setOpen] = useState<{ question: Question; answer: (yes: boolean) => void } | null>(
    null,
  );
  const ask = useCallback<Ask>(
    (question, withdrawn) =>
      new Promise((answer) => {
        withdrawn?.addEventListener('abort', () => {
          answer(false);
          setOpen((now) => (now?.answer === answer ? null : now));
        });
        setOpen((before) => {
          // One question at a time: the older one is answered by not having been.
          before?.answer(false);
          return { question, answer };
        });
      }),
    [],
  );
  const close = (yes: boolean): void => {
    open?.answer(yes);
    setOpen(null);
  };
  const context = useMemo(() => ask, [ask]);
  return (
    <AskContext value={context}>
      {children}
      <AlertDialog.Root
        open={open !== null}
        onOpenChange={(isOpen) => {
          if (!isOpen) close(false);
        }}
      >
        <AlertDialog.Portal>
          <AlertDialog.Backdrop className={styles['veil']} />
          <AlertDialog.Popup className={styles['box']}>
            <AlertDialog.Title className={styles['title']}>
              {open?.question.title}
            </AlertDialog.Title>
            <AlertDialog.Description render={<div />} className={styles['text']}>
              {open?.question.text}
            </AlertDialog.Description>
            <div className={styles['buttons']}>
              <Button onClick={() => close(false)}>{open?.question.cancel ?? 'Cancel'}</Button>
              <Button
                look={open?.question.danger ? 'danger' : 'primary'}
                onClick={() => close(true)}
              >
                {open?.question.confirm}
              </Button>
            </div>
          </AlertDialog.Popup>
        </AlertDialog.Portal>
      </AlertDialog.Root>
    </AskContext>
  );
}
