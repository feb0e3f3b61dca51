import { useForm } from 'react-hook-form';
import { useChange } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import { type ListedWorld, worldNameSchema } from '#model/lab/worlds/worlds.ts';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { useToast } from '#ui/toast.tsx';

export function RenamePanel({
  world: { id, name },
  onClose,
}: {
  readonly world: ListedWorld;
  readonly onClose: () => void;
}) {
  const rename = useChange(labApi.renameWorld);
  const toast = useToast();
  const form = useForm({ defaultValues: { name } });
  const edit = useEditForm({
    form,
    basedOn: null,
    onClose,
    fieldOf: (path) => (path === 'name' ? 'name' : null),
    send: async (values) => {
      const read = worldNameSchema.safeParse(values.name);
      if (!read.success) {
        form.setError('name', { message: read.error.issues[0]?.message ?? '' });
        return false;
      }
      await rename.mutateAsync({ id, body: { name: read.data } });
      toast({ text: `${name} is now named ${read.data}.` });
      return true;
    },
  });
  return (
    <EditPanel edit={edit} crumb="Worlds" title={`Rename ${name}`} saveLabel="Save" size="narrow">
      <FormTextField control={form.control} name="name" label="Name" />
    </EditPanel>
  );
}
