/** The policy map's questions, over HTTP. */
import { labApi as api } from '#model/contract/lab.ts';
import * as queries from '#mocks/world/queries.ts';
import type { World } from '#mocks/world/world.ts';
import { granted } from '#mocks/world/answered.ts';
import { type Route, route } from '../route.parse.ts';

export function labPolicyMapRoutes(world: World): readonly Route[] {
  return [
    route(api.policyMap, async ({ query }) => granted(await world.ask(queries.policyMap, query))),
    route(api.decidePins, async ({ body }) => granted(await world.ask(queries.decidePins, body))),
    route(api.policyCommands, async ({ query }) =>
      granted(await world.ask(queries.policyCommands, query)),
    ),
    route(api.policyPalette, async ({ query }) =>
      granted(await world.ask(queries.policyPalette, query)),
    ),
  ];
}
