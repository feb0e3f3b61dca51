/** One group of the access matrix at one server in full: what its outcomes hang on, a job of its own. */
import { type GroupSweep, GroupSweepUnderWay } from '#engine/analysis/group-sweep.ts';
import type {
  GroupSweepShown,
  MatrixGroupAnswer,
  MatrixGroupCell,
} from '#model/lab/group-sweep.ts';
import { basisOf } from '../../basis.ts';
import type { Beside } from '../../jobs.ts';
import { notFound } from '../../refusal.ts';
import type { WorldState } from '../../state.ts';
import { matrixOf, matrixSlice } from './access-matrix.ts';
import { reachedAt } from './matrix-pair.ts';

const mostHosts = 5;

/** Hours that come to the same, one after the other, are one. */
function shown({ facts, ...sums }: GroupSweep): GroupSweepShown {
  return {
    ...sums,
    facts: facts.map(({ fact, have, values, hanging }) => {
      const merged: GroupSweepShown['facts'][number]['values'] = [];
      for (const one of values) {
        const last = merged.at(-1);
        if (fact === 'hour' && last?.of === one.of && last.allowed === one.allowed)
          last.to = one.value;
        else merged.push({ ...one });
      }
      const first = hanging.slice(0, mostHosts).map(({ uid, host }) => ({ uid, host }));
      return { fact, have, values: merged, hanging: hanging.length, first };
    }),
  };
}

/** Ask again while it says that it is still counting. */
export function matrixGroup(
  state: WorldState,
  cell: MatrixGroupCell,
  beside: Beside,
): MatrixGroupAnswer {
  const { row, at, to, ...filter } = cell;
  const { fortigate, vip } = reachedAt(state, at, to);
  const matrix = matrixOf(state, filter, beside);
  // Who is in the group may follow from all of it.
  if (matrix.counting) {
    matrix.advance(matrixSlice);
    if (matrix.counting) return { label: '', size: 0, sweep: null, counting: matrix.counting };
  }
  const { label, members } =
    matrix.membersOf(filter, row) ??
    notFound('There is no such group any more. Close this and choose another one.', 'row');
  const job = beside.sweeps.take(
    JSON.stringify(cell),
    basisOf(state),
    () =>
      new GroupSweepUnderWay(
        state.ems,
        fortigate,
        members,
        vip,
        { srcintf: filter.srcintf === '' ? null : filter.srcintf, at: state.clock },
        state.names,
      ),
  );
  job.work.advance(matrixSlice);
  const { isDone, done, total } = job.work;
  return {
    label,
    size: members.length,
    sweep: isDone ? shown(job.answer) : null,
    counting: isDone ? null : { done, total },
  };
}
