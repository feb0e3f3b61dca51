import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ExplainLogRequest, LogLineRequest } from '#model/log-replay.ts';
import { whileCounting } from './counting.ts';
import { lab } from './lab.ts';

/**
 * Lines of a device's log, decided again, bit by bit until that is `stopped`; null where there are none.
 * @param number tells one text from another: a text of megabytes makes a poor key
 */
export function useExplainLog(request: ExplainLogRequest | null, number: number, stopped: boolean) {
  const { text: _, ...page } = request ?? { text: '' };
  return useQuery({
    queryKey: ['lab', 'log', number, page],
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
