/** Findings that are in one state of a world and not in another. */
import type { Finding } from '#model/lab/findings.ts';
import type { DraftFindings } from '#model/lab/worlds/draft.ts';
import type { Beside } from '../../jobs.ts';
import type { WorldState } from '../../state.ts';
import { findingsBySort, findingsUnderWay } from './findings.ts';

/** What is looked at for one answer, in policies asked: some 20 ms. */
const slice = 20_000;
const most = 50;

export const noDifference: DraftFindings = {
  come: { findings: [], more: 0 },
  go: { findings: [], more: 0 },
  counting: null,
};

/** Those of the one that the other has not, ignored or not: to ignore one does not mend it. */
function only(
  some: readonly Finding[],
  others: readonly Finding[],
  { ignoredFindings }: WorldState,
): DraftFindings['come'] {
  const left = new Set([...others, ...ignoredFindings].map(({ id }) => id));
  const found = some.filter(({ id }) => !left.has(id)).toSorted(findingsBySort.severity);
  return { findings: found.slice(0, most), more: Math.max(0, found.length - most) };
}

/** Ask again while it says that it is still looking. */
export function differingFindings(
  state: WorldState,
  after: WorldState,
  beside: Beside,
): DraftFindings {
  if (after === state) return noDifference;
  const [was, will] = [
    findingsUnderWay(state, beside),
    findingsUnderWay(after, beside, 'with a draft '),
  ];
  const left = was.work.advance(slice);
  if (left > 0) will.work.advance(left);
  if (!was.work.isDone || !will.work.isDone) {
    const done = was.work.done + will.work.done;
    return { ...noDifference, counting: { done, total: was.work.total + will.work.total } };
  }
  return {
    come: only(will.findings, was.findings, after),
    go: only(was.findings, will.findings, state),
    counting: null,
  };
}
