import { useMemo } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useAnswer } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import type { AddressGroup } from '#model/fortios/tables.ts';
import { SwitchField } from '#ui/fields/choice-field.tsx';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { PickField } from '#ui/fields/pick-field.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { FormCommands } from '../form-commands.tsx';
import { FormNote } from '../objects/form-note.tsx';
import { checkedBy, useSaveObject } from '../objects/saving.ts';
import { useFoundPicks } from '../policies/form/names-field.tsx';
import { type PickPlace, chosenPicks } from '../policies/form/picks.tsx';
import {
  type GroupForm,
  groupDraftOf,
  groupErrors,
  groupFieldOf,
  groupFormOf,
  groupStep,
  groupTable,
} from './group-form.ts';

const place: PickPlace = { kind: 'address', vips: false };

/** What the group's names stand for: those that are not there are said to be. */
function useKnownNames(device: string, group: AddressGroup | null) {
  const names = group ? [...group.member, ...group['exclude-member']] : [];
  const { data } = useAnswer(
    labApi.policyNames,
    names.length === 0 ? null : { device, body: { names } },
  );
  return useMemo(
    () => ({ device, names: new Map((data?.names ?? []).map((one) => [one.name, one])) }),
    [device, data],
  );
}

/** *Create New > Address Group*, and the form of one that is there. */
export function GroupPanel({
  device,
  group,
  revision,
  onReload,
  onClose,
}: {
  readonly device: string;
  /** Null for a new one. */
  readonly group: AddressGroup | null;
  readonly revision: number | null;
  readonly onReload: () => void;
  readonly onClose: () => void;
}) {
  const save = useSaveObject(device, groupTable);
  const found = useFoundPicks(device, 'group-member', place);
  const known = useKnownNames(device, group);
  const form = useForm<GroupForm>({
    defaultValues: groupFormOf(group),
    resolver: checkedBy((values) => groupErrors(values, group)),
  });
  const { control, watch } = form;
  const edit = useEditForm({
    form,
    basedOn: revision,
    onClose,
    fieldOf: groupFieldOf,
    send: (values, basedOn) =>
      save({
        name: values.name,
        key: group?.name ?? null,
        row: groupDraftOf(values, group),
        basedOn,
      }),
  });
  const members = (
    name: 'member' | 'excluded',
    label: string,
    hint: string,
    placeholder: string,
  ) => (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState }) => (
        <PickField
          label={label}
          hint={hint}
          error={fieldState.error?.message}
          value={field.value}
          onChange={field.onChange}
          onBlur={field.onBlur}
          ref={field.ref}
          {...found}
          // A group cannot be a member of itself.
          options={found.options.filter(({ value }) => value !== group?.name)}
          chosen={chosenPicks(field.value, known, place)}
          placeholder={placeholder}
        />
      )}
    />
  );
  return (
    <EditPanel
      edit={edit}
      crumb="Addresses"
      title={group ? `Edit ${group.name}` : 'New address group'}
      saveLabel="OK"
      isNew={group === null}
      onReload={onReload}
    >
      {group ? (
        <FormNote>The name cannot be changed, because policies and groups refer to it.</FormNote>
      ) : (
        <FormTextField control={control} name="name" label="Group name" />
      )}
      {members(
        'member',
        'Members',
        'Addresses and groups. The group matches where one of them does.',
        'No members; choose…',
      )}
      <Controller
        control={control}
        name="excludes"
        render={({ field }) => (
          <SwitchField
            label="Exclude members"
            hint="Leaves addresses out of the group again."
            checked={field.value}
            onChange={field.onChange}
            ref={field.ref}
          />
        )}
      />
      {watch('excludes')
        ? members(
            'excluded',
            'Excluded members',
            'What one of these matches is not in the group.',
            'None; choose…',
          )
        : null}
      <FormTextField control={control} name="comment" label="Comments" />
      <FormCommands
        device={device}
        isChanged={edit.form.formState.isDirty}
        steps={() => [groupStep(watch(), group)]}
      />
    </EditPanel>
  );
}
