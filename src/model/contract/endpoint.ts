/**
 * An endpoint of one of the APIs, as data: what a client must say, what it is told, and what the answer
 * belongs to. The server registers its routes from it, the client calls by it, docs/api.md is written from it.
 */
import { z } from '#model/zod.ts';
import type { Topic } from './topics.ts';

/** Where the APIs stand in the page's own origin. */
export const apiBases = {
  ems: '/ems/api/v1',
  fortios: '/fortigate/:device/api/v2',
  lab: '/lab/api',
} as const;
export type Api = keyof typeof apiBases;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Complaint {
  readonly message: string;
  /** Where the schema names none. */
  readonly field: string;
}

interface Facts {
  /** What it does, as the documentation says it. */
  readonly about: string;
  /** What stands for the names in the path. */
  readonly params?: z.ZodType<Readonly<Record<string, string | number>>>;
  readonly query?: z.ZodType<object>;
  /** Of endpoints that share an address, the one that a query asks for by `action`. */
  readonly action?: string;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  /** Anyone may ask; else it takes EMS's session, or FortiOS's token. */
  readonly isOpen?: true;
  /** Refused where the object has changed since the revision that `If-Match` names. */
  readonly takesIfMatch?: true;
  /** What the answer belongs to: it is asked again when a change touches one of these. */
  readonly topics?: readonly Topic[];
  /** What a change touches. */
  readonly changes?: readonly Topic[];
  /** What is said of a body or a query that does not fit, in place of the schema's own words. */
  readonly complaint?: Complaint;
  /** A refusal names the place within a field: `rules.0.values`. */
  readonly namesPlaces?: true;
}
export interface ApiEndpoint extends Facts {
  readonly api: Api;
  readonly method: Method;
  readonly path: string;
}

/** What makes the endpoints of one API. */
export function endpointsOf<const A extends Api>(api: A) {
  return {
    get: <const F extends Facts>(path: string, facts: F) => ({
      ...facts,
      api,
      path,
      method: 'GET' as const,
    }),
    post: <const F extends Facts>(path: string, facts: F) => ({
      ...facts,
      api,
      path,
      method: 'POST' as const,
    }),
    put: <const F extends Facts>(path: string, facts: F) => ({
      ...facts,
      api,
      path,
      method: 'PUT' as const,
    }),
    patch: <const F extends Facts>(path: string, facts: F) => ({
      ...facts,
      api,
      path,
      method: 'PATCH' as const,
    }),
    remove: <const F extends Facts>(path: string, facts: F) => ({
      ...facts,
      api,
      path,
      method: 'DELETE' as const,
    }),
  };
}

export function routeOf({ api, path }: ApiEndpoint): string {
  return apiBases[api] + path;
}

/** Of a schema's type, what nobody may change. */
export type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T;

export type ParamsOf<E> = E extends { readonly params: infer P extends z.ZodType }
  ? z.output<P>
  : object;
export type QueryOf<E> = E extends { readonly query: infer Q extends z.ZodType }
  ? z.output<Q>
  : object;
export type BodyOf<E> = E extends { readonly body: infer B extends z.ZodType }
  ? z.output<B>
  : undefined;
export type AnswerOf<E extends ApiEndpoint> = z.output<E['answer']>;

/** What a client says: the names in the path by themselves, then query and body. */
export type Input<E> = ParamsOf<E> &
  (E extends { readonly query: infer Q extends z.ZodType }
    ? { readonly query?: Partial<z.output<Q>> }
    : object) &
  (E extends { readonly body: infer B extends z.ZodType }
    ? { readonly body: Frozen<z.input<B>> }
    : object) &
  // The revision that an editor shows; null overwrites whatever is there.
  (E extends { readonly takesIfMatch: true } ? { readonly basedOn: number | null } : object);

/** A whole number in an address. */
export const whole = z.coerce.number<string>().int();
/** Yes or no in an address; null where it is not asked. */
export const flag = z
  .enum(['true', 'false'])
  .transform((one) => one === 'true')
  .nullable()
  .default(null);

export const paging = {
  offset: whole.min(0).default(0),
  count: whole.min(1).max(500).default(50),
};
/** One page of a list, searched and sorted; beside the list's own `sort`. */
export const listing = {
  ...paging,
  search: z.string().default(''),
  order: z.enum(['asc', 'desc']).default('asc'),
};
