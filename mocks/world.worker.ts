/** The worker that holds the world and its servers. It answers the requests that the page passes on. */
import { scenarios } from './scenarios/scenarios.ts';
import { serverOf } from './server/app.ts';
import type { WireAnswer, WireMessage, WireRequest } from './wire.ts';
import { worldChannel } from './world-channel.ts';
import { browserStorage } from './world/storage/browser-storage.ts';
import type { Ticker } from './world/clock.ts';
import { memoryStorage } from './world/storage/memory-storage.ts';
import type { WorldStorage } from './world/storage/storage.ts';
import { type ChangeCause, World } from './world/world.ts';

const channel = new BroadcastChannel(worldChannel);
/** To the page of this worker. */
let news: MessagePort | null = null;

function tell(port: BroadcastChannel | MessagePort | null, message: unknown): void {
  port?.postMessage(message);
}

/** Other pages take the change over; the page of this worker knows of what it asked for itself. */
function announce(cause: ChangeCause, topics: readonly string[]): void {
  if (cause !== 'elsewhere') tell(channel, 'changed');
  if (cause !== 'request') tell(news, topics);
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

const opening = storage()
  .then((kept) => World.open(kept, scenarios, announce, ticker))
  .then((world) => ({ world, server: serverOf(world) }));

/** A change in another tab is taken over before the next answer. */
let refreshing: Promise<void> = Promise.resolve();
async function refresh(): Promise<void> {
  const { world } = await opening;
  await world.refresh();
}
channel.addEventListener('message', () => {
  // Storage that fails once is no reason to answer nothing any more.
  refreshing = refresh().catch(() => undefined);
});

async function answer(message: WireRequest): Promise<WireAnswer> {
  await refreshing;
  const { server } = await opening;
  const { method, url, headers, body, cookies: sent } = message;
  const cookies: string[] = [];
  const request = new Request(url, { method, headers: [...headers], body });
  const response = await server.fetch(request, {
    cookies: { sent, set: (cookie: string) => void cookies.push(cookie) },
  });
  return {
    status: response.status,
    headers: [...response.headers],
    cookies,
    body: await response.arrayBuffer(),
  };
}

/** A page that gets no answer would wait for ever. */
function broken(error: unknown): WireAnswer {
  const words = error instanceof Error ? error.message : String(error);
  const body = new TextEncoder().encode(words).buffer;
  return { status: 500, headers: [['Content-Type', 'text/plain']], cookies: [], body };
}

addEventListener('message', ({ data, ports: [port] }: MessageEvent<WireMessage>) => {
  if (!port) return;
  if (data.kind === 'news') news = port;
  else
    void answer(data)
      .catch(broken)
      .then((given) => port.postMessage(given, [given.body]));
});
