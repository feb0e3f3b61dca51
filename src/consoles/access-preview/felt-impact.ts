import type { AccessImpact } from '#model/lab/access-impact.ts';

/** Of a change that was made. */
export const unfeltWords = 'Nobody gained or lost access to a ZTNA server.';

/** Whether anybody notices: who gains or loses, whose session ends, whose test comes out otherwise. */
export function isFelt({ gains, loses, ending, tests }: AccessImpact): boolean {
  return gains + loses + ending.length + tests.fail.length + tests.pass.length > 0;
}
