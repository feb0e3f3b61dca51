import { Controller, useForm } from 'react-hook-form';
import { useTransaction } from '#api/rows.ts';
import { userTypeWords } from '#model/fortios/objects/users.ts';
import { SwitchField } from '#ui/fields/choice-field.tsx';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { PickField } from '#ui/fields/pick-field.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { useToast } from '#ui/toast.tsx';
import { FormCommands } from '../form-commands.tsx';
import { FormNote } from '../objects/form-note.tsx';
import { checkedBy } from '../objects/saving.ts';
import { byName, useFoundPicks } from '../policies/form/names-field.tsx';
import {
  type EditedUser,
  type UserForm,
  userErrors,
  userFieldOf,
  userFormOf,
  userSteps,
} from './user-form.ts';

/** A new user who is to come into a group whose form is open. */
export interface NewMember {
  /** As it was typed there; may be nothing. */
  readonly name: string;
  /** Null for a group that is new itself. */
  readonly group: string | null;
}

/** *Create New > User*, and the form of one that is there. */
export function UserPanel({
  device,
  user,
  revision,
  member = null,
  onReload,
  onClose,
  onSaved,
}: {
  readonly device: string;
  /** Null for a new one. */
  readonly user: EditedUser | null;
  readonly revision: number | null;
  readonly member?: NewMember | null;
  readonly onReload: () => void;
  readonly onClose: () => void;
  /** Hears of the user by the name. */
  readonly onSaved?: (name: string) => void;
}) {
  const save = useTransaction(device);
  const toast = useToast();
  const found = useFoundPicks(device, 'user-group', byName);
  const form = useForm<UserForm>({
    defaultValues: userFormOf(user, member?.name),
    resolver: checkedBy((values) => userErrors(values, user)),
  });
  const { control, watch } = form;
  const edit = useEditForm({
    form,
    basedOn: revision,
    onClose,
    fieldOf: userFieldOf,
    send: async (values, basedOn) => {
      await save.mutateAsync({
        words: `${user ? 'edit' : 'create'} the user ${values.name}`,
        steps: userSteps(values, user, basedOn),
      });
      toast({ text: `${values.name} was saved.` });
      onSaved?.(values.name);
    },
  });
  return (
    <EditPanel
      edit={edit}
      crumb="User Definition"
      title={user ? `Edit ${user.row.name}` : 'New user'}
      saveLabel="OK"
      isNew={user === null}
      size="narrow"
      onReload={onReload}
    >
      {user ? (
        <FormNote>
          {userTypeWords[user.row.type]}. The name cannot be changed, because policies and groups
          refer to it.
        </FormNote>
      ) : (
        <>
          {member === null ? null : (
            <FormNote>
              The user is saved at once, and comes into {member.group ?? 'the new group'} when you
              save the group.
            </FormNote>
          )}
          <FormTextField
            control={control}
            name="name"
            label="Username"
            hint="As EMS reports the user of an endpoint, or as the user logs in."
          />
        </>
      )}
      <Controller
        control={control}
        name="isEnabled"
        render={({ field }) => (
          <SwitchField
            label="User Account Status"
            hint="Connect says whether a login succeeds: the lab asks for no password, and no decision looks at the status."
            checked={field.value}
            onChange={field.onChange}
            ref={field.ref}
          />
        )}
      />
      <Controller
        control={control}
        name="groups"
        render={({ field, fieldState }) => (
          <PickField
            label="User Group"
            hint="Policies name users and groups. A user matches by each of them."
            error={fieldState.error?.message}
            value={field.value}
            onChange={field.onChange}
            onBlur={field.onBlur}
            ref={field.ref}
            {...found}
            // Saving the group puts the user into it.
            options={found.options.filter(({ value }) => value !== member?.group)}
            placeholder="No group; choose…"
          />
        )}
      />
      <FormCommands
        device={device}
        isChanged={edit.form.formState.isDirty}
        steps={() => userSteps(watch(), user)}
      />
    </EditPanel>
  );
}
