/** A rule while it is typed: every part as text, so that nothing typed is lost before it is right. */
import { type OperatingSystem, operatingSystems } from '#model/ems/ems.ts';
import { listedVersions } from '#model/tagging/os-version-list.ts';
import { type Rule, ruleProblems, ruleSchema } from '#model/tagging/tag-rule-schema.ts';
import type { TagSpec } from '#model/tagging/tagging.ts';
import { type RuleTypeName, ruleType, ruleTypes } from '#model/tagging/tag-rules.ts';
import type { DaysCheck, ValueField, ValueForm } from '#model/tagging/tag-rule-parts.ts';

/**
 * One value of a rule: a text or an option, or the parts of one that has several. The days of an update
 * check are there where its box is ticked.
 */
export type ValueDraft = string | Readonly<Record<string, string>>;

export interface RuleDraft {
  readonly id: number;
  readonly os: OperatingSystem;
  readonly type: RuleTypeName;
  readonly not: boolean;
  readonly values: readonly ValueDraft[];
}

function isRuleType(name: string): name is RuleTypeName {
  return Object.hasOwn(ruleTypes, name);
}

/** The rule types that EMS offers for a system. */
export function typesFor(os: OperatingSystem): readonly RuleTypeName[] {
  return Object.keys(ruleTypes)
    .filter(isRuleType)
    .filter((name) => ruleType(name).systems.includes(os));
}

function startOf({ kind, options }: ValueField, os: OperatingSystem): string {
  return kind === 'os-version'
    ? (listedVersions[os][0]?.version ?? '')
    : (options?.[0]?.value ?? '');
}

export function emptyValue(form: ValueForm, os: OperatingSystem): ValueDraft {
  switch (form.kind) {
    case 'text':
    case 'options':
      return '';
    case 'fields':
      return Object.fromEntries(form.fields.map((field) => [field.name, startOf(field, os)]));
  }
}

/** The update check of a type, where the system has it. */
export function checkFor(form: ValueForm, os: OperatingSystem): DaysCheck | null {
  const check = form.kind === 'text' ? undefined : form.check;
  return check && (check.systems?.includes(os) ?? true) ? check : null;
}

/** What a new rule of that type begins with; an only option is chosen already. */
export function startValues(type: RuleTypeName, os: OperatingSystem): readonly ValueDraft[] {
  const { form } = ruleType(type);
  if (form.kind !== 'options') return [emptyValue(form, os)];
  const [only] = form.options;
  return form.options.length === 1 && only ? [only.value] : [];
}

export function newDraft(os: OperatingSystem, id: number): RuleDraft {
  const [type = 'ems-management'] = typesFor(os);
  return { id, os, type, not: false, values: startValues(type, os) };
}

export function draftOf(rule: Rule): RuleDraft {
  return {
    id: rule.id,
    os: rule.os,
    type: rule.type,
    not: rule.not,
    values: rule.values.map((value) =>
      typeof value === 'string'
        ? value
        : Object.fromEntries(
            Object.entries(value).map(([name, part]) => [name, String(part)] as const),
          ),
    ),
  };
}

/** Days as a number. What is none is as wrong as 0, for which the schema has the right words. */
function daysOf(text: string): number {
  return /^\s*\d+([.,]\d+)?\s*$/.test(text) ? Number(text.replace(',', '.')) : 0;
}

/** The value as the schema wants it: numbers as numbers. */
function valueOf(form: ValueForm, os: OperatingSystem, value: ValueDraft): unknown {
  if (typeof value === 'string' || form.kind === 'text') return value;
  const check = checkFor(form, os);
  const days = check === null ? undefined : value[check.name];
  return Object.fromEntries([
    ...(form.kind === 'fields' ? form.fields : []).map(({ name, kind }) => {
      const text = value[name] ?? '';
      return [name, kind === 'number' && text.trim() !== '' ? Number(text) : text] as const;
    }),
    ...(check === null || days === undefined ? [] : [[check.name, daysOf(days)] as const]),
  ]);
}

export type DraftReading =
  | { readonly ok: true; readonly rule: Rule }
  /** Messages by place: `values`, `values.0`, `values.0.subject`, `type`. */
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

export function readDraft(draft: RuleDraft): DraftReading {
  const { form } = ruleType(draft.type);
  const parsed = ruleSchema.safeParse({
    ...draft,
    values: draft.values.map((value) => valueOf(form, draft.os, value)),
  });
  const problems = parsed.success
    ? ruleProblems(parsed.data)
    : parsed.error.issues.map(({ path, message }) => ({ path: path.map(String), message }));
  if (parsed.success && problems.length === 0) return { ok: true, rule: parsed.data };
  const errors: Record<string, string> = {};
  for (const { path, message } of problems) errors[path.join('.')] ??= message;
  return { ok: false, errors };
}

/** Logics that say something: a field that was emptied stands for the default, as one that was never opened. */
export function filledLogic(logic: TagSpec['logic']): TagSpec['logic'] {
  return Object.fromEntries(Object.entries(logic).filter(([, text]) => text.trim() !== ''));
}

export function systemOf(text: string): OperatingSystem {
  return operatingSystems.find((os) => os === text) ?? 'windows';
}
