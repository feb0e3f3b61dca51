/** A rule summed up in words, for lists of rules and for what a verdict wanted. */
import { type Rule, type RuleOf, type RuleValue } from '#model/tagging/tag-rule-schema.ts';
import { type RuleTypeName, ruleType } from '#model/tagging/tag-rules.ts';
import { count } from '#model/plural.ts';
import { type ValueForm, comparisonWords } from '#model/tagging/tag-rule-parts.ts';

function optionLabel(form: ValueForm, value: string): string {
  const options = form.kind === 'options' ? form.options : [];
  return options.find((option) => option.value === value)?.label ?? value;
}

type FieldsValue = Exclude<RuleValue, string>;

function certificateWords({ subject, issuer }: RuleOf<'certificate'>['values'][number]): string {
  if (subject === '') return `issued by ${issuer}`;
  return issuer === '' ? subject : `${subject}, issued by ${issuer}`;
}

const inDays = (days: number): string =>
  days === 1 ? 'in the last day' : `in the last ${count(days, 'day')}`;

function comparedWords({ comparison, version }: RuleOf<'forticlient-version'>['values'][number]) {
  switch (comparison) {
    case 'is':
      return version;
    case 'greater-than':
      return `later than ${version}`;
    case 'less-than':
      return `earlier than ${version}`;
    case 'at-least':
      return `${version} or later`;
    case 'at-most':
      return `${version} or earlier`;
  }
}

function versionWords({ updateWithin, ...value }: RuleOf<'os-version'>['values'][number]): string {
  const version = comparedWords(value);
  return updateWithin === undefined ? version : `${version}, updated ${inDays(updateWithin)}`;
}

function registryWords({ key, name, value }: RuleOf<'registry-key'>['values'][number]): string {
  if (name === '' && value === '') return key;
  const named = name === '' ? `${key} (default)` : `${key}\\${name}`;
  return value === '' ? named : `${named} = ${value}`;
}

function identityWords({ source, name }: RuleOf<'user-identity'>['values'][number]): string {
  const kind = {
    any: 'any logged-on user',
    local: 'a local account',
    domain: 'a domain account',
    idp: 'a user verified by an identity provider',
  }[source];
  return name === '' ? kind : source === 'any' ? name : `${name} as ${kind}`;
}

function fieldsWords(value: FieldsValue): string {
  if ('latestUpdateWithin' in value)
    return `FortiClient AV updated ${inDays(value.latestUpdateWithin)}`;
  if ('subject' in value) return certificateWords(value);
  if ('score' in value) return `${comparisonWords[value.comparison]} ${value.score}`;
  if ('version' in value) return versionWords(value);
  if ('key' in value) return registryWords(value);
  return identityWords(value);
}

export function ruleValueWords(type: RuleTypeName, value: RuleValue): string {
  return typeof value === 'string' ? optionLabel(ruleType(type).form, value) : fieldsWords(value);
}

/** `File: C:\virus.txt`, `OS Version: Windows 10 or Windows 11`, `File: neither a nor b`. */
export function ruleWords(rule: Rule): string {
  const { label, match } = ruleType(rule.type);
  const values = rule.values.map((value) => ruleValueWords(rule.type, value));
  const joined = rule.not
    ? values.length === 1
      ? `not ${values[0]}`
      : `neither ${values.join(' nor ')}`
    : values.join(match === 'all' ? ' and ' : ' or ');
  return `${label}: ${joined}`;
}

/** How several values of the type combine, for the form. `NOT` wants none of them, whatever the type. */
export function combinationWords(type: RuleTypeName, not: boolean): string {
  if (not) return 'The endpoint must have none of these.';
  return ruleType(type).match === 'all'
    ? 'The endpoint must have all of these.'
    : 'The endpoint must have one of these.';
}
