import { useEffect, useRef } from 'react';
import { plannedMove, plannedUpdate, useMoveRow, useUpdateRow } from '#api/rows.ts';
import { useAskFirst } from '#consoles/access-preview/use-ask-first.tsx';
import { sentenceStart } from '#model/text.ts';
import { policyName, policyTitle } from '#model/words/policy-name.ts';
import type { Place } from '#ui/table/order-preview.ts';
import { useToast } from '#ui/toast.tsx';
import { type PolicyRow, type PolicyTable, namedPolicy, policyId } from '../policy-row.ts';
import { type Direction, moved, stepFrom } from './policy-order.ts';

export const belowDecide =
  'The policies below it decide instead. If no policy matches, the implicit deny applies.';

/** Does one thing after the other: what is pressed while another is being done waits, and is not lost. */
function useTurns() {
  const toast = useToast();
  const turns = useRef<Promise<unknown>>(Promise.resolve());
  return <Value>(act: () => Promise<Value>): Promise<Value | undefined> => {
    const done = turns.current.then(act).catch((error: unknown) => {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'bad' });
      return undefined;
    });
    turns.current = done;
    return done;
  };
}

/** What is done to a policy in its list at once, or after a question where somebody gains or loses by it. */
export function usePolicySteps(
  device: string,
  table: PolicyTable,
  rows: readonly (PolicyRow | undefined)[] | null,
) {
  const update = useUpdateRow(device, table);
  const sendMove = useMoveRow(device, table);
  const askFirst = useAskFirst();
  const toast = useToast();
  const inTurn = useTurns();
  const order = useRef<readonly (string | undefined)[]>([]);
  useEffect(() => {
    order.current = rows?.map((row) => row && policyId(row)) ?? [];
  }, [rows]);

  const setStatus = (policy: PolicyRow, status: 'enable' | 'disable'): Promise<void> =>
    inTurn(async () => {
      const [id, name] = [policyId(policy), namedPolicy(policy)];
      const leave = await askFirst(plannedUpdate(device, table, id, { status }), {
        title: `${sentenceStart(status)} ${policyName(name)}?`,
        text: status === 'disable' ? belowDecide : 'It decides before the policies below it.',
        confirm: sentenceStart(status),
      });
      if (!leave) return;
      await update.mutateAsync({ key: id, row: { status }, basedOn: null });
      toast({ text: `${policyTitle(name)} ${status}d.${leave.news}` });
    });

  const move = async (id: string, place: Place): Promise<boolean> => {
    const where =
      'before' in place ? `before policy ${place.before}` : `after policy ${place.after}`;
    const leave = await askFirst(plannedMove(device, table, id, place), {
      title: `Move policy ${id}?`,
      text: `Policy ${id} will stand ${where}.`,
      confirm: 'Move',
    });
    if (!leave) return false;
    await sendMove.mutateAsync({ key: id, place });
    order.current = moved(order.current, id, place);
    toast({ text: `Policy ${id} moved.${leave.news}` });
    return true;
  };
  const moveTo = (id: string, place: Place): Promise<boolean> =>
    inTurn(() => move(id, place)).then((isMade) => isMade === true);
  /** Its neighbour is looked for when its turn comes: the step before may have brought another one. */
  const step = (id: string, way: Direction): Promise<unknown> =>
    inTurn(async () => {
      const place = stepFrom(order.current, id, way);
      if (place !== null) await move(id, place);
    });

  return { setStatus, moveTo, step };
}
