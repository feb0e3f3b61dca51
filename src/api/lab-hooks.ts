import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ClockAction, ConnectRequest, UndoRequest } from '#model/lab-api.ts';
import type { Change } from '#model/repair.ts';
import { whileCounting } from './counting.ts';
import { type KnowledgeSubject, lab } from './lab.ts';

/** A clock that runs shows its seconds; whatever else happens meanwhile is announced by the world itself. */
const runningMs = 1000;

export function useWorld() {
  return useQuery({
    queryKey: ['lab', 'world'],
    queryFn: ({ signal }) => lab.world(signal),
    refetchInterval: ({ state }) => (state.data?.clock.running ? runningMs : false),
  });
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

/**
 * What would turn the outcome of the last connection, in the world as it is now; null if it cannot be made.
 * In a large world their side effects are counted bit by bit, until that is `stopped`.
 */
export function useConnectionRepairs(isMade: boolean, stopped: boolean) {
  return useQuery({
    queryKey: ['lab', 'connection-repairs'],
    queryFn: ({ signal }) => lab.connectionRepairs(signal),
    enabled: isMade,
    refetchInterval: ({ state }) => whileCounting(state.data?.counting, stopped),
  });
}

/** The connection that was made last, kept over a reload. */
export function useLastConnection() {
  return useQuery({
    queryKey: ['lab', 'connection'],
    queryFn: ({ signal }) => lab.lastConnection(signal),
  });
}

/**
 * Another world is another truth: what is cached of the old one is thrown away, and what is on the screen
 * is looked up again at once.
 */
export function useLoadScenario() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => lab.loadScenario(id),
    onSuccess: () => {
      client.removeQueries({ type: 'inactive' });
      return client.invalidateQueries();
    },
  });
}

/** Takes back the last change, or as many as asked; refused where another change is the last one. */
export function useUndo() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: UndoRequest) => lab.undo(request),
    onSettled: () => client.invalidateQueries(),
  });
}

export function useRedo() {
  const client = useQueryClient();
  return useMutation({ mutationFn: () => lab.redo(), onSettled: () => client.invalidateQueries() });
}

/** Ticks a step of the scenario that is done by looking. */
export function useLookAtStep() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => lab.lookAtStep(id),
    onSettled: () => client.invalidateQueries({ queryKey: ['lab', 'world'] }),
  });
}

export function useConnect() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: ConnectRequest) => lab.connect(request),
    onSettled: () => client.invalidateQueries(),
  });
}

/**
 * Applies the changes of a repair. A certificate is no matter of the world: the answer says what the form
 * for the next connection has to present.
 */
export function useApplyRepair() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (changes: readonly Change[]) => lab.applyRepair(changes),
    onSettled: () => client.invalidateQueries(),
  });
}

/** What each FortiGate knows of an endpoint or a tag; null asks for nothing. */
export function useKnowledge(subject: KnowledgeSubject | null) {
  return useQuery({
    queryKey: ['lab', 'knowledge', subject],
    queryFn: ({ signal }) => (subject === null ? null : lab.knowledge(subject, signal)),
    enabled: subject !== null,
    placeholderData: keepPreviousData,
  });
}

/** Sessions that are open, and those that ended lately, newest first. */
export function useSessions() {
  return useQuery({ queryKey: ['lab', 'sessions'], queryFn: ({ signal }) => lab.sessions(signal) });
}

export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => lab.endSession(id),
    onSettled: () => client.invalidateQueries(),
  });
}

/** Steps, runs or pauses the world's clock. */
export function useClock() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (action: ClockAction) => lab.clock(action),
    onSettled: () => client.invalidateQueries(),
  });
}
