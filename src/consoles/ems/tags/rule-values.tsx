import type { OperatingSystem } from '#model/ems/ems.ts';
import { type RuleTypeName, ruleType } from '#model/tagging/tag-rules.ts';
import type { ValueForm } from '#model/tagging/tag-rule-parts.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { CheckboxField, RadioField, SelectField } from '#ui/fields/choice-field.tsx';
import { FieldGroup } from '#ui/fields/field.tsx';
import { TextField } from '#ui/fields/text-field.tsx';
import { OsVersionField, UpdateCheck } from './version-fields.tsx';
import { type ValueDraft, checkFor, emptyValue } from './rule-draft.ts';
import styles from './rule-editor.module.css';

interface ValuesProps {
  readonly type: RuleTypeName;
  readonly os: OperatingSystem;
  readonly values: readonly ValueDraft[];
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (values: readonly ValueDraft[]) => void;
}

function Options({
  form,
  type,
  os,
  values,
  errors,
  onChange,
}: ValuesProps & { readonly form: Extract<ValueForm, { kind: 'options' }> }) {
  const { several, valueLabel } = ruleType(type);
  const chosen = values.filter((value) => typeof value === 'string');
  const check = checkFor(form, os);
  const checked = values.filter((value) => typeof value !== 'string');
  const checkAt = values.findIndex((value) => typeof value !== 'string');
  if (!several)
    return (
      <RadioField
        label={valueLabel}
        error={errors['values']}
        value={chosen[0] ?? ''}
        options={form.options}
        onChange={(value) => onChange([value])}
      />
    );
  return (
    <FieldGroup legend={valueLabel} error={errors['values']}>
      {form.options.map(({ value, label }) => (
        <CheckboxField
          key={value}
          label={label}
          checked={chosen.includes(value)}
          onChange={(isChosen) =>
            onChange([
              ...form.options
                .map((option) => option.value)
                .filter((one) => (one === value ? isChosen : chosen.includes(one))),
              ...checked,
            ])
          }
        />
      ))}
      {check ? (
        <UpdateCheck
          check={check}
          days={checked[0]?.[check.name]}
          error={errors[`values.${checkAt}.${check.name}`] ?? errors[`values.${checkAt}`]}
          onChange={(days) =>
            onChange([...chosen, ...(days === undefined ? [] : [{ [check.name]: days }])])
          }
        />
      ) : null}
    </FieldGroup>
  );
}

function OneValue({
  form,
  os,
  label,
  place,
  value,
  errors,
  onChange,
}: {
  readonly form: Exclude<ValueForm, { kind: 'options' }>;
  readonly os: OperatingSystem;
  readonly label: string;
  readonly place: number;
  readonly value: ValueDraft;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (value: ValueDraft) => void;
}) {
  const errorAt = (part = ''): string | undefined => errors[`values.${place}${part}`];
  if (form.kind === 'text')
    return (
      <TextField
        label={label}
        mono
        placeholder={form.placeholder}
        error={errorAt()}
        value={typeof value === 'string' ? value : ''}
        onChange={onChange}
      />
    );
  const parts = typeof value === 'string' ? {} : value;
  const check = checkFor(form, os);
  return (
    <>
      {form.fields.map((field) => {
        const shared = {
          label: field.label,
          // What is wrong with the value as a whole stands at its first part.
          error: errorAt(`.${field.name}`) ?? (field === form.fields[0] ? errorAt() : undefined),
          value: parts[field.name] ?? '',
          onChange: (text: string) => onChange({ ...parts, [field.name]: text }),
        };
        if (field.kind === 'os-version')
          return (
            <OsVersionField
              key={field.name}
              {...shared}
              os={os}
              isOther={parts['other'] === 'yes'}
              onChange={(version, isOther) =>
                onChange({ ...parts, [field.name]: version, other: isOther ? 'yes' : '' })
              }
            />
          );
        return field.kind === 'options' ? (
          <SelectField key={field.name} {...shared} options={field.options ?? []} />
        ) : (
          <TextField
            key={field.name}
            {...shared}
            mono
            inputMode={field.kind === 'number' ? 'numeric' : 'text'}
            {...(field.placeholder === undefined ? {} : { placeholder: field.placeholder })}
          />
        );
      })}
      {check ? (
        <div className={styles['check']}>
          <UpdateCheck
            check={check}
            days={parts[check.name]}
            error={errorAt(`.${check.name}`)}
            onChange={(days) => {
              const { [check.name]: _, ...others } = parts;
              onChange(days === undefined ? others : { ...others, [check.name]: days });
            }}
          />
        </div>
      ) : null}
    </>
  );
}

/** The values of a rule, by what its type takes. */
export function RuleValues(props: ValuesProps) {
  const { type, os, values, errors, onChange } = props;
  const { form, several, valueLabel } = ruleType(type);
  if (form.kind === 'options') return <Options {...props} form={form} />;
  return (
    <FieldGroup legend={valueLabel} error={errors['values']}>
      <div className={styles['values']}>
        {values.map((value, place) => (
          <div
            // The values of a draft have no identity but their place.
            key={place}
            className={styles['value']}
            role="group"
            aria-label={`Value ${place + 1}`}
          >
            <div className={styles['parts']}>
              <OneValue
                form={form}
                os={os}
                label={several ? `Value ${place + 1}` : valueLabel}
                place={place}
                value={value}
                errors={errors}
                onChange={(changed) =>
                  onChange(values.map((one, i) => (i === place ? changed : one)))
                }
              />
            </div>
            {several && values.length > 1 ? (
              <div className={styles['remove']}>
                <IconButton
                  icon="trash"
                  label={`Remove value ${place + 1}`}
                  onClick={() => onChange(values.filter((_, i) => i !== place))}
                />
              </div>
            ) : null}
          </div>
        ))}
        {several ? (
          <div>
            <Button icon="plus" onClick={() => onChange([...values, emptyValue(form, os)])}>
              Add value
            </Button>
          </div>
        ) : null}
      </div>
    </FieldGroup>
  );
}
