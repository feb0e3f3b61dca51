/** What makes tags come and go, as EMS's API has it: outbreak alerts, and FortiAnalyzer, which has no console here. */
import { emsApi as api } from '#model/contract/ems.ts';
import * as queries from '#mocks/world/queries.ts';
import type { World } from '#mocks/world/world.ts';
import { granted } from '#mocks/world/answered.ts';
import { sorted } from './parsed.ts';
import { type Route, route } from './route.parse.ts';

export function emsSourceRoutes(world: World): readonly Route[] {
  const publish = async (id: string, published: boolean) => {
    granted(await world.execute({ kind: 'ems/publish-outbreak', id, published }));
    return { id };
  };
  return [
    route(api.outbreaks, async ({ query }) =>
      granted(await world.ask(queries.outbreaks, sorted(query))),
    ),
    route(api.addOutbreak, async ({ body: spec }) => {
      const { key } = granted(await world.execute({ kind: 'ems/add-outbreak', spec }));
      return { id: String(key) };
    }),
    route(api.publishOutbreak, ({ params, body }) => publish(params.id, body.published)),
    route(api.withdrawOutbreak, ({ params }) => publish(params.id, false)),
    route(api.fortiAnalyzer, async () => granted(await world.ask(queries.fortiAnalyzer, null))),
    route(api.connectFortiAnalyzer, async ({ body }) => {
      granted(await world.execute({ kind: 'fortianalyzer/connect', ...body }));
      return body;
    }),
    route(api.handlers, async ({ query }) =>
      granted(await world.ask(queries.iocHandlers, sorted(query))),
    ),
    route(api.iocEvents, async ({ query }) =>
      granted(await world.ask(queries.iocEvents, sorted(query))),
    ),
    route(api.addHandler, async ({ body: spec }) => {
      const { key } = granted(await world.execute({ kind: 'fortianalyzer/add-handler', spec }));
      return { id: Number(key) };
    }),
    route(api.enableHandler, async ({ params, body }) => {
      granted(await world.execute({ kind: 'fortianalyzer/enable-handler', ...params, ...body }));
      return params;
    }),
    route(api.removeHandler, async ({ params }) => {
      const command = { kind: 'fortianalyzer/remove-handler', ...params } as const;
      const { travelling } = granted(await world.execute(command));
      return { travelling };
    }),
    route(api.sendEndpointLog, async ({ body }) => {
      const { travelling } = granted(await world.execute({ kind: 'fortianalyzer/log', ...body }));
      return { travelling };
    }),
  ];
}
