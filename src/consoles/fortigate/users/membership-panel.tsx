import { Controller, useForm } from 'react-hook-form';
import { useTransaction } from '#api/rows.ts';
import { useUndoable } from '#api/undo.ts';
import type { UserList } from '#model/fortios/objects/object-lists.ts';
import { count, fewWords } from '#model/plural.ts';
import { PickField } from '#ui/fields/pick-field.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { useToast } from '#ui/toast.tsx';
import { FormCommands } from '../form-commands.tsx';
import { FormNote } from '../objects/form-note.tsx';
import { byName, useFoundPicks } from '../policies/form/names-field.tsx';
import { type MembershipForm, membershipSteps } from './membership-form.ts';

type Listed = UserList['users'][number];

/** Puts many users into groups, or takes them out. */
export function MembershipPanel({
  device,
  users,
  onClose,
}: {
  readonly device: string;
  readonly users: readonly Listed[];
  readonly onClose: () => void;
}) {
  const save = useTransaction(device);
  const found = useFoundPicks(device, 'user-group', byName);
  const toast = useToast();
  const undoable = useUndoable(toast);
  const form = useForm<MembershipForm>({ defaultValues: { into: [], outOf: [] } });
  const { control, watch } = form;
  const many = count(users.length, 'user');
  const edit = useEditForm({
    form,
    basedOn: null,
    onClose,
    fieldOf: () => 'into',
    send: async (values) => {
      const steps = membershipSteps(values, users);
      if (steps.length === 0) {
        form.setError('into', { message: 'Every user is in these groups already.' });
        return false;
      }
      const { revision } = await save.mutateAsync({ words: `change the groups of ${many}`, steps });
      toast({ text: `The groups of ${many} were changed.`, ...undoable(Number(revision)) });
      return true;
    },
  });
  const held = [...new Set(users.flatMap(({ groups }) => groups))];
  const groups = (
    name: keyof MembershipForm,
    label: string,
    hint: string,
    offered: Parameters<typeof PickField>[0]['options'] | null,
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
          {...(offered === null ? found : { options: offered })}
          placeholder="No group; choose…"
        />
      )}
    />
  );
  return (
    <EditPanel
      edit={edit}
      crumb="User Definition"
      title={`Groups of ${many}`}
      saveLabel="OK"
      size="narrow"
    >
      <FormNote>{fewWords(users.map(({ name }) => name))}</FormNote>
      {groups('into', 'Add to', 'Users that are in a group already stay as they are.', null)}
      {held.length === 0
        ? null
        : groups(
            'outOf',
            'Remove from',
            'Users that are not in a group stay as they are.',
            held.map((name) => ({ value: name, label: name })),
          )}
      <FormCommands
        device={device}
        isChanged={edit.form.formState.isDirty}
        steps={() => membershipSteps(watch(), users)}
      />
    </EditPanel>
  );
}
