import { Controller, type UseFormReturn, useFieldArray } from 'react-hook-form';
import { useChoices } from '#api/policy-choices.ts';
import type { ChoiceField } from '#model/fortios/choices.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { SelectField } from '#ui/fields/choice-field.tsx';
import { ErrorText } from '#ui/fields/field.tsx';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { PickOneField } from '#ui/fields/pick-field.tsx';
import { LabMark } from '#ui/page.tsx';
import {
  type AddressType,
  type EditedService,
  type ServerForm,
  newRealServer,
  nextId,
} from './server-form.ts';
import styles from './servers.module.css';

type Form = UseFormReturn<ServerForm>;
type LoadBalancing = ServerForm['gateways'][number]['loadBalancing'];

const states = [
  { value: 'active', label: 'Active' },
  { value: 'standby', label: 'Standby' },
  { value: 'disable', label: 'Disabled' },
] as const;
const methods: readonly { readonly value: LoadBalancing; readonly label: string }[] = [
  { value: 'static', label: 'Static' },
  { value: 'round-robin', label: 'Round Robin' },
  { value: 'weighted', label: 'Weighted' },
  { value: 'first-alive', label: 'First Alive' },
  { value: 'http-host', label: 'HTTP host' },
];
const addressTypes: readonly { readonly value: AddressType; readonly label: string }[] = [
  { value: 'ip', label: 'IP' },
  { value: 'fqdn', label: 'FQDN' },
  { value: 'object', label: 'Address object (CLI)' },
];

interface RealServerAt {
  readonly device: string;
  readonly form: Form;
  readonly place: number;
  readonly at: number;
}

