/** An OS version of a list or typed, and the update check that rules on versions and on AV have. */
import type { OperatingSystem } from '#model/ems/ems.ts';
import { listedVersions } from '#model/tagging/os-version-list.ts';
import type { DaysCheck } from '#model/tagging/tag-rule-parts.ts';
import { CheckboxField, SelectField } from '#ui/fields/choice-field.tsx';
import { TextField } from '#ui/fields/text-field.tsx';
import styles from './rule-editor.module.css';

/** Stands for any other among the choices: no version has a blank name. */
const other = ' ';

/** The versions of the system, and *Other…* with a field of its own, which the lab adds. */
export function OsVersionField({
  label,
  os,
  value,
  isOther,
  error,
  onChange,
}: {
  readonly label: string;
  readonly os: OperatingSystem;
  readonly value: string;
  /** Chosen so; a version that the list does not have is another one in any case. */
  readonly isOther: boolean;
  readonly error: string | undefined;
  readonly onChange: (version: string, isOther: boolean) => void;
}) {
  const listed = listedVersions[os];
  const isTyped = isOther || !listed.some(({ version }) => version === value);
  return (
    <>
      <SelectField
        label={label}
        error={isTyped ? undefined : error}
        value={isTyped ? other : value}
        options={[
          ...listed.map((one) => ({ value: one.version, label: one.label })),
          { value: other, label: 'Other…' },
        ]}
        onChange={(version) => (version === other ? onChange('', true) : onChange(version, false))}
      />
      {isTyped ? (
        <TextField
          label="Version"
          mono
          placeholder={listed[0]?.version ?? ''}
          error={error}
          value={value}
          onChange={(version) => onChange(version, true)}
        />
      ) : null}
    </>
  );
}

/** *Enable latest update check* and its days, which are undefined where it is not ticked. */
export function UpdateCheck({
  check,
  days,
  error,
  onChange,
}: {
  readonly check: DaysCheck;
  readonly days: string | undefined;
  readonly error: string | undefined;
  readonly onChange: (days: string | undefined) => void;
}) {
  return (
    <>
      <CheckboxField
        label={check.label}
        hint={check.hint}
        checked={days !== undefined}
        onChange={(isOn) => onChange(isOn ? String(check.usualDays) : undefined)}
      />
      {days === undefined ? null : (
        <div className={styles['days']}>
          <TextField
            label={check.daysLabel}
            mono
            inputMode="numeric"
            error={error}
            value={days}
            onChange={onChange}
          />
        </div>
      )}
    </>
  );
}
