import {
  type ReactNode,
  createContext,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useBlocker } from 'react-router';
import { useConfirm } from './confirm.tsx';

/** Takes part in the question until what it returns is called. `wouldLose` is asked at the time. */
type Guard = (wouldLose: () => boolean) => () => void;
const GuardContext = createContext<Guard>(() => () => undefined);

const question = {
  title: 'Discard your changes?',
  text: 'Your changes are not saved.',
  confirm: 'Discard changes',
  cancel: 'Keep editing',
  danger: true,
} as const;

/**
 * Asks before the page goes elsewhere while a form holds typed changes. A form may stand over another one, and
 * a router takes one blocker: it is here, for all forms.
 */
export function UnsavedProvider({ children }: { readonly children: ReactNode }) {
  const ask = useConfirm();
  const [forms] = useState(() => new Set<() => boolean>());
  const blocker = useBlocker(
    useCallback(() => [...forms].some((wouldLose) => wouldLose()), [forms]),
  );
  useEffect(() => {
    if (blocker.state !== 'blocked') return undefined;
    // A save may end first, and close its panel: nothing is blocked then, and nothing is left to ask.
    const over = new AbortController();
    void ask(question, over.signal).then((yes) => {
      if (over.signal.aborted) return;
      if (yes) blocker.proceed();
      else blocker.reset();
    });
    return () => over.abort();
  }, [ask, blocker]);
  const guard = useCallback<Guard>(
    (wouldLose) => {
      forms.add(wouldLose);
      return () => forms.delete(wouldLose);
    },
    [forms],
  );
  return <GuardContext value={guard}>{children}</GuardContext>;
}

/** Asks before typed changes are lost: when a panel closes, when the page goes elsewhere, when the tab closes. */
export function useUnsavedGuard(isDirty: boolean): {
  /** Runs its work if nothing would be lost, or the person says so. */
  readonly leave: (work: () => void) => void;
  /** Nothing asks any more: the changes are saved. */
  readonly release: () => void;
} {
  const ask = useConfirm();
  const guard = useContext(GuardContext);
  const isReleased = useRef(false);

  useEffect(() => {
    isReleased.current = false;
    if (!isDirty) return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    globalThis.addEventListener('beforeunload', warn);
    const end = guard(() => !isReleased.current);
    return () => {
      globalThis.removeEventListener('beforeunload', warn);
      end();
    };
  }, [guard, isDirty]);

  const release = useCallback(() => {
    isReleased.current = true;
  }, []);
  const leave = useCallback(
    (work: () => void) => {
      const go = (): void => {
        release();
        work();
      };
      if (!isDirty) go();
      else
        void ask(question).then((yes) => {
          if (yes) go();
        });
    },
    [ask, isDirty, release],
  );
  return { leave, release };
}
