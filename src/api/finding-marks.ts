/** What the lab finds of the policies of a list, looked for while somebody reads it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { labApi } from '#model/contract/lab.ts';
import type { AnswerOf } from '#model/contract/endpoint.ts';
import type { FindingKind, markedTables } from '#model/lab/findings.ts';
import { asking } from './hooks.ts';

/** Nobody waits for it: what the list itself asks has its turn between two slices. */
const pauseMs = 50;

type Answer = AnswerOf<typeof labApi.findingMarks>;

function byKey({ marks }: Answer): Readonly<Record<string, readonly FindingKind[]>> | null {
  return marks && Object.fromEntries(marks.map(({ key, kinds }) => [key, kinds]));
}

/**
 * By a policy's number, the kinds of what is found of it, worst first; null until all is looked at. While it is
 * looked for anew after a change, what was found before stays, so that nothing is drawn unless it differs.
 */
export function useFindingMarks(fortigate: string, table: (typeof markedTables)[number]) {
  const client = useQueryClient();
  const input = { query: { fortigate, table } };
  const { queryKey } = asking(labApi.findingMarks, input, (answer) => answer);
  const query = asking(labApi.findingMarks, input, (answer): Answer => {
    const before = client.getQueryData(queryKey);
    return { ...answer, marks: answer.marks ?? before?.marks ?? null };
  });
  return useQuery({
    ...query,
    refetchInterval: ({ state }) => (state.data?.counting ? pauseMs : false),
    select: byKey,
  }).data;
}
