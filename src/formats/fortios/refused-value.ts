/** A value that FortiOS would refuse: what is wrong with it, and the default that holds in its place. */
import type { ConfigValue } from '#model/fortios/config-tree.ts';
import { accessKeyField, isAccessKey } from '#model/fortios/fctems.ts';
import type { Field, FieldValue } from '#model/fortios/fields.ts';
import { writtenSubnet } from '#model/fortios/ip.ts';
import { valueProblem } from '#model/fortios/rows.parse.ts';

/** A setting's value as its field holds it. Names that stand twice are one reference. */
export function fromWords(field: Field, values: readonly ConfigValue[]): FieldValue {
  switch (field.kind) {
    case 'names':
    case 'words': {
      const texts = values.map(({ text }) => text);
      return texts.length < 2 ? texts : [...new Set(texts)];
    }
    case 'number': {
      const only = values[0]?.text ?? '';
      return /^-?\d+$/.test(only) ? Number(only) : only;
    }
    case 'table':
      return [];
    case 'word':
      return writtenSubnet(values.map(({ text }) => text).join(' '));
    case 'text':
    case 'option':
      return values.length === 1
        ? (values[0]?.text ?? '')
        : values.map(({ text }) => text).join(' ');
  }
}

/** FortiOS would refuse the characters of such a name, but no decision depends on them: it stays in force. */
function isHarmless(field: Field, code: number): boolean {
  return field.kind === 'text' && code === -15;
}

interface ValueProblem {
  readonly message: string;
  /** The value is kept and in force. */
  readonly harmless: boolean;
}

/** What is wrong with a value; null if nothing is. */
export function problemOf(name: string, field: Field, value: FieldValue): ValueProblem | null {
  // The members of a list are not checked one by one, and `fromWords` has removed those that stand twice.
  if (field.kind === 'names' || field.kind === 'words') return null;
  if (name === accessKeyField && typeof value === 'string' && !isAccessKey(value))
    return { message: `${name} has 20 characters, and this has ${value.length}.`, harmless: false };
  const problem = valueProblem(name, field, value);
  return problem && { message: problem.message, harmless: isHarmless(field, problem.code) };
}

/** A value as it would be written after `set`; null where the field is empty. */
export function settingWords(value: unknown): string | null {
  const words = Array.isArray(value) ? value.join(' ') : String(value);
  return words === '' ? null : words;
}

/** The default as it would be written after `set`; null where the field is then empty. */
export function defaultWords(field: Field): string | null {
  return field.kind === 'table' ? null : settingWords(field.default);
}
