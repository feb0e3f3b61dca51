import { type RefObject, useLayoutEffect, useState } from 'react';

/** Whether an element is at least so many pixels wide; known before the first paint, and as it changes. */
export function useIsWiderThan(element: RefObject<HTMLElement | null>, pixels: number): boolean {
  const [isWider, setWider] = useState(false);
  // The element may be another one from paint to paint: an empty list's, then the table's.
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const measure = (): void => setWider(current.clientWidth >= pixels);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  });
  return isWider;
}
