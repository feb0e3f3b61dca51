import { Controller, type UseFormReturn } from 'react-hook-form';
import { type ServerFacts, factoryCertificate } from '#model/fortios/ztna-servers.ts';
import { PickOneField } from '#ui/fields/pick-field.tsx';
import type { ServerForm } from './server-form.ts';

/** The certificate that the server presents to clients. */
export function CertificateField({
  form,
  facts,
}: {
  readonly form: UseFormReturn<ServerForm>;
  readonly facts: ServerFacts;
}) {
  return (
    <Controller
      control={form.control}
      name="certificate"
      render={({ field, fieldState }) => (
        <PickOneField
          label="Default certificate"
          hint={
            field.value === factoryCertificate
              ? 'Every FortiGate has this certificate. Use one of your own outside a lab.'
              : 'The server presents it to clients.'
          }
          error={fieldState.error?.message}
          value={field.value}
          options={facts.certificates.map((name) => ({ value: name, label: name }))}
          onChange={field.onChange}
          onBlur={field.onBlur}
          ref={field.ref}
        />
      )}
    />
  );
}
