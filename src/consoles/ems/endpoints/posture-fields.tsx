/** The fields of the posture form. */
import { type Ref, useState } from 'react';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { useAnswer } from '#api/hooks.ts';
import { emsApi } from '#model/contract/ems.ts';
import type { EndpointPosture } from '#model/tagging/posture-api.ts';
import { bitLockerStates, logonWords } from '#model/tagging/posture.ts';
import { CheckboxField, SelectField } from '#ui/fields/choice-field.tsx';
import { FieldGroup } from '#ui/fields/field.tsx';
import { Section } from '#ui/page.tsx';
import { PickOneField } from '#ui/fields/pick-field.tsx';
import { TextAreaField } from '#ui/fields/text-area-field.tsx';
import { TextField } from '#ui/fields/text-field.tsx';
import type { PostureForm } from './posture-form.ts';
import styles from './posture-panel.module.css';

interface FactsForm {
  readonly osVersion: string;
  /** Empty where EMS does not know it. */
  readonly forticlientVersion: string;
  /** Empty for nobody. */
  readonly user: string;
  /** One per line. */
  readonly groups: string;
  readonly ip: string;
  readonly onNet: boolean;
  /** Empty for none. */
  readonly gateway: string;
}
export type PostureValues = PostureForm & FactsForm;
type Field = keyof PostureValues;
type Form = UseFormReturn<PostureValues>;

/** The text fields of the form, by the names of its values that are texts. */
type TextName = {
  [Name in Field]: PostureValues[Name] extends string ? Name : never;
}[Field];
type FlagName = {
  [Name in Field]: PostureValues[Name] extends boolean ? Name : never;
}[Field];

/** Stands for no gateway among the choices: no FortiGate has a blank name. */
const noGateway = ' ';

/** The FortiGate that the endpoint is behind, found by typing: there may be hundreds. Empty for none. */
function GatewayField({
  error,
  value,
  onChange,
  ref,
}: {
  readonly error: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly ref: Ref<HTMLInputElement>;
}) {
  const [search, setSearch] = useState('');
  const { data, isPlaceholderData } = useAnswer(
    emsApi.fabricDevices,
    { query: { search: search, sort: 'name' } },
    { keepsLast: true },
  );
  const none = { value: noGateway, label: 'none known to EMS' };
  return (
    <PickOneField
      label="Gateway FortiGate"
      error={error}
      value={value === '' ? noGateway : value}
      options={[
        ...(search === '' ? [none] : []),
        ...(data?.devices ?? []).map(({ device: { name } }) => ({ value: name, label: name })),
      ]}
      chosen={value === '' ? none : { value, label: value }}
      onChange={(picked) => onChange(picked === noGateway ? '' : picked)}
      onSearch={setSearch}
      isSearching={isPlaceholderData}
      ref={ref}
    />
  );
}

function Text({
  form,
  name,
  label,
  hint,
  rows,
}: {
  readonly form: Form;
  readonly name: TextName;
  readonly label: string;
  readonly hint?: string;
  /** Given for a list of lines. */
  readonly rows?: number;
}) {
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field, fieldState }) => {
        const shared = {
          label,
          hint,
          error: fieldState.error?.message,
          value: field.value,
          onChange: field.onChange,
          onBlur: field.onBlur,
          ref: field.ref,
        };
        return rows === undefined ? (
          <TextField {...shared} mono />
        ) : (
          <TextAreaField {...shared} rows={rows} />
        );
      }}
    />
  );
}

function Flag({ form, name, label }: { form: Form; name: FlagName; label: string }) {
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field }) => (
        <CheckboxField
          label={label}
          checked={field.value}
          onChange={field.onChange}
          ref={field.ref}
        />
      )}
    />
  );
}

const bitLockerWords: Record<(typeof bitLockerStates)[number], string> = {
  off: 'off',
  'os-disk': 'on the OS disk',
  'all-disks': 'on all disks',
};

