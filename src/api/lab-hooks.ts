import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ConnectRequest } from '#model/lab-api.ts';
import { lab } from './lab.ts';

export function useWorld() {
  return useQuery({ queryKey: ['lab', 'world'], queryFn: ({ signal }) => lab.world(signal) });
}

export function useScenarios() {
  return useQuery({
    queryKey: ['lab', 'scenarios'],
    queryFn: ({ signal }) => lab.scenarios(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** A ZTNA server of a FortiGate that *Connect* can reach. */
export function useConnectTargets() {
  return useQuery({ queryKey: ['lab', 'targets'], queryFn: ({ signal }) => lab.targets(signal) });
}

/** Another world is another truth: what is cached of the old one is thrown away, not shown meanwhile. */
export function useLoadScenario() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => lab.loadScenario(id),
    onSuccess: () => client.resetQueries(),
  });
}

export function useUndo() {
  const client = useQueryClient();
  return useMutation({ mutationFn: () => lab.undo(), onSettled: () => client.invalidateQueries() });
}

export function useConnect() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: ConnectRequest) => lab.connect(request),
    onSettled: () => client.invalidateQueries(),
  });
}
