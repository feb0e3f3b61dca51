import { useMemo } from 'react';
import { Controller, type FieldPath, useForm } from 'react-hook-form';
import { type TransactionStep, createStep, updateStep } from '#api/rows.ts';
import type { TagEntry } from '#model/tagging/tag-entries.ts';
import { type TagGroupDraft, tagGroupProblems } from '#model/tagging/tag-groups.ts';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { PickField } from '#ui/fields/pick-field.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { FormCommands } from '../form-commands.tsx';
import { checkedBy, useSaveObject } from '../objects/saving.ts';
import { useFoundPicks } from '../policies/form/names-field.tsx';
import { type PickPlace, tagPick } from '../policies/form/picks.tsx';
import styles from './tags-page.module.css';

export type TagGroup = Extract<TagEntry, { kind: 'group' }>;

interface GroupForm {
  readonly name: string;
  readonly member: readonly string[];
  readonly comment: string;
}

const bothNames: PickPlace = { kind: 'tag', badged: true };
const table = 'firewall addrgrp';

function formOf(group: TagGroup | null): GroupForm {
  return group
    ? { name: group.name, member: group.members.map(({ name }) => name), comment: group.comments }
    : { name: '', member: [], comment: '' };
}

/** A field of the form by its name as text, as an answer of the API gives it. */
function pathOf(name: string): FieldPath<GroupForm> | null {
  return (['name', 'member', 'comment'] as const).find((one) => one === name) ?? null;
}

/** What saving sends. */
function rowOf({ name, member, comment }: GroupForm, isNew: boolean) {
  return isNew
    ? ({ name, category: 'ztna-ems-tag', member: [...member], comment } as const)
    : { member: [...member], comment };
}

function stepOf(values: GroupForm, group: TagGroup | null): TransactionStep {
  return group
    ? updateStep(table, group.name, rowOf(values, false))
    : createStep(table, rowOf(values, true));
}

/** The same checks as the FortiGate's own; a name that cannot be changed is not checked. */
function checkGroup(values: TagGroupDraft, isNew: boolean) {
  const problems = tagGroupProblems(values).filter(({ field }) => isNew || field !== 'name');
  return Object.fromEntries(
    problems.map(({ field, message }) => [field, { type: 'check', message }]),
  );
}

/** *Create New > Tag Group*, and the form of one that is there. */
export function TagGroupPanel({
  device,
  group,
  onReload,
  onClose,
  onSaved,
}: {
  readonly device: string;
  /** Null for a new one. */
  readonly group: TagGroup | null;
  readonly onReload: () => void;
  readonly onClose: () => void;
  /** Hears of the group by its name. */
  readonly onSaved?: (name: string) => void;
}) {
  const save = useSaveObject(device, table);
  const found = useFoundPicks(device, 'tag', bothNames);
  const chosen = useMemo(
    () => group?.members.map((view) => tagPick(view, device, true)) ?? [],
    [group, device],
  );
  const form = useForm<GroupForm>({
    defaultValues: formOf(group),
    resolver: checkedBy((values) => checkGroup(values, group === null)),
  });
  const { control, watch } = form;
  const edit = useEditForm({
    form,
    basedOn: group?.revision ?? null,
    onClose,
    fieldOf: pathOf,
    send: async (values, basedOn) => {
      await save({
        name: values.name,
        key: group?.name ?? null,
        row: rowOf(values, group === null),
        basedOn,
      });
      onSaved?.(values.name);
    },
  });
  return (
    <EditPanel
      edit={edit}
      crumb="Security Posture Tags"
      title={group ? `Edit ${group.name}` : 'New tag group'}
      saveLabel="OK"
      isNew={group === null}
      onReload={onReload}
    >
      {group ? (
        <p className={styles['sub']}>The name cannot be changed, because policies refer to it.</p>
      ) : (
        <FormTextField control={control} name="name" label="Name" />
      )}
      <Controller
        control={control}
        name="member"
        render={({ field, fieldState }) => (
          <PickField
            label="Members"
            hint="A policy that names the group matches if one member matches, also with All."
            error={fieldState.error?.message}
            value={field.value}
            onChange={field.onChange}
            onBlur={field.onBlur}
            ref={field.ref}
            {...found}
            // A group cannot be a member of itself.
            options={found.options.filter(({ value }) => value !== group?.name)}
            chosen={chosen}
            placeholder="No members; choose…"
          />
        )}
      />
      <FormTextField control={control} name="comment" label="Comments" />
      <FormCommands
        device={device}
        isChanged={edit.form.formState.isDirty}
        steps={() => [stepOf(watch(), group)]}
      />
    </EditPanel>
  );
}
