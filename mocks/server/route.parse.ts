/** What a route is: an endpoint of the contract with the work that answers it. */
import {
  type BodyOf,
  type ApiEndpoint,
  type Frozen,
  type ParamsOf,
  type QueryOf,
} from '#model/contract/endpoint.ts';
import type { z } from '#model/zod.ts';
import { RefusalError } from '#mocks/world/refusal.ts';
import { parsed } from './parsed.ts';
import { nowhere } from './product.ts';

/** A request as it came. */
export interface Incoming {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** Undefined where there is none, or no JSON. */
  readonly body: unknown;
  /** The revision that `If-Match` names; null where the request has none, or takes any. */
  readonly basedOn: number | null;
  /** Those that the client sent, as one header has them. */
  readonly cookies: string;
  /** Gives the client a cookie. */
  readonly setCookie: (cookie: string) => void;
}

/** The same, as the contract has it. */
export interface Call<E> {
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
  /** The revision that the client shows; null overwrites whatever is there. */
  readonly basedOn: number | null;
  readonly cookies: string;
  readonly setCookie: (cookie: string) => void;
}

type Answer<E extends ApiEndpoint> = Frozen<z.input<E['answer']>>;

export interface Route {
  readonly endpoint: ApiEndpoint;
  /** The answer, out of any envelope. Throws a RefusalError. */
  readonly answer: (incoming: Incoming) => unknown;
}

function read(endpoint: ApiEndpoint, { params, query, body, ...rest }: Incoming) {
  const named = endpoint.params?.safeParse(params);
  if (named?.success === false) throw new RefusalError(nowhere);
  return {
    params: named?.data ?? {},
    query: endpoint.query ? parsed(endpoint.query, query, endpoint) : {},
    body: endpoint.body && parsed(endpoint.body, body, endpoint),
    ...rest,
  };
}

/** `read` parses by the endpoint's own schemas, of which `Call` is made; the compiler can't follow that. */
export function route<E extends ApiEndpoint>(
  endpoint: E,
  work: (call: Call<E>) => Answer<E> | Promise<Answer<E>>,
): Route {
  return { endpoint, answer: (incoming) => work(read(endpoint, incoming) as Call<E>) };
}
