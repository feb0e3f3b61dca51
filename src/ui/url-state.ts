import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

export interface UrlState {
  readonly get: (name: string) => string;
  readonly set: (values: Readonly<Record<string, string | null>>) => void;
}

/**
 * What a link should restore stands in the address. `set` with null takes a value out; the history keeps
 * one entry for a list however often its filters change.
 */
export function useUrlState(): UrlState {
  const [parameters, setParameters] = useSearchParams();
  const get = useCallback((name: string) => parameters.get(name) ?? '', [parameters]);
  const set = useCallback(
    (values: Readonly<Record<string, string | null>>) =>
      setParameters(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(values))
            if (value === null || value === '') after.delete(name);
            else after.set(name, value);
          return after;
        },
        { replace: true },
      ),
    [setParameters],
  );
  return { get, set };
}

/** A whole number of the address, or `fallback`. */
export function wholeNumber(text: string, fallback = 0): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : fallback;
}
