/** Previews of changes: the requests that a form would send, to a world that is thrown away. */
import { emsEnvelopeSchema, fortiosEnvelopeSchema } from '#model/api.ts';
import { labApi as api } from '#model/contract/lab.ts';
import type { ImpactAnswer, PlannedChange } from '#model/lab/access-impact.ts';
import { z } from '#model/zod.ts';
import * as queries from '#mocks/world/queries.ts';
import type { World } from '#mocks/world/world.ts';
import { granted } from '#mocks/world/answered.ts';
import { type Route, route } from '../route.parse.ts';

/** What each product says where it refuses; EMS does so under status 200. */
const refusalSchema = z.union([
  emsEnvelopeSchema.transform(({ result: { retval, message } }) =>
    retval === 1 ? null : (message ?? `EMS answered ${retval}.`),
  ),
  fortiosEnvelopeSchema.transform(({ status, cli_error: words, error }) =>
    status === 'success' ? null : (words ?? `FortiOS answered ${error ?? 0}.`),
  ),
  z.object({ message: z.string() }).transform(({ message }) => message),
]);

/** Sends requests to the servers of a world. */
export type Send = (world: World, path: string, init: RequestInit) => Promise<Response>;

/** What refused one of the requests; null where all were carried out. */
export async function rehearse(
  world: World,
  { requests }: PlannedChange,
  send: Send,
): Promise<string | null> {
  for (const { method, path, body } of requests) {
    const response = await send(world, path, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
    const refusal = refusalSchema.safeParse(await response.json().catch(() => null)).data;
    if (response.ok && typeof refusal !== 'string') continue;
    return refusal ?? `The change was refused with ${response.status}.`;
  }
  return null;
}

async function impactAnswer(
  world: World,
  change: PlannedChange,
  send: Send,
): Promise<ImpactAnswer> {
  const question = JSON.stringify(change);
  const begun = granted(await world.ask(queries.accessImpact, { question, after: null }));
  if (begun) return begun;
  const fork = world.fork();
  const problem = await rehearse(fork, change, send);
  const refused = { impact: null, counting: null, problem };
  if (problem !== null) return refused;
  const after = granted(await fork.ask(queries.wholeState, null));
  return granted(await world.ask(queries.accessImpact, { question, after })) ?? refused;
}

export function labImpactRoutes(world: World, send: Send): readonly Route[] {
  return [route(api.impact, ({ body }) => impactAnswer(world, body, send))];
}
