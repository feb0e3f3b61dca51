/** Starts the world's worker and MSW in the page. Loaded by the entry alone, beside the shell. */
import { setupWorker } from 'msw/browser';
import { handlers } from './handlers/handlers.ts';
import { worldChannel } from './world-channel.ts';
import { remoteWorld } from './remote-world.parse.ts';

/**
 * Resolves when requests can be answered. Rejects where the browser refuses service workers.
 * @param onChange called when the world changes, in this tab or in another
 */
export async function startMocks(onChange: () => void): Promise<void> {
  new BroadcastChannel(worldChannel).addEventListener('message', onChange);
  const worker = new Worker(new URL('./world.worker.ts', import.meta.url), { type: 'module' });
  await setupWorker(...handlers(remoteWorld(worker))).start({
    quiet: true,
    onUnhandledFrame: 'bypass',
  });
}
