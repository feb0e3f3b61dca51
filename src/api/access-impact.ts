/** What a change would do to access, asked before something that is done at once. */
import { useQueryClient } from '@tanstack/react-query';
import { labApi } from '#model/contract/lab.ts';
import type { AccessImpact, PlannedChange } from '#model/lab/access-impact.ts';
import { asking } from './hooks.ts';

/** Whoever pressed something waits no longer for it to happen. */
const waitsMs = 1000;
/** Between two slices, so that other questions have their turn. */
const pauseMs = 10;

function after(ms: number): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), ms);
  });
}

/** Null where the change would be refused, where no answer comes, and where it takes too long. */
export function useForesight(): (change: PlannedChange) => Promise<AccessImpact | null> {
  const client = useQueryClient();
  return async (change) => {
    // Under the same name as the preview's own question, which then finds the answer there.
    const query = asking(labApi.impact, { body: change }, (answer) => answer);
    const end = performance.now() + waitsMs;
    const work = async (): Promise<AccessImpact | null> => {
      while (performance.now() < end) {
        const { impact, counting } = await client.fetchQuery({
          ...query,
          staleTime: 0,
          retry: false,
        });
        if (counting === null) return impact;
        await after(pauseMs);
      }
      return null;
    };
    return Promise.race([work().catch(() => null), after(waitsMs)]);
  };
}
