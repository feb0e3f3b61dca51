/** Texts of people, as the lab's own API has them: configurations, logs, the command line. */
import { labApi as api } from '#model/contract/lab.ts';
import * as queries from '#mocks/world/queries.ts';
import type { World } from '#mocks/world/world.ts';
import type { Worlds } from '#mocks/world/worlds/worlds.ts';
import { stepCommand } from '../fortios-config.ts';
import { granted } from '#mocks/world/answered.ts';
import { type Route, route } from '../route.parse.ts';

/** @param worlds those that the world stands among, with its drafts; undefined for none */
export function labTextRoutes(world: World, worlds: Worlds | undefined): readonly Route[] {
  return [
    route(api.typeLines, async ({ body }) =>
      worlds ? worlds.typeLines(body) : granted(await world.typeLines(body)),
    ),
    route(api.completeLine, async ({ body }) => granted(await world.completeLine(body))),
    route(api.commandsFor, async ({ params: { name: fortigate }, body }) => {
      const steps = body.steps.map((step) => stepCommand(fortigate, step, 'steps'));
      return granted(await world.ask(queries.commandsFor, { fortigate, steps }));
    }),
    route(api.tagCommands, async ({ params }) =>
      granted(await world.ask(queries.tagCommands, params)),
    ),
    route(api.beginLog, async ({ body }) => granted(await world.ask(queries.beginLog, body))),
    route(api.addLogPart, async ({ params, body }) =>
      granted(await world.ask(queries.addLogPart, { ...params, ...body })),
    ),
    route(api.explainLog, async ({ params, query }) =>
      granted(await world.ask(queries.explainLog, { ...params, ...query })),
    ),
    route(api.lineStart, async ({ body }) => ({
      request: granted(await world.ask(queries.lineStart, body)),
    })),
    route(api.explainLogLine, async ({ body }) =>
      granted(await world.ask(queries.explainLogLine, body)),
    ),
    route(api.createFromLog, async ({ body }) => {
      const { revision } = granted(await world.execute({ kind: 'lab/create-from-log', ...body }));
      return { revision };
    }),
    route(api.beginImport, async ({ params, body }) =>
      granted(await world.ask(queries.beginImport, { ...body, fortigate: params.name })),
    ),
    route(api.addImportPart, async ({ params, body }) =>
      granted(await world.ask(queries.addImportPart, { ...params, ...body })),
    ),
    route(api.importState, async ({ params }) =>
      granted(await world.ask(queries.importState, params)),
    ),
    route(api.dropImport, async ({ params }) => {
      granted(await world.ask(queries.dropImport, params));
      return {};
    }),
    route(api.applyImport, async ({ params, body }) => {
      const command = granted(await world.ask(queries.importCommand, { ...params, ...body }));
      const { revision } = granted(await world.execute(command));
      return { ...params, revision };
    }),
    route(api.exportConfig, async ({ params, query }) =>
      granted(await world.ask(queries.exportedConfig, { ...query, fortigate: params.name })),
    ),
    route(api.compareConfigs, async ({ body }) =>
      granted(await world.ask(queries.compareConfigs, body)),
    ),
  ];
}
