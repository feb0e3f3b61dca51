/** The worker that holds the world: MSW's handlers in the page call it through comlink. */
import { expose } from 'comlink';
import { scenarios } from './scenarios/scenarios.ts';
import { browserStorage } from './world/browser-storage.ts';
import type { Ticker } from './world/clock.ts';
import { type WorldStorage, memoryStorage } from './world/storage.ts';
import { worldChannel } from './world-channel.ts';
import { World, type WorldPort } from './world/world.ts';

const channel = new BroadcastChannel(worldChannel);

function tellOthers(): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
  channel.postMessage('changed');
}

async function storage(): Promise<WorldStorage> {
  try {
    return await browserStorage();
  } catch {
    // Private windows may have no IndexedDB: the world then lives as long as the page.
    return memoryStorage();
  }
}

const ticker: Ticker = {
  now: () => performance.now(),
  every: (ms, work) => {
    const timer = setInterval(() => void work(), ms);
    return () => clearInterval(timer);
  },
};

const opening = storage().then((kept) => World.open(kept, scenarios, tellOthers, ticker));
/** A change in another tab is taken over before the next answer. */
let refreshing: Promise<void> = Promise.resolve();
channel.addEventListener('message', () => {
  refreshing = opening.then((world) => world.refresh());
});
async function current(): Promise<World> {
  await refreshing;
  return opening;
}

/** comlink wants the object at once; the world behind it may still be opening. */
const port: WorldPort = {
  ask: async (name, input) => (await current()).ask(name, input),
  execute: async (command) => (await current()).execute(command),
  summary: async () => (await current()).summary(),
  scenarios: async () => (await current()).scenarios(),
  loadScenario: async (id) => (await current()).loadScenario(id),
  typeLines: async (request) => (await current()).typeLines(request),
  completeLine: async (request) => (await current()).completeLine(request),
  undo: async (request) => (await current()).undo(request),
  redo: async () => (await current()).redo(),
  run: async () => (await current()).run(),
  pause: async () => (await current()).pause(),
};
expose(port);
