import { useMemo, useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useAnswer } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import { firewallGroup, userGroupTypeWords } from '#model/fortios/objects/users.ts';
import type { UserGroup } from '#model/fortios/tables.ts';
import { Chip } from '#ui/chip.tsx';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { type Pick, PickField } from '#ui/fields/pick-field.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { FormCommands } from '../form-commands.tsx';
import { FormNote } from '../objects/form-note.tsx';
import { checkedBy, useSaveObject } from '../objects/saving.ts';
import { byName, useFoundPicks } from '../policies/form/names-field.tsx';
import { UserPanel } from './user-panel.tsx';
import {
  type UserGroupForm,
  userGroupDraftOf,
  userGroupErrors,
  userGroupFieldOf,
  userGroupFormOf,
  userGroupStep,
  userGroupTable,
} from './user-group-form.ts';

const noMembers: readonly string[] = [];

/** Members that are no local users, as a server of another kind is: said to be so, and kept. */
function useOtherMembers(device: string, members: readonly string[]): readonly Pick[] {
  const { data } = useAnswer(
    labApi.knownUsers,
    members.length === 0 ? null : { device, body: { users: members, groups: [] } },
  );
  return useMemo(() => {
    const users = new Set(data?.users ?? members);
    return members
      .filter((name) => !users.has(name))
      .map((name) => ({
        value: name,
        label: name,
        view: <Chip text={name} tone="neutral" icon="warning" kindLabel="No local user" missing />,
      }));
  }, [data, members]);
}

/** The form of a user group; `group` null makes a new one. */
export function UserGroupPanel({
  device,
  group,
  type = firewallGroup,
  revision = null,
  onReload,
  onClose,
  onSaved,
}: {
  readonly device: string;
  readonly group: UserGroup | null;
  /** Of one that is there. */
  readonly type?: string;
  readonly revision?: number | null;
  readonly onReload: () => void;
  readonly onClose: () => void;
  /** Hears of the group by its name. */
  readonly onSaved?: (name: string) => void;
}) {
  const save = useSaveObject(device, userGroupTable);
  const found = useFoundPicks(device, 'user', byName);
  const others = useOtherMembers(device, group?.member ?? noMembers);
  const form = useForm<UserGroupForm>({
    defaultValues: userGroupFormOf(group),
    resolver: checkedBy((values) => userGroupErrors(values, group)),
  });
  const { control, watch, getValues, setValue } = form;
  /** What was typed to find the member that is to be made; null while none is. */
  const [making, setMaking] = useState<string | null>(null);
  const edit = useEditForm({
    form,
    basedOn: revision,
    onClose,
    fieldOf: userGroupFieldOf,
    send: async (values, basedOn) => {
      await save({
        name: values.name,
        key: group?.name ?? null,
        row: userGroupDraftOf(values, group),
        basedOn,
      });
      onSaved?.(values.name);
    },
  });
  return (
    <EditPanel
      edit={edit}
      crumb="User Groups"
      title={group ? `Edit ${group.name}` : 'New user group'}
      saveLabel="OK"
      isNew={group === null}
      size="narrow"
      onReload={onReload}
    >
      {group ? (
        <FormNote>
          {userGroupTypeWords(type)}. The name cannot be changed, because policies refer to it.
        </FormNote>
      ) : (
        <FormTextField
          control={control}
          name="name"
          label="Name"
          hint="A group that EMS reports of a user counts by its name, without members."
        />
      )}
      <Controller
        control={control}
        name="member"
        render={({ field, fieldState }) => (
          <PickField
            label="Members"
            hint={
              type === firewallGroup
                ? 'Local users of this FortiGate.'
                : 'The members of such a group are users of another server.'
            }
            error={fieldState.error?.message}
            value={field.value}
            onChange={field.onChange}
            onBlur={field.onBlur}
            ref={field.ref}
            {...found}
            chosen={others}
            {...(type === firewallGroup ? { maker: { what: 'user', onMake: setMaking } } : {})}
            placeholder="No members; choose…"
          />
        )}
      />
      {making === null ? null : (
        <UserPanel
          device={device}
          user={null}
          revision={null}
          member={{ name: making, group: group?.name ?? null }}
          onReload={() => setMaking(null)}
          onClose={() => setMaking(null)}
          onSaved={(name) =>
            setValue('member', [...getValues('member'), name], { shouldDirty: true })
          }
        />
      )}
      <FormCommands
        device={device}
        isChanged={edit.form.formState.isDirty}
        steps={() => [userGroupStep(watch(), group)]}
      />
    </EditPanel>
  );
}
