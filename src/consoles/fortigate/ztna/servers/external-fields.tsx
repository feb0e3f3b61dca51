import { useRef } from 'react';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { useChoices } from '#api/policy-choices.ts';
import type { ServerFacts } from '#model/fortios/ztna-servers.ts';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { PickOneField } from '#ui/fields/pick-field.tsx';
import { Banner } from '#ui/states.tsx';
import { type ServerForm, managedInterface } from './server-form.ts';
import styles from './servers.module.css';

const usualPort = '443';

/** Where clients reach the server. */
export function ExternalFields({
  device,
  form,
  facts,
  isNew,
}: {
  readonly device: string;
  readonly form: UseFormReturn<ServerForm>;
  readonly facts: ServerFacts;
  readonly isNew: boolean;
}) {
  const { choices, search } = useChoices(device, 'interface');
  const { control, getValues, setValue, watch } = form;
  /** What the interface filled in, which another interface may replace. */
  const filled = useRef('');
  const [extintf, extip, extport] = watch(['extintf', 'extip', 'extport']);
  const managed = managedInterface({ extintf, extip, extport }, facts);

  /** The interface's own address and the usual port [325639], while nobody has typed others. */
  const fill = (name: string): void => {
    const ip = facts.interfaces.find((one) => one.name === name)?.ip ?? '';
    const { extip: typed, extport: port } = getValues();
    if (!isNew || ip === '') return;
    if (typed === '' || typed === filled.current) {
      filled.current = ip;
      setValue('extip', ip, { shouldDirty: true, shouldValidate: form.formState.isSubmitted });
    }
    if (port === '') setValue('extport', usualPort, { shouldDirty: true });
  };

  return (
    <>
      <Controller
        control={control}
        name="extintf"
        render={({ field, fieldState }) => (
          <PickOneField
            label="Interface"
            error={fieldState.error?.message}
            value={field.value}
            options={choices}
            {...search}
            onChange={(name) => {
              field.onChange(name);
              fill(name);
            }}
            onBlur={field.onBlur}
            ref={field.ref}
          />
        )}
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
      <div role="status" className={styles['news']}>
        {managed === null ? null : (
          <Banner tone="warn">
            {managed} serves the FortiGate’s own pages at {extip}:{facts.adminPort}. Choose another
            address or port.
          </Banner>
        )}
      </div>
    </>
  );
}
