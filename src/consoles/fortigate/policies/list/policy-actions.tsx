import { useNavigate } from 'react-router';
import { paths } from '#api/paths.ts';
import { plannedRemoval, useCloneRow, useRemoveRow } from '#api/rows.ts';
import { ConfirmText } from '#consoles/access-preview/confirm-text.tsx';
import { policyName, policyTitle } from '#model/words/policy-name.ts';
import { useConfirm } from '#ui/panel/confirm.tsx';
import type { IconName } from '#ui/icons.tsx';
import type { MenuItem } from '#ui/menu.tsx';
import { useToast } from '#ui/toast.tsx';
import { matchingLogs } from './matching-logs.ts';
import type { Direction } from './policy-order.ts';
import { belowDecide, usePolicySteps } from './use-policy-steps.ts';
import { type PolicyRow, type PolicyTable, namedPolicy, policyId } from '../policy-row.ts';

/** A policy's ways through the list; none where that is filtered. */
function moveItems(
  rows: readonly (PolicyRow | undefined)[] | null,
  policy: PolicyRow,
  step: (id: string, way: Direction) => void,
  onMoveTo: (policy: PolicyRow) => void,
): readonly MenuItem[] {
  const at = rows?.indexOf(policy) ?? -1;
  // Those in sight have their neighbours, which are loaded with them.
  const above = at > 0 ? rows?.[at - 1] : undefined;
  const below = at >= 0 ? rows?.[at + 1] : undefined;
  const to = (label: string, icon: IconName & Direction): MenuItem => ({
    label,
    icon,
    onSelect: () => step(policyId(policy), icon),
  });
  return [
    ...(above === undefined ? [] : [to('Move up', 'up')]),
    ...(below === undefined ? [] : [to('Move down', 'down')]),
    ...(rows !== null && rows.length > 1
      ? [{ label: 'Move to…', icon: 'order', onSelect: () => onMoveTo(policy) } as const]
      : []),
  ];
}

/** What the lab has for a policy, and the product has not. */
function labItems(
  device: string,
  table: PolicyTable,
  policy: PolicyRow,
  go: (to: string) => void,
): readonly MenuItem[] {
  return [
    {
      label: 'Try a session',
      icon: 'play',
      own: true,
      onSelect: () => go(paths.lab.connectForPolicy(device, namedPolicy(policy))),
    },
    {
      label: 'Findings',
      icon: 'warning',
      own: true,
      onSelect: () => go(paths.lab.findings({ fortigate: device, table, key: policyId(policy) })),
    },
  ];
}

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
  const clone = useCloneRow(device, table);
  const remove = useRemoveRow(device, table);
  const ask = useConfirm();
  const { setStatus, moveTo, step } = usePolicySteps(device, table, rows);
  const toast = useToast();
  const navigate = useNavigate();
  const onError = (error: Error): void => toast({ text: error.message, tone: 'bad' });

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
      text: (
        <ConfirmText text={belowDecide} change={plannedRemoval(device, table, policyId(policy))} />
      ),
      confirm: 'Delete',
      danger: true,
    });
    if (!yes) return;
    remove.mutate(policyId(policy), {
      onSuccess: () => toast({ text: `${policyTitle(namedPolicy(policy))} deleted.` }),
      onError,
    });
  };

  /** The product's menu, in its order; moves stand where it has them by dragging alone. */
  const menuOf = (policy: PolicyRow): readonly MenuItem[] => {
    const logs = matchingLogs(device, policy);
    return [
      policy.row.status === 'enable'
        ? {
            label: 'Set Status: Disable',
            icon: 'power',
            onSelect: () => void setStatus(policy, 'disable'),
          }
        : {
            label: 'Set Status: Enable',
            icon: 'power',
            onSelect: () => void setStatus(policy, 'enable'),
          },
      { label: 'Clone', icon: 'clone', onSelect: () => makeClone(policy) },
      ...moveItems(rows, policy, (id, way) => void step(id, way), onMoveTo),
      ...(logs === null
        ? []
        : [
            {
              label: 'Show Matching Logs',
              icon: 'search',
              onSelect: () => void navigate(logs),
            } as const,
          ]),
      ...labItems(device, table, policy, (to) => void navigate(to)),
      { label: 'Edit', icon: 'edit', onSelect: () => onEdit(policyId(policy)) },
      {
        label: 'Edit in CLI',
        icon: 'terminal',
        onSelect: () => void navigate(paths.fgt(device).commandLine(namedPolicy(policy))),
      },
      { label: 'Delete…', icon: 'trash', danger: true, onSelect: () => void askRemove(policy) },
    ];
  };
  return { menuOf, moveTo };
}
