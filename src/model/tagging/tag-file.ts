/** Tags as a JSON file, to carry them from one EMS to another. The reader takes what it can. */
import { count, numberWords } from '#model/plural.ts';
import { operatingSystems, operatingSystemWords } from '#model/ems/ems.ts';
import { type RuleTypeName, ruleType, ruleTypes } from '#model/tagging/tag-rules.ts';
import { type TagSpec, tagSpecProblems, tagSpecSchema } from '#model/tagging/tagging.ts';
import { z } from '#model/zod.ts';

const format = 'posture-lab/security-posture-tags';
const version = 1;
/** Characters; so many tags need far less. */
const longestFile = 5_000_000;
const mostTags = 1000;

export interface FileProblem {
  /** `tags[2].rules[0].values[1]`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
}
export interface TagFile {
  /** The tags that are right; the others are left out, each with its problems. */
  readonly tags: readonly TagSpec[];
  readonly problems: readonly FileProblem[];
}

export function printTagFile(tags: readonly TagSpec[]): string {
  const file = {
    format,
    version,
    tags: tags.map(({ name, message, comments = '', enabled, rules, logic }) => ({
      name,
      message,
      ...(comments === '' ? {} : { comments }),
      enabled,
      rules,
      logic,
    })),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

const recordSchema = z.record(z.string(), z.unknown());
const isRecord = (value: unknown): value is Record<string, unknown> =>
  recordSchema.safeParse(value).success;

/** The name in the code of what a person may have written as the products do. */
function keyOf(written: unknown, names: ReadonlyMap<string, string>): unknown {
  return typeof written === 'string'
    ? (names.get(written.trim().toLowerCase()) ?? written)
    : written;
}
const systemNames = new Map(
  operatingSystems.flatMap((os) => [
    [os, os],
    [operatingSystemWords[os].toLowerCase(), os],
  ]),
);
const isTypeName = (name: string): name is RuleTypeName => Object.hasOwn(ruleTypes, name);
const typeNames = new Map(
  Object.keys(ruleTypes)
    .filter(isTypeName)
    .flatMap((name) => [
      [name, name],
      [ruleType(name).label.toLowerCase(), name],
    ]),
);

/** A value of several parts with those that can be blank. */
function filledValue(value: unknown, type: unknown): unknown {
  if (!isRecord(value) || typeof type !== 'string' || !isTypeName(type)) return value;
  const { form } = ruleType(type);
  if (form.kind !== 'fields') return value;
  const blanks = form.fields
    .filter((field) => field.optional === true)
    .map(({ name }) => [name, '']);
  return { ...Object.fromEntries(blanks), ...value };
}

/** Rules without numbers are numbered as they stand in their system. */
function filledRules(rules: readonly unknown[]): unknown[] {
  const counts = new Map<unknown, number>();
  return rules.map((rule) => {
    if (!isRecord(rule)) return rule;
    const os = keyOf(rule['os'], systemNames);
    const type = keyOf(rule['type'], typeNames);
    const { values } = rule;
    const place = (counts.get(os) ?? 0) + 1;
    counts.set(os, place);
    return {
      id: place,
      not: false,
      ...rule,
      os,
      type,
      values: Array.isArray(values) ? values.map((value) => filledValue(value, type)) : values,
    };
  });
}

function filledTag(tag: Record<string, unknown>): Record<string, unknown> {
  const { rules, logic } = tag;
  return {
    message: '',
    enabled: true,
    ...tag,
    rules: Array.isArray(rules) ? filledRules(rules) : rules,
    logic: isRecord(logic)
      ? Object.fromEntries(
          Object.entries(logic).map(([os, text]) => [
            systemNames.get(os.toLowerCase()) ?? os,
            text,
          ]),
        )
      : (logic ?? {}),
  };
}

const printedPath = (path: readonly (string | number)[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');

const wholeFile = (message: string): TagFile => ({ tags: [], problems: [{ path: '', message }] });

/**
 * Reads what `printTagFile` wrote, and files written by hand: parts that can be blank may be missing, parts
 * that nobody knows are left out, systems and rule types may be named as the products do. `taken` are the
 * names of the tags there are already. Never throws.
 */
export function readTagFile(text: string, taken: readonly string[] = []): TagFile {
  if (text.length > longestFile)
    return wholeFile('The file is too long. Choose a file made with Export.');
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (error) {
    return wholeFile(
      `The file is not JSON: ${error instanceof Error ? error.message : 'unreadable'}.`,
    );
  }
  const list = Array.isArray(file) ? { tags: file } : file;
  if (!isRecord(list) || !Array.isArray(list['tags']))
    return wholeFile('The file has no list of tags. Choose a file made with Export.');
  if (list['format'] !== undefined && list['format'] !== format)
    return wholeFile('The file contains more than tags. Choose a file made with Export.');
  if (list['version'] !== undefined && list['version'] !== version)
    return wholeFile(`The file has another version. This lab reads version ${version}.`);
  const written: readonly unknown[] = list['tags'];
  if (written.length > mostTags)
    return wholeFile(
      `The file has ${count(written.length, 'tag')}. The maximum is ${numberWords(mostTags)}. Split the file.`,
    );
  const tags: TagSpec[] = [];
  const problems: FileProblem[] = [];
  const names = new Set(taken);
  for (const [i, tag] of written.entries()) {
    const filled = isRecord(tag) ? filledTag(tag) : tag;
    const found = tagSpecProblems(filled, [...names]);
    const parsed = tagSpecSchema.safeParse(filled);
    for (const { path, message } of found)
      problems.push({ path: printedPath(['tags', i, ...path]), message });
    if (found.length > 0 || !parsed.success) continue;
    tags.push(parsed.data);
    names.add(parsed.data.name);
  }
  return { tags, problems };
}
