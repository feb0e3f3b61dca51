import { wrap } from 'comlink';
import type { WorldPort } from './world/world.ts';

/**
 * The world behind a worker. comlink's types lose the type parameter of `ask`, hence the assertion; the
 * other end is `world.worker.ts`, which exposes exactly this interface.
 */
export function remoteWorld(worker: Worker): WorldPort {
  return wrap(worker) as unknown as WorldPort;
}
