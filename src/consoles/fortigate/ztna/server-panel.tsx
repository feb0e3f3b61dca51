import { zodResolver } from '@hookform/resolvers/zod';
import { Controller, type FieldPath, useForm } from 'react-hook-form';
import { useChoices } from '#api/policy-choices.ts';
import { serverSteps, useSaveZtnaServer } from '#api/ztna-servers.ts';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { RadioField, SegmentField } from '#ui/fields/choice-field.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { PickOneField } from '#ui/fields/pick-field.tsx';
import { TextField } from '#ui/fields/text-field.tsx';
import { useToast } from '#ui/toast.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import {
  type Server,
  type ServerForm,
  draftOf,
  findServerField,
  formOf,
  serverFormSchema,
} from './server.ts';
import { FormCommands } from '../form-commands.tsx';
import { ServiceMappings } from './service-mappings.tsx';
import styles from './servers-page.module.css';

const paths: readonly FieldPath<ServerForm>[] = [
  'name',
  'extip',
  'extport',
  'extintf',
  'clientCert',
  'emptyCertAction',
];

/** A field of the form by its name as text, as an answer of the API gives it. */
function pathOf(name: string | null): FieldPath<ServerForm> | null {
  const plain = paths.find((path) => path === name);
  if (plain) return plain;
  const match = /^gateways\.(\d+)\.(?:urlMap|servers\.(\d+)\.(ip|port))$/.exec(name ?? '');
  if (!match) return null;
  const gateway = Number(match[1]);
  const server = Number(match[2]);
  if (match[2] === undefined) return `gateways.${gateway}.urlMap`;
  return match[3] === 'ip'
    ? `gateways.${gateway}.servers.${server}.ip`
    : `gateways.${gateway}.servers.${server}.port`;
}

/** Makes a ZTNA server, or changes one. */
export function ServerPanel({
  device,
  server,
  onClose,
}: {
  readonly device: string;
  /** Null for a new one. */
  readonly server: Server | null;
  readonly onClose: () => void;
}) {
  const { choices, search } = useChoices(device, 'interface');
  const save = useSaveZtnaServer(device, server);
  const toast = useToast();
  const form = useForm<ServerForm>({
    resolver: zodResolver(serverFormSchema),
    defaultValues: formOf(server),
  });
  const { control, watch } = form;
  const clientCert = watch('clientCert');
  const edit = useEditForm({
    form,
    basedOn: null,
    onClose,
    fieldOf: (path) => pathOf(findServerField(path)),
    send: async (values) => {
      await save.mutateAsync(draftOf(values, server));
      toast({ text: `${values.name} was saved.` });
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
      <Controller
        control={control}
        name="name"
        render={({ field, fieldState }) =>
          server ? (
            <p className={styles['sub']}>
              VIP {server.proxy.vip}. The name cannot be changed, because policies refer to it.
            </p>
          ) : (
            <TextField
              label="Name"
              hint="The VIP gets the same name."
              error={fieldState.error?.message}
              value={field.value}
              onChange={field.onChange}
              onBlur={field.onBlur}
              ref={field.ref}
            />
          )
        }
      />
      <div className={styles['pair']}>
        <FormTextField control={control} name="extip" label="External IP" mono />
        <FormTextField
          control={control}
          name="extport"
          label="External port"
          mono
          inputMode="numeric"
        />
      </div>
      <Controller
        control={control}
        name="extintf"
        render={({ field, fieldState }) => (
          <PickOneField
            label="External interface"
            error={fieldState.error?.message}
            value={field.value}
            options={choices}
            {...search}
            onChange={field.onChange}
            onBlur={field.onBlur}
            ref={field.ref}
          />
        )}
      />
      <Controller
        control={control}
        name="clientCert"
        render={({ field }) => (
          <SegmentField
            label="Client certificate"
            value={field.value}
            options={[
              { value: 'enable', label: 'Request' },
              { value: 'disable', label: 'Do not request' },
            ]}
            onChange={field.onChange}
          />
        )}
      />
      {clientCert === 'enable' ? (
        <Controller
          control={control}
          name="emptyCertAction"
          render={({ field }) => (
            <RadioField
              label="If none is presented"
              value={field.value}
              options={[
                { value: 'block', label: 'Block', hint: 'Errors 002 and 003.' },
                {
                  value: 'accept',
                  label: 'Accept',
                  hint: 'The FortiGate identifies the device by its address, if EMS shares the address.',
                },
                {
                  value: 'accept-unmanageable',
                  label: 'Accept from unmanageable devices',
                  hint: 'For phones and other devices that EMS cannot manage.',
                },
              ]}
              onChange={field.onChange}
            />
          )}
        />
      ) : null}
      <ServiceMappings form={form} />
      <FormCommands device={device} steps={() => serverSteps(draftOf(watch(), server), server)} />
    </EditPanel>
  );
}
