import { zodResolver } from '@hookform/resolvers/zod';
import { Controller, useForm } from 'react-hook-form';
import { serverSteps, useSaveZtnaServer } from '#api/ztna-servers.ts';
import type { ServerFacts } from '#model/fortios/ztna-servers.ts';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { TextAreaField } from '#ui/fields/text-area-field.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { useToast } from '#ui/toast.tsx';
import { FormCommands } from '../../form-commands.tsx';
import { CertificateField } from './certificate-field.tsx';
import { ClientSettings } from './client-settings.tsx';
import { ExternalFields } from './external-fields.tsx';
import type { Server } from './server.ts';
import { draftOf, findServerField } from './server-draft.ts';
import { type ServerForm, formOf, serverFormSchema } from './server-form.ts';
import { ServiceMappings } from './service-mappings.tsx';
import styles from './servers.module.css';

/** Makes a ZTNA server, or changes one. */
export function ServerPanel({
  device,
  server,
  facts,
  suggested = {},
  onClose,
  onSaved,
}: {
  readonly device: string;
  /** Null for a new one. */
  readonly server: Server | null;
  readonly facts: ServerFacts;
  /** What a new one begins with. */
  readonly suggested?: Partial<ServerForm>;
  readonly onClose: () => void;
  /** Hears of the server by its name; a new one's VIP has the same. */
  readonly onSaved?: (name: string) => void;
}) {
  const save = useSaveZtnaServer(device, server);
  const toast = useToast();
  const form = useForm<ServerForm>({
    resolver: zodResolver(serverFormSchema),
    defaultValues: { ...formOf(server, facts), ...suggested },
  });
  const { control, watch } = form;
  const edit = useEditForm({
    form,
    basedOn: null,
    onClose,
    fieldOf: (path, step) => {
      const { places } = draftOf(form.getValues(), server, facts);
      return findServerField(path, step === null ? undefined : places[step]);
    },
    send: async (values) => {
      await save.mutateAsync(draftOf(values, server, facts).draft);
      toast({ text: `${values.name} was saved.` });
      onSaved?.(values.name);
    },
  });

  return (
    <EditPanel
      edit={edit}
      crumb="ZTNA Servers"
      title={server ? `Edit ${server.proxy.name}` : 'New ZTNA server'}
      saveLabel="OK"
      isNew={server === null}
    >
      {server ? (
        <p className={styles['sub']}>
          Type IPv4, VIP {server.proxy.vip}. The name cannot be changed, because policies refer to
          it.
        </p>
      ) : (
        <FormTextField
          control={control}
          name="name"
          label="Name"
          hint="The type is IPv4. The VIP gets the same name."
        />
      )}
      <Controller
        control={control}
        name="comments"
        render={({ field, fieldState }) => (
          <TextAreaField
            label="Comments"
            error={fieldState.error?.message}
            value={field.value}
            onChange={field.onChange}
            onBlur={field.onBlur}
            ref={field.ref}
            rows={1}
          />
        )}
      />
      <ExternalFields device={device} form={form} facts={facts} isNew={server === null} />
      <CertificateField form={form} facts={facts} />
      <ServiceMappings device={device} form={form} facts={facts} server={server} />
      <ClientSettings form={form} facts={facts} />
      <FormCommands
        device={device}
        isChanged={edit.form.formState.isDirty}
        steps={() => serverSteps(draftOf(watch(), server, facts).draft, server)}
      />
    </EditPanel>
  );
}
