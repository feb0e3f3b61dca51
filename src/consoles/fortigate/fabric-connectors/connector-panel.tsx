import { zodResolver } from '@hookform/resolvers/zod';
import { Controller, useForm } from 'react-hook-form';
import { createStep, updateStep, useCreateRow, useUpdateRow } from '#api/rows.ts';
import type { EmsConnectorAnswer } from '#model/ems/ems-connectors.ts';
import { Button } from '#ui/button.tsx';
import { CheckboxField, SegmentField } from '#ui/fields/choice-field.tsx';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { Section } from '#ui/page.tsx';
import { EditPanel } from '#ui/panel/edit-panel.tsx';
import { useEditForm } from '#ui/panel/use-edit-form.ts';
import { useToast } from '#ui/toast.tsx';
import { FormCommands } from '../form-commands.tsx';
import {
  type ConnectorForm,
  connectorFormSchema,
  connectorTable,
  connectorDraftOf,
  fieldOf,
  connectorFormOf,
} from './connector-form.ts';
import { StatusPane } from './connector-status.tsx';
import styles from './page.module.css';

function useSaveConnector(device: string, { number, settings }: EmsConnectorAnswer) {
  const create = useCreateRow(device, connectorTable);
  const update = useUpdateRow(device, connectorTable);
  return (values: ConnectorForm, basedOn: number | null) => {
    const row = connectorDraftOf(number, values);
    return settings === null
      ? create.mutateAsync(row)
      : update.mutateAsync({ key: String(number), row, basedOn });
  };
}

/** *Edit Fabric Connector*: one of EMS1 to EMS7. */
export function ConnectorPanel({
  device,
  connector,
  onSaved,
  onVerify,
  onAuthorize,
  onClose,
}: {
  readonly device: string;
  readonly connector: EmsConnectorAnswer;
  readonly onSaved: () => void;
  readonly onVerify: () => void;
  readonly onAuthorize: () => void;
  readonly onClose: () => void;
}) {
  const { number, settings, link, isVerified, revision } = connector;
  const toast = useToast();
  const save = useSaveConnector(device, connector);
  const form = useForm<ConnectorForm>({
    resolver: zodResolver(connectorFormSchema),
    defaultValues: connectorFormOf(connector),
  });
  const { control, watch, formState } = form;
  const isNew = settings === null;
  const edit = useEditForm({
    form,
    basedOn: revision,
    fieldOf,
    onClose,
    send: async (values, basedOn) => {
      await save(values, basedOn);
      toast({ text: `EMS${number} was saved.` });
      onSaved();
    },
  });
  const typed = formState.isDirty ? 'Save or discard your changes first.' : null;
  const check = (name: 'threatFeed' | 'pullTags', label: string, hint: string) => (
    <Controller
      control={control}
      name={name}
      render={({ field }) => (
        <CheckboxField
          label={label}
          hint={hint}
          checked={field.value}
          onChange={field.onChange}
          ref={field.ref}
        />
      )}
    />
  );

  return (
    <EditPanel
      edit={edit}
      crumb="FortiClient EMS"
      title={isNew ? `New connector EMS${number}` : `Edit EMS${number}`}
      saveLabel="OK"
      isNew={isNew}
      size="narrow"
    >
      {isNew ? null : (
        <Section
          title="FortiClient EMS Status"
          actions={
            <>
              {settings.status === 'enable' && !isVerified ? (
                <Button onClick={onVerify} disabledReason={typed}>
                  Verify certificate
                </Button>
              ) : null}
              {link === 'not-authorized' ? (
                <Button onClick={onAuthorize} disabledReason={typed}>
                  Authorize
                </Button>
              ) : null}
            </>
          }
        >
          <StatusPane connector={connector} />
        </Section>
      )}
      <Controller
        control={control}
        name="status"
        render={({ field }) => (
          <SegmentField
            label="Status"
            value={field.value}
            options={[
              { value: 'enable', label: 'Enabled' },
              { value: 'disable', label: 'Disabled' },
            ]}
            onChange={field.onChange}
            onBlur={field.onBlur}
            ref={field.ref}
          />
        )}
      />
      <Controller
        control={control}
        name="type"
        render={({ field }) => (
          <SegmentField
            label="Type"
            value={field.value}
            options={[
              { value: 'ems', label: 'FortiClient EMS' },
              { value: 'cloud', label: 'FortiClient EMS Cloud' },
            ]}
            onChange={field.onChange}
            onBlur={field.onBlur}
            ref={field.ref}
          />
        )}
      />
      <FormTextField control={control} name="name" label="Name" />
      {watch('type') === 'cloud' ? (
        <FormTextField
          control={control}
          name="accessKey"
          label="Access key"
          hint="20 characters, from your FortiCloud account. The lab has no FortiCloud and does not check it."
          mono
        />
      ) : (
        <div className={styles['pair']}>
          <FormTextField
            control={control}
            name="server"
            label="IP/Domain name"
            hint="Of a site of a multitenant EMS, the site’s own domain name."
          />
          <FormTextField control={control} name="port" label="HTTPS port" inputMode="numeric" />
        </div>
      )}
      {check('threatFeed', 'EMS Threat Feed', 'Malware hashes from EMS. No effect in the lab.')}
      {check(
        'pullTags',
        'Synchronize firewall addresses',
        'Tags from EMS and the addresses of their endpoints. Without it no tag arrives.',
      )}
      {isNew ? null : (
        <FormTextField
          control={control}
          name="serial"
          label="EMS serial number"
          own
          hint="By this the FortiGate recognizes its EMS. An empty one is filled in when the certificate is verified."
          mono
        />
      )}
      <FormCommands
        device={device}
        isChanged={edit.form.formState.isDirty}
        steps={() => {
          const row = connectorDraftOf(number, watch());
          return [
            isNew
              ? createStep(connectorTable, row)
              : updateStep(connectorTable, String(number), row),
          ];
        }}
      />
    </EditPanel>
  );
}
