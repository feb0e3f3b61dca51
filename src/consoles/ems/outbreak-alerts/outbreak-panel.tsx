import { useForm } from 'react-hook-form';
import { type OutbreakSpec, outbreakSpecSchema } from '#model/ems/outbreak.ts';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useToast } from '#ui/toast.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';

interface Values {
  readonly name: string;
  readonly tag: string;
  /** Separated by commas or blanks. */
  readonly cves: string;
}

function fieldOf(path: string): keyof Values | null {
  const [first] = path.split('.');
  return first === 'name' || first === 'tag' || first === 'cves' ? first : null;
}

/** Publishes an outbreak: a name, its tag, and the vulnerabilities that it is about. */
export function OutbreakPanel({
  onAdd,
  onClose,
}: {
  readonly onAdd: (spec: OutbreakSpec) => Promise<unknown>;
  readonly onClose: () => void;
}) {
  const toast = useToast();
  const form = useForm<Values>({ defaultValues: { name: '', tag: '', cves: '' } });
  const edit = useEditForm({
    form,
    basedOn: null,
    fieldOf,
    onClose,
    send: async (values) => {
      const read = outbreakSpecSchema.safeParse({
        ...values,
        cves: values.cves.split(/[\s,]+/).filter((cve) => cve !== ''),
      });
      if (!read.success) {
        for (const { path, message } of read.error.issues.toReversed())
          form.setError(fieldOf(path.join('.')) ?? 'root', { message }, { shouldFocus: true });
        return false;
      }
      await onAdd(read.data);
      toast({ text: `${read.data.name} was published.` });
      return true;
    },
  });
  const text = (name: keyof Values, label: string, hint: string) => (
    <FormTextField control={form.control} name={name} label={label} hint={hint} />
  );
  return (
    <EditPanel
      edit={edit}
      crumb="FortiGuard Outbreak Alerts"
      title="Publish an outbreak"
      saveLabel="Publish"
      isNew
      size="narrow"
    >
      {text('name', 'Name', 'The name of the alert.')}
      {text('tag', 'Tag', 'Endpoints get this FortiGuard outbreak alert tag.')}
      {text('cves', 'CVE IDs', 'One or more, separated by commas: CVE-2021-44228.')}
    </EditPanel>
  );
}
