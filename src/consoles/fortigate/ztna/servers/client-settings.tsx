import { Controller, type UseFormReturn } from 'react-hook-form';
import type { ServerFacts } from '#model/fortios/ztna-servers.ts';
import { RadioField, SegmentField } from '#ui/fields/choice-field.tsx';
import { Section } from '#ui/page.tsx';
import type { ServerForm } from './server-form.ts';
import styles from './servers.module.css';

const asked = [
  { value: 'enable', label: 'Request' },
  { value: 'disable', label: 'Do not request' },
] as const;
const detected = [
  { value: 'enable', label: 'Enable' },
  { value: 'disable', label: 'Disable' },
] as const;
const actions = [
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
] as const;

/** What the server asks of clients (rules R1 and R2): a device has these settings in its CLI alone. */
export function ClientSettings({
  form,
  facts,
}: {
  readonly form: UseFormReturn<ServerForm>;
  readonly facts: ServerFacts;
}) {
  const { control, watch } = form;
  const isAsked = watch('clientCert') === 'enable';
  return (
    <Section title={`CLI settings of the ${facts.askedBy === 'vip' ? 'VIP' : 'access proxy'}`} own>
      <p className={styles['sub']}>A FortiGate has these settings in its CLI alone.</p>
      <Controller
        control={control}
        name="clientCert"
        render={({ field }) => (
          <SegmentField
            label="Client certificate"
            value={field.value}
            options={asked}
            onChange={field.onChange}
            onBlur={field.onBlur}
            ref={field.ref}
          />
        )}
      />
      {isAsked ? (
        <>
          <Controller
            control={control}
            name="emptyCertAction"
            render={({ field }) => (
              <RadioField
                label="If none is presented"
                value={field.value}
                options={actions}
                onChange={field.onChange}
                onBlur={field.onBlur}
                ref={field.ref}
              />
            )}
          />
          <Controller
            control={control}
            name="userAgentDetect"
            render={({ field }) => (
              <SegmentField
                label="User agent detection"
                hint="The FortiGate finds by it that an unknown phone is unmanageable."
                value={field.value}
                options={detected}
                onChange={field.onChange}
                onBlur={field.onBlur}
                ref={field.ref}
              />
            )}
          />
        </>
      ) : null}
    </Section>
  );
}
