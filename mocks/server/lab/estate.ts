/** Several EMS servers, endpoints' routes, and what names resolve to. */
import { endpointToWire } from '#model/ems/ems-api.ts';
import { labApi as api } from '#model/contract/lab.ts';
import type { Command } from '#mocks/world/commands.ts';
import * as queries from '#mocks/world/queries.ts';
import type { World } from '#mocks/world/world.ts';
import { granted } from '#mocks/world/answered.ts';
import { type Route, route } from '../route.parse.ts';

export function labEstateRoutes(world: World): readonly Route[] {
  const changed = async (command: Command): Promise<{ revision: number }> => {
    const { revision } = granted(await world.execute(command));
    return { revision };
  };
  return [
    route(api.names, async () => granted(await world.ask(queries.nameTable, null))),
    route(api.saveName, ({ body }) => changed({ kind: 'lab/save-name', ...body })),
    route(api.deleteName, ({ params }) => changed({ kind: 'lab/delete-name', ...params })),
    route(api.devices, async ({ query }) => {
      const { devices, total } = granted(await world.ask(queries.devicesOfAll, query));
      return {
        devices: devices.map(({ server, endpoint }) => ({
          server,
          endpoint: endpointToWire(endpoint),
        })),
        total,
      };
    }),
    route(api.device, async ({ params }) => {
      const { server, endpoint } = granted(await world.ask(queries.deviceOfAny, params));
      return { server, endpoint: endpointToWire(endpoint) };
    }),
    route(api.saveEndpoints, ({ body }) => changed({ kind: 'lab/save-endpoints', ...body })),
    route(api.removeEndpoints, ({ body }) => changed({ kind: 'lab/remove-endpoints', ...body })),
    route(api.fortigates, async () => ({
      fortigates: granted(await world.ask(queries.fortigateList, null)),
    })),
    route(api.addFortiGates, ({ body }) => changed({ kind: 'lab/add-fortigates', ...body })),
    route(api.editFortiGate, ({ params, body }) =>
      changed({ kind: 'lab/edit-fortigate', ...params, ...body }),
    ),
    route(api.removeFortiGate, ({ params }) =>
      changed({ kind: 'lab/remove-fortigate', ...params }),
    ),
    route(api.emsServers, async () => granted(await world.ask(queries.emsServers, null))),
    route(api.addEmsServer, ({ body: server }) => changed({ kind: 'lab/add-ems-server', server })),
    route(api.removeEmsServer, ({ params }) =>
      changed({ kind: 'lab/remove-ems-server', ...params }),
    ),
    route(api.openEmsConsole, ({ params }) => changed({ kind: 'lab/open-ems-console', ...params })),
    route(api.moveEndpoint, ({ params, body }) =>
      changed({ kind: 'lab/move-endpoint', ...params, ...body }),
    ),
    route(api.setRoutes, ({ params, body }) =>
      changed({ kind: 'lab/set-routes', ...params, ...body }),
    ),
  ];
}
