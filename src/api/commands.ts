/** What a form would do, as commands of the command line. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { commandsAnswerSchema } from '#model/commands-api.ts';
import type { Tag } from '#model/tags.ts';
import type { TransactionStep } from './fortios.ts';
import { parsed } from './http.ts';
import { labCall } from './lab.ts';

/** The commands that would make these changes on the FortiGate; null asks for nothing. */
export function useCommands(device: string, steps: readonly TransactionStep[] | null) {
  return useQuery({
    queryKey: ['fortigate', device, 'commands', steps],
    queryFn: async ({ signal }) => {
      const path = `/fortigates/${encodeURIComponent(device)}/commands`;
      const answer = await labCall(path, { method: 'POST', body: { steps }, signal });
      return parsed(commandsAnswerSchema, answer);
    },
    enabled: steps !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** The address objects that a tag is on a FortiGate. */
export function useTagCommands({ category, name }: Tag, isAsked: boolean) {
  return useQuery({
    queryKey: ['lab', 'tag-commands', category, name],
    queryFn: async ({ signal }) => {
      const path = `/tags/${category}/${encodeURIComponent(name)}/commands`;
      return parsed(commandsAnswerSchema, await labCall(path, { signal }));
    },
    enabled: isAsked && name !== '',
    placeholderData: keepPreviousData,
  });
}
