import type { WorldFacts } from '#model/lab/worlds/worlds.ts';
import { granted } from '../answered.ts';
import { wholeState } from '../lab/access/access-impact.ts';
import type { WorldState } from '../state.ts';
import type { World } from '../world.ts';

export async function stateOf(world: World): Promise<WorldState> {
  return granted(await world.ask(wholeState, null));
}

/** What a list of worlds says of one. */
export function worldFactsOf({ scenario, ems, fortigates }: WorldState): WorldFacts {
  return {
    scenario: scenario.name,
    endpoints: ems.endpoints.length,
    fortigates: fortigates.map(({ name }) => name),
  };
}
