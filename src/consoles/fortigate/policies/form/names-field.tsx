import { type ReactNode, useMemo } from 'react';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { useChoices } from '#api/policy-choices.ts';
import type { ChoiceField } from '#model/fortios/choices.ts';
import { PickField } from '#ui/fields/pick-field.tsx';
import { type PickPlace, choicePick, chosenPicks } from './picks.tsx';
import type { PolicyContext } from '../policy-context.ts';
import type { FieldLogic } from './policy-logic.ts';
import type { PolicyValues } from './policy-values.ts';

type NamesName = 'srcintf' | 'dstintf' | 'servers' | 'dstaddr' | 'service';

/** Picks that a field offers, found by typing. `place` must be one that stays. */
export function useFoundPicks(device: string, field: ChoiceField, place: PickPlace) {
  const { choices, search } = useChoices(device, field);
  const options = useMemo(
    () => choices.map((choice) => choicePick(choice, device, place)),
    [choices, device, place],
  );
  return { options, ...search };
}

/** What only a name says, as an interface's. */
export const byName: PickPlace = { kind: 'name' };

/** How a field's picks decide together. */
export function logicOfPicks(logic: FieldLogic | undefined) {
  return logic ? { mark: logic.mark, lead: logic.lead, joint: () => logic.within } : {};
}

/** Names of a FortiGate's objects, picked from what it has. */
export function NamesField({
  form,
  name,
  from,
  place = byName,
  label,
  hint,
  logic,
  context,
}: {
  readonly form: UseFormReturn<PolicyValues>;
  readonly name: NamesName;
  /** What is offered. */
  readonly from: ChoiceField;
  readonly place?: PickPlace;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly logic?: FieldLogic | undefined;
  readonly context: PolicyContext;
}) {
  const found = useFoundPicks(context.device, from, place);
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field, fieldState }) => (
        <PickField
          label={label}
          hint={hint}
          {...logicOfPicks(logic)}
          error={fieldState.error?.message}
          value={field.value}
          onChange={field.onChange}
          onBlur={field.onBlur}
          ref={field.ref}
          {...found}
          chosen={place.kind === 'name' ? [] : chosenPicks(field.value, context, place)}
        />
      )}
    />
  );
}
