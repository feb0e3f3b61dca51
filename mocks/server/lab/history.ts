/** The history of the open world. */
import { labApi as api } from '#model/contract/lab.ts';
import { granted } from '#mocks/world/answered.ts';
import { forkedAt, forkedBefore, goToMoment, pastMomentsOf } from '#mocks/world/history/moments.ts';
import * as queries from '#mocks/world/queries.ts';
import type { World } from '#mocks/world/world.ts';
import { stateOf } from '#mocks/world/worlds/state-of.ts';
import { type Route, route } from '../route.parse.ts';

async function effectOf(world: World, revision: number) {
  const question = `moment ${revision}`;
  const begun = granted(await world.ask(queries.accessSince, { question, past: null }));
  if (begun) return begun;
  const past = await stateOf(await forkedBefore(world, revision));
  const now = await stateOf(await forkedAt(world, revision));
  return granted(await world.ask(queries.accessSince, { question, past, now }));
}

export function labHistoryRoutes(world: World): readonly Route[] {
  return [
    route(api.history, async () => ({ moments: pastMomentsOf(world.past()) })),
    route(api.momentEffect, async ({ params: { revision } }) => {
      const found = await effectOf(world, revision);
      return { access: found?.impact ?? null, counting: found?.counting ?? null };
    }),
    route(api.goToMoment, ({ params: { revision } }) => goToMoment(world, revision)),
    route(api.nameMoment, async ({ params: { revision }, body: { name } }) => ({
      revision: granted(await world.nameMoment(revision, name)),
    })),
  ];
}
