import { type Control, type UseFormReturn, Controller } from 'react-hook-form';
import { operatingSystemWords, operatingSystems } from '#model/ems/ems.ts';
import type { TestNames } from '#model/lab/policy-test.ts';
import { testSentence } from '#model/words/policy-test.ts';
import { SelectField } from '#ui/fields/choice-field.tsx';
import { FormSegmentField } from '#ui/fields/form-segment-field.tsx';
import { FormTextField } from '#ui/fields/form-text-field.tsx';
import { Disclosure, Section } from '#ui/page.tsx';
import { SentenceView } from '../explanation/sentence-view.tsx';
import { type TestValues, nameBySentence, sentenceTest } from './form-values.ts';
import { EndpointsField, NamesField, TagsField } from './name-picks.tsx';
import styles from './panels.module.css';

const whoKinds = [
  { value: 'endpoints', label: 'Endpoints of EMS' },
  { value: 'unknown', label: 'Unknown device' },
] as const;
const toKinds = [
  { value: 'servers', label: 'ZTNA servers' },
  { value: 'address', label: 'Address' },
] as const;
const expectations = [
  { value: 'may-reach', label: 'May reach' },
  { value: 'may-not-reach', label: 'May not reach' },
  { value: 'only', label: 'Only they may reach' },
] as const;
const certificates = [
  { value: '', label: 'As usual: valid if registered' },
  { value: 'valid', label: 'Valid' },
  { value: 'none', label: 'None' },
  { value: 'mismatch', label: 'Serial number differs from EMS' },
  { value: 'revoked', label: 'Revoked' },
];
const without = [
  { value: '', label: 'Nothing is said' },
  { value: 'may-reach', label: 'They may reach it too' },
  { value: 'may-not-reach', label: 'They may not reach it' },
];
const users = [
  { value: 'reported', label: 'As EMS reports' },
  { value: 'other', label: 'Another' },
] as const;
const logins = [
  { value: '', label: 'Nobody logs in' },
  { value: 'ok', label: 'The log-in succeeds' },
  { value: 'failed', label: 'The log-in fails' },
];

type SelectName = 'certificate' | 'withoutCertificate' | 'login' | 'os' | 'srcintf' | 'dstintf';

function FormSelect({
  control,
  name,
  label,
  options,
}: {
  readonly control: Control<TestValues>;
  readonly name: SelectName;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState }) => (
        <SelectField
          label={label}
          error={fieldState.error?.message}
          options={
            options.some(({ value }) => value === field.value)
              ? options
              : [...options, { value: field.value, label: field.value }]
          }
          value={field.value}
          onChange={field.onChange}
          onBlur={field.onBlur}
          ref={field.ref}
        />
      )}
    />
  );
}

interface PartProps {
  readonly form: UseFormReturn<TestValues>;
  readonly names: TestNames;
}

function WhoFields({ form: { control, watch }, names }: PartProps) {
  return (
    <Section title="Who">
      <FormSegmentField control={control} name="whoKind" label="Device" options={whoKinds} />
      {watch('whoKind') === 'unknown' ? (
        <div className={styles['pair']}>
          <FormTextField control={control} name="deviceIp" label="IP address" mono />
          <FormSelect
            control={control}
            name="os"
            label="Operating system"
            options={operatingSystems.map((value) => ({
              value,
              label: operatingSystemWords[value],
            }))}
          />
        </div>
      ) : (
        <>
          <EndpointsField control={control} />
          <TagsField
            control={control}
            name="allOf"
            label="With all of"
            joint="and"
            tags={names.tags}
          />
          <TagsField
            control={control}
            name="anyOf"
            label="With any of"
            joint="or"
            tags={names.tags}
          />
          <TagsField
            control={control}
            name="noneOf"
            label="With none of"
            joint="or"
            tags={names.tags}
          />
          <div className={styles['pair']}>
            <NamesField
              control={control}
              name="users"
              label="Users"
              placeholder="any"
              names={names.users}
            />
            <NamesField
              control={control}
              name="groups"
              label="User groups"
              placeholder="any"
              names={names.groups}
            />
          </div>
        </>
      )}
    </Section>
  );
}

