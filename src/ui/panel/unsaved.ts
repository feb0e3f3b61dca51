import { useCallback, useEffect, useRef } from 'react';
import { useBlocker } from 'react-router';
import { useConfirm } from './confirm.tsx';

/**
 * Asks before typed changes are lost: when a panel closes, when the page goes elsewhere, when the tab
 * closes. `leave` runs its work if nothing would be lost, or the person says so.
 */
export function useUnsavedGuard(isDirty: boolean): { leave: (work: () => void) => void } {
  const ask = useConfirm();
  /** Once the person has agreed, or the changes are saved, nothing asks again. */
  const released = useRef(false);
  const question = useCallback(
    () =>
      ask({
        title: 'Discard your changes?',
        text: 'Your changes are not saved.',
        confirm: 'Discard changes',
        cancel: 'Keep editing',
        danger: true,
      }),
    [ask],
  );
  const blocker = useBlocker(useCallback(() => isDirty && !released.current, [isDirty]));

  /** As it is when the person answers: a save may have closed the panel meanwhile, and nothing is blocked then. */
  const latest = useRef<typeof blocker | null>(null);
  useEffect(() => {
    latest.current = blocker;
    return () => {
      latest.current = null;
    };
  }, [blocker]);
  const answering = useRef<unknown>(null);
  useEffect(() => {
    if (blocker.state !== 'blocked' || answering.current === blocker) return undefined;
    // A form that is saved, reset and left in one go blocks with the state of its last paint: nothing
    // would be lost any more.
    if (!isDirty) {
      const soon = setTimeout(() => blocker.proceed());
      return () => clearTimeout(soon);
    }
    answering.current = blocker;
    void question().then((yes) => {
      const { current } = latest;
      if (current?.state !== 'blocked') return;
      if (yes) current.proceed();
      else current.reset();
    });
    return undefined;
  }, [blocker, question, isDirty]);

  useEffect(() => {
    if (!isDirty) {
      released.current = false;
      return undefined;
    }
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    globalThis.addEventListener('beforeunload', warn);
    return () => globalThis.removeEventListener('beforeunload', warn);
  }, [isDirty]);

  const leave = useCallback(
    (work: () => void) => {
      const go = (): void => {
        released.current = true;
        work();
      };
      if (!isDirty) go();
      else
        void question().then((yes) => {
          if (yes) go();
        });
    },
    [isDirty, question],
  );
  return { leave };
}
