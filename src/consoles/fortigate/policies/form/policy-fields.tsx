import type { ReactNode } from 'react';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { Link } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { paths } from '#api/paths.ts';
import { labApi } from '#model/contract/lab.ts';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { CheckboxField, SegmentField } from '#ui/fields/choice-field.tsx';
import { PickOneField } from '#ui/fields/pick-field.tsx';
import { TextAreaField } from '#ui/fields/text-area-field.tsx';
import { NamesField, byName, useFoundPicks } from './names-field.tsx';
import type { PickPlace } from './picks.tsx';
import type { PolicyContext } from '../policy-context.ts';
import styles from './policy-fields.module.css';
import type { PolicyTable } from '../policy-row.ts';
import type { PolicyValues } from './policy-values.ts';
import { TagField } from './tag-field.tsx';
import { unresolvedHint } from './unresolved.ts';

type Form = UseFormReturn<PolicyValues>;

const addresses: PickPlace = { kind: 'address', vips: false };
const addressesAndVips: PickPlace = { kind: 'address', vips: true };
const serversByVip: PickPlace = { kind: 'server', by: 'vip' };
const serversByName: PickPlace = { kind: 'server', by: 'name' };

function ScheduleField({
  form,
  context,
}: {
  readonly form: Form;
  readonly context: PolicyContext;
}) {
  const found = useFoundPicks(context.device, 'schedule', byName);
  return (
    <Controller
      control={form.control}
      name="schedule"
      render={({ field, fieldState }) => (
        <PickOneField
          label="Schedule"
          error={fieldState.error?.message}
          value={field.value}
          onChange={field.onChange}
          onBlur={field.onBlur}
          ref={field.ref}
          {...found}
        />
      )}
    />
  );
}

/** ZTNA servers, with what to do where there is none. */
function ServersField({
  form,
  table,
  context,
}: {
  readonly form: Form;
  readonly table: PolicyTable;
  readonly context: PolicyContext;
}) {
  const isSimple = table === 'firewall policy';
  const from = isSimple ? 'ztna-server-vip' : 'ztna-server';
  const { data } = useAnswer(labApi.choices, {
    device: context.device,
    field: from,
    query: { count: 1 },
  });
  return (
    <NamesField
      form={form}
      name="servers"
      from={from}
      place={isSimple ? serversByVip : serversByName}
      label="ZTNA Server"
      hint={serverHint(table, context.device, data?.matched !== 0)}
      context={context}
    />
  );
}

function serverHint(table: PolicyTable, device: string, hasServers: boolean): ReactNode {
  if (hasServers)
    return table === 'firewall policy'
      ? 'The policy applies to every session to this server, for any real server.'
      : undefined;
  return (
    <>
      {device} has no ZTNA server yet.{' '}
      <Link className={styles['inText']} to={paths.fgt(device).ztnaServers()}>
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
}: {
  readonly form: Form;
  readonly table: PolicyTable;
  readonly context: PolicyContext;
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
          from="interface"
          context={context}
        />
        {isStandard ? (
          <NamesField
            form={form}
            name="dstintf"
            label="Outgoing interface"
            from="interface"
            context={context}
          />
        ) : null}
      </div>
      <NamesField
        form={form}
        name="srcaddr"
        label="Source"
        from={isStandard ? 'source' : 'address'}
        place={addresses}
        hint={unresolvedHint(watch('srcaddr'), context)}
        context={context}
      />
      <div className={styles['pair']}>
        <NamesField
          form={form}
          name="users"
          label="Users"
          placeholder="Any user"
          from="user"
          context={context}
        />
        <NamesField
          form={form}
          name="groups"
          label="User groups"
          placeholder="Any group"
          from="user-group"
          context={context}
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
      {kind === 'ztna' ? <ServersField form={form} table={table} context={context} /> : null}
      {kind === 'ztna' && table === 'firewall policy' ? null : (
        <NamesField
          form={form}
          name="dstaddr"
          label="Destination"
          from={isStandard ? 'destination' : 'address'}
          place={isStandard ? addressesAndVips : addresses}
          hint={
            unresolvedHint(watch('dstaddr'), context) ??
            (kind === 'ztna'
              ? 'The real servers behind the ZTNA server. Use all for any real server.'
              : undefined)
          }
          context={context}
        />
      )}
      <div className={styles['pair']}>
        <ScheduleField form={form} context={context} />
        {isStandard ? (
          <NamesField form={form} name="service" label="Service" from="service" context={context} />
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
