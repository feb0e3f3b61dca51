import type { WorldPort } from '#mocks/world/world.ts';
import { emsHandlers } from './ems.ts';
import { fortiosHandlers } from './fortios.ts';
import { labHandlers } from './lab.ts';

/** Every API of the world; the same in a page and in Node. */
export function handlers(world: WorldPort) {
  return [...emsHandlers(world), ...fortiosHandlers(world), ...labHandlers(world)];
}
