/** The lab's own server: the world as a whole, its scenarios, and connections made in it. */
import { apiBases } from '#model/contract/endpoint.ts';
import { labApi as api } from '#model/contract/lab.ts';
import { commandWords } from '#mocks/world/commands.ts';
import * as queries from '#mocks/world/queries.ts';
import { type Refusal, notFound } from '#mocks/world/refusal.ts';
import { certificateChange, loginChange, worldChanges } from '#mocks/world/lab/repair-command.ts';
import type { WorldSummary } from '#model/lab/lab-api.ts';
import type { World } from '#mocks/world/world.ts';
import type { Worlds } from '#mocks/world/worlds/worlds.ts';
import { labComparisonRoutes } from './lab/comparison.ts';
import { type Send, labImpactRoutes } from './lab/impact.ts';
import { labDraftRoutes } from './lab/drafts.ts';
import { labEstateRoutes } from './lab/estate.ts';
import { labTestRoutes } from './lab/tests.ts';
import { labFindingRoutes } from './lab/findings.ts';
import { labHistoryRoutes } from './lab/history.ts';
import { labPolicyMapRoutes } from './lab/policy-map.ts';
import { labTextRoutes } from './lab/texts.ts';
import { labWorldsRoutes } from './lab/worlds.ts';
import { granted } from '#mocks/world/answered.ts';
import type { Product } from './product.ts';
import { type Route, route } from './route.parse.ts';

function problem(status: number, message: string, field: string | null = null): Response {
  return Response.json({ message, field }, { status });
}

function refuse(refusal: Refusal): Response {
  switch (refusal.kind) {
    case 'not-found':
      return problem(404, refusal.message, refusal.field);
    case 'conflict':
      return problem(412, refusal.message);
    case 'invalid':
      return problem(400, refusal.message, refusal.field);
  }
}

/** A world that stands alone is called by its scenario. */
async function summaryOf(world: World, worlds: Worlds | undefined): Promise<WorldSummary> {
  const summary = await world.summary();
  const { id, name, draft } = worlds?.identity() ?? { id: '', name: null, draft: null };
  return { ...summary, id, name: name ?? summary.scenario.name, draft };
}

function worldRoutes(world: World, worlds: Worlds | undefined): readonly Route[] {
  return [
    route(api.world, () => summaryOf(world, worlds)),
    route(api.scenarios, async () => ({ scenarios: await world.scenarios() })),
    route(api.loadScenario, async ({ body: { id } }) => ({
      id,
      revision: granted(await world.loadScenario(id)),
    })),
    route(api.lookAtStep, async ({ params: { id } }) => {
      const [{ scenario }, all] = await Promise.all([world.summary(), world.scenarios()]);
      const step = all.find((one) => one.id === scenario.id)?.steps.find((one) => one.id === id);
      if (step?.goal.kind !== 'looked')
        return notFound(`${scenario.name} has no step ${id} that is done by looking.`, 'id');
      granted(await world.execute({ kind: 'lab/look-at-step', id }));
      return { id };
    }),
    route(api.undo, async ({ body }) => granted(await world.undo(body))),
    route(api.redo, async () => granted(await world.redo())),
    route(api.setClock, async ({ body }) => {
      switch (body.action) {
        case 'step':
          granted(await world.execute({ kind: 'lab/step-clock', seconds: body.seconds }));
          break;
        case 'run':
          await world.run();
          break;
        case 'pause':
          await world.pause();
          break;
      }
      return summaryOf(world, worlds);
    }),
  ];
}

function connectionRoutes(world: World): readonly Route[] {
  return [
    route(api.targets, async () => ({
      fortigates: granted(await world.ask(queries.connectFortiGates, null)),
      targets: granted(await world.ask(queries.connectTargets, null)),
    })),
    route(api.connect, async ({ body: request }) => {
      const { connection } = granted(await world.execute({ kind: 'lab/connect', request }));
      return connection ?? notFound('No connection was made.');
    }),
    route(api.connection, async () => granted(await world.ask(queries.lastConnection, null))),
    route(api.repairs, async () => granted(await world.ask(queries.connectionRepairs, null))),
    route(api.applyRepair, async ({ body }) => {
      const certificate = certificateChange(body.changes);
      const login = loginChange(body.changes);
      const changes = worldChanges(body.changes);
      if (changes.length === 0)
        return { applied: null, revision: null, certificate, login, travelling: [] };
      const command = { kind: 'lab/apply-repair', changes } as const;
      const { travelling, revision } = granted(await world.execute(command));
      return { applied: commandWords(command), revision, certificate, login, travelling };
    }),
    route(api.matrix, async ({ query }) => granted(await world.ask(queries.accessMatrix, query))),
    route(api.matrixGroup, async ({ query }) =>
      granted(await world.ask(queries.matrixGroup, query)),
    ),
    route(api.matrixPair, async ({ query }) => granted(await world.ask(queries.matrixPair, query))),
    route(api.sessions, async () => granted(await world.ask(queries.sessions, null))),
    route(api.endSession, async ({ params }) => {
      granted(await world.execute({ kind: 'lab/end-session', ...params }));
      return params;
    }),
    route(api.knowledge, async ({ query }) => granted(await world.ask(queries.knowledge, query))),
  ];
}

