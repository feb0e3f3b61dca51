/**
 * Moves that stay the same objects while nothing happens to them, so that of a list only those policies are drawn
 * anew that something does happen to.
 */
import { useEffect, useRef } from 'react';
import type { PolicyRow } from '#consoles/fortigate/policies/policy-row.ts';
import { policyId } from '#consoles/fortigate/policies/policy-row.ts';
import type { RowMove } from '#ui/table/reorder.tsx';

type MoveOf = (policy: PolicyRow, index: number) => RowMove;

interface Kept {
  readonly key: string;
  readonly move: RowMove;
  policy: PolicyRow;
  index: number;
}

export function useSteadyMoves(of: MoveOf): MoveOf {
  const latest = useRef(of);
  useEffect(() => {
    latest.current = of;
  });
  const kept = useRef(new Map<string, Kept>());
  return (policy, index) => {
    const id = policyId(policy);
    const { table, isHeld, isDragged, dropEdge } = of(policy, index);
    const key = `${table} ${isHeld} ${isDragged} ${dropEdge}`;
    const found = kept.current.get(id);
    if (found?.key === key) {
      found.policy = policy;
      found.index = index;
      return found.move;
    }
    const now = (): RowMove => latest.current(one.policy, one.index);
    const one: Kept = {
      key,
      policy,
      index,
      move: {
        table,
        isHeld,
        isDragged,
        dropEdge,
        onKeyDown: (event) => now().onKeyDown(event),
        onLeave: () => now().onLeave(),
        onDrag: (is) => now().onDrag(is),
        onDropEdge: (edge) => now().onDropEdge(edge),
        onDropped: (moved, edge) => now().onDropped(moved, edge),
      },
    };
    kept.current.set(id, one);
    return one.move;
  };
}
