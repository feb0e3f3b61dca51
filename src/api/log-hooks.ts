import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ExplainLogRequest, LogLineRequest } from '#model/log-replay.ts';
import { whileCounting } from './counting.ts';
import { lab } from './lab.ts';
import { sendParts } from './sent-text.ts';

/** Sends the lines of a log; gives the id to ask about them by. */
export function useSendLog() {
  return useMutation({
    mutationFn: async ({ text, signal }: { text: string; signal: AbortSignal }) => {
      const id = await lab.beginLog(text.length);
      await sendParts(`/log/texts/${id}`, text, () => undefined, signal);
      return id;
    },
  });
}

/** Lines that were sent, decided again bit by bit until that is `stopped`; null asks for nothing. */
export function useExplainLog(request: ExplainLogRequest | null, stopped: boolean) {
  return useQuery({
    queryKey: ['lab', 'log', request],
    queryFn: ({ signal }) => (request === null ? null : lab.explainLog(request, signal)),
    enabled: request !== null,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => whileCounting(state.data?.counting, stopped),
  });
}

/** One line in full; null asks for nothing. */
export function useExplainLogLine(request: LogLineRequest | null) {
  return useQuery({
    queryKey: ['lab', 'log-line', request],
    queryFn: ({ signal }) => (request === null ? null : lab.explainLogLine(request, signal)),
    enabled: request !== null,
  });
}

export function useCreateFromLog() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: LogLineRequest) => lab.createFromLog(request),
    onSettled: () => client.invalidateQueries(),
  });
}
