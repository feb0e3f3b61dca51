/** The client of the lab's API of the FortiOS command line, and its hooks. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type CliHelpRequest,
  type CliRequest,
  cliAnswerSchema,
  cliHelpSchema,
} from '#model/cli-api.ts';
import { parsed } from './http.ts';
import { labCall } from './lab.ts';

export const cli = {
  async type(request: CliRequest, signal?: AbortSignal) {
    return parsed(
      cliAnswerSchema,
      await labCall('/cli', { method: 'POST', body: request, signal }),
    );
  },
  async help(request: CliHelpRequest) {
    return parsed(cliHelpSchema, await labCall('/cli/help', { method: 'POST', body: request }));
  },
};

function promptKey(fortigate: string, session: string) {
  return ['fortigate', fortigate, 'cli-prompt', session];
}

/** What stands before the next line of a session. */
export function useCliPrompt(fortigate: string, session: string) {
  return useQuery({
    queryKey: promptKey(fortigate, session),
    queryFn: async ({ signal }) =>
      (await cli.type({ fortigate, session, lines: [] }, signal)).prompt,
  });
}

/** Carries lines out. Where they changed something, everything that may show it is looked up again. */
export function useTypeLines(fortigate: string, session: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (lines: readonly string[]) => cli.type({ fortigate, session, lines: [...lines] }),
    onSuccess: ({ prompt, changed }) => {
      client.setQueryData(promptKey(fortigate, session), prompt);
      if (changed) void client.invalidateQueries();
    },
  });
}
