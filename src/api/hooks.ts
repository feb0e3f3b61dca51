/** Endpoints of the contract in a page: answers that stay, and changes that have them asked again. */
import {
  type Query,
  type QueryClient,
  keepPreviousData,
  queryOptions,
  skipToken,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { AnswerOf, ApiEndpoint, Input } from '#model/contract/endpoint.ts';
import { isTouched } from '#model/contract/topics.ts';
import type { Counting } from '#model/lab/counting.ts';
import { z } from '#model/zod.ts';
import { call, filled, said } from './call.ts';

/** Between two slices of long work, so that other questions have their turn. */
const pauseMs = 10;
/** A person looks at a page for longer before turning to the next. */
const idleMs = 50;

interface Options<Answer> {
  /** Another question is asked in the same place: until it is answered, the last answer stays. */
  readonly keepsLast?: boolean;
  /** False shows a failure at once, where a person is still typing. */
  readonly retry?: false;
  /**
   * The input is long, and stays the same object while it asks the same: it is known by itself. A question is told
   * from others by all that it says otherwise, each time that the page is drawn.
   */
  readonly isLong?: boolean;
  /** How far the world is with the answer: it is asked again until it is whole. Null: as it is will do. */
  readonly counting?: ((answer: Answer) => Counting | null | undefined) | null;
}

const numbers = new WeakMap<object, number>();
let lastNumber = 0;

/** What an object is known by, where what it says is too long to compare. */
export function numberOf(object: object): number {
  const known = numbers.get(object);
  if (known !== undefined) return known;
  numbers.set(object, ++lastNumber);
  return lastNumber;
}

/** The cache's own name of a question. */
function questionOf<E extends ApiEndpoint>(
  { api, method, path }: E,
  input: Input<E> | null,
  isLong: boolean,
) {
  return [api, method, path, isLong && input !== null ? numberOf(input) : input];
}

function topicsIn(topics: ApiEndpoint['topics'], input: object): readonly string[] {
  return (topics ?? []).map((topic) => filled(topic, said(input)));
}

/**
 * A question, for TanStack Query. Null asks for nothing. A handler that asks once uses `call`: a change takes out of
 * the cache what no component shows, also while it is being asked.
 * @param shown makes of an answer what is kept; the same for all who ask the same
 */
export function asking<E extends ApiEndpoint, Shown = AnswerOf<E>>(
  endpoint: E,
  input: Input<E> | null,
  shown: (answer: AnswerOf<E>) => Shown,
  isLong = false,
) {
  const ask = async (asked: Input<E>, signal: AbortSignal) =>
    shown(await call(endpoint, asked, signal));
  return queryOptions({
    queryKey: questionOf(endpoint, input, isLong),
    queryFn: input === null ? skipToken : ({ signal }) => ask(input, signal),
    meta: { topics: input === null ? [] : topicsIn(endpoint.topics, input) },
  });
}

const pageSchema = z.looseObject({ offset: z.number(), count: z.number() });
const totalSchema = z.object({ total: z.number() });

/** The same question about the page after; null where the answer is no page of a list, or its last. */
function nextPageOf<E extends ApiEndpoint>(input: Input<E>, answer: unknown): Input<E> | null {
  const page = pageSchema.safeParse(said(input)['query']);
  const whole = totalSchema.safeParse(answer);
  if (!page.success || !whole.success) return null;
  const offset = page.data.offset + page.data.count;
  return offset < whole.data.total ? { ...input, query: { ...page.data, offset } } : null;
}

/**
 * The page after the one that is shown is asked for while nobody waits, once, so that it is there when
 * someone turns to it.
 */
function useNextPage<E extends ApiEndpoint>(
  endpoint: E,
  input: Input<E> | null,
  answer: AnswerOf<E> | undefined,
): void {
  const client = useQueryClient();
  const next = input === null || answer === undefined ? null : nextPageOf(input, answer);
  const key = next === null ? null : JSON.stringify(next);
  const latest = useRef(next);
  useEffect(() => {
    latest.current = next;
  });
  useEffect(() => {
    if (key === null) return undefined;
    const idle = setTimeout(() => {
      const { current } = latest;
      if (current !== null) void client.prefetchQuery(asking(endpoint, current, (whole) => whole));
    }, idleMs);
    return () => clearTimeout(idle);
  }, [client, endpoint, key]);
}

/** The answer of an endpoint; null asks for nothing. */
export function useAnswer<E extends ApiEndpoint>(
  endpoint: E,
  input: Input<E> | null,
  { keepsLast = false, retry, isLong = false, counting }: Options<AnswerOf<E>> = {},
) {
  const result = useQuery({
    ...asking(endpoint, input, (answer) => answer, isLong),
    ...(keepsLast ? { placeholderData: keepPreviousData } : {}),
    ...(retry === undefined ? {} : { retry }),
    ...(counting
      ? {
          refetchInterval: ({
            state,
          }: {
            readonly state: { readonly data: AnswerOf<E> | undefined };
          }) => (state.data !== undefined && counting(state.data) ? pauseMs : false),
        }
      : {}),
  });
  useNextPage(endpoint, input, keepsLast && !result.isPlaceholderData ? result.data : undefined);
  return result;
}

/** Has what a change touched asked again: once, where it is on the screen, and the rest when it is shown. */
export function askAgain(
  client: QueryClient,
  { changes }: ApiEndpoint,
  input: object,
): Promise<void> {
  return askAgainAbout(client, topicsIn(changes, input));
}

/** The same of a change that no request of this page made. */
export function askAgainAbout(client: QueryClient, changed: readonly string[]): Promise<void> {
  const predicate = ({ meta }: Pick<Query, 'meta'>): boolean => {
    const { topics } = meta ?? {};
    return (
      Array.isArray(topics) &&
      topics.some((topic) => changed.some((one) => isTouched(String(topic), one)))
    );
  };
  // What nobody looks at goes: a form that opens later must not begin with what is no longer so.
  client.removeQueries({ predicate, type: 'inactive' });
  return client.invalidateQueries({ predicate });
}

/** What changes something by an endpoint. Settled, it has what it touched asked again, once. */
export function useChangeBy<E extends ApiEndpoint, Said>(
  endpoint: E,
  inputOf: (said: Said) => Input<E>,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (said: Said) => call(endpoint, inputOf(said)),
    // A refusal may mean that the page shows what is no longer so.
    onSettled: (_answer, _error, said) => askAgain(client, endpoint, inputOf(said)),
  });
}

export function useChange<E extends ApiEndpoint>(endpoint: E) {
  return useChangeBy(endpoint, (input: Input<E>) => input);
}