/** An address object of the FortiGate, searched. */
function AddressField({
  device,
  form,
  place,
  at,
  from,
  hint,
}: RealServerAt & { readonly from: ChoiceField; readonly hint?: string }) {
  const { choices, search } = useChoices(device, from);
  return (
    <Controller
      control={form.control}
      name={`gateways.${place}.servers.${at}.address`}
      render={({ field, fieldState }) => (
        <PickOneField
          label="Address"
          hint={hint}
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
  );
}

/** An address of type FQDN: one that is there, or a new one from its domain name. */
function DomainField({ device, form, place, at }: RealServerAt) {
  const own = `gateways.${place}.servers.${at}` as const;
  const isNew = form.watch(`${own}.isNewAddress`);
  return (
    <div className={styles['stack']}>
      {isNew ? (
        <FormTextField
          control={form.control}
          name={`${own}.domainName`}
          label="Domain name"
          hint="OK makes an address of this name."
          mono
        />
      ) : (
        <AddressField {...{ device, form, place, at }} from="fqdn-address" />
      )}
      <div className={styles['flush']}>
        <Button
          look="quiet"
          icon={isNew ? 'search' : 'plus'}
          onClick={() => form.setValue(`${own}.isNewAddress`, !isNew, { shouldDirty: true })}
        >
          {isNew ? 'Choose an address' : 'New FQDN address'}
        </Button>
      </div>
    </div>
  );
}

/** A real server of HTTP or HTTPS. */
function WebServer({
  loadBalancing,
  ...at
}: RealServerAt & { readonly loadBalancing: LoadBalancing | null }) {
  const { control, watch } = at.form;
  const own = `gateways.${at.place}.servers.${at.at}` as const;
  const type = watch(`${own}.addressType`);
  const stored = at.form.formState.defaultValues?.gateways?.[at.place]?.servers?.[at.at];
  const wasObject = type === 'object' || stored?.addressType === 'object';
  return (
    <>
      <div className={styles['pair']}>
        <Controller
          control={control}
          name={`${own}.addressType`}
          render={({ field }) => (
            <SelectField
              label="Address type"
              value={field.value}
              options={addressTypes.filter(({ value }) => value !== 'object' || wasObject)}
              onChange={field.onChange}
              onBlur={field.onBlur}
              ref={field.ref}
            />
          )}
        />
        {type === 'ip' ? (
          <FormTextField control={control} name={`${own}.ip`} label="IP address" mono />
        ) : type === 'fqdn' ? (
          <DomainField {...at} />
        ) : (
          <AddressField {...at} from="address" />
        )}
      </div>
      <div className={styles['pair']}>
        <FormTextField
          control={control}
          name={`${own}.port`}
          label="Port"
          mono
          inputMode="numeric"
        />
        <StatusField {...at} />
      </div>
      {loadBalancing === 'weighted' ? (
        <div className={styles['pair']}>
          <FormTextField
            control={control}
            name={`${own}.weight`}
            label="Weight"
            hint="From 1 to 255."
            mono
            inputMode="numeric"
          />
        </div>
      ) : null}
      {loadBalancing === 'http-host' ? (
        <FormTextField
          control={control}
          name={`${own}.httpHost`}
          label="HTTP host"
          hint="Requests for this host go to this server."
          mono
        />
      ) : null}
    </>
  );
}

/** A real server that TCP is forwarded to: its address says which requests are for it. */
function ForwardedServer(at: RealServerAt) {
  const own = `gateways.${at.place}.servers.${at.at}` as const;
  const other = at.form.watch(`${own}.otherAddress`);
  return (
    <>
      <AddressField
        {...at}
        from="address"
        {...(other === '' ? {} : { hint: `${other} is set by CLI.` })}
      />
      <div className={styles['pair']}>
        <FormTextField
          control={at.form.control}
          name={`${own}.ports`}
          label="Ports"
          hint="Numbers and ranges, as in 22 8000-8080."
          mono
        />
        <StatusField {...at} />
      </div>
    </>
  );
}

function StatusField({ form, place, at }: RealServerAt) {
  return (
    <Controller
      control={form.control}
      name={`gateways.${place}.servers.${at}.status`}
      render={({ field }) => (
        <SelectField
          label="Status"
          value={field.value}
          options={states}
          onChange={field.onChange}
          onBlur={field.onBlur}
          ref={field.ref}
        />
      )}
    />
  );
}

/**
 * The product's pane holds one real server; the list and *Load balancing* appear once a second one was made by
 * CLI [release note 955294, 259754]. Here a button makes it.
 */
export function RealServers({
  device,
  form,
  place,
  service,
}: {
  readonly device: string;
  readonly form: Form;
  readonly place: number;
  readonly service: EditedService;
}) {
  const { control, formState, getValues, watch } = form;
  const { fields, append, remove } = useFieldArray({
    control,
    name: `gateways.${place}.servers`,
    keyName: 'rowKey',
  });
  const problem = formState.errors.gateways?.[place]?.servers;
  const isList = fields.length > 1;
  const isBalanced = isList && service !== 'tcp-forwarding';
  const method = watch(`gateways.${place}.loadBalancing`);
  return (
    <>
      {isBalanced ? (
        <Controller
          control={control}
          name={`gateways.${place}.loadBalancing`}
          render={({ field }) => (
            <SelectField
              label="Load balancing"
              hint="Kept for the FortiGate. The lab leads every session to the first active server."
              value={field.value}
              options={methods}
              onChange={field.onChange}
              onBlur={field.onBlur}
              ref={field.ref}
            />
          )}
        />
      ) : null}
      {fields.map((real, at) => (
        <div
          key={real.rowKey}
          className={styles['real']}
          role="group"
          aria-label={`Real server ${at + 1} of mapping ${place + 1}`}
        >
          <div className={styles['realHead']}>
            <h4>{isList ? `Server ${at + 1}` : 'Server'}</h4>
            {isList ? (
              <IconButton
                icon="trash"
                label={`Remove real server ${at + 1}`}
                onClick={() => remove(at)}
              />
            ) : null}
          </div>
          {service === 'tcp-forwarding' ? (
            <ForwardedServer {...{ device, form, place, at }} />
          ) : (
            <WebServer
              {...{ device, form, place, at }}
              loadBalancing={isBalanced ? method : null}
            />
          )}
        </div>
      ))}
      <ErrorText id={undefined} error={problem?.root?.message ?? problem?.message} />
      <div className={styles['stack']}>
        <div className={styles['marked']}>
          <Button
            icon="plus"
            onClick={() =>
              append({ ...newRealServer, id: nextId(getValues(`gateways.${place}.servers`)) })
            }
          >
            {isList || fields.length === 0 ? 'Add real server' : 'Add a second server'}
          </Button>
          {isList ? null : <LabMark />}
        </div>
        {isList ? null : (
          <p className={styles['sub']}>On a device, the CLI makes the second one.</p>
        )}
      </div>
    </>
  );
}