function WhereFields({ form: { control, watch }, names }: PartProps) {
  const interfaces = interfaceOptions(names, watch('through'));
  return (
    <Section title="Where">
      <FormSegmentField control={control} name="toKind" label="Destination" options={toKinds} />
      {watch('toKind') === 'servers' ? (
        <>
          <NamesField
            control={control}
            name="servers"
            label="ZTNA servers"
            placeholder="any"
            names={names.servers}
          />
          <FormTextField
            control={control}
            name="port"
            label="Port"
            placeholder="the server’s first"
            mono
          />
        </>
      ) : (
        <>
          <div className={styles['pair']}>
            <FormTextField control={control} name="dstip" label="Destination IP" mono />
            <FormTextField control={control} name="port" label="Destination port" mono />
          </div>
          <div className={styles['pair']}>
            <FormTextField
              control={control}
              name="protocol"
              label="Protocol"
              hint="6 for TCP, 17 for UDP."
              mono
            />
            <FormSelect
              control={control}
              name="dstintf"
              label="Outgoing interface"
              options={interfaces}
            />
          </div>
        </>
      )}
      <NamesField
        control={control}
        name="through"
        label="FortiGates"
        placeholder={watch('toKind') === 'servers' ? 'any that has the server' : 'Choose…'}
        names={names.fortigates.map(({ name }) => name)}
      />
    </Section>
  );
}

function interfaceOptions({ fortigates }: TestNames, through: readonly string[]) {
  const used = fortigates.filter(({ name }) => through.length === 0 || through.includes(name));
  const all = [...new Set(used.flatMap(({ interfaces }) => interfaces))];
  return [{ value: '', label: 'As usual' }, ...all.map((value) => ({ value, label: value }))];
}

/** What seldom has to be said. */
function MoreFields({ form: { control, watch }, names }: PartProps) {
  const isServer = watch('toKind') === 'servers';
  const isOther = watch('user') === 'other';
  const logsIn = watch('login') !== '';
  return (
    <Disclosure summary="Request, network, user and time">
      <div className={styles['fields']}>
        {isServer ? (
          <div className={styles['pair']}>
            <FormTextField control={control} name="path" label="Path" placeholder="any" mono />
            <FormTextField control={control} name="host" label="Host" placeholder="any" mono />
          </div>
        ) : null}
        {isServer ? (
          <FormTextField
            control={control}
            name="forward"
            label="TCP forwarding to"
            hint="What FortiClient asks for in place of a path, as 10.88.0.9:445."
            mono
          />
        ) : null}
        <div className={styles['pair']}>
          {watch('whoKind') === 'unknown' ? null : (
            <FormTextField
              control={control}
              name="srcip"
              label="Source IP"
              placeholder="the endpoint’s own"
              mono
            />
          )}
          <FormSelect
            control={control}
            name="srcintf"
            label="Incoming interface"
            options={interfaceOptions(names, watch('through'))}
          />
        </div>
        <FormSegmentField control={control} name="user" label="User" options={users} />
        {isOther ? (
          <div className={styles['pair']}>
            <FormTextField control={control} name="userName" label="Name" placeholder="nobody" />
            <FormTextField
              control={control}
              name="userGroups"
              label="Groups"
              placeholder="none"
              hint="Names, separated by commas."
            />
          </div>
        ) : null}
        <FormSelect control={control} name="login" label="If asked to log in" options={logins} />
        {logsIn ? (
          <div className={styles['pair']}>
            <FormTextField control={control} name="loginName" label="Logs in as" />
            <FormTextField
              control={control}
              name="loginGroups"
              label="Groups of the log-in"
              placeholder="none"
              hint="Names, separated by commas."
            />
          </div>
        ) : null}
        <FormTextField
          control={control}
          name="time"
          label="Time"
          placeholder="the world’s clock"
          hint="With its offset from UTC, as 2025-01-07T10:57:00-08:00."
          mono
        />
      </div>
    </Disclosure>
  );
}

/** Every field of a test, with the sentence that they make. */
export function TestFields({ form, names }: PartProps) {
  const { control, watch } = form;
  const values = watch();
  return (
    <>
      <p className={styles['reads']}>
        <b>Reads:</b> <SentenceView sentence={testSentence(sentenceTest(values))} />
      </p>
      <FormTextField
        control={control}
        name="name"
        label="Name"
        placeholder={nameBySentence(values)}
      />
      <WhoFields form={form} names={names} />
      <Section title="Expected">
        <FormSegmentField control={control} name="expect" label="They" options={expectations} />
        <div className={styles['pair']}>
          <FormSelect
            control={control}
            name="certificate"
            label="Client certificate"
            options={certificates}
          />
          <FormSelect
            control={control}
            name="withoutCertificate"
            label="Without a certificate"
            options={without}
          />
        </div>
      </Section>
      <WhereFields form={form} names={names} />
      <MoreFields form={form} names={names} />
    </>
  );
}
