import { granted } from '../answered.ts';
import { wholeState } from '../lab/access/access-impact.ts';
import type { WorldState } from '../state.ts';
import type { World } from '../world.ts';

export async function stateOf(world: World): Promise<WorldState> {
  return granted(await world.ask(wholeState, null));
}
