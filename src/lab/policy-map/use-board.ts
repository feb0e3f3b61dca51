/** The policies of the map with what is done to them: what is open, what is made in place, what was refused. */
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useAnswer } from '#api/hooks.ts';
import type { PolicyValues } from '#consoles/fortigate/policies/form/policy-values.ts';
import { type PolicyRow, policyId } from '#consoles/fortigate/policies/policy-row.ts';
import { labApi } from '#model/contract/lab.ts';
import type { NamedObject } from '#model/fortios/policy-list.ts';
import type { TagCategory } from '#model/tagging/tags.ts';
import { useReorder } from '#ui/table/reorder.tsx';
import { useToast } from '#ui/toast.tsx';
import { type MapAddress, tableOf } from './map-address.ts';
import type { NewObject } from './new-object.tsx';
import { useRefusals } from './refusals.ts';
import type { RuleActions } from './rule/rule-props.ts';
import { type MapChip, type SlotName, placeFor, ruleKindOf } from './rule/slots.ts';
import { useMapChange } from './use-map-change.tsx';
import type { useMapRows } from './use-map-rows.ts';
import { usePut } from './use-put.ts';
import { useRuleMenu } from './use-rule-menu.ts';

/** A place of a policy that is open, to pick what stands in it. */
/** What a form makes, and the place that it is put in. */
interface Making {
  readonly what: NewObject;
  readonly to: Pick<OpenSlot, 'id' | 'slot'> | null;
}

interface OpenSlot {
  readonly id: string;
  readonly slot: SlotName;
  readonly anchor: HTMLElement;
}

const noNames: ReadonlyMap<string, NamedObject> = new Map();

/** A function that stays the same while what it does follows: who is given it is not drawn anew for it. */
function useSteady<Arguments extends readonly unknown[], Value>(
  act: (...given: Arguments) => Value,
): (...given: Arguments) => Value {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  const [steady] = useState(
    () =>
      (...given: Arguments): Value =>
        latest.current(...given),
  );
  return steady;
}

/** All of what can be done, each steady. */
function useSteadyActions(actions: RuleActions): RuleActions {
  const get = useSteady(() => actions);
  const [steady] = useState<RuleActions>(() => ({
    onSelect: (id) => get().onSelect(id),
    slotActions: (id) => ({
      onOpen: (slot, anchor) => get().slotActions(id).onOpen(slot, anchor),
      onDrop: (slot, chip) => get().slotActions(id).onDrop(slot, chip),
      onRefuse: (slot, message) => get().slotActions(id).onRefuse(slot, message),
    }),
    onMatch: (id, logic) => get().onMatch(id, logic),
    onNegate: (id, negate) => get().onNegate(id, negate),
    onVerdict: (id, action) => get().onVerdict(id, action),
    onStep: (id, way) => get().onStep(id, way),
    onShare: (category) => get().onShare(category),
    menuOf: (policy) => get().menuOf(policy),
  }));
  return steady;
}

function usePlaceOf(rows: readonly (PolicyRow | undefined)[], id: string): number | null {
  return useMemo(() => {
    const at = rows.findIndex((row) => row !== undefined && policyId(row) === id);
    return at < 0 ? null : at;
  }, [rows, id]);
}

export function useBoard(
  address: MapAddress,
  { windows, rows, ahead }: ReturnType<typeof useMapRows>,
  onSelect: (id: string) => void,
) {
  const { fortigate: device, list, policy: selectedId } = address;
  const names = windows.list?.names ?? noNames;
  const toast = useToast();
  const rowOf = (id: string): PolicyRow | undefined =>
    rows.find((row) => row !== undefined && policyId(row) === id);
  const change = useMapChange(device, tableOf(list), rows, ahead);
  const refusals = useRefusals(rowOf);
  const { told } = refusals;
  const [open, setOpen] = useState<OpenSlot | null>(null);
  const [making, setMaking] = useState<Making | null>(null);
  const make = async (next: Making): Promise<void> => {
    const refusal = await change.beginDraft();
    if (refusal) toast({ text: refusal.message, tone: 'bad' });
    else setMaking(next);
  };
  const [moving, setMoving] = useState<PolicyRow | null>(null);
  const { data: ems } = useAnswer(labApi.emsStatus, { device });

  const edit = (id: string, made: (values: PolicyValues) => PolicyValues): void =>
    told(id, change.edit(id, made));
  const step = (id: string, way: 'up' | 'down'): void => told(id, change.step(id, way));
  const serial = ems?.device_serial ?? null;
  const put = usePut(device, serial, change, refusals);
  const share = (category: TagCategory): void => {
    if (serial === null) return;
    void change.share(serial, category).then(({ refusal }) => {
      if (refusal) toast({ text: refusal.message, tone: 'bad' });
    });
  };
  const menuOf = useRuleMenu(device, change, refusals, { step, onMoveTo: setMoving, onSelect });
  const actions = useSteadyActions({
    onSelect,
    slotActions: (id) => ({
      onOpen: (slot, anchor) => {
        refusals.clear();
        setOpen({ id, slot, anchor });
      },
      onDrop: (slot, chip) => put(id, slot, chip),
      onRefuse: (slot, message) => refusals.at({ id, slot, message }),
    }),
    onMatch: (id, logic) => edit(id, (values) => ({ ...values, 'ztna-tags-match-logic': logic })),
    onNegate: (id, negate) => edit(id, (values) => ({ ...values, 'ztna-ems-tag-negate': negate })),
    onVerdict: (id, action) => edit(id, (values) => ({ ...values, action })),
    onStep: step,
    onShare: share,
    menuOf,
  });
  const reorder = useReorder(
    {
      nameOf: (policy: PolicyRow) => `policy ${policyId(policy)}`,
      onMove: (id, place) =>
        change.move(id, place).then((refusal) => {
          refusals.show(id, refusal);
          return refusal === null;
        }),
    },
    rows,
    policyId,
    useId(),
  );
  const selected = selectedId === '' ? undefined : rowOf(selectedId);
  const shownAt = usePlaceOf(rows, selectedId);
  /** A chip of the palette that is pressed goes to the policy that is chosen. */
  const press = (chip: MapChip): void => {
    const slot = selected ? placeFor(chip, ruleKindOf(selected)) : null;
    if (!selected) toast({ text: 'Choose a policy first: press one in the list.' });
    else if (slot === null) toast({ text: `${chip.label} has no place in such a policy.` });
    else put(policyId(selected), slot, chip);
  };
  return {
    rows,
    names,
    rowOf,
    change,
    refusals,
    actions,
    reorder,
    selected,
    shownAt,
    open,
    setOpen,
    making,
    make: (next: Making) => void make(next),
    endMaking: () => setMaking(null),
    moving,
    setMoving,
    put,
    press: useSteady(press),
    share: useSteady(share),
  };
}
export type BoardState = ReturnType<typeof useBoard>;
