import { Controller, type UseFormReturn } from 'react-hook-form';
import { listWords } from '#model/plural.ts';
import type { ServerFacts } from '#model/fortios/ztna-servers.ts';
import { SegmentField, SelectField } from '#ui/fields/choice-field.tsx';
import { TextField } from '#ui/fields/text-field.tsx';
import { type ServerForm, anyHost } from './server-form.ts';
import styles from './servers.module.css';

const kinds = [
  { value: 'any', label: 'Any Host' },
  { value: 'specify', label: 'Specify' },
] as const;
const hostTypes = [
  { value: 'sub-string', label: 'Substring' },
  { value: 'wildcard', label: 'Wildcard' },
] as const;

type VirtualHost = ServerForm['gateways'][number]['virtualHost'];

/** What saving does with the object of this name. */
function objectHint(
  name: string,
  known: ServerFacts['virtualHosts'][number] | undefined,
  own: string,
): string {
  if (name === '') return 'OK makes an object of this name, or takes the one that is there.';
  if (!known) return `OK makes ${name}, which is missing.`;
  const others = known.users.filter((user) => user !== own);
  const shared =
    others.length > 0 ? `A change counts for ${listWords(others.slice(0, 3))} too.` : '';
  const asks = known.asksItself
    ? 'This virtual host has client certificate settings of its own.'
    : '';
  return [shared, asks].filter(Boolean).join(' ');
}

/** The hosts that a mapping takes: any, or those of a virtual host, which is an object of its own. */
export function VirtualHostFields({
  form,
  place,
  facts,
  owner,
}: {
  readonly form: UseFormReturn<ServerForm>;
  readonly place: number;
  readonly facts: ServerFacts;
  /** This mapping among the users of virtual hosts. */
  readonly owner: string;
}) {
  const { control, getValues, setValue, watch } = form;
  const at = `gateways.${place}.virtualHost` as const;
  const host = watch(at);
  const known = facts.virtualHosts.find(({ name }) => name === host.name);
  const names = facts.virtualHosts.map(({ name }) => name);
  const offered = host.name === '' || names.includes(host.name) ? names : [host.name, ...names];

  const pick = (name: string): void => {
    const picked = facts.virtualHosts.find((one) => one.name === name);
    const next: VirtualHost = picked
      ? { kind: 'specify', name, host: picked.host, hostType: picked.hostType }
      : { ...anyHost, kind: 'specify', name };
    setValue(at, next, { shouldDirty: true });
  };
  /** Mappings that share an object show the same of it. */
  const edit = (change: Pick<VirtualHost, 'host'> | Pick<VirtualHost, 'hostType'>): void => {
    for (const [other, { virtualHost }] of getValues('gateways').entries()) {
      const isSame = virtualHost.name === host.name && virtualHost.kind === 'specify';
      if (other === place || (host.name !== '' && isSame))
        setValue(
          `gateways.${other}.virtualHost`,
          { ...virtualHost, ...change },
          { shouldDirty: true, shouldValidate: form.formState.isSubmitted },
        );
    }
  };

  return (
    <>
      <Controller
        control={control}
        name={`${at}.kind`}
        render={({ field }) => (
          <SegmentField
            label="Virtual Host"
            value={field.value}
            options={kinds}
            onChange={field.onChange}
            onBlur={field.onBlur}
            ref={field.ref}
          />
        )}
      />
      {host.kind === 'specify' ? (
        <>
          {offered.length > 0 ? (
            <SelectField
              label="Virtual host object"
              value={host.name}
              options={[
                { value: '', label: 'New object' },
                ...offered.map((name) => ({ value: name, label: name })),
              ]}
              onChange={pick}
            />
          ) : null}
          <div className={styles['pair']}>
            <Controller
              control={control}
              name={`${at}.host`}
              render={({ field, fieldState }) => (
                <TextField
                  label="Host"
                  hint={objectHint(host.name, known, owner)}
                  error={fieldState.error?.message}
                  value={field.value}
                  onChange={(text) => edit({ host: text })}
                  onBlur={field.onBlur}
                  ref={field.ref}
                  mono
                />
              )}
            />
            <SelectField
              label="Match host by"
              value={host.hostType}
              options={hostTypes}
              onChange={(hostType) => edit({ hostType })}
            />
          </div>
        </>
      ) : null}
    </>
  );
}