export function PostureFields({
  form,
  shown: { posture, facts },
}: {
  readonly form: Form;
  readonly shown: EndpointPosture;
}) {
  const logonKind = form.watch('logonKind');
  const isDesktop = facts.os === 'windows' || facts.os === 'macos' || facts.os === 'linux';
  return (
    <>
      <Section title="System and user">
        <div className={styles['pair']}>
          <Text form={form} name="osVersion" label="OS version" />
          {posture.windowsSecurity ? (
            <Text form={form} name="osUpdateAgeDays" label="Days since the last Windows update" />
          ) : null}
        </div>
        <div className={styles['pair']}>
          <Text form={form} name="forticlientVersion" label="FortiClient version" />
          <Text form={form} name="user" label="Logged-on user" hint="Leave empty for nobody." />
        </div>
        <div className={styles['pair']}>
          <Controller
            control={form.control}
            name="logonKind"
            render={({ field }) => (
              <SelectField
                label="Logged on as"
                value={field.value}
                options={(['local', 'domain', 'idp'] as const).map((value) => ({
                  value,
                  label: logonWords[value],
                }))}
                onChange={field.onChange}
                ref={field.ref}
              />
            )}
          />
          {logonKind === 'local' ? null : (
            <Text
              form={form}
              name="logonBy"
              label={logonKind === 'domain' ? 'Domain' : 'Identity provider'}
            />
          )}
        </div>
        <Text form={form} name="groups" label="Groups" hint="One per line." rows={2} />
      </Section>
      <Section title="Network">
        <div className={styles['pair']}>
          <Text form={form} name="ip" label="IP address" />
          <Controller
            control={form.control}
            name="gateway"
            render={({ field, fieldState }) => (
              <GatewayField
                error={fieldState.error?.message}
                value={field.value}
                onChange={field.onChange}
                ref={field.ref}
              />
            )}
          />
        </div>
        <Flag form={form} name="onNet" label="On-net (on-fabric)" />
        <Text
          form={form}
          name="otherIps"
          label="Other IP addresses"
          hint="One per line."
          rows={2}
        />
      </Section>
      {isDesktop ? (
        <Section title="AntiVirus">
          <div className={styles['pair']}>
            <Text form={form} name="antivirusProduct" label="Product" />
            <Text form={form} name="signatureAgeDays" label="Signature age, days" />
          </div>
          <FieldGroup legend="State">
            <Flag form={form} name="antivirusInstalled" label="Installed" />
            <Flag form={form} name="antivirusRunning" label="Running" />
          </FieldGroup>
        </Section>
      ) : null}
      <Section title="Found on the device">
        <Text form={form} name="files" label="Files" hint="One path per line." rows={4} />
        <Text
          form={form}
          name="processes"
          label="Running processes"
          hint="One per line."
          rows={4}
        />
        {posture.windowsSecurity ? (
          <Text
            form={form}
            name="registry"
            label="Registry keys"
            hint="key | value name | value data, one per line."
            rows={3}
          />
        ) : null}
        <Text
          form={form}
          name="certificates"
          label="Certificates"
          hint="subject CN | issuer CN, one per line."
          rows={2}
        />
        <Text
          form={form}
          name="vulnerabilities"
          label="Vulnerabilities"
          hint="severity | name | CVE IDs, one per line: critical | Log4Shell | CVE-2021-44228"
          rows={3}
        />
        <Text
          form={form}
          name="firewallThreats"
          label="Firewall threats"
          hint="One per line."
          rows={2}
        />
        <Text
          form={form}
          name="sandboxDetections"
          label="Sandbox detections"
          hint="file name | days ago, one per line."
          rows={2}
        />
      </Section>
      <Section title="Protection">
        {posture.windowsSecurity ? (
          <>
            <FieldGroup legend="Windows Security">
              <Flag form={form} name="defender" label="Windows Defender" />
              <Flag form={form} name="exploitGuard" label="Exploit Guard" />
              <Flag form={form} name="applicationGuard" label="Application Guard" />
              <Flag form={form} name="windowsFirewall" label="Windows Firewall" />
              <Flag form={form} name="automaticUpdates" label="Automatic Updates" />
            </FieldGroup>
            <Controller
              control={form.control}
              name="bitLocker"
              render={({ field }) => (
                <SelectField
                  label="BitLocker"
                  value={field.value}
                  options={bitLockerStates.map((value) => ({
                    value,
                    label: bitLockerWords[value],
                  }))}
                  onChange={field.onChange}
                  ref={field.ref}
                />
              )}
            />
          </>
        ) : null}
        {posture.fileVault === null ? null : (
          <Flag form={form} name="fileVault" label="FileVault disk encryption" />
        )}
        <Flag form={form} name="forticlientInstalled" label="FortiClient is installed" />
        <Text
          form={form}
          name="ztaScore"
          label="CrowdStrike ZTA score"
          hint="1 to 100. Leave empty without a CrowdStrike sensor."
        />
      </Section>
    </>
  );
}
