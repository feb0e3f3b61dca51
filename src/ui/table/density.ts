import { useSyncExternalStore } from 'react';

export type Density = 'regular' | 'compact';
const storageKey = 'posture-lab-rows';
const listeners = new Set<() => void>();

/** Heights of a table's row, in pixels; tokens.css has the same. */
const rowHeights: Record<Density, number> = { regular: 34, compact: 28 };

function stored(): Density {
  try {
    return localStorage.getItem(storageKey) === 'compact' ? 'compact' : 'regular';
  } catch {
    // A browser may refuse storage altogether.
    return 'regular';
  }
}

let chosen: Density = stored();

function show(): void {
  document.documentElement.dataset['density'] = chosen;
}

/** Before the first paint. */
export function startDensity(): void {
  show();
}

export function setDensity(density: Density): void {
  chosen = density;
  try {
    localStorage.setItem(storageKey, density);
  } catch {
    // The choice then lasts as long as the page.
  }
  show();
  for (const listener of listeners) listener();
}

export function useDensity(): { readonly density: Density; readonly rowHeight: number } {
  const density = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => chosen,
  );
  return { density, rowHeight: rowHeights[density] };
}
