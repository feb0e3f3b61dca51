/** What a schema finds wrong in JSON, in words: which field, and what to write in it. */
import type { z } from '#model/zod.ts';
import type { JsonPath } from './json.ts';

export function pathOfIssue({ path }: z.core.$ZodIssue): JsonPath {
  return path.map((part) => (typeof part === 'number' ? part : String(part)));
}

function valueAt(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>(
    (inside, part) =>
      typeof inside === 'object' && inside !== null ? Reflect.get(inside, part) : undefined,
    value,
  );
}

/** @param whole what the JSON is, where the fault is of all of it */
export function issueWords(
  issue: z.core.$ZodIssue,
  json: unknown,
  path: JsonPath,
  whole: string,
): string {
  const field = path.filter((part) => typeof part === 'string').at(-1) ?? whole;
  if (valueAt(json, path) === undefined) return `${field} is missing; add it`;
  switch (issue.code) {
    case 'invalid_type':
      return `${field} must be a value of type ${issue.expected}; write one`;
    case 'invalid_value':
      return `${field} must be one of ${issue.values.map(String).join(', ')}; write one of them`;
    default:
      return `${field}: ${issue.message}`;
  }
}
