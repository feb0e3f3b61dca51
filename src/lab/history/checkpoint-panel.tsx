import { useForm } from 'react-hook-form';
import { useChange } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import { type PastMoment, checkpointSchema } from '#model/lab/worlds/history.ts';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { useToast } from '#ui/toast.tsx';

/** A name for the moment after a change, to find it again. */
export function CheckpointPanel({
  moment: { revision, words, checkpoint },
  onClose,
}: {
  readonly moment: PastMoment;
  readonly onClose: () => void;
}) {
  const naming = useChange(labApi.nameMoment);
  const toast = useToast();
  const form = useForm({ defaultValues: { name: checkpoint ?? '' } });
  const edit = useEditForm({
    form,
    basedOn: null,
    onClose,
    fieldOf: (path) => (path === 'name' ? 'name' : null),
    send: async (values) => {
      const read = checkpointSchema.safeParse(values);
      if (!read.success) {
        form.setError('name', { message: read.error.issues[0]?.message ?? '' });
        return false;
      }
      await naming.mutateAsync({ revision, body: read.data });
      const { name } = read.data;
      toast({
        text: name === '' ? 'The checkpoint has no name any more.' : `Checkpoint ${name} was set.`,
      });
      return true;
    },
  });
  return (
    <EditPanel
      edit={edit}
      crumb="History"
      title={`Checkpoint after “${words}”`}
      saveLabel="Save"
      size="narrow"
    >
      <FormTextField
        control={form.control}
        name="name"
        label="Name"
        hint="Leave empty to take the name away."
      />
    </EditPanel>
  );
}
