import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { useAnswer, useChange } from '#api/hooks.ts';
import { useWorld } from '#api/world.ts';
import { labApi } from '#model/contract/lab.ts';
import { isAtPlace } from './step-place.ts';

/** Ticks the steps that are done by looking, however one came to the place. */
export function useLookAtSteps(): void {
  const { pathname, search } = useLocation();
  const { data: world } = useWorld();
  const scenarios = useAnswer(labApi.scenarios, {}).data?.scenarios;
  const { mutate } = useChange(labApi.lookAtStep);
  /** Told already, and not answered yet. */
  const told = useRef<string | null>(null);
  const steps = scenarios?.find(({ id }) => id === world?.scenario.id)?.steps ?? [];
  const seen = steps.find(
    ({ id, goal, place }) =>
      goal.kind === 'looked' &&
      !world?.stepsDone.includes(id) &&
      isAtPlace(place, pathname, search),
  );
  const id = seen?.id ?? null;
  useEffect(() => {
    if (id !== null && told.current !== id) mutate({ id });
    told.current = id;
  }, [id, mutate]);
}
