import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Whether an element is at least so many pixels wide; known before the first paint, and as it changes. */
export function useIsWiderThan(element: RefObject<HTMLElement | null>, pixels: number): boolean {
  const [isWider, setWider] = useState(false);
  const watched = useRef<{ readonly element: HTMLElement | null; readonly stop: () => void }>(null);
  // The element may be another one from paint to paint: an empty list's, then the table's. One that is
  // watched already is not measured again: that would lay out the page in the middle of drawing it.
  useLayoutEffect(() => {
    const { current } = element;
    if (watched.current?.element === current) return;
    watched.current?.stop();
    watched.current = null;
    if (current === null) return;
    const measure = (): void => setWider(current.clientWidth >= pixels);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    watched.current = { element: current, stop: () => observer.disconnect() };
  });
  useEffect(
    () => () => {
      watched.current?.stop();
      watched.current = null;
    },
    [],
  );
  return isWider;
}
