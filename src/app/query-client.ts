import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '#api/http.ts';

/** A refusal stays a refusal however often it is asked; only silence is worth a second try. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 5000,
      retry: (failures, error) => failures < 1 && error instanceof ApiError && error.status === 0,
    },
    mutations: { networkMode: 'always' },
  },
});
