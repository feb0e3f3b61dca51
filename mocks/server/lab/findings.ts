/** Findings of the world, over HTTP. */
import { labApi as api } from '#model/contract/lab.ts';
import type { Command } from '#mocks/world/commands.ts';
import * as queries from '#mocks/world/queries.ts';
import type { World } from '#mocks/world/world.ts';
import { granted } from '#mocks/world/answered.ts';
import { type Route, route } from '../route.parse.ts';

export function labFindingRoutes(world: World): readonly Route[] {
  const changed = async (command: Command): Promise<{ revision: number }> => {
    const { revision } = granted(await world.execute(command));
    return { revision };
  };
  return [
    route(api.findings, async ({ query: { order, ...query } }) =>
      granted(await world.ask(queries.findings, { ...query, descending: order === 'desc' })),
    ),
    route(api.findingMarks, async ({ query }) =>
      granted(await world.ask(queries.findingMarks, query)),
    ),
    route(api.finding, async ({ query }) => granted(await world.ask(queries.findingDetail, query))),
    route(api.ignoreFinding, ({ body }) => changed({ kind: 'lab/ignore-finding', ...body })),
    route(api.heedFinding, ({ body }) => changed({ kind: 'lab/heed-finding', ...body })),
    route(api.addCounterexample, async ({ body }) => {
      // How to try it is asked before: afterwards the device is one of those that are there.
      const request = granted(await world.ask(queries.counterexampleRequest, body));
      return { ...(await changed({ kind: 'lab/add-counterexample', ...body })), request };
    }),
  ];
}
