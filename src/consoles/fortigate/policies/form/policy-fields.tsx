import type { ReactNode } from 'react';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { Link } from 'react-router';
import { useAnswer } from '#api/hooks.ts';
import { paths } from '#api/paths.ts';
import { labApi } from '#model/contract/lab.ts';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { CheckboxField } from '#ui/fields/choice-field.tsx';
import { FormSegmentField } from '#ui/fields/form-segment-field.tsx';
import { PickOneField } from '#ui/fields/pick-field.tsx';
import { TextAreaField } from '#ui/fields/text-area-field.tsx';
import { Note } from '#ui/page.tsx';
import { NamesField, byName, useFoundPicks } from './names-field.tsx';
import type { PickPlace } from './picks.tsx';
import type { PolicyContext } from '../policy-context.ts';
import styles from './policy-fields.module.css';
import type { PolicyRow, PolicyTable } from '../policy-row.ts';
import type { PolicyValues } from './policy-values.ts';
import { LogTrafficField } from './log-field.tsx';
import { type FieldLogic, policyLogic } from './policy-logic.ts';
import { SourceField } from './source-field.tsx';
import { SecondaryTagFields, TagField } from './tag-field.tsx';
import { TypeField } from './type-field.tsx';
import { unresolvedHint } from './unresolved.ts';

type Form = UseFormReturn<PolicyValues>;

const addresses: PickPlace = { kind: 'address', vips: false };
const addressesAndVips: PickPlace = { kind: 'address', vips: true };
const serversByVip: PickPlace = { kind: 'server', by: 'vip' };
const serversByName: PickPlace = { kind: 'server', by: 'name' };

export function ScheduleField({
  form,
  mark,
  context,
}: {
  readonly form: Form;
  readonly mark: string | undefined;
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
          mark={mark}
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
export function ServersField({
  form,
  table,
  logic,
  context,
}: {
  readonly form: Form;
  readonly table: PolicyTable;
  readonly logic: FieldLogic | undefined;
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
      logic={logic}
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

/** What is beside posture tags, and left to whoever configures a device. */
const notHere =
  'Security profiles, SSL inspection, NAT and inspection mode are not in this lab. What a configuration says of them is kept.';

/** The fields of a policy, in the product's order. */
export function PolicyFields({
  form,
  table,
  before,
  context,
}: {
  readonly form: Form;
  readonly table: PolicyTable;
  readonly before: PolicyRow | null;
  readonly context: PolicyContext;
}) {
  const { control, watch } = form;
  const kind = watch('kind');
  const isStandard = kind === 'standard';
  // Of a security policy they stand among the addresses.
  const hasTags = table !== 'firewall security-policy';
  const isSimple = kind === 'ztna' && table === 'firewall policy';
  const logic = policyLogic(watch(), table, before);
  const tags = (field: 'ztna-ems-tag' | 'ztna-ems-tag-secondary') => ({
    form,
    logic: logic[field],
    context,
  });
  return (
    <>
      <FormTextField control={control} name="name" label="Name" />
      {hasTags ? <TypeField form={form} table={table} before={before} /> : null}
      <div className={styles['pair']}>
        <NamesField
          form={form}
          name="srcintf"
          label="Incoming Interface"
          from="interface"
          logic={logic.srcintf}
          context={context}
        />
        {isStandard ? (
          <NamesField
            form={form}
            name="dstintf"
            label="Outgoing Interface"
            from="interface"
            logic={logic.dstintf}
            context={context}
          />
        ) : null}
      </div>
      <SourceField form={form} isStandard={isStandard} logic={logic.srcaddr} context={context} />
      {hasTags ? <TagField {...tags('ztna-ems-tag')} /> : null}
      {hasTags && isStandard ? <SecondaryTagFields {...tags('ztna-ems-tag-secondary')} /> : null}
      {kind === 'ztna' ? (
        <ServersField form={form} table={table} logic={logic.servers} context={context} />
      ) : null}
      {isSimple ? null : (
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
          logic={logic.dstaddr}
          context={context}
        />
      )}
      <div className={styles['pair']}>
        <ScheduleField form={form} mark={logic.schedule?.mark} context={context} />
        {isStandard ? (
          <NamesField
            form={form}
            name="service"
            label="Service"
            from="service"
            logic={logic.service}
            context={context}
          />
        ) : null}
      </div>
      <div className={styles['pair']}>
        <FormSegmentField
          control={control}
          name="action"
          label="Action"
          mark={kind === 'other' ? undefined : 'THEN'}
          options={[
            { value: 'accept', label: 'Accept' },
            { value: 'deny', label: 'Deny' },
          ]}
        />
        <LogTrafficField form={form} />
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
      <Note>{notHere}</Note>
    </>
  );
}
