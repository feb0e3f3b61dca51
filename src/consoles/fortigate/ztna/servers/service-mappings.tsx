import { Controller, type UseFormReturn, useFieldArray } from 'react-hook-form';
import { type ServerFacts, serverMapping } from '#model/fortios/ztna-servers.ts';
import { Button } from '#ui/button.tsx';
import { SelectField } from '#ui/fields/choice-field.tsx';
import { ErrorText } from '#ui/fields/field.tsx';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { Section } from '#ui/page.tsx';
import { RealServers } from './real-servers.tsx';
import { type Server, mappingWords, serviceWords } from './server.ts';
import {
  type EditedService,
  type ServerForm,
  editedServices,
  isEdited,
  newMapping,
  nextId,
  tcpPath,
  usualPath,
} from './server-form.ts';
import styles from './servers.module.css';
import { VirtualHostFields } from './virtual-host-fields.tsx';

const services = editedServices.map((value) => ({ value, label: serviceWords[value] }));
const matchKinds = [
  { value: 'sub-string', label: 'Substring' },
  { value: 'wildcard', label: 'Wildcard' },
  { value: 'regex', label: 'Regular expression' },
] as const;

interface MappingAt {
  readonly device: string;
  readonly form: UseFormReturn<ServerForm>;
  readonly place: number;
  readonly facts: ServerFacts;
  readonly server: Server | null;
}

/** A mapping whose service the form can make. */
function MappingFields({
  device,
  form,
  place,
  facts,
  server,
  service,
}: MappingAt & { readonly service: EditedService }) {
  const { control, getValues, setValue } = form;
  const at = `gateways.${place}` as const;
  const id = getValues(`${at}.id`);
  const saml = server?.proxy['api-gateway'].find((one) => one.id === id)?.['saml-server'] ?? '';
  /** The product fixes the path of TCP forwarding, and has a field for the others'. */
  const change = (next: EditedService): void => {
    const path = getValues(`${at}.urlMap`);
    setValue(`${at}.service`, next, { shouldDirty: true });
    form.clearErrors(at);
    if (next === 'tcp-forwarding') {
      setValue(`${at}.urlMap`, tcpPath, { shouldDirty: true });
      setValue(`${at}.urlMapType`, 'sub-string', { shouldDirty: true });
    } else if (path === tcpPath) setValue(`${at}.urlMap`, usualPath, { shouldDirty: true });
  };
  return (
    <>
      <SelectField label="Service" value={service} options={services} onChange={change} />
      <VirtualHostFields
        form={form}
        place={place}
        facts={facts}
        owner={serverMapping(server?.proxy.name ?? '', id)}
      />
      {service === 'tcp-forwarding' ? (
        <p className={styles['sub']}>
          The path is {getValues(`${at}.urlMap`)}: FortiClient asks for TCP under it.
        </p>
      ) : (
        <div className={styles['pair']}>
          <FormTextField control={control} name={`${at}.urlMap`} label="Path" mono />
          <Controller
            control={control}
            name={`${at}.urlMapType`}
            render={({ field }) => (
              <SelectField
                label="Match path by"
                value={field.value}
                options={matchKinds}
                onChange={field.onChange}
                onBlur={field.onBlur}
                ref={field.ref}
              />
            )}
          />
        </div>
      )}
      <RealServers device={device} form={form} place={place} service={service} />
      {saml === '' ? null : (
        <p className={styles['sub']}>The SAML SSO server {saml} is set by CLI.</p>
      )}
    </>
  );
}

function Mapping(mapping: MappingAt) {
  const { form, place, facts, server } = mapping;
  const service = form.watch(`gateways.${place}.service`);
  if (isEdited(service)) return <MappingFields {...mapping} service={service} />;
  const id = form.getValues(`gateways.${place}.id`);
  const stored = server?.proxy['api-gateway'].find((one) => one.id === id);
  return (
    <p className={styles['sub']}>
      {stored ? mappingWords(stored, facts.virtualHosts) : serviceWords[service]}. This service is
      set by CLI.
    </p>
  );
}

/** API gateways in their order: the first that matches the path takes the session (rule R3). */
export function ServiceMappings({
  device,
  form,
  facts,
  server,
}: {
  readonly device: string;
  readonly form: UseFormReturn<ServerForm>;
  readonly facts: ServerFacts;
  readonly server: Server | null;
}) {
  const { control, formState, getValues } = form;
  const { fields, append, remove } = useFieldArray({
    control,
    name: 'gateways',
    keyName: 'rowKey',
  });
  const problem = formState.errors.gateways;
  return (
    <Section
      title="Service/server mapping"
      actions={
        <Button
          icon="plus"
          onClick={() => append({ ...newMapping, id: nextId(getValues('gateways')) })}
        >
          Add mapping
        </Button>
      }
    >
      <ErrorText id={undefined} error={problem?.root?.message ?? problem?.message} />
      {fields.map((mapping, place) => (
        <div
          key={mapping.rowKey}
          className={styles['mapping']}
          role="group"
          aria-label={`Mapping ${place + 1}`}
        >
          <Mapping {...{ device, form, place, facts, server }} />
          {fields.length > 1 ? (
            <div className={styles['flush']}>
              <Button icon="trash" look="quiet" onClick={() => remove(place)}>
                Remove mapping {place + 1}
              </Button>
            </div>
          ) : null}
        </div>
      ))}
    </Section>
  );
}
