import type { ReactNode } from 'react';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { Link } from 'react-router';
import type { PolicyChoices } from '#api/policy-choices.ts';
import { paths } from '#api/paths.ts';
import { FormTextField } from '#ui/form-text-field.tsx';
import { CheckboxField, SegmentField } from '#ui/choice-field.tsx';
import { type Pick, PickField, PickOneField } from '#ui/pick-field.tsx';
import { TextAreaField } from '#ui/text-area-field.tsx';
import { addressPicks, namePicks, serverPicks } from './picks.tsx';
import type { PolicyContext } from './policy-context.ts';
import styles from './policy-fields.module.css';
import type { PolicyTable } from './policy-row.ts';
import type { PolicyValues } from './policy-values.ts';
import { TagField } from './tag-field.tsx';
import { unresolvedHint } from './unresolved.ts';

type Form = UseFormReturn<PolicyValues>;
type NamesName =
  | 'srcintf'
  | 'dstintf'
  | 'srcaddr'
  | 'users'
  | 'groups'
  | 'servers'
  | 'dstaddr'
  | 'service';

function NamesField({
  form,
  name,
  label,
  hint,
  options,
  placeholder,
}: {
  readonly form: Form;
  readonly name: NamesName;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly options: readonly Pick[];
  readonly placeholder?: string;
}) {
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field, fieldState }) => (
        <PickField
          label={label}
          hint={hint}
          error={fieldState.error?.message}
          value={field.value}
          onChange={field.onChange}
          onBlur={field.onBlur}
          ref={field.ref}
          options={options}
          {...(placeholder === undefined ? {} : { placeholder })}
        />
      )}
    />
  );
}

function serverHint(table: PolicyTable, context: PolicyContext): ReactNode {
  if (context.servers.length > 0)
    return table === 'firewall policy'
      ? 'The policy applies to every session to this server, for any real server.'
      : undefined;
  return (
    <>
      {context.device} has no ZTNA server yet.{' '}
      <Link className={styles['inText']} to={paths.fgt(context.device).ztnaServers()}>
        Open ZTNA Servers
      </Link>
    </>
  );
}

/** The fields of a policy, in the order in which a session meets them. */
export function PolicyFields({
  form,
  table,
  context,
  choices,
}: {
  readonly form: Form;
  readonly table: PolicyTable;
  readonly context: PolicyContext;
  readonly choices: PolicyChoices;
}) {
  const { control, watch } = form;
  const kind = watch('kind');
  const match = watch('ztna-tags-match-logic');
  const action = watch('action');
  const isStandard = kind === 'standard';
  return (
    <>
      {table === 'firewall policy' ? (
        <Controller
          control={control}
          name="kind"
          render={({ field }) => (
            <SegmentField
              label="Type"
              value={field.value}
              onChange={field.onChange}
              ref={field.ref}
              options={[
                { value: 'standard', label: 'Standard' },
                { value: 'ztna', label: 'ZTNA' },
              ]}
            />
          )}
        />
      ) : null}
      <FormTextField control={control} name="name" label="Name" />
      <div className={styles['pair']}>
        <NamesField
          form={form}
          name="srcintf"
          label="Incoming interface"
          options={namePicks(choices.interfaces)}
        />
        {isStandard ? (
          <NamesField
            form={form}
            name="dstintf"
            label="Outgoing interface"
            options={namePicks(choices.interfaces)}
          />
        ) : null}
      </div>
      <NamesField
        form={form}
        name="srcaddr"
        label="Source"
        hint={unresolvedHint(watch('srcaddr'), context.lookups)}
        options={addressPicks(context, choices, watch('srcaddr'), {
          tags: isStandard,
          vips: false,
        })}
      />
      <div className={styles['pair']}>
        <NamesField
          form={form}
          name="users"
          label="Users"
          placeholder="Any user"
          options={namePicks(choices.users)}
        />
        <NamesField
          form={form}
          name="groups"
          label="User groups"
          placeholder="Any group"
          options={namePicks(choices.groups)}
        />
      </div>
      <Controller
        control={control}
        name="ztna-ems-tag"
        render={({ field, fieldState }) => (
          <TagField
            kind={kind}
            value={field.value}
            onChange={field.onChange}
            onBlur={field.onBlur}
            ref={field.ref}
            error={fieldState.error?.message}
            match={match}
            onMatch={(value) =>
              form.setValue('ztna-tags-match-logic', value, { shouldDirty: true })
            }
            context={context}
          />
        )}
      />
      {kind === 'ztna' ? (
        <NamesField
          form={form}
          name="servers"
          label="ZTNA Server"
          hint={serverHint(table, context)}
          options={serverPicks(context, table)}
        />
      ) : null}
      {kind === 'ztna' && table === 'firewall policy' ? null : (
        <NamesField
          form={form}
          name="dstaddr"
          label="Destination"
          hint={
            unresolvedHint(watch('dstaddr'), context.lookups) ??
            (kind === 'ztna'
              ? 'The real servers behind the ZTNA server. Use all for any real server.'
              : undefined)
          }
          options={addressPicks(context, choices, watch('dstaddr'), {
            tags: isStandard,
            vips: isStandard,
          })}
        />
      )}
      <div className={styles['pair']}>
        <Controller
          control={control}
          name="schedule"
          render={({ field, fieldState }) => (
            <PickOneField
              label="Schedule"
              error={fieldState.error?.message}
              value={field.value}
              onChange={field.onChange}
              onBlur={field.onBlur}
              ref={field.ref}
              options={namePicks(choices.schedules)}
            />
          )}
        />
        {isStandard ? (
          <NamesField
            form={form}
            name="service"
            label="Service"
            options={namePicks(choices.services)}
          />
        ) : null}
      </div>
      <div className={styles['pair']}>
        <Controller
          control={control}
          name="action"
          render={({ field }) => (
            <SegmentField
              label="Action"
              value={field.value}
              onChange={field.onChange}
              ref={field.ref}
              options={[
                { value: 'accept', label: 'Accept' },
                { value: 'deny', label: 'Deny' },
              ]}
            />
          )}
        />
        <Controller
          control={control}
          name="logtraffic"
          render={({ field }) => (
            <SegmentField
              label={action === 'accept' ? 'Log allowed traffic' : 'Log violation traffic'}
              value={field.value}
              onChange={field.onChange}
              ref={field.ref}
              options={[
                { value: 'all', label: 'All sessions' },
                { value: 'utm', label: 'Security events' },
                { value: 'disable', label: 'Off' },
              ]}
            />
          )}
        />
      </div>
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
          />
        )}
      />
      <Controller
        control={control}
        name="enabled"
        render={({ field }) => (
          <CheckboxField
            label="Enable this policy"
            checked={field.value}
            onChange={field.onChange}
            ref={field.ref}
          />
        )}
      />
    </>
  );
}
