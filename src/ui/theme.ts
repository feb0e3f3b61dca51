import { useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';
const storageKey = 'posture-lab-theme';
const listeners = new Set<() => void>();
const darkSystem = globalThis.matchMedia?.('(prefers-color-scheme: dark)');

function stored(): Theme {
  try {
    const value = localStorage.getItem(storageKey);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    // A browser may refuse storage altogether.
    return 'system';
  }
}

let chosen: Theme = stored();

function show(): void {
  const theme = chosen === 'system' ? (darkSystem?.matches ? 'dark' : 'light') : chosen;
  document.documentElement.dataset['theme'] = theme;
}

/** Before the first paint, and whenever the system changes its mind. */
export function startTheme(): void {
  show();
  darkSystem?.addEventListener('change', show);
}

export function setTheme(theme: Theme): void {
  chosen = theme;
  try {
    if (theme === 'system') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, theme);
  } catch {
    // The choice then lasts as long as the page.
  }
  show();
  for (const listener of listeners) listener();
}

export function useTheme(): Theme {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => chosen,
  );
}
