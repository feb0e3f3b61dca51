import type { z } from '#model/zod.ts';

/**
 * A request that did not succeed, in words for a person. `field` names the field that was refused;
 * `status` is 0 where no answer came.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;
  readonly field: string | null;
  /** Of several changes made together, the one that was refused. */
  readonly step: number | null;
  constructor(
    status: number,
    code: number,
    message: string,
    field: string | null | undefined = null,
    step: number | null = null,
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.field = field ?? null;
    this.step = step;
  }

  /** Someone else changed the object since it was loaded. */
  get isConflict(): boolean {
    return this.status === 412;
  }
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/**
 * A long text is passed on much faster as a Blob: of a string, the browser and the service worker make several
 * copies, each of which holds up the page.
 */
const longText = 50_000;

function bodyOf(value: unknown): BodyInit {
  const text = JSON.stringify(value);
  return text.length < longText ? text : new Blob([text]);
}

interface Send {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** One HTTP request with JSON both ways. Throws an ApiError where no answer, or no JSON, comes back. */
export async function send(
  url: string,
  { method = 'GET', body, headers, signal }: Send,
): Promise<Reply> {
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: bodyOf(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, 0, 'No answer came. Check that the page is still served, and try again.');
  }
  try {
    const answer: unknown = await response.json();
    return { status: response.status, body: answer };
  } catch {
    throw new ApiError(
      response.status,
      0,
      `The answer (HTTP ${response.status}) is not of the expected form. Reload the page.`,
    );
  }
}

/** What came back, held against the schema. An ApiError where it is of another shape. */
export function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ApiError(
    200,
    0,
    `The answer is not of the expected form at ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? ''}`,
  );
}
