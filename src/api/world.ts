import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { labApi } from '#model/contract/lab.ts';
import { call } from './call.ts';
import { asking } from './hooks.ts';

/** A clock that runs shows its seconds; whatever else happens meanwhile is announced by the world itself. */
const runningMs = 1000;

export function useWorld() {
  return useQuery({
    ...asking(labApi.world, {}, (world) => world),
    refetchInterval: ({ state }) => (state.data?.clock.running ? runningMs : false),
  });
}

/**
 * Another world is another truth: what is cached of the old one is thrown away, and what is on the screen
 * is looked up again at once. Gives the revision that names the change for *Undo*.
 */
export function useLoadScenario() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => (await call(labApi.loadScenario, { body: { id } })).revision,
    onSuccess: () => {
      client.removeQueries({ type: 'inactive' });
      return client.invalidateQueries();
    },
  });
}
