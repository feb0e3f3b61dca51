import type { ApiEndpoint } from '#model/contract/endpoint.ts';
import type { z } from '#model/zod.ts';
import { invalid } from '#mocks/world/refusal.ts';

/** What a client sent, by its schema; refused with the first complaint, at the field that it is about. */
export function parsed<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  { complaint, namesPlaces }: Pick<ApiEndpoint, 'complaint' | 'namesPlaces'>,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  if (unknown !== undefined)
    return invalid(-651, unknown, `There is no parameter ${unknown} here.`);
  const place = (issue?.path ?? []).map(String);
  return invalid(
    -651,
    (namesPlaces ? place.join('.') : place[0]) ?? complaint?.field ?? '',
    complaint?.message ?? issue?.message ?? 'The request is not valid.',
  );
}

/** A list's query, as the world takes it. */
export function sorted<Query extends { readonly order: 'asc' | 'desc' }>({
  order,
  ...query
}: Query) {
  return { ...query, descending: order === 'desc' };
}
