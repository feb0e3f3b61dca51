/** What can be done with a policy of the map besides changing its parts. */
import { useNavigate } from 'react-router';
import { paths } from '#api/paths.ts';
import { type PolicyRow, namedPolicy, policyId } from '#consoles/fortigate/policies/policy-row.ts';
import type { MenuItem } from '#ui/menu.tsx';
import type { Refusals } from './refusals.ts';
import type { MapChange } from './use-map-change.tsx';

export function useRuleMenu(
  device: string,
  change: MapChange,
  refusals: Refusals,
  steps: {
    readonly step: (id: string, way: 'up' | 'down') => void;
    readonly onMoveTo: (policy: PolicyRow) => void;
    readonly onSelect: (id: string) => void;
  },
): (policy: PolicyRow) => readonly MenuItem[] {
  const navigate = useNavigate();
  return (policy) => {
    const id = policyId(policy);
    const name = namedPolicy(policy);
    const isOn = policy.row.status === 'enable';
    return [
      {
        label: isOn ? 'Set Status: Disable' : 'Set Status: Enable',
        icon: 'power',
        onSelect: () =>
          refusals.told(
            id,
            change.edit(id, (values) => ({ ...values, enabled: !isOn })),
          ),
      },
      {
        label: 'Clone',
        icon: 'clone',
        onSelect: () => refusals.told(id, change.copy(id, steps.onSelect)),
      },
      { label: 'Move up', icon: 'up', onSelect: () => steps.step(id, 'up') },
      { label: 'Move down', icon: 'down', onSelect: () => steps.step(id, 'down') },
      { label: 'Move to…', icon: 'order', onSelect: () => steps.onMoveTo(policy) },
      {
        label: 'Edit in the list',
        icon: 'edit',
        onSelect: () => void navigate(paths.policy(device, name) ?? ''),
      },
      {
        label: 'Try a session',
        icon: 'play',
        onSelect: () => void navigate(paths.lab.connectForPolicy(device, name)),
      },
      {
        label: 'Delete',
        icon: 'trash',
        danger: true,
        onSelect: () => refusals.told(id, change.remove(id)),
      },
    ];
  };
}
