import { Controller, type UseFormReturn, useFieldArray } from 'react-hook-form';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { Button, IconButton } from '#ui/button.tsx';
import { SelectField } from '#ui/fields/choice-field.tsx';
import { ErrorText } from '#ui/fields/field.tsx';
import { Section } from '#ui/page.tsx';
import { type ServerForm, newMapping, nextId } from './server.ts';
import styles from './servers-page.module.css';

type Form = UseFormReturn<ServerForm>;

const matchKinds = [
  { value: 'sub-string', label: 'Substring' },
  { value: 'wildcard', label: 'wildcard' },
  { value: 'regex', label: 'Regular expression' },
] as const;

const states = [
  { value: 'active', label: 'active' },
  { value: 'standby', label: 'standby' },
  { value: 'disable', label: 'disabled' },
] as const;

function RealServers({ form, place }: { readonly form: Form; readonly place: number }) {
  const { control, formState, getValues } = form;
  const { fields, append, remove } = useFieldArray({
    control,
    name: `gateways.${place}.servers`,
    keyName: 'rowKey',
  });
  const problem = formState.errors.gateways?.[place]?.servers;
  const missing = problem?.root?.message ?? problem?.message;
  return (
    <>
      {fields.map((real, at) => (
        <div
          key={real.rowKey}
          className={styles['real']}
          role="group"
          aria-label={`Real server ${at + 1} of mapping ${place + 1}`}
        >
          <FormTextField
            control={control}
            name={`gateways.${place}.servers.${at}.ip`}
            label="Real server IP"
            mono
          />
          <FormTextField
            control={control}
            name={`gateways.${place}.servers.${at}.port`}
            label="Port"
            mono
            inputMode="numeric"
          />
          <Controller
            control={control}
            name={`gateways.${place}.servers.${at}.status`}
            render={({ field }) => (
              <SelectField
                label="Status"
                value={field.value}
                options={states}
                onChange={field.onChange}
                ref={field.ref}
              />
            )}
          />
          <div className={styles['remove']}>
            <IconButton
              icon="trash"
              label={`Remove real server ${at + 1}`}
              disabledReason={fields.length === 1 ? 'A mapping needs a real server.' : null}
              onClick={() => remove(at)}
            />
          </div>
        </div>
      ))}
      <ErrorText id={undefined} error={missing} />
      <div>
        <Button
          icon="plus"
          onClick={() =>
            append({
              id: nextId(getValues(`gateways.${place}.servers`)),
              ip: '',
              port: '443',
              status: 'active',
            })
          }
        >
          Add real server
        </Button>
      </div>
    </>
  );
}

/** API gateways in their order: the first that matches the path takes the session (rule R3). */
export function ServiceMappings({ form }: { readonly form: Form }) {
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
          <div className={styles['pair']}>
            <FormTextField control={control} name={`gateways.${place}.urlMap`} label="Path" mono />
            <Controller
              control={control}
              name={`gateways.${place}.urlMapType`}
              render={({ field }) => (
                <SelectField
                  label="Match path by"
                  value={field.value}
                  options={matchKinds}
                  onChange={field.onChange}
                  ref={field.ref}
                />
              )}
            />
          </div>
          <RealServers form={form} place={place} />
          {fields.length > 1 ? (
            <div>
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