/** What a FortiGate's pages ask that FortiOS's own API has no word for, answered by the FortiGate named. */
function listRoutes(world: World): readonly Route[] {
  return [
    route(api.policies, async ({ params: { device: fortigate, list }, query }) => {
      const { start, count, ...filter } = query;
      return granted(await world.ask(queries.policies, { fortigate, list, filter, start, count }));
    }),
    route(api.policyPlace, async ({ params: { device: fortigate, list, id }, query: filter }) =>
      granted(await world.ask(queries.policyPlace, { fortigate, list, id, filter })),
    ),
    route(api.policyStart, async ({ params: { device: fortigate, list, id } }) => ({
      request: granted(await world.ask(queries.policyStart, { fortigate, list, id })),
    })),
    route(api.policyNamed, async ({ params: { device: fortigate, list }, query }) =>
      granted(await world.ask(queries.policyNamed, { fortigate, list, ...query })),
    ),
    route(api.policyNames, async ({ params: { device: fortigate }, body: { names } }) =>
      granted(await world.ask(queries.namedObjects, { fortigate, names })),
    ),
    route(api.emsStatus, async ({ params: { device: fortigate } }) =>
      granted(await world.ask(queries.emsStatus, { fortigate })),
    ),
    route(api.emsConnectors, async ({ params: { device: fortigate } }) =>
      granted(await world.ask(queries.emsConnectors, { fortigate })),
    ),
    route(api.ztnaServers, async ({ params: { device: fortigate }, query }) =>
      granted(await world.ask(queries.ztnaServers, { fortigate, ...query })),
    ),
    route(api.ztnaServer, async ({ params: { device: fortigate, name } }) =>
      granted(await world.ask(queries.ztnaServer, { fortigate, name })),
    ),
    route(api.addresses, async ({ params: { device: fortigate }, query }) =>
      granted(await world.ask(queries.addressList, { fortigate, ...query })),
    ),
    route(api.addressGroups, async ({ params: { device: fortigate }, query }) =>
      granted(await world.ask(queries.addressGroups, { fortigate, ...query })),
    ),
    route(api.interfaces, async ({ params: { device: fortigate }, query }) =>
      granted(await world.ask(queries.interfaceList, { fortigate, ...query })),
    ),
    route(api.users, async ({ params: { device: fortigate }, query }) =>
      granted(await world.ask(queries.listUsers, { fortigate, ...query })),
    ),
    route(api.userGroups, async ({ params: { device: fortigate }, query }) =>
      granted(await world.ask(queries.listUserGroups, { fortigate, ...query })),
    ),
    route(api.knownUsers, async ({ params: { device: fortigate }, body }) =>
      granted(await world.ask(queries.knownUsers, { fortigate, ...body })),
    ),
    route(api.ztnaServerFacts, async ({ params: { device: fortigate } }) =>
      granted(await world.ask(queries.ztnaServerFacts, { fortigate })),
    ),
    route(api.choices, async ({ params: { device: fortigate, field }, query }) =>
      granted(await world.ask(queries.choices, { fortigate, field, ...query })),
    ),
  ];
}

/**
 * @param send to the servers of another world, which a preview is made with
 * @param worlds those that the world stands among; undefined for none
 */
export function labServer(world: World, send: Send, worlds: Worlds | undefined): Product {
  return {
    name: 'The lab',
    base: apiBases.lab,
    routes: [
      ...worldRoutes(world, worlds),
      ...(worlds ? [...labWorldsRoutes(worlds), ...labDraftRoutes(worlds)] : []),
      ...connectionRoutes(world),
      ...listRoutes(world),
      ...labEstateRoutes(world),
      ...labTestRoutes(world),
      ...labFindingRoutes(world),
      ...labTextRoutes(world, worlds),
      ...labPolicyMapRoutes(world, send),
      ...labImpactRoutes(world, send),
      ...labHistoryRoutes(world),
      ...labComparisonRoutes(world, worlds),
    ],
    receive: () => ({
      admit: () => null,
      answer: (data) => Response.json(data),
      refuse,
      fail: problem,
    }),
  };
}
