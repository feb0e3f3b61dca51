import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Compare, ExportQuery } from '#model/config-import.ts';
import type { Tag } from '#model/tags.ts';
import { configText } from './config-import.ts';

/** A FortiGate's configuration as text. */
export function useExportedConfig(fortigate: string, query: ExportQuery) {
  return useQuery({
    queryKey: ['fortigate', fortigate, 'config-text', query],
    queryFn: ({ signal }) => configText.exported(fortigate, query, signal),
    placeholderData: (before) => before,
  });
}

export function useApplyImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, createTags }: { id: string; createTags: readonly Tag[] }) =>
      configText.apply(id, createTags),
    onSettled: () => client.invalidateQueries(),
  });
}

export function useCompare() {
  return useMutation({ mutationFn: (sides: Compare) => configText.compare(sides) });
}
