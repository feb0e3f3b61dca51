/** The policy map's questions, over HTTP. */
import { labApi as api } from '#model/contract/lab.ts';
import type { mapAfterAnswerSchema, mapAfterSchema } from '#model/lab/policy-map.ts';
import type { z } from '#model/zod.ts';
import * as queries from '#mocks/world/queries.ts';
import type { World } from '#mocks/world/world.ts';
import { granted } from '#mocks/world/answered.ts';
import { type Send, rehearse } from './impact.ts';
import { type Route, route } from '../route.parse.ts';

/** The change is made in a world that is thrown away; its map follows from the present one's. */
async function mapAfter(
  world: World,
  { change, map, pairs }: z.infer<typeof mapAfterSchema>,
  send: Send,
): Promise<z.input<typeof mapAfterAnswerSchema>> {
  const fork = world.fork();
  const problem = await rehearse(fork, change, send);
  if (problem !== null) return { map: null, pins: [], problem };
  const after = granted(await fork.ask(queries.wholeState, null));
  return { ...granted(await world.ask(queries.mapAfter, { after, map, pairs })), problem: null };
}

export function labPolicyMapRoutes(world: World, send: Send): readonly Route[] {
  return [
    route(api.mapAfter, ({ body }) => mapAfter(world, body, send)),
    route(api.policyMap, async ({ query }) => granted(await world.ask(queries.policyMap, query))),
    route(api.policyFlow, async ({ query }) => granted(await world.ask(queries.policyFlow, query))),
    route(api.decidePins, async ({ body }) => granted(await world.ask(queries.decidePins, body))),
    route(api.policyCommands, async ({ query }) =>
      granted(await world.ask(queries.policyCommands, query)),
    ),
    route(api.policyPalette, async ({ query }) =>
      granted(await world.ask(queries.policyPalette, query)),
    ),
  ];
}
