import { useCallback } from 'react';
import { useNavigate, useSearchParams } from 'react-router';

type SetParameters = (
  change: (parameters: URLSearchParams) => void,
  /** A field shows them: what is typed stands there before the next key is pressed. */
  typed?: { readonly typed: boolean },
) => void;

/**
 * Changes the parameters of the address; the history keeps one entry however often they change. The router's
 * own setter starts from the parameters that were last drawn: of two changes in a row, the first would be
 * lost.
 */
export function useSetParameters(): SetParameters {
  const navigate = useNavigate();
  return useCallback(
    (change, { typed } = { typed: false }) => {
      const parameters = new URLSearchParams(location.search);
      change(parameters);
      // The router draws in a transition otherwise, in which a field loses keys and its caret's place.
      void navigate(`?${parameters}`, { replace: true, flushSync: typed });
    },
    [navigate],
  );
}

export interface UrlState {
  readonly get: (name: string) => string;
  readonly set: (values: Readonly<Record<string, string | null>>) => void;
}

/** What a link should restore stands in the address. `set` with null or nothing takes a value out. */
export function useUrlState(): UrlState {
  const [parameters] = useSearchParams();
  const change = useSetParameters();
  const get = useCallback((name: string) => parameters.get(name) ?? '', [parameters]);
  const set = useCallback(
    (values: Readonly<Record<string, string | null>>) =>
      change((after) => {
        for (const [name, value] of Object.entries(values))
          if (value === null || value === '') after.delete(name);
          else after.set(name, value);
      }),
    [change],
  );
  return { get, set };
}

/** A whole number of the address, or `fallback`. */
export function wholeNumber(text: string, fallback = 0): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : fallback;
}
