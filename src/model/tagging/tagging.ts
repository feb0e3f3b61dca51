/** Security Posture Tags as EMS's administrator defines them: a tag, and the rules that give it. */
import { type OperatingSystem, operatingSystemSchema, operatingSystems } from '#model/ems/ems.ts';
import { type LogicProblem, logicProblems } from '#model/tagging/tag-logic.ts';
import {
  type PathProblem,
  type Rule,
  ruleProblems,
  ruleSchema,
} from '#model/tagging/tag-rule-schema.ts';
import { allRegisteredClients, nameProblem } from '#model/tagging/tags.ts';
import { z } from '#model/zod.ts';

/** The user notification message has room for so many characters. */
const maxTagMessage = 255;
/** As the comments of a FortiGate's objects [assumed]. */
const maxTagComments = 1023;
const maxTagRules = 200;

function tagNameProblem(name: string): string | null {
  const problem = nameProblem(name, 'tag');
  if (problem !== null) return problem;
  return name === allRegisteredClients.name
    ? `${name} is built in: every registered endpoint has it. Choose another name.`
    : null;
}

/** What the form and the API send; both are held to it. Rules stand in the order in which they are listed. */
const tagSpecShape = z.object({
  /** Also the tag that endpoints get. Compared exactly. */
  name: z.string('Type a name for the tag.').superRefine((name, context) => {
    const message = tagNameProblem(name);
    if (message !== null) context.addIssue({ code: 'custom', message });
  }),
  /** Tells the user why a FortiGate denied access [142]; blank for none. */
  message: z
    .string('Type a text, or leave the field empty.')
    .max(maxTagMessage, `The message can have at most ${maxTagMessage} characters.`),
  /** For other administrators; no endpoint and no FortiGate sees them. Absent or blank for none. */
  comments: z
    .string('Type a text, or leave the field empty.')
    .max(maxTagComments, `The comments can have at most ${maxTagComments} characters.`)
    .optional(),
  enabled: z.boolean('Say true or false.'),
  rules: z
    .array(ruleSchema, 'List the rules of the tag.')
    .min(1, 'Add at least one rule. Without a rule, no endpoint gets the tag.')
    .max(maxTagRules, `A tag can have at most ${maxTagRules} rules. Remove some.`),
  /** By system; absent or blank for all of its rules with `and`. */
  logic: z.partialRecord(operatingSystemSchema, z.string()),
});
export type TagSpec = z.infer<typeof tagSpecShape>;

export function rulesFor(spec: Pick<TagSpec, 'rules'>, os: OperatingSystem): Rule[] {
  return spec.rules.filter((rule) => rule.os === os);
}

/** The systems of a tag's rules, in the usual order. */
export function systemsOf(spec: Pick<TagSpec, 'rules'>): OperatingSystem[] {
  return operatingSystems.filter((os) => spec.rules.some((rule) => rule.os === os));
}

/** The number for a new rule of that system: numbers of removed rules are not given again below it. */
export function nextRuleId(spec: Pick<TagSpec, 'rules'>, os: OperatingSystem): number {
  return Math.max(0, ...rulesFor(spec, os).map((rule) => rule.id)) + 1;
}

/** Errors and warnings of the logic of one system. */
export function logicProblemsOf(
  spec: Pick<TagSpec, 'rules' | 'logic'>,
  os: OperatingSystem,
): LogicProblem[] {
  return logicProblems(
    spec.logic[os] ?? '',
    rulesFor(spec, os).map((rule) => rule.id),
  );
}

/** What is wrong across the parts of a definition whose parts are each right. */
function crossProblems(spec: TagSpec): PathProblem[] {
  const problems: PathProblem[] = [];
  const numbers = new Set<string>();
  for (const [i, rule] of spec.rules.entries()) {
    const number = `${rule.os} ${rule.id}`;
    if (numbers.has(number))
      problems.push({
        path: ['rules', i, 'id'],
        message: `Rule ${rule.id} already exists for this operating system. Use another number.`,
      });
    numbers.add(number);
    for (const { path, message } of ruleProblems(rule))
      problems.push({ path: ['rules', i, ...path], message });
  }
  for (const os of operatingSystems) {
    const [error] = logicProblemsOf(spec, os).filter(({ severity }) => severity === 'error');
    if (error) problems.push({ path: ['logic', os], message: error.message });
  }
  return problems;
}

export const tagSpecSchema = tagSpecShape.superRefine((spec, context) => {
  for (const { path, message } of crossProblems(spec))
    context.addIssue({ code: 'custom', path: [...path], message });
});

export const tagDefinitionSchema = tagSpecShape.extend({
  /** Stays when the tag is renamed. */
  id: z.number().int().min(1),
});
export type TagDefinition = z.infer<typeof tagDefinitionSchema>;

const pathPart = (part: PropertyKey): string | number =>
  typeof part === 'number' ? part : String(part);

/** What is wrong with something that should be a definition; nothing if it is one. */
export function tagSpecProblems(
  spec: unknown,
  /** Names of the other tags. */
  taken: readonly string[] = [],
): PathProblem[] {
  const parsed = tagSpecSchema.safeParse(spec);
  const problems: PathProblem[] = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    path: path.map(pathPart),
    message,
  }));
  if (parsed.success && taken.includes(parsed.data.name))
    problems.push({
      path: ['name'],
      message: `A tag named ${parsed.data.name} already exists. Choose another name.`,
    });
  return problems;
}
