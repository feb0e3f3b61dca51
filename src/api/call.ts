/** Calls an endpoint of the contract: signed in, out of the envelope, held against the answer's schema. */
import {
  emsEnvelopeSchema,
  emsExpired,
  fortiosEnvelopeSchema,
  labCredentials,
} from '#model/api.ts';
import { addressPart } from '#model/contract/address.ts';
import { type AnswerOf, type ApiEndpoint, type Input, routeOf } from '#model/contract/endpoint.ts';
import { emsApi } from '#model/contract/ems.ts';
import type { PlannedChange } from '#model/lab/access-impact.ts';
import { z } from '#model/zod.ts';
import { ApiError, type Reply, parsed, send } from './http.ts';

type Said = Readonly<Record<string, unknown>>;
export function said(input: object): Said {
  return { ...input };
}

/** `/endpoints/WIN11-ANN`, of `/endpoints/:uid`. */
export function filled(pattern: string, said: Said): string {
  return pattern.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = said[name];
    return typeof value === 'string' || typeof value === 'number' ? addressPart(String(value)) : '';
  });
}

/** `?a=1&b=2` of what is set; empty text and null are left out. */
function queryText(query: unknown): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== null && value !== undefined && value !== '') parameters.set(name, String(value));
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** @param csrf EMS's word that a change comes from whoever signed in */
function exchange(
  endpoint: ApiEndpoint,
  said: Said,
  signal?: AbortSignal,
  csrf?: string,
): Promise<Reply> {
  const { basedOn } = said;
  return send(filled(routeOf(endpoint), said) + queryText(said['query']), {
    method: endpoint.method,
    body: said['body'],
    headers: {
      ...(endpoint.api === 'fortios' ? { Authorization: `Bearer ${labCredentials.token}` } : {}),
      ...(csrf === undefined || endpoint.method === 'GET' ? {} : { 'X-CSRFToken': csrf }),
      ...(typeof basedOn === 'number' ? { 'If-Match': `"${basedOn}"` } : {}),
    },
    signal,
  });
}

/** The sign-in of this page; null before the first call, and again when EMS says that it has expired. */
let session: Promise<AnswerOf<typeof emsApi.signIn>> | null = null;

/** Several requests may begin at once, or find the session expired at once; they sign in once. */
function signedIn(): Promise<AnswerOf<typeof emsApi.signIn>> {
  const { name, password } = labCredentials;
  session ??= call(emsApi.signIn, { body: { name, password } }).catch((error: unknown) => {
    session = null;
    throw error;
  });
  return session;
}

async function askEms(endpoint: ApiEndpoint, said: Said, signal?: AbortSignal): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    const current = endpoint.isOpen ? null : signedIn();
    const { csrftoken } = (await current) ?? {};
    const { status, body } = await exchange(endpoint, said, signal, csrftoken);
    const { result, data } = parsed(emsEnvelopeSchema, body);
    const { retval, message, field } = result;
    if (retval === 1) return data;
    if (retval !== emsExpired || attempt > 1)
      throw new ApiError(status, retval, message ?? `EMS answered ${retval}.`, field ?? null);
    if (session === current) session = null;
  }
}

async function askFortios(
  endpoint: ApiEndpoint,
  said: Said,
  signal?: AbortSignal,
): Promise<unknown> {
  const { status, body } = await exchange(endpoint, said, signal);
  const envelope = parsed(fortiosEnvelopeSchema, body);
  const { error, cli_error: words, error_field: field, error_step: step } = envelope;
  if (envelope.status === 'success') return envelope;
  throw new ApiError(
    status,
    error ?? 0,
    words ?? `FortiOS answered ${error ?? status}.`,
    field,
    step,
  );
}

const problemSchema = z.object({ message: z.string(), field: z.string().nullish() });

async function askLab(endpoint: ApiEndpoint, said: Said, signal?: AbortSignal): Promise<unknown> {
  const { status, body } = await exchange(endpoint, said, signal);
  if (status < 400) return body;
  const { message, field } = parsed(problemSchema, body);
  throw new ApiError(status, 0, message, field);
}

const askers = { ems: askEms, fortios: askFortios, lab: askLab };

/** The request that `call` would send, for a preview of what it would do. */
export function plannedChange<E extends ApiEndpoint>(
  endpoint: E,
  input: Input<E>,
): PlannedChange | null {
  const { method } = endpoint;
  if (method === 'GET' || method === 'PATCH') return null;
  const { query, body } = said(input);
  const path = filled(routeOf(endpoint), said(input)) + queryText(query);
  return { requests: [{ method, path, body }] };
}

/** Throws an ApiError where it is refused. */
export async function call<E extends ApiEndpoint>(
  endpoint: E,
  input: Input<E>,
  signal?: AbortSignal,
): Promise<AnswerOf<E>> {
  const answer = await askers[endpoint.api](endpoint, said(input), signal);
  return parsed<E['answer']>(endpoint.answer, answer);
}
