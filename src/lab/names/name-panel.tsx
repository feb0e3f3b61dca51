import { Controller, useForm } from 'react-hook-form';
import { plannedChange } from '#api/call.ts';
import { useChange } from '#api/hooks.ts';
import { useUndoable } from '#api/undo.ts';
import { AccessPreview } from '#consoles/access-preview/access-preview.tsx';
import { labApi } from '#model/contract/lab.ts';
import { type NameTable, nameDraftSchema } from '#model/lab/names.ts';
import { FormSegmentField } from '#ui/fields/form-segment-field.tsx';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { TextAreaField } from '#ui/fields/text-area-field.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { useToast } from '#ui/toast.tsx';

type Listed = NameTable['names'][number];

interface NameForm {
  of: Listed['of'];
  name: string;
  /** One a line. */
  addresses: string;
}

const kinds = [
  { value: 'fqdn', label: 'Domain name' },
  { value: 'geography', label: 'Country' },
] as const;

function draftOf(values: NameForm, listed: Listed | null) {
  return nameDraftSchema.safeParse({
    of: values.of,
    name: values.name,
    addresses: values.addresses.split(/[\s,]+/).filter((one) => one !== ''),
    former: listed?.isSet ? listed.name : null,
  });
}

/** What a name resolves to: a new one, or one of the list, in the table or not. */
export function NamePanel({
  listed,
  onClose,
}: {
  /** Null for a new one. */
  readonly listed: Listed | null;
  readonly onClose: () => void;
}) {
  const save = useChange(labApi.saveName);
  const toast = useToast();
  const undoable = useUndoable(toast);
  const form = useForm<NameForm>({
    defaultValues: {
      of: listed?.of ?? 'fqdn',
      name: listed?.name ?? '',
      addresses: (listed?.addresses ?? []).join('\n'),
    },
  });
  const { control, watch, setError } = form;
  const of = watch('of');
  const isCountry = of === 'geography';
  const edit = useEditForm({
    form,
    basedOn: null,
    onClose,
    fieldOf: (path) =>
      path.startsWith('addresses') ? 'addresses' : path === 'name' ? 'name' : null,
    send: async (values) => {
      const draft = draftOf(values, listed);
      if (!draft.success) {
        for (const { path, message } of draft.error.issues)
          setError(path[0] === 'addresses' ? 'addresses' : 'name', { message });
        return false;
      }
      const { revision } = await save.mutateAsync({ body: draft.data });
      const { addresses, name } = draft.data;
      toast({
        text:
          addresses.length === 0
            ? `${name} does not resolve.`
            : `${name} resolves to ${addresses.join(', ')}.`,
        ...undoable(revision),
      });
      return true;
    },
  });
  const draft = form.formState.isDirty ? draftOf(watch(), listed) : null;
  const planned = draft?.success ? plannedChange(labApi.saveName, { body: draft.data }) : null;
  return (
    <EditPanel
      edit={edit}
      crumb="Names"
      title={listed ? `Edit ${listed.name}` : 'New name'}
      saveLabel="Save"
      isNew={listed === null}
      size="narrow"
    >
      <FormSegmentField control={control} name="of" label="Type" options={kinds} />
      <FormTextField
        control={control}
        name="name"
        label={isCountry ? 'Country' : 'Domain name'}
        hint={isCountry ? 'Two capital letters, as CH.' : 'As web.example.com.'}
        mono
      />
      <Controller
        control={control}
        name="addresses"
        render={({ field, fieldState }) => (
          <TextAreaField
            label={isCountry ? 'Subnets' : 'IP addresses'}
            hint={
              isCountry
                ? 'One a line, as 203.0.113.0/24.'
                : 'One a line. A ZTNA session goes to the first. Without any, the name does not resolve.'
            }
            rows={4}
            error={fieldState.error?.message}
            value={field.value}
            onChange={field.onChange}
            onBlur={field.onBlur}
            ref={field.ref}
          />
        )}
      />
      <AccessPreview title="If you save" change={planned} />
    </EditPanel>
  );
}
