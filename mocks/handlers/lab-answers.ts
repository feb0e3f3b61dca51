/** What every path of the lab's own API answers and refuses alike. */
import { HttpResponse } from 'msw/http';
import type { z } from '#model/zod.ts';
import type { Outcome } from '#mocks/world/world.ts';

export function problem(status: number, message: string, field: string | null = null): Response {
  return HttpResponse.json({ message, field }, { status });
}

export function respond<Value>(outcome: Outcome<Value>, body: (value: Value) => object): Response {
  if (outcome.ok) return HttpResponse.json(body(outcome.value));
  const { refusal } = outcome;
  switch (refusal.kind) {
    case 'not-found':
      return problem(404, refusal.message, refusal.field);
    case 'conflict':
      return problem(412, refusal.message);
    case 'invalid':
      return problem(400, refusal.message, refusal.field);
  }
}

export async function bodyOf(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return undefined;
  }
}

export type Params = Readonly<Record<string, string | readonly string[] | undefined>>;
export interface Call {
  readonly request: Request;
  readonly params: Params;
}

/** A schema's first complaint, at the field that it is about. */
export function unreadable(error: z.ZodError): Response {
  const [issue] = error.issues;
  return problem(400, issue?.message ?? 'The request is not valid.', String(issue?.path[0] ?? ''));
}

/** Answers what a text asks for instead, where one does (`sentinels.ts`). */
export type LabGuard = (
  work: (request: Request, params: Params) => Promise<Response>,
) => (call: Call) => Promise<Response>;
