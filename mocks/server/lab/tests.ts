/** Policy tests, as the lab's own API has them. */
import { labApi as api } from '#model/contract/lab.ts';
import type { Command } from '#mocks/world/commands.ts';
import * as queries from '#mocks/world/queries.ts';
import type { World } from '#mocks/world/world.ts';
import { granted } from '#mocks/world/answered.ts';
import { type Route, route } from '../route.parse.ts';

export function labTestRoutes(world: World): readonly Route[] {
  const changed = async (command: Command): Promise<{ revision: number }> => {
    const { revision } = granted(await world.execute(command));
    return { revision };
  };
  return [
    route(api.policyTests, async () => granted(await world.ask(queries.policyTests, null))),
    route(api.testFailures, async ({ params }) =>
      granted(await world.ask(queries.testFailures, params)),
    ),
    route(api.testNames, async () => granted(await world.ask(queries.testNames, null))),
    route(api.savePolicyTest, ({ body, basedOn }) =>
      changed({ kind: 'lab/save-policy-test', ...body, basedOn }),
    ),
    route(api.keepPolicyTest, async ({ body }) => {
      const { revision, key } = granted(
        await world.execute({ kind: 'lab/keep-policy-test', ...body }),
      );
      return { revision, name: key ?? '' };
    }),
    route(api.deletePolicyTest, ({ params: { name } }) =>
      changed({ kind: 'lab/delete-policy-tests', names: [name] }),
    ),
    route(api.movePolicyTest, ({ params, body }) =>
      changed({ kind: 'lab/move-policy-test', ...params, ...body }),
    ),
    route(api.addTestCounterexample, async ({ params }) => {
      const request = granted(await world.ask(queries.testCounterexampleRequest, params));
      return { ...(await changed({ kind: 'lab/add-test-counterexample', ...params })), request };
    }),
    route(api.policyTestsText, async () => granted(await world.ask(queries.testsText, null))),
    route(api.checkPolicyTests, async ({ body }) =>
      granted(await world.ask(queries.checkTests, body)),
    ),
    route(api.importPolicyTests, ({ body, basedOn }) =>
      changed({ kind: 'lab/import-policy-tests', ...body, basedOn }),
    ),
  ];
}
