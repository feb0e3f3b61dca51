import { type ReactNode, type Ref, useId } from 'react';
import { FieldFrame, FieldGroup, type FieldProps, useFieldIds } from './field.tsx';
import styles from './field.module.css';

export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: ReactNode;
}

/** Where the keyboard enters a group: at what is chosen, else at its first. */
function entryOf<Value extends string>(
  value: Value,
  options: readonly Option<Value>[],
): Value | undefined {
  return (options.find((option) => option.value === value) ?? options[0])?.value;
}

interface OneOfProps<Value extends string> extends FieldProps {
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
  readonly onBlur?: () => void;
  readonly ref?: Ref<HTMLInputElement>;
}

/** The radio button of an option. */
function useRadio<Value extends string>({
  value,
  options,
  onChange,
  onBlur,
  ref,
}: OneOfProps<Value>): (option: Option<Value>) => ReactNode {
  const name = useId();
  const entry = entryOf(value, options);
  return (option) => (
    <input
      type="radio"
      name={name}
      value={option.value}
      checked={value === option.value}
      onChange={() => onChange(option.value)}
      onBlur={onBlur}
      ref={option.value === entry ? ref : undefined}
    />
  );
}

/** One of a few, each with a word on what it means. */
export function RadioField<Value extends string>(props: OneOfProps<Value>) {
  const { label, hint, error, options } = props;
  const radio = useRadio(props);
  return (
    <FieldGroup legend={label} hint={hint} error={error}>
      {options.map((option) => (
        <label key={option.value} className={styles['option']}>
          {radio(option)}
          <span>{option.label}</span>
          {option.hint ? <small>{option.hint}</small> : null}
        </label>
      ))}
    </FieldGroup>
  );
}

/** Two or three short words side by side: Any | All. */
export function SegmentField<Value extends string>(props: OneOfProps<Value>) {
  const { label, mark, hint, error, options } = props;
  const radio = useRadio(props);
  const ids = useFieldIds(hint, error);
  return (
    <FieldFrame label={label} mark={mark} hint={hint} error={error} ids={ids} choices>
      <div className={styles['segments']}>
        {options.map((option) => (
          <label key={option.value} className={styles['segment']}>
            {radio(option)}
            {option.label}
          </label>
        ))}
      </div>
    </FieldFrame>
  );
}

/** On or off, with its name above, as tall as a field of segments. */
export function SwitchField({
  label,
  hint,
  checked,
  onChange,
  ref,
}: FieldProps & {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly ref?: Ref<HTMLInputElement>;
}) {
  const ids = useFieldIds(hint, undefined);
  return (
    <FieldFrame label={label} hint={hint} ids={ids}>
      <span className={styles['switchLine']}>
        <input
          ref={ref}
          id={ids.id}
          type="checkbox"
          role="switch"
          aria-checked={checked}
          className={styles['switch']}
          checked={checked}
          aria-describedby={ids.describedBy}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span aria-hidden="true">{checked ? 'On' : 'Off'}</span>
      </span>
    </FieldFrame>
  );
}

/** A yes or no. A locked one cannot be changed, and its hint says why. */
export function CheckboxField({
  label,
  hint,
  checked,
  locked = false,
  onChange,
  ref,
}: {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly checked: boolean;
  readonly locked?: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly ref?: Ref<HTMLInputElement>;
}) {
  const ids = useFieldIds(hint, undefined);
  return (
    <div className={styles['option']} data-locked={locked || undefined}>
      <input
        ref={ref}
        id={ids.id}
        type="checkbox"
        checked={checked}
        disabled={locked}
        aria-describedby={ids.describedBy}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={ids.id}>{label}</label>
      {hint ? <small id={ids.hintId}>{hint}</small> : null}
    </div>
  );
}

/** One of a list, by the browser's own picker. */
export function SelectField<Value extends string>({
  label,
  hint,
  error,
  value,
  options,
  onChange,
  onBlur,
  ref,
}: FieldProps & {
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
  readonly onBlur?: () => void;
  readonly ref?: Ref<HTMLSelectElement>;
}) {
  const ids = useFieldIds(hint, error);
  return (
    <FieldFrame label={label} hint={hint} error={error} ids={ids}>
      <select
        ref={ref}
        id={ids.id}
        className={styles['input']}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={ids.describedBy}
        onBlur={onBlur}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
