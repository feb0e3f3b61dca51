import { useForm } from 'react-hook-form';
import { ApiError } from '#api/http.ts';
import { type OutbreakSpec, outbreakSpecSchema } from '#model/outbreak.ts';
import { FormTextField } from '#ui/form-text-field.tsx';
import { Button } from '#ui/button.tsx';
import { SidePanel } from '#ui/side-panel.tsx';
import { Banner } from '#ui/states.tsx';
import { useToast } from '#ui/toast.tsx';
import { useUnsavedGuard } from '#ui/unsaved.ts';

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
  busy,
  onAdd,
  onClose,
}: {
  readonly busy: boolean;
  readonly onAdd: (spec: OutbreakSpec) => Promise<unknown>;
  readonly onClose: () => void;
}) {
  const toast = useToast();
  const form = useForm<Values>({ defaultValues: { name: '', tag: '', cves: '' } });
  const { control, formState, handleSubmit, setError } = form;
  const { leave } = useUnsavedGuard(formState.isDirty);
  const submit = handleSubmit(async (values) => {
    const read = outbreakSpecSchema.safeParse({
      ...values,
      cves: values.cves.split(/[\s,]+/).filter((cve) => cve !== ''),
    });
    if (!read.success) {
      for (const { path, message } of read.error.issues.toReversed())
        setError(fieldOf(path.join('.')) ?? 'root', { message });
      return;
    }
    try {
      await onAdd(read.data);
      toast({ text: `${read.data.name} is published.` });
      form.reset(values);
      onClose();
    } catch (failure) {
      const field = failure instanceof ApiError ? fieldOf(failure.field ?? '') : null;
      setError(field ?? 'root', {
        message: failure instanceof Error ? failure.message : 'Not published. Try again.',
      });
    }
  });
  const text = (name: keyof Values, label: string, hint: string) => (
    <FormTextField control={control} name={name} label={label} hint={hint} />
  );
  return (
    <SidePanel
      crumb="Outbreak Alerts"
      title="Publish an outbreak"
      onClose={() => leave(onClose)}
      footer={
        <>
          <Button onClick={() => leave(onClose)}>Cancel</Button>
          <Button look="primary" busy={busy} onClick={() => void submit()}>
            Publish
          </Button>
        </>
      }
    >
      {formState.errors.root ? (
        <Banner tone="bad" live>
          {formState.errors.root.message}
        </Banner>
      ) : null}
      {text('name', 'Name', 'As the alert is called.')}
      {text('tag', 'Tag', 'The FortiGuard outbreak alert tag that endpoints get.')}
      {text('cves', 'CVE ids', 'One or more, separated by commas: CVE-2021-44228.')}
    </SidePanel>
  );
}
