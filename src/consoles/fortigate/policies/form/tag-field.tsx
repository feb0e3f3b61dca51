import { Controller, type UseFormReturn } from 'react-hook-form';
import type { PolicyKind } from '#model/fortios/policy-list.ts';
import { CheckboxField } from '#ui/fields/choice-field.tsx';
import { FormSegmentField } from '#ui/fields/form-segment-field.tsx';
import { PickField } from '#ui/fields/pick-field.tsx';
import type { PolicyContext } from '../policy-context.ts';
import { logicOfPicks, useFoundPicks } from './names-field.tsx';
import { type PickPlace, chosenPicks } from './picks.tsx';
import type { FieldLogic } from './policy-logic.ts';
import type { PolicyValues } from './policy-values.ts';
import styles from './tag-field.module.css';
import { TagNotes } from './tag-notes.tsx';

const bothNames: PickPlace = { kind: 'tag', badged: true };
const oneName: PickPlace = { kind: 'tag', badged: false };

/** When the IP or MAC kind of a tag matters. */
function kindHint(kind: PolicyKind, device: string): string {
  return kind === 'standard'
    ? `IP: the packet’s source address must be in the tag’s address list. MAC: its source MAC address must be in the list. ${device} sees MAC addresses only of endpoints whose gateway is ${device}.`
    : 'In a ZTNA policy, the IP tag and the MAC tag of a name are the same, so each tag is listed once.';
}

interface TagFieldProps {
  readonly form: UseFormReturn<PolicyValues>;
  readonly logic: FieldLogic | undefined;
  readonly context: PolicyContext;
}

/** Tags of a list of the policy, with what is easily overlooked in them. */
function TagPicks({
  form,
  name,
  label,
  hint,
  logic,
  context,
}: TagFieldProps & {
  readonly name: 'ztna-ems-tag' | 'ztna-ems-tag-secondary';
  readonly label: string;
  readonly hint?: string;
}) {
  const kind = form.watch('kind');
  const isStandard = kind === 'standard';
  const place = isStandard ? bothNames : oneName;
  const found = useFoundPicks(context.device, isStandard ? 'tag' : 'ztna-tag', place);
  return (
    <>
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
            chosen={chosenPicks(field.value, context, place)}
            placeholder={isStandard ? 'No tags' : 'No tags; choose…'}
          />
        )}
      />
      <TagNotes
        kind={kind}
        names={form.watch(name)}
        match={form.watch('ztna-tags-match-logic')}
        context={context}
      />
    </>
  );
}

/** *Negate*, which is there only with tags [419462]; its label is ours [assumed]. */
function NegateField({ form }: Pick<TagFieldProps, 'form'>) {
  const { control, watch } = form;
  if (watch('ztna-ems-tag').length === 0) return null;
  return (
    <Controller
      control={control}
      name="ztna-ems-tag-negate"
      render={({ field }) => (
        <CheckboxField
          label="Negate Security Posture Tag"
          hint="The policy matches if the tags above do not match."
          checked={field.value}
          onChange={field.onChange}
          ref={field.ref}
        />
      )}
    />
  );
}

const matchHints = {
  plain: {
    or: 'The endpoint needs one of these tags.',
    and: 'The endpoint needs every one of these tags.',
  },
  negated: {
    or: 'The endpoint must have none of these tags.',
    and: 'The endpoint must lack at least one of these tags.',
  },
} as const;

/** The tags that a policy asks for, and whether any or all of them. */
export function TagField({ form, logic, context }: TagFieldProps) {
  const kind = form.watch('kind');
  const match = form.watch('ztna-tags-match-logic');
  const count = form.watch('ztna-ems-tag').length;
  const negate = count > 0 && form.watch('ztna-ems-tag-negate');
  const isStandard = kind === 'standard';
  return (
    <div className={styles['field']}>
      <TagPicks
        form={form}
        name="ztna-ems-tag"
        label={isStandard ? 'IP/MAC Based Access Control' : 'Security Posture Tag'}
        hint={kindHint(kind, context.device)}
        logic={logic}
        context={context}
      />
      {isStandard ? (
        <p className={styles['locked']}>
          <b>Match: Any.</b> A standard policy matches if {negate ? 'none' : 'one'} of its tags
          matches. The setting Any or All has no effect
          {match === 'and' && count > 1 ? ', although All is set' : ''}.
        </p>
      ) : (
        <FormSegmentField
          control={form.control}
          name="ztna-tags-match-logic"
          label="Match"
          hint={
            count === 0
              ? 'Without tags, the policy does not check tags.'
              : matchHints[negate ? 'negated' : 'plain'][match]
          }
          options={[
            { value: 'or', label: 'Any' },
            { value: 'and', label: 'All' },
          ]}
        />
      )}
      <NegateField form={form} />
    </div>
  );
}

/** *Logical And With Secondary Tags* [477578]: one of them must match as well. */
export function SecondaryTagFields({ form, logic, context }: TagFieldProps) {
  return (
    <div className={styles['field']}>
      <FormSegmentField
        control={form.control}
        name="secondary"
        label="Logical And With Secondary Tags"
        options={[
          { value: 'disable', label: 'Disable' },
          { value: 'specify', label: 'Specify' },
        ]}
      />
      {form.watch('secondary') === 'specify' ? (
        <TagPicks
          form={form}
          name="ztna-ems-tag-secondary"
          label="Secondary Tags"
          hint="One of these must match as well."
          logic={logic}
          context={context}
        />
      ) : null}
    </div>
  );
}
