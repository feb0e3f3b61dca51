/** The present world against an earlier moment, or a scenario. */
import { labApi as api } from '#model/contract/lab.ts';
import type { ComparisonQuery, WorldComparison } from '#model/lab/worlds/world-comparison.ts';
import { count } from '#model/plural.ts';
import { differencesOf } from '#mocks/world/lab/access/world-comparison.ts';
import * as queries from '#mocks/world/queries.ts';
import { notFound } from '#mocks/world/refusal.ts';
import type { WorldState } from '#mocks/world/state.ts';
import { forkedAt, pastMomentsOf } from '#mocks/world/history/moments.ts';
import { stateOf } from '#mocks/world/worlds/state-of.ts';
import type { World } from '#mocks/world/world.ts';
import type { Worlds } from '#mocks/world/worlds/worlds.ts';
import { granted } from '#mocks/world/answered.ts';
import { type Route, route } from '../route.parse.ts';

/** The world as it was, or as a scenario begins; the present one is left alone. */
async function otherState(
  world: World,
  { changes, moment, scenario, world: id }: ComparisonQuery,
  worlds: Worlds | undefined,
): Promise<WorldState> {
  if (moment !== undefined) return stateOf(await forkedAt(world, moment));
  if (id !== '' && worlds) return (await worlds.named(id)).state;
  const fork = world.fork();
  if (scenario !== '') granted(await fork.loadScenario(scenario));
  else if (changes > 0) granted(await fork.undo({ count: changes }));
  return granted(await fork.ask(queries.wholeState, null));
}

async function wordsOf(
  world: World,
  { changes, moment, scenario, world: id }: ComparisonQuery,
  worlds: Worlds | undefined,
): Promise<string> {
  if (moment === 0) return 'the world before its first change';
  if (moment !== undefined) {
    const found = pastMomentsOf(world.past()).find((one) => one.revision === moment);
    return found
      ? `the world after “${found.checkpoint ?? found.words}”`
      : notFound('This moment is no longer in the history.', 'moment');
  }
  if (id !== '') {
    const other = (await worlds?.list())?.find((one) => one.id === id);
    return other ? `the world ${other.name}` : notFound('This world no longer exists.', 'world');
  }
  if (scenario !== '') {
    const all = await world.scenarios();
    return (
      all.find(({ id }) => id === scenario)?.name ??
      notFound(`Scenario ${scenario} does not exist.`, 'scenario')
    );
  }
  const { undo } = await world.summary();
  if (changes > undo.length)
    return notFound(`The world has only ${count(undo.length, 'change')} to go back.`, 'changes');
  return changes === 0
    ? 'the present world'
    : `the world ${count(changes, 'change')} ago, before “${undo[changes - 1]?.words ?? ''}”`;
}

async function compare(
  world: World,
  asked: ComparisonQuery,
  worlds: Worlds | undefined,
): Promise<WorldComparison> {
  const against = await wordsOf(world, asked, worlds);
  const question = JSON.stringify(asked);
  const found =
    granted(await world.ask(queries.accessSince, { question, past: null })) ??
    granted(
      await world.ask(queries.accessSince, {
        question,
        past: await otherState(world, asked, worlds),
      }),
    );
  if (!found) return notFound('There is nothing to compare with.');
  const now = granted(await world.ask(queries.wholeState, null));
  return {
    against,
    access: found.impact,
    counting: found.counting,
    ...differencesOf(found.past, now),
  };
}

export function labComparisonRoutes(world: World, worlds: Worlds | undefined): readonly Route[] {
  return [route(api.compareWorlds, ({ query }) => compare(world, query, worlds))];
}
