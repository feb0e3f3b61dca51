/** What a policy of the map is drawn from, and what can be done with it. */
import type { PolicyRow } from '#consoles/fortigate/policies/policy-row.ts';
import type { NamedObject } from '#model/fortios/policy-list.ts';
import type { MappedPolicy } from '#model/lab/policy-map.ts';
import type { TagCategory } from '#model/tagging/tags.ts';
import type { MenuItem } from '#ui/menu.tsx';
import type { RowMove } from '#ui/table/reorder.tsx';
import type { RefusedAt } from '../refusals.ts';
import type { SlotActions } from './slot.tsx';

/** What can be done with a policy of the map. */
export interface RuleActions {
  readonly onSelect: (id: string) => void;
  readonly slotActions: (id: string) => SlotActions;
  readonly onMatch: (id: string, logic: 'or' | 'and') => void;
  readonly onNegate: (id: string, negate: boolean) => void;
  readonly onVerdict: (id: string, action: 'accept' | 'deny') => void;
  readonly onStep: (id: string, way: 'up' | 'down') => void;
  readonly onShare: (category: TagCategory) => void;
  readonly menuOf: (policy: PolicyRow) => readonly MenuItem[];
}

export interface RuleProps {
  readonly policy: PolicyRow;
  readonly device: string;
  readonly endpoints: number;
  readonly mapped: MappedPolicy | undefined;
  readonly names: ReadonlyMap<string, NamedObject>;
  readonly isSelected: boolean;
  /** What the FortiGate, or the place itself, refused last. */
  readonly refusal: Omit<RefusedAt, 'id'> | undefined;
  readonly move: RowMove | null;
  readonly index: number;
  readonly actions: RuleActions;
}
