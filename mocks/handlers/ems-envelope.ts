/** EMS's envelope, and what every path of its API reads and refuses alike (domain.md section 10). */
import { HttpResponse } from 'msw/http';
import { z } from '#model/zod.ts';
import type { Refusal } from '#mocks/world/refusal.ts';
import type { Outcome } from '#mocks/world/world.ts';

function answer(data: unknown, message: string | null = null): Response {
  return HttpResponse.json({ result: { retval: 1, message }, data });
}
export function failure(status: number, retval: number, message: string, field?: string): Response {
  return HttpResponse.json(
    { result: { retval, message, field: field ?? null }, data: null },
    { status },
  );
}

function refused(refusal: Refusal): Response {
  switch (refusal.kind) {
    case 'not-found':
      return failure(404, -3, refusal.message, refusal.field);
    case 'conflict':
      return failure(412, -412, refusal.message);
    case 'invalid':
      return failure(refusal.code === -5 ? 409 : 400, refusal.code, refusal.message, refusal.field);
  }
}

export function respond<Value>(outcome: Outcome<Value>, data: (value: Value) => unknown): Response {
  return outcome.ok ? answer(data(outcome.value)) : refused(outcome.refusal);
}

/** A schema's first complaint, as the refusal of a field; of the field within it, where `deep`. */
export function unreadable(error: z.ZodError, deep = false): Response {
  const [issue] = error.issues;
  const path = (issue?.path ?? []).map(String);
  return failure(
    400,
    -651,
    issue?.message ?? 'The request is not valid.',
    deep ? path.join('.') : (path[0] ?? ''),
  );
}

export const paging = {
  offset: z.coerce.number().int().min(0).default(0),
  count: z.coerce.number().int().min(1).max(500).default(50),
  search: z.string().default(''),
};
/** Beside a list's own `sort`. */
export const sorting = { order: z.enum(['asc', 'desc']).default('asc') };
export function queryOf(request: Request): Record<string, string> {
  return Object.fromEntries(new URL(request.url).searchParams);
}

export async function bodyOf(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return undefined;
  }
}

export interface Call {
  readonly request: Request;
  readonly params: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
}

/** Every path but the sign-in asks for a session. */
export type Guard = (work: (call: Call) => Promise<Response>) => (call: Call) => Promise<Response>;

export const param = (call: Call, name: string): string => String(call.params[name] ?? '');

/** The revision that an editor shows; null overwrites whatever is there. */
export function basedOn({ request }: Call): number | null {
  const written = request.headers.get('If-Match');
  return written === null ? null : Number(written.replaceAll('"', ''));
}

/** Answers one page of a list, whose query the schema reads. */
export function paged<Query extends { readonly order: 'asc' | 'desc' }, Page>(
  schema: z.ZodType<Query>,
  ask: (query: Omit<Query, 'order'> & { readonly descending: boolean }) => Promise<Outcome<Page>>,
) {
  return async ({ request }: Call): Promise<Response> => {
    const query = schema.safeParse(queryOf(request));
    if (!query.success) return unreadable(query.error);
    const { order, ...rest } = query.data;
    return respond(await ask({ ...rest, descending: order === 'desc' }), (page) => page);
  };
}
