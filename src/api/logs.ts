/** A FortiGate's traffic log: its records, or the same as the command line prints them. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Input } from '#model/contract/endpoint.ts';
import { fortiosApi } from '#model/contract/fortios.ts';
import { asking } from './hooks.ts';

type Asked = NonNullable<Input<typeof fortiosApi.logs>['query']>;
type Subtype = Input<typeof fortiosApi.logs>['subtype'];

export function useLogs(device: string, subtype: Subtype, query: Asked) {
  const input = { device, subtype, query };
  return useQuery({
    ...asking(fortiosApi.logs, input, ({ results, matched_count: matched }) => ({
      records: typeof results === 'string' ? [] : results.map(({ _metadata }) => _metadata),
      matched,
    })),
    placeholderData: keepPreviousData,
  });
}

export function useLogDisplay(device: string, subtype: Subtype, query: Asked) {
  const input = { device, subtype, query: { ...query, format: 'display' as const } };
  return useQuery({
    ...asking(fortiosApi.logs, input, ({ results }) =>
      typeof results === 'string' ? results : '',
    ),
    placeholderData: keepPreviousData,
  });
}
