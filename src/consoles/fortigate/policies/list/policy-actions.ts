import { useCloneRow, useMoveRow, useRemoveRow, useUpdateRow } from '#api/rows.ts';
import { policyName, policyTitle } from '#model/words/policy-name.ts';
import { useConfirm } from '#ui/panel/confirm.tsx';
import type { MenuItem } from '#ui/menu.tsx';
import type { Place } from '#ui/table/order-preview.ts';
import { useToast } from '#ui/toast.tsx';
import { type PolicyRow, type PolicyTable, namedPolicy, policyId } from '../policy-row.ts';

/**
 * What can be done with a policy of a list. `rows`: the list in evaluation order, undefined where a policy is not
 * loaded; null while the list is filtered, and a move would go past those that are not shown.
 */
export function usePolicyActions(
  device: string,
  table: PolicyTable,
  rows: readonly (PolicyRow | undefined)[] | null,
  onEdit: (id: string) => void,
  onMoveTo: (policy: PolicyRow) => void,
) {
  const update = useUpdateRow(device, table);
  const clone = useCloneRow(device, table);
  const remove = useRemoveRow(device, table);
  const move = useMoveRow(device, table);
  const ask = useConfirm();
  const toast = useToast();
  const onError = (error: Error): void => toast({ text: error.message, tone: 'bad' });

  const setStatus = (policy: PolicyRow, status: 'enable' | 'disable'): void =>
    update.mutate(
      { key: policyId(policy), row: { status }, basedOn: null },
      {
        onSuccess: () => toast({ text: `${policyTitle(namedPolicy(policy))} ${status}d.` }),
        onError,
      },
    );

  const makeClone = (policy: PolicyRow): void =>
    clone.mutate(policyId(policy), {
      onSuccess: ({ mkey: id }) =>
        toast({
          text: `${policyTitle(namedPolicy(policy))} was cloned to ${policyName({ ...namedPolicy(policy), policyid: Number(id), name: '' })}, directly below it. The clone is disabled.`,
          action: { label: 'Edit', onPress: () => onEdit(id) },
        }),
      onError,
    });

  const askRemove = async (policy: PolicyRow): Promise<void> => {
    const yes = await ask({
      title: `Delete ${policyName(namedPolicy(policy))}?`,
      text: 'The policies below it decide instead. If no policy matches, the implicit deny applies.',
      confirm: 'Delete',
      danger: true,
    });
    if (!yes) return;
    remove.mutate(policyId(policy), {
      onSuccess: () => toast({ text: `${policyTitle(namedPolicy(policy))} deleted.` }),
      onError,
    });
  };

  const moveTo = (id: string, place: Place): void =>
    move.mutate(
      { key: id, place },
      { onSuccess: () => toast({ text: `Policy ${id} moved.` }), onError },
    );

  const menuOf = (policy: PolicyRow): readonly MenuItem[] => {
    const id = policyId(policy);
    const at = rows?.indexOf(policy) ?? -1;
    // Those in sight have their neighbours, which are loaded with them.
    const above = at > 0 ? rows?.[at - 1] : undefined;
    const below = at >= 0 ? rows?.[at + 1] : undefined;
    return [
      { label: 'Edit', icon: 'edit', onSelect: () => onEdit(id) },
      { label: 'Clone', icon: 'clone', onSelect: () => makeClone(policy) },
      policy.row.status === 'enable'
        ? { label: 'Disable', icon: 'power', onSelect: () => setStatus(policy, 'disable') }
        : { label: 'Enable', icon: 'power', onSelect: () => setStatus(policy, 'enable') },
      ...(above === undefined
        ? []
        : [
            {
              label: 'Move up',
              icon: 'up',
              onSelect: () => moveTo(id, { before: policyId(above) }),
            } as const,
          ]),
      ...(below === undefined
        ? []
        : [
            {
              label: 'Move down',
              icon: 'down',
              onSelect: () => moveTo(id, { after: policyId(below) }),
            } as const,
          ]),
      ...(rows !== null && rows.length > 1
        ? [{ label: 'Move to…', icon: 'order', onSelect: () => onMoveTo(policy) } as const]
        : []),
      { label: 'Delete…', icon: 'trash', danger: true, onSelect: () => void askRemove(policy) },
    ];
  };
  return { menuOf, moveTo };
}
