import { useState } from 'react';

/**
 * What a form was opened on. It keeps that state, however the world goes on, until it is told to load anew:
 * what someone is typing into must not change under them.
 * @param current the state now; undefined while it is looked up
 */
export function useOpened<State>(current: State | undefined): {
  readonly opened: State | undefined;
  /** The form's `key`: another one each time it is loaded anew. */
  readonly generation: number;
  readonly reload: (fresh: State | undefined) => void;
} {
  const [generation, setGeneration] = useState(0);
  const [opened, setOpened] = useState<State | undefined>(undefined);
  if (opened === undefined && current !== undefined) setOpened(current);
  return {
    opened,
    generation,
    reload: (fresh) => {
      if (fresh === undefined) return;
      setOpened(fresh);
      setGeneration(generation + 1);
    },
  };
}
