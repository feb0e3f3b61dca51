import { type RefObject, useState } from 'react';
import { type OperatingSystem, operatingSystemWords } from '#model/ems/ems.ts';
import type { Rule } from '#model/tagging/tag-rule-schema.ts';
import { ruleWords } from '#model/words/tag-rule.ts';
import {
  type TagSpec,
  logicProblemsOf,
  nextRuleId,
  rulesFor,
  systemsOf,
} from '#model/tagging/tagging.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { ErrorText } from '#ui/fields/field.tsx';
import { Section } from '#ui/page.tsx';
import { RuleLogic } from './logic-field.tsx';
import { type RuleDraft, draftOf, newDraft } from './rule-draft.ts';
import { type OpenRule, RuleEditor } from './rule-editor.tsx';
import styles from './rule-list.module.css';

type Rules = Pick<TagSpec, 'rules' | 'logic'>;

interface Editing {
  readonly draft: RuleDraft;
  /** The rule that it replaces; null for a new one. */
  readonly old: Rule | null;
}

function keyOf({ os, id }: Pick<Rule, 'os' | 'id'>): string {
  return `${os} ${id}`;
}

/** The rules of a tag by system, with the logic that combines them. */
export function RuleList({
  value,
  error,
  openRule,
  onChange,
}: {
  readonly value: Rules;
  readonly error: string | undefined;
  readonly openRule: RefObject<OpenRule | null>;
  readonly onChange: (value: Rules) => void;
}) {
  const [editing, setEditing] = useState<Editing | null>(null);
  const { rules, logic } = value;
  const add = (os: OperatingSystem = 'windows'): void =>
    setEditing({ draft: newDraft(os, nextRuleId(value, os)), old: null });
  const save = (rule: Rule): void => {
    const old = editing?.old ?? null;
    const at = old === null ? -1 : rules.indexOf(old);
    onChange({ logic, rules: at < 0 ? [...rules, rule] : rules.with(at, rule) });
    setEditing(null);
  };
  const remove = (rule: Rule): void => {
    const left = rules.filter((one) => one !== rule);
    // The logic of a system without rules would name what is not there.
    const still = systemsOf({ rules: left });
    onChange({
      rules: left,
      logic: Object.fromEntries(
        Object.entries(logic).filter(([os]) => still.some((one) => one === os)),
      ),
    });
  };
  const editor =
    editing === null ? null : (
      <RuleEditor
        key={keyOf(editing.draft)}
        start={editing.draft}
        nextId={(os) => nextRuleId(value, os)}
        openRule={openRule}
        onSave={save}
        onCancel={() => setEditing(null)}
      />
    );

  return (
    <Section
      title="Rules"
      actions={
        editing ? null : (
          <Button icon="plus" onClick={() => add()}>
            Add Rule
          </Button>
        )
      }
    >
      <ErrorText id={undefined} error={error} />
      {rules.length === 0 && editing === null ? (
        <p className={styles['none']}>No rules. Without a rule, no endpoint gets the tag.</p>
      ) : null}
      {systemsOf(value).map((os) => (
        <section key={os} className={styles['system']} aria-label={operatingSystemWords[os]}>
          <h4>{operatingSystemWords[os]}</h4>
          <ol className={styles['rules']}>
            {rulesFor(value, os).map((rule) =>
              editing?.old === rule ? (
                <li key={rule.id}>{editor}</li>
              ) : (
                <li key={rule.id} className={styles['rule']}>
                  <span className={styles['number']}>{rule.id}</span>
                  <span className={styles['words']}>{ruleWords(rule)}</span>
                  <IconButton
                    icon="edit"
                    label={`Edit rule ${rule.id} for ${operatingSystemWords[os]}`}
                    onClick={() => setEditing({ draft: draftOf(rule), old: rule })}
                  />
                  <IconButton
                    icon="trash"
                    label={`Remove rule ${rule.id} for ${operatingSystemWords[os]}`}
                    onClick={() => remove(rule)}
                  />
                </li>
              ),
            )}
          </ol>
          {rulesFor(value, os).length > 1 || (logic[os] ?? '') !== '' ? (
            <RuleLogic
              system={operatingSystemWords[os]}
              ids={rulesFor(value, os).map(({ id }) => id)}
              value={logic[os]}
              problems={logicProblemsOf(value, os)}
              onChange={(text) => {
                const { [os]: _, ...others } = logic;
                onChange({ rules, logic: text === undefined ? others : { ...others, [os]: text } });
              }}
            />
          ) : null}
        </section>
      ))}
      {editing?.old === null ? editor : null}
    </Section>
  );
}
