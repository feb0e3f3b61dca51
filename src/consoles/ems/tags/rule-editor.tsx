import { type RefObject, useImperativeHandle, useRef, useState } from 'react';
import { operatingSystemWords, operatingSystems } from '#model/ems/ems.ts';
import type { Rule } from '#model/tagging/tag-rule-schema.ts';
import { combinationWords } from '#model/words/tag-rule.ts';
import { ruleType } from '#model/tagging/tag-rules.ts';
import { Button } from '#ui/button.tsx';
import { CheckboxField, SelectField } from '#ui/fields/choice-field.tsx';
import { ErrorText } from '#ui/fields/field.tsx';
import { type RuleDraft, readDraft, startValues, systemOf, typesFor } from './rule-draft.ts';
import styles from './rule-editor.module.css';
import { RuleValues } from './rule-values.tsx';

/** A rule that is being filled in. */
export interface OpenRule {
  /** Puts it among the tag's rules. Answers false, and says what is wrong with it, if it is not complete. */
  readonly take: () => boolean;
}

/** Add Rule: operating system, rule type, values. It goes into the tag when it is right, and not before. */
export function RuleEditor({
  start,
  nextId,
  openRule,
  onSave,
  onCancel,
}: {
  readonly start: RuleDraft;
  /** The number of a new rule of that system; a rule that stays in its system keeps its own. */
  readonly nextId: (os: RuleDraft['os']) => number;
  /** Where the form finds the rule that is open when *Save* is pressed. */
  readonly openRule: RefObject<OpenRule | null>;
  readonly onSave: (rule: Rule) => void;
  readonly onCancel: () => void;
}) {
  const [draft, setDraft] = useState(start);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const change = (values: Partial<RuleDraft>): void => {
    setDraft({ ...draft, ...values });
    setErrors({});
  };
  const types = typesFor(draft.os);
  const { several, note } = ruleType(draft.type);

  const group = useRef<HTMLDivElement>(null);
  const take = (): boolean => {
    const read = readDraft(draft);
    if (read.ok) onSave(read.rule);
    else {
      setErrors(read.errors);
      group.current?.scrollIntoView({ block: 'nearest' });
      group.current?.focus();
    }
    return read.ok;
  };
  useImperativeHandle(openRule, () => ({ take }));
  const isUnfinished = Object.keys(errors).length > 0;

  return (
    <div
      ref={group}
      tabIndex={-1}
      className={styles['editor']}
      role="group"
      aria-label={`Rule ${draft.id}`}
    >
      <div className={styles['pair']}>
        <SelectField
          label="OS"
          value={draft.os}
          options={operatingSystems.map((value) => ({
            value,
            label: operatingSystemWords[value],
          }))}
          onChange={(text) => {
            const os = systemOf(text);
            const type = typesFor(os).includes(draft.type)
              ? draft.type
              : (typesFor(os)[0] ?? draft.type);
            change({
              os,
              type,
              id: os === start.os ? start.id : nextId(os),
              // Versions belong to their system, and so does what its rule types ask.
              ...(type === draft.type && type !== 'os-version'
                ? {}
                : { values: startValues(type, os) }),
            });
          }}
        />
        <SelectField
          label="Rule Type"
          error={errors['type']}
          value={draft.type}
          options={types.map((value) => ({ value, label: ruleType(value).label }))}
          onChange={(type) => change({ type, values: startValues(type, draft.os) })}
        />
      </div>
      <RuleValues
        key={`${draft.os} ${draft.type}`}
        type={draft.type}
        os={draft.os}
        values={draft.values}
        errors={errors}
        onChange={(values) => change({ values })}
      />
      {note === undefined ? null : <p className={styles['note']}>{note}</p>}
      <CheckboxField
        label="NOT"
        hint={
          several || draft.not
            ? combinationWords(draft.type, draft.not)
            : 'The endpoint must not meet the rule.'
        }
        checked={draft.not}
        onChange={(not) => change({ not })}
      />
      {isUnfinished ? (
        <ErrorText id={undefined} error="Finish this rule first, or cancel it." />
      ) : null}
      <div className={styles['buttons']}>
        <Button onClick={onCancel}>Cancel rule</Button>
        <Button onClick={() => void take()}>Save rule</Button>
      </div>
    </div>
  );
}
