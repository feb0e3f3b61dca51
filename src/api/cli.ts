/** A session of the FortiOS command line, which stands somewhere in the tree. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { labApi } from '#model/contract/lab.ts';
import { call } from './call.ts';
import { asking, askAgain } from './hooks.ts';

/** No lines: what stands before the next one. */
function promptQuestion(fortigate: string, session: string) {
  const body = { fortigate, session, lines: [] };
  return asking(labApi.typeLines, { body }, ({ prompt }) => prompt);
}

export function useCliPrompt(fortigate: string, session: string) {
  return useQuery(promptQuestion(fortigate, session));
}

/** Carries lines out. Where they changed something, everything that may show it is looked up again. */
export function useTypeLines(fortigate: string, session: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (lines: readonly string[]) =>
      call(labApi.typeLines, { body: { fortigate, session, lines } }),
    onSuccess: ({ prompt, changed }) => {
      client.setQueryData(promptQuestion(fortigate, session).queryKey, prompt);
      if (changed) void askAgain(client, labApi.typeLines, {});
    },
  });
}
